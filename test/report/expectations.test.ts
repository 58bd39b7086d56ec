// Goal: an expectation holds exactly if its figure compares as written, and every figure a scenario may name is known.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluateExpectations, expectationKeys } from '../../src/report/expectations.ts';
import { expectedFigures } from '../../src/scenario/expectations.ts';
import type { Expectation } from '../../src/scenario/types.ts';
import { goodRun } from './sample-summary.ts';

const judged = (key: string, comparison: Expectation['comparison'], value: bigint, summary = goodRun) =>
  evaluateExpectations([{ key, comparison, value, text: `${comparison} ${value}` }], summary)[0];

describe('expectations', () => {
  test('know every figure that a scenario may name', () => {
    expect(expectationKeys.toSorted()).toEqual(Object.keys(expectedFigures).toSorted());
  });

  test.each([
    ['completed', '1604'],
    ['partial', '21'],
    ['cancelled', '30'],
    ['failed', '86'],
    ['exposed', '1'],
    ['anomalies', '31'],
    ['violations', '0'],
    ['refused', '258'],
    ['fills', '4377'],
    ['maxLoss', '4.21'],
    ['captured', '0.813782'],
    ['pnl', '980.204'],
  ])('%s is %s in that run', (key, actual) => {
    expect(judged(key, '>=', 0n)?.actual).toBe(actual);
  });

  test('compare as they are written, to the millionth', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -5n, max: 5n }), (off) => {
        const value = 980_204_000n + off;
        expect(judged('pnl', '=', value)?.holds).toBe(off === 0n);
        expect(judged('pnl', '>=', value)?.holds).toBe(off <= 0n);
        expect(judged('pnl', '<=', value)?.holds).toBe(off >= 0n);
        expect(judged('pnl', '>', value)?.holds).toBe(off < 0n);
        expect(judged('pnl', '<', value)?.holds).toBe(off > 0n);
      }),
    );
  });

  test('a run that has lost nothing has a largest loss of 0', () => {
    const run = { ...goodRun, pnl: { ...goodRun.pnl, worstArbitrage: 5_000_000n } };
    expect(judged('maxLoss', '<=', 0n, run)).toMatchObject({ holds: true, actual: '0' });
  });

  test('where nothing was expected no part of it was captured, and that is not enough', () => {
    const run = { ...goodRun, pnl: { ...goodRun.pnl, expected: 0n } };
    expect(judged('captured', '>=', 0n, run)).toMatchObject({ holds: false, actual: null });
  });

  test('a figure that nobody knows does not hold', () => {
    expect(judged('luck', '>=', 0n)).toMatchObject({ holds: false, actual: null });
  });
});
