// A rate limit holds: in no stretch of time does more pass than the bucket holds and refills, and no less waits
// than has to.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TokenBucket } from '../../src/lanes/token-bucket.ts';

const anyLimit = fc.record({
  capacity: fc.integer({ min: 1, max: 100 }),
  refillPerSecond: fc.integer({ min: 1, max: 1_000 }),
});
const anyAsks = fc.array(fc.record({ afterUs: fc.nat({ max: 200_000 }), cost: fc.integer({ min: 1, max: 10 }) }), {
  maxLength: 200,
});

describe('a token bucket', () => {
  it('never lets more pass in any stretch than its capacity and its refill', () => {
    fc.assert(
      fc.property(anyLimit, anyAsks, (limit, asks) => {
        const bucket = new TokenBucket(limit);
        const passed: { readonly atUs: number; readonly cost: number }[] = [];
        let nowUs = 0;
        for (const { afterUs, cost } of asks) {
          nowUs += afterUs;
          if (bucket.tryTake(cost, nowUs)) passed.push({ atUs: nowUs, cost });
        }
        passed.forEach(({ atUs: fromUs }, from) => {
          let sum = 0;
          for (const { atUs, cost } of passed.slice(from)) {
            sum += cost;
            const allowedMicros = limit.capacity * 1_000_000 + (atUs - fromUs) * limit.refillPerSecond;
            expect(sum * 1_000_000).toBeLessThanOrEqual(allowedMicros);
          }
        });
      }),
    );
  });

  it('lets a message pass at the very instant that it names, and not a microsecond before', () => {
    fc.assert(
      fc.property(anyLimit, fc.nat({ max: 5_000_000 }), fc.integer({ min: 1, max: 100 }), (limit, nowUs, wanted) => {
        const cost = Math.min(wanted, limit.capacity);
        const early = new TokenBucket(limit);
        early.empty(nowUs);
        const readyAtUs = early.readyAtUs(cost, nowUs);
        const saved = early.save();
        expect(early.tryTake(cost, readyAtUs - 1)).toBe(false);
        expect(new TokenBucket(limit, saved).tryTake(cost, readyAtUs)).toBe(true);
      }),
    );
  });

  it('continues after a restore as if nothing had been', () => {
    fc.assert(
      fc.property(anyLimit, anyAsks, fc.nat(), (limit, asks, at) => {
        const uninterrupted = new TokenBucket(limit);
        let interrupted = new TokenBucket(limit);
        let nowUs = 0;
        asks.forEach(({ afterUs, cost }, index) => {
          nowUs += afterUs;
          if (index === at % (asks.length + 1)) interrupted = new TokenBucket(limit, interrupted.save());
          expect(interrupted.tryTake(cost, nowUs)).toBe(uninterrupted.tryTake(cost, nowUs));
        });
      }),
    );
  });

  it('never holds more than its capacity, however long it rests', () => {
    const bucket = new TokenBucket({ capacity: 5, refillPerSecond: 1_000_000 });
    expect(bucket.tryTake(6, 2 ** 52)).toBe(false);
    expect(bucket.tryTake(5, 2 ** 52)).toBe(true);
    expect(bucket.tryTake(1, 2 ** 52)).toBe(false);
  });

  it('refuses a limit that is none', () => {
    expect(() => new TokenBucket({ capacity: 0, refillPerSecond: 1 })).toThrow(/rate limit of 0/);
    expect(() => new TokenBucket({ capacity: 1, refillPerSecond: 1.5 })).toThrow(/rate limit of 1.5/);
  });
});
