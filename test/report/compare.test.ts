// Goal: runs side by side show every figure that any of them has, and what each differs in from the first.
import { expect, test } from 'vitest';
import { compareRuns } from '../../src/report/compare.ts';
import { goodRun, judged } from './sample-summary.ts';

const other = judged({
  ...goodRun,
  fills: 4_400,
  anomalies: { zombie: 9 },
  latency: { polymarket: goodRun.latency['polymarket']! },
  pnl: { ...goodRun.pnl, captured: 1_000_000_000n },
});
const figure = (runs: Parameters<typeof compareRuns>[0], name: string) =>
  compareRuns(runs).find((one) => one.name === name);

test('a figure is printed for each run, with its difference from the first', () => {
  expect(figure([goodRun, other], 'fills')).toMatchObject({ values: [4_377n, 4_400n], differences: [null, 23n] });
  expect(figure([goodRun, other, goodRun], 'captured')).toMatchObject({
    unit: 'money',
    values: [980_204_000n, 1_000_000_000n, 980_204_000n],
    differences: [null, 19_796_000n, 0n],
  });
  expect(figure([goodRun, other], 'captured of expected')?.values).toEqual([8_137n, 8_302n]);
});

test('what only one of them has is 0 of the other, or missing where there is nothing to measure', () => {
  expect(figure([goodRun, other], 'lateFill')).toMatchObject({
    group: 'anomaly',
    values: [19n, 0n],
    differences: [null, -19n],
  });
  expect(figure([goodRun, other], 'kalshi p50')).toMatchObject({ values: [88_000n, null], differences: [null, null] });
  expect(figure([other, goodRun], 'kalshi p50')).toMatchObject({ values: [null, 88_000n], differences: [null, null] });
});

test('what none of them has is left out', () => {
  expect(figure([goodRun, other], 'broken promises')).toBe(undefined);
  expect(figure([goodRun, other], 'slippage')).toBe(undefined);
});

test('money of other currencies is not compared', () => {
  const mana = judged({ ...goodRun, pnl: { ...goodRun.pnl, currency: 'MANA' } });
  expect(figure([goodRun, mana], 'captured')?.differences).toEqual([null, null]);
  expect(figure([goodRun, mana], 'fills')?.differences).toEqual([null, 0n]);
});
