// Goal: on a recording, message by message, being late costs, and being at once gives what the books offered and no more.
// Oracle: the recorded books, followed by themselves, with what was taken of a level missing until it is reported anew.
import { describe, expect, it } from 'vitest';
import type { RecordOf } from '../../src/journal/records.ts';
import { RecordedBooks } from '../../src/market-data/recorded-book.ts';
import { syntheticRecording, type SyntheticRecording } from '../../src/market-data/synthetic/recording.ts';
import type { MarketUpdate } from '../../src/market-data/types.ts';
import type { ReplayInput } from '../../src/market-data/replay/replay-input.ts';
import type { RunSummary } from '../../src/report/summary-types.ts';
import { inputOf, runOver, scenarioOver } from '../engine/replayed.ts';

const SEEDS = 30;
const UNIT = 1_000_000n;
const recordings = Array.from({ length: SEEDS }, (_, seed) =>
  syntheticRecording({ seed, durationMs: 5_500, newsEveryMs: 1_600 }),
);

/** What the books offer, and what is left of it. */
class Offered {
  private readonly books = new RecordedBooks();
  private readonly taken = new Map<string, bigint>();
  private readonly items: ReplayInput;

  constructor(recording: SyntheticRecording) {
    this.items = inputOf(recording);
  }

  async read(): Promise<this> {
    await this.items.read();
    return this;
  }

  goTo(atUs: number): void {
    for (let item = this.items.peek(); item !== null && item.atUs <= atUs; item = this.items.peek()) {
      this.items.take();
      if (item.what === 'update') this.apply(item.update);
      if (item.what === 'end') break;
    }
  }

  /** What so many shares of an outcome cost, best first; null where there are not so many. */
  take(venue: string, market: string, outcome: string, qty: bigint): bigint | null {
    const side = outcome === 'yes' ? 'ask' : 'bid';
    let left = qty;
    let cost = 0n;
    for (const { px, qty: shown } of this.books.of(venue, market).side(side).levels()) {
      const key = `${venue} ${side} ${px}`;
      const before = this.taken.get(key) ?? 0n;
      const open = shown - before;
      const took = left < open ? left : open;
      this.taken.set(key, before + took);
      cost += took * (side === 'ask' ? px : UNIT - px);
      left -= took;
    }
    return left === 0n ? cost / UNIT : null;
  }

  private apply(update: MarketUpdate): void {
    this.books.apply(update);
    if (update.what === 'snapshot')
      for (const key of [...this.taken.keys()]) if (key.startsWith(update.venue)) this.taken.delete(key);
    if (update.what === 'level') this.taken.delete(`${update.venue} ${update.side} ${update.px}`);
  }
}

const summaries = async (latency: string): Promise<readonly RunSummary[]> => {
  const parsed = scenarioOver({ latency });
  const found: RunSummary[] = [];
  for (const recording of recordings) found.push(await runOver(parsed, inputOf(recording)).finish());
  return found;
};

const medianOf = (values: readonly bigint[]): bigint => {
  const sorted = values.toSorted((left, right) => (left < right ? -1 : left > right ? 1 : 0));
  return sorted[Math.floor(sorted.length / 2)] ?? 0n;
};

describe('over a recording, message by message', () => {
  it('the median of what is captured never rises with the latency, and is lower at a second than at none', async () => {
    const medians: bigint[] = [];
    for (const latency of ['0s', '10ms', '100ms', '1000ms']) {
      const runs = await summaries(latency);
      for (const { audit, arbitrages } of runs) {
        expect(audit.found).toEqual([]);
        expect(arbitrages.live).toBe(0);
      }
      medians.push(medianOf(runs.map(({ pnl }) => pnl.captured)));
    }
    for (let index = 1; index < medians.length; index += 1)
      expect(medians[index]! <= medians[index - 1]!, `${medians.join(', ')}`).toBe(true);
    expect(medians[3]! < medians[0]!).toBe(true);
    expect(medians[0]! > 0n).toBe(true);
  }, 120_000);

  it('who is not late at all gets what the books offered, to the micro, and no more', async () => {
    const parsed = scenarioOver({ latency: '0s' });
    let arbitrages = 0;
    for (const recording of recordings.slice(0, 10)) {
      const offered = await new Offered(recording).read();
      const run = runOver(parsed, inputOf(recording));
      let edge = 0n;
      let fees = 0n;
      const buy = (
        intent: RecordOf<'intent.received'> | Omit<RecordOf<'intent.received'>, 'seq' | 'atUs'>,
        atUs: number,
      ) => {
        offered.goTo(atUs);
        for (const { venue, market, outcome, qty } of intent.legs) {
          const cost = offered.take(venue, market, outcome, qty);
          expect(cost, `${venue} does not offer ${qty} ${outcome}`).not.toBeNull();
          edge -= cost ?? 0n;
        }
        edge += intent.sets;
        arbitrages += 1;
      };
      run.consume((body, _seq, atUs) => {
        if (body.type === 'intent.received') buy(body, atUs);
        if (body.type === 'venue.filled') fees += body.fee;
      });
      const { pnl, audit } = await run.finish();
      expect(audit.found).toEqual([]);
      expect(pnl.captured).toBe(edge - fees);
    }
    expect(arbitrages).toBeGreaterThan(10);
  }, 120_000);
});
