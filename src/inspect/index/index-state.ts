// The index of a run at rest, and how a run names itself.
import type { RecordBody } from '../../journal/records.ts';
import type { OrderHopsState } from '../../report/order-hops.ts';
import type { ActorsState } from './actors.ts';
import type { CountersState } from './counters.ts';
import type { MarksState } from './marks.ts';
import type { MoneyState } from './money.ts';
import type { TimelineState } from './timeline.ts';

/** How a run names itself. */
export interface RunNames {
  readonly name: string;
  readonly seed: string;
  readonly currency: string;
  readonly scenarioHash: string;
  readonly engineVersion: string;
}

/** The index at rest: plain data. */
export interface IndexState {
  readonly actors: ActorsState;
  readonly counters: CountersState;
  readonly timeline: TimelineState;
  readonly marks: MarksState;
  readonly money: MoneyState;
  readonly hops: OrderHopsState;
  readonly owners: Uint32Array;
  readonly capacities: readonly (readonly [string, number])[];
  readonly names: RunNames;
  readonly lastSeq: number;
  readonly lastUs: number;
  readonly endedBy: string | null;
}

/** A run that has not named itself yet. */
export const NAMELESS: RunNames = { name: '', seed: '', currency: '', scenarioHash: '', engineVersion: '' };

/** How a run names itself in its first record. */
export const namesIn = ({
  name,
  seed,
  currency,
  scenarioHash,
  engineVersion,
}: Extract<RecordBody, { readonly type: 'run.started' }>): RunNames => ({
  name,
  seed,
  currency,
  scenarioHash,
  engineVersion,
});
