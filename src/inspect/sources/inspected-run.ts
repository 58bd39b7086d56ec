// A run that is looked at: its source and the index that is made of it, as far as it has been read.
import type { ToldVerdict } from '../../report/summary-types.ts';
import type { JournalRecord } from '../../journal/records.ts';
import { PLAIN, RunIndex } from '../index/run-index.ts';
import type { RunSource } from './source.ts';

/** How far a run has been read: `live` while it runs, `whole` once everything that there is has been read. */
export type ReadingState = 'waiting' | 'reading' | 'live' | 'whole' | 'failed';

/** Records that one page asks for at most. */
export const PAGE_MAX = 500;
/** Records of one life at most. */
export const LIFE_MAX = 2_000;
/** A run of so many records is not read again the next time: what was made of it is kept. */
const KEPT_FROM = 50_000;
/** Records between two of a life that are read in one go rather than in two. */
const GAP_MAX = 256;

/** What the end of a journal says of the whole of it. */
export interface RunTotals {
  readonly records: number;
  readonly virtualUs: number;
  readonly intents: number;
  readonly orders: number;
  readonly arbitrages: number;
  readonly endedBy: string;
}

const totalsOf = (last: JournalRecord | null): RunTotals | null => {
  if (last?.type !== 'run.ended') return null;
  const { seq: records, atUs: virtualUs, intents, orders, arbitrages, reason: endedBy } = last;
  return { records, virtualUs, intents, orders, arbitrages, endedBy };
};

/** One run and what is known of it. */
export class InspectedRun {
  readonly id: string;
  readonly source: RunSource;
  readonly index = new RunIndex();
  state: ReadingState = 'waiting';
  /** Why it could not be read, as a sentence. */
  problem: string | null = null;
  /** What its last record says of the whole of it, before it has been read; null where it does not say. */
  totals: RunTotals | null = null;
  /** What it came to, as its process or its row of `runs` says; null where neither does. */
  verdict: ToldVerdict | null = null;
  private reading: Promise<void> | null = null;
  private isClosed = false;

  constructor(id: string, source: RunSource, isLive = false) {
    this.id = id;
    this.source = source;
    if (isLive) this.state = 'live';
  }

  /** Reads it to its end, once. Does not throw: what goes wrong stands in `problem`. */
  read(): Promise<void> {
    if (this.state === 'live') return Promise.resolve();
    this.reading ??= this.readAll();
    return this.reading;
  }

  /** Reads no further, and closes what it is read from. Nothing of it is a problem of the run. */
  async close(): Promise<void> {
    this.isClosed = true;
    await this.source.close();
  }

  /** The records of an arbitrage and its orders, in order. */
  recordsOf(arbitrage: number): Promise<readonly JournalRecord[]> {
    const { firstSeq, lastSeq } = this.index.actors.arbitrages;
    return this.readOf(arbitrage, firstSeq.at(arbitrage), lastSeq.at(arbitrage));
  }

  /** The records of the order at a place that is of no arbitrage, in order. */
  recordsOfPlain(place: number): Promise<readonly JournalRecord[]> {
    const { firstSeq, lastSeq } = this.index.actors.orders;
    return this.readOf(PLAIN + place, firstSeq.at(place), lastSeq.at(place));
  }

  private async readOf(owner: number, first: number, last: number): Promise<readonly JournalRecord[]> {
    const seqs = this.seqsOf(owner, first, last);
    const records: JournalRecord[] = [];
    for (let start = 0; start < seqs.length;) {
      let end = start;
      while (end + 1 < seqs.length && seqs[end + 1]! - seqs[end]! <= GAP_MAX) end += 1;
      const wanted = new Set(seqs.slice(start, end + 1));
      const page = await this.source.read(seqs[start]!, seqs[end]!);
      records.push(...page.filter(({ seq }) => wanted.has(seq)));
      start = end + 1;
    }
    return records;
  }

  private seqsOf(owner: number, first: number, last: number): readonly number[] {
    const { owners } = this.index;
    const seqs: number[] = [];
    if (first === 0) return seqs;
    for (let seq = first; seq <= last && seqs.length < LIFE_MAX; seq += 1) if (owners.at(seq) === owner) seqs.push(seq);
    return seqs;
  }

  private async readAll(): Promise<void> {
    this.state = 'reading';
    try {
      const kept = (await this.source.recall?.()) ?? null;
      if (kept !== null) {
        this.index.restore(kept);
        this.state = 'whole';
        return;
      }
      this.totals = totalsOf((await this.source.last?.()) ?? null);
      for await (const records of this.source.batches()) {
        if (this.isClosed) return;
        for (const record of records) this.index.observe(record, record.seq, record.atUs);
      }
      this.state = 'whole';
      if (this.index.lastSeq >= KEPT_FROM) await this.source.keep?.(this.index.save());
    } catch (error) {
      if (this.isClosed) return;
      this.state = 'failed';
      this.problem = error instanceof Error ? error.message : String(error);
    }
  }
}

/** The runs that a server shows. */
export interface Runs {
  /** All of them, the newest last. */
  list(): readonly InspectedRun[];
  /** One of them; undefined if there is none of that id. */
  get(id: string): InspectedRun | undefined;
}

/** Runs that are known from the beginning. */
export const runsOf = (runs: readonly InspectedRun[]): Runs => ({
  list: () => runs,
  get: (id) => runs.find((run) => run.id === id),
});
