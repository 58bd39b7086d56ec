// Goal: percentiles are right to 1.6 %, whatever is counted, and a saved histogram resumes as if nothing had been.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Histogram } from '../../src/report/histogram.ts';

const durations = fc.array(
  fc.oneof(
    fc.nat(100),
    fc.nat(10_000_000),
    fc.maxSafeNat().map((us) => us % 2 ** 40),
  ),
  { minLength: 1, maxLength: 200 },
);

const histogramOf = (values: readonly number[]): Histogram => {
  const histogram = new Histogram();
  for (const value of values) histogram.record(value);
  return histogram;
};

describe('a histogram', () => {
  test('tells each percentile to 1.6 %, never below the true one', () => {
    fc.assert(
      fc.property(durations, fc.constantFrom(1, 50, 90, 99, 100), (values, percent) => {
        const sorted = values.toSorted((left, right) => left - right);
        const exact = sorted[Math.max(1, Math.ceil((sorted.length * percent) / 100)) - 1] ?? 0;
        const told = histogramOf(values).percentile(percent);
        expect(told).toBeGreaterThanOrEqual(exact);
        expect(told).toBeLessThanOrEqual(Math.max(exact, Math.ceil(exact * (1 + 1 / 64))));
      }),
    );
  });

  test('is exact below 64 µs', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(63), { minLength: 1 }), (values) => {
        const sorted = values.toSorted((left, right) => left - right);
        expect(histogramOf(values).percentile(50)).toBe(sorted[Math.ceil(sorted.length / 2) - 1]);
      }),
    );
  });

  test('saved at any moment and restored it continues the same', () => {
    fc.assert(
      fc.property(durations, durations, (before, after) => {
        const restored = new Histogram(structuredClone(histogramOf(before).save()));
        for (const value of after) restored.record(value);
        expect(restored.save()).toEqual(histogramOf([...before, ...after]).save());
        expect(restored.percentiles()).toEqual(histogramOf([...before, ...after]).percentiles());
      }),
    );
  });

  test('of nothing says nothing', () => {
    expect(new Histogram().percentiles()).toEqual({ p50: 0, p90: 0, p99: 0, count: 0 });
  });

  test('counts even a duration that is beyond its last bucket', () => {
    expect(histogramOf([2 ** 50]).percentile(50)).toBeGreaterThan(2 ** 40);
  });
});
