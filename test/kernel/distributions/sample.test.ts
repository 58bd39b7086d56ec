import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { latencyUsMax } from '../../../src/kernel/distributions/distribution.ts';
import { sampleUs, wholeUs } from '../../../src/kernel/distributions/sample.ts';
import { RandomStream } from '../../../src/kernel/random/stream.ts';

describe('a sample', () => {
  test('is the nearest whole number of microseconds, never negative, never over a year', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), (latencyUs) => {
        const whole = wholeUs(latencyUs);
        expect(Number.isSafeInteger(whole) && whole >= 0 && whole <= latencyUsMax).toBe(true);
        if (latencyUs >= 0 && latencyUs <= latencyUsMax) expect(Math.abs(whole - latencyUs)).toBeLessThanOrEqual(0.5);
      }),
    );
    expect(Object.is(wholeUs(-0.2), 0)).toBe(true);
    expect(wholeUs(-5)).toBe(0);
    expect(wholeUs(Infinity)).toBe(latencyUsMax);
  });

  test('is the quantile of one uniform', () => {
    const twin = RandomStream.fromSeed(1, 'sample');
    const stream = RandomStream.fromSeed(1, 'sample');
    const identity = { kind: 'uniform', mean: 500_000, quantile: (unit: number) => unit * 1_000_000 } as const;
    for (let index = 0; index < 100; index += 1) {
      expect(sampleUs(identity, stream)).toBe(Math.round(twin.nextUnit() * 1_000_000));
    }
    expect(stream.save()).toEqual(twin.save());
  });
});
