// Level summaries of one event at two venues. Oracle: the counts on the data's own page, taken again here from rebuilt books
// in integers; the ladders' sums against the summary they come from.
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RecordedBooks } from '../../../src/market-data/recorded-book.ts';
import { readRecording } from '../../../src/market-data/recording.ts';
import { ladderOf } from '../../../src/market-data/read/ladder.ts';
import { said } from '../lines.ts';

const path = fileURLToPath(new URL('../../../scenarios/data/fed-dec2025/crossvenue_levels_30min.csv', import.meta.url));

/** Kalshi's fee of a contract, unrounded, in 10^-14: 0.07 × p × (1 − p). */
const feeOf = (px: bigint): bigint => 7n * px * (1_000_000n - px);

describe('the recorded three weeks', () => {
  it('hold 337 rows with a gross edge one way and 1 the other, 223 and 0 of them after the fee', async () => {
    const recording = readRecording(path);
    const books = new RecordedBooks();
    const gross = [0, 0];
    const net = [0, 0];
    let rows = 0;
    for await (const update of recording) {
      books.apply(update);
      if (update.venue !== 'kalshi') continue;
      rows += 1;
      const [poly, kalshi] = [books.of('polymarket', 'event'), books.of('kalshi', 'event')];
      expect(poly.isCrossed || kalshi.isCrossed).toBe(false);
      if (poly.isStale || kalshi.isStale) continue;
      const [polyBid, polyAsk] = [poly.best('bid')!.px, poly.best('ask')!.px];
      const [kalshiBid, kalshiAsk] = [kalshi.best('bid')!.px, kalshi.best('ask')!.px];
      const ways = [
        { edge: kalshiBid - polyAsk, fee: feeOf(kalshiBid) },
        { edge: polyBid - kalshiAsk, fee: feeOf(kalshiAsk) },
      ];
      ways.forEach(({ edge, fee }, way) => {
        if (edge > 0n) gross[way]! += 1;
        if (edge * 100_000_000n > fee) net[way]! += 1;
      });
    }
    expect({ rows, gross, net }).toEqual({ rows: 1_006, gross: [337, 1], net: [223, 0] });
    expect(recording.report.faults).toMatchObject({ broken: 1, gap: 0, late: 0, duplicate: 0, cut: 0 });
    expect(recording.report.firstFaults).toMatchObject([{ kind: 'broken', line: 919 }]);
  });
});

describe('a rebuilt ladder', () => {
  const unit = 1_000_000n;
  const levels = (bestPx: bigint, best: bigint, three: bigint, five: bigint, total: bigint, count: number) =>
    ladderOf({
      bestPx,
      bestQty: best * unit,
      topThreeQty: three * unit,
      fiveCentsQty: five * unit,
      totalQty: total * unit,
      levels: count,
    }).map(({ px, qty }) => [Number(px / 10_000n), Number(qty) / 1e6]);

  it('has the best level as it was, two more of the best three, three more within five cents, and the rest deeper', () => {
    expect(levels(500_000n, 10n, 30n, 60n, 100n, 8)).toEqual([
      ...[
        [50, 10],
        [49, 10],
        [48, 10],
      ],
      ...[
        [47, 10],
        [46, 10],
        [45, 10],
      ],
      ...[
        [44, 20],
        [43, 20],
      ],
    ]);
  });

  it('ends at the last tick above 0', () => {
    expect(levels(30_000n, 10n, 30n, 60n, 100n, 8)).toEqual([
      [3, 10],
      [2, 10],
      [1, 80],
    ]);
    expect(levels(10_000n, 10n, 30n, 60n, 100n, 8)).toEqual([[1, 100]]);
  });

  it('sums up to the whole, is best first, and each level has something, whatever the summary', () => {
    const amount = fc.bigInt(1n, 10n ** 13n);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 99 }),
        amount,
        amount,
        amount,
        amount,
        fc.nat(60),
        (cents, best, three, five, rest, count) => {
          const totalQty = best + three + five + rest;
          const bestPx = BigInt(cents) * 10_000n;
          const summary = {
            bestPx,
            bestQty: best,
            topThreeQty: best + three,
            fiveCentsQty: best + three + five,
            totalQty,
            levels: count,
          };
          const ladder = ladderOf(summary);
          expect(ladder.reduce((sum, { qty }) => sum + qty, 0n)).toBe(totalQty);
          expect(
            ladder.every(({ px, qty }, index) => qty > 0n && px > 0n && (index === 0 || px < ladder[index - 1]!.px)),
          ).toBe(true);
          expect(ladder[0]!.px).toBe(bestPx);
          const near = ladder.filter(({ px }) => px >= bestPx - 20_000n);
          if (cents > 6) expect(near.reduce((sum, { qty }) => sum + qty, 0n)).toBe(best + three);
        },
      ),
    );
  });
});

describe('rows of level summaries', () => {
  const sides = ['poly_%_yes', 'poly_%_no', 'kalshi_%_yes', 'kalshi_%_no'];
  const columns = ['best_bid', 'depth_best', 'depth_top3', 'depth_5c', 'total_depth', 'num_levels'];
  const head = ['timestamp_ms', ...sides.flatMap((side) => columns.map((column) => side.replace('%', column)))].join(
    ',',
  );
  const side = '0.48,1,1,1,1.4999999999999998,1';
  const row = (ms: number, ...cells: string[]) => [String(ms), ...cells].join(',');
  const whole = (ms: number) => row(ms, side, side, side, side);

  it('are snapshots of both books, rounded to micros', () => {
    expect(said([head, whole(1_763_272_880_028)]).told).toEqual([
      'event snapshot 0.48x1 0.42x0.5 | 0.52x1 0.58x0.5',
      'event snapshot 0.48x1 0.42x0.5 | 0.52x1 0.58x0.5',
    ]);
  });

  it('leave a stale book of the venue whose half of the row is broken', () => {
    const found = said([head, whole(1_763_272_880_028), row(1_763_272_880_030, side, ',1,1,1,1,1', side, side)]);
    expect(found.updates.slice(2).map(({ venue, what }) => `${venue} ${what}`)).toEqual([
      'polymarket gap',
      'kalshi snapshot',
    ]);
    expect(found.faults).toEqual({ broken: 1 });
  });

  it('are left out where they are not newer, and broken where a cell is missing', () => {
    const found = said([head, whole(1_763_272_880_028), whole(1_763_272_880_028), whole(1_763_272_880_027), '1,2,3']);
    expect(found.updates).toHaveLength(2);
    expect(found.faults).toEqual({ duplicate: 1, late: 1, broken: 1 });
  });
});
