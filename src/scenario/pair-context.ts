// What the parts of a pair are resolved with: what it refers to, its legs as they were read, and how one is refused.
import type { Markets } from './markets.ts';
import type { Path } from './problem.ts';
import type { Entries, Reader } from './reader.ts';
import type { ScenarioVenue } from './types.ts';

/** What pairs refer to. */
export interface PairContext {
  readonly reader: Reader;
  readonly venues: Entries<ScenarioVenue>;
  readonly markets: Markets;
  /** Whether a recording says the prices: then nobody has to. */
  readonly isRecorded: boolean;
}

/** A leg before its outcomes are known to be the event's, and where it stands. */
export interface LegDraft {
  readonly path: Path;
  /** Where its outcomes are named: the leg itself, in short form. */
  readonly paysInPath: Path;
  readonly venue: string;
  readonly market: string;
  readonly outcome: string;
  readonly paysIn: readonly string[];
}

/** Takes down why a pair is none. */
export type Refuse = (path: Path, message: string) => void;
