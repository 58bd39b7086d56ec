// What a run made of the recording that it replayed, counted from the journal: what was there to be had, how much of it was
// gone for and had, and what was wrong with the recording.
import type { BodyOf } from '../audit/types.ts';
import type { RecordBody } from '../journal/records.ts';
import type { OpportunityCounts, RecordingSummary } from './summary-types.ts';
import { Tally } from './tally.ts';

/** The counts at rest: plain data. */
export interface ReplayTallyState {
  readonly sha256: string | null;
  readonly updates: number;
  readonly noted: Readonly<Record<string, number>>;
  readonly found: readonly string[];
  readonly seen: Readonly<Record<string, number>>;
  readonly taken: Readonly<Record<string, number>>;
  readonly captured: Readonly<Record<string, number>>;
  /** The pairs of the last arbitrages. */
  readonly pairs: readonly (readonly [arbitrage: number, pair: string])[];
}

const FOUND_SHOWN = 10;
/** More arbitrages than can live at once or still be spoken of, as runs on recordings go. */
const PAIRS_KNOWN_MAX = 100_000;

/** Counts as the journal grows. */
export class ReplayTally {
  private sha256: string | null;
  private updates: number;
  private readonly noted: Tally;
  private readonly found: string[];
  private readonly seen: Tally;
  private readonly taken: Tally;
  private readonly captured: Tally;
  private readonly pairs: Map<number, string>;

  constructor(state?: ReplayTallyState) {
    this.sha256 = state?.sha256 ?? null;
    this.updates = state?.updates ?? 0;
    this.noted = new Tally(state?.noted);
    this.found = [...(state?.found ?? [])];
    this.seen = new Tally(state?.seen);
    this.taken = new Tally(state?.taken);
    this.captured = new Tally(state?.captured);
    this.pairs = new Map(state?.pairs);
  }

  /** Takes a record in: of a run without a recording, nothing. */
  observe(body: RecordBody): void {
    if (body.type === 'run.started') this.sha256 = body.recording ?? null;
    if (this.sha256 === null) return;
    switch (body.type) {
      case 'recording.noted':
        return this.note(body);
      case 'opportunity.seen':
        return this.seen.add(body.pair);
      case 'intent.received':
        return this.know(body.intent, body.pair);
      case 'intent.refused':
        this.pairs.delete(body.intent);
        return undefined;
      case 'arbitrage.moved':
        return this.moved(body);
      default:
        return undefined;
    }
  }

  /** The recording, and what was wrong with it; null where none is replayed. */
  recording(): RecordingSummary | null {
    const { sha256, updates, noted, found } = this;
    return sha256 === null ? null : { sha256, updates, noted: noted.sorted(), found: [...found] };
  }

  /** What was to be had, by pair. */
  opportunities(): Readonly<Record<string, OpportunityCounts>> {
    const { seen, taken, captured } = this;
    const names = [...new Set([...Object.keys(seen.save()), ...Object.keys(taken.save())])].toSorted();
    return Object.fromEntries(
      names.map((pair) => [pair, { seen: seen.of(pair), taken: taken.of(pair), captured: captured.of(pair) }]),
    );
  }

  /** The counts as plain data. */
  save(): ReplayTallyState {
    const { sha256, updates, noted, found, seen, taken, captured, pairs } = this;
    return {
      sha256,
      updates,
      noted: noted.save(),
      found: [...found],
      seen: seen.save(),
      taken: taken.save(),
      captured: captured.save(),
      pairs: [...pairs],
    };
  }

  private know(arbitrage: number, pair: string): void {
    this.pairs.set(arbitrage, pair);
    const [oldest] = this.pairs.keys();
    if (this.pairs.size > PAIRS_KNOWN_MAX && oldest !== undefined) this.pairs.delete(oldest);
  }

  private note({ event, count, detail }: BodyOf<'recording.noted'>): void {
    if (event === 'ended') this.updates = count;
    else this.noted.add(event, count);
    if (detail !== undefined && this.found.length < FOUND_SHOWN) this.found.push(`${event}: ${detail}`);
  }

  /** One that ended may open again, by a settlement that fails, and end otherwise. */
  private moved({ arbitrage, from, to }: BodyOf<'arbitrage.moved'>): void {
    const pair = this.pairs.get(arbitrage);
    if (pair === undefined || from === to) return;
    if (from === 'planning' && to !== 'cancelled') this.taken.add(pair);
    if (isHedgedEnd(from)) this.captured.add(pair, -1);
    if (isHedgedEnd(to)) this.captured.add(pair);
  }
}

const isHedgedEnd = (state: string): boolean => state === 'completed' || state === 'partial';
