// Goal: an arbitrage that comes to life again takes back just what it brought, cause by cause, and the highest that was ever
// made stays the highest. Method: reports whose figures all differ, so that none can stand in for another.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PnlReport } from '../../src/accounting/pnl.ts';
import { ResultSums } from '../../src/accounting/result-sums.ts';

const anyReport: fc.Arbitrary<PnlReport> = fc
  .array(fc.bigInt({ min: -1_000n, max: 1_000n }), { minLength: 8, maxLength: 8 })
  .map((figures) => {
    const [expected, realised, fees, slippage, unfilled, unwinds, settlementFailures, rounding] = figures as [
      ...[bigint, bigint, bigint, bigint],
      ...[bigint, bigint, bigint, bigint],
    ];
    return { expected, realised, fees, slippage, unfilled, unwinds, settlementFailures, rounding } as PnlReport;
  });

describe('the sums of results', () => {
  it('are those of the reports that stand, whatever was taken back', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyReport, fc.boolean())), (reports) => {
        const sums = new ResultSums();
        let made = 0n;
        let peak = 0n;
        for (const [report, isTakenBack] of reports) {
          sums.add(report, 0n);
          made += report.realised;
          if (made > peak) peak = made;
          if (isTakenBack) sums.takeBack(report);
        }
        const standing = reports.filter(([, isTakenBack]) => !isTakenBack).map(([report]) => report);
        const sumOf = (name: keyof PnlReport): bigint =>
          standing.reduce((sum, report) => sum + BigInt(report[name]), 0n);
        expect(sums.save()).toEqual({
          ...{ expected: sumOf('expected'), realised: sumOf('realised'), fees: sumOf('fees') },
          ...{ slippage: sumOf('slippage'), unfilled: sumOf('unfilled'), unwinds: sumOf('unwinds') },
          ...{ failures: sumOf('settlementFailures'), rounding: sumOf('rounding') },
          ...{ worst: 0n, made, peak },
        });
        expect(sums.differences().map(({ amount }) => amount)).toEqual(
          (['fees', 'slippage', 'unfilled', 'unwinds', 'settlementFailures', 'rounding'] as const).map(sumOf),
        );
      }),
    );
  });

  it('know the worst of those that are final', () => {
    fc.assert(
      fc.property(fc.array(anyReport), (reports) => {
        const sums = new ResultSums();
        for (const report of reports) sums.close(report);
        expect(sums.worst).toBe(reports.reduce((worst, { realised }) => (realised < worst ? realised : worst), 0n));
      }),
    );
  });

  it('resume from what was saved', () => {
    fc.assert(
      fc.property(anyReport, anyReport, (first, second) => {
        const whole = new ResultSums();
        whole.add(first, 3n);
        const parted = new ResultSums(whole.save());
        for (const sums of [whole, parted]) sums.add(second, first.realised);
        expect(parted.save()).toEqual(whole.save());
      }),
    );
  });
});
