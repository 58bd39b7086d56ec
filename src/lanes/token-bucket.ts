// A venue's rate limit as a token bucket, in integers: a level of micro-tokens that refills with virtual time.
// Negative levels are possible where a venue charges after the fact (Polymarket's cancel-all).
import { assert } from '../kernel/assert.ts';

/** A rate limit: at most `capacity` tokens at once, `refillPerSecond` of them coming back each second. */
export interface RateLimit {
  readonly capacity: number;
  readonly refillPerSecond: number;
}

/** A bucket at rest. `levelMicros` is in millionths of a token, as it stood at `atUs`. */
export interface TokenBucketState {
  readonly levelMicros: number;
  readonly atUs: number;
}

const MICROS_PER_TOKEN = 1_000_000;

/** A token bucket, full at first. Capacity and refill are positive whole numbers up to a million. */
export class TokenBucket {
  private readonly capacityMicros: number;
  private readonly refillPerSecond: number;
  private levelMicros: number;
  private atUs: number;

  constructor({ capacity, refillPerSecond }: RateLimit, state?: TokenBucketState) {
    for (const amount of [capacity, refillPerSecond])
      assert(Number.isSafeInteger(amount) && amount >= 1 && amount <= 1_000_000, `a rate limit of ${amount} is none`);
    this.capacityMicros = capacity * MICROS_PER_TOKEN;
    this.refillPerSecond = refillPerSecond;
    this.levelMicros = state?.levelMicros ?? this.capacityMicros;
    this.atUs = state?.atUs ?? 0;
  }

  /** Takes `cost` tokens if they are there. */
  tryTake(cost: number, nowUs: number): boolean {
    this.refill(nowUs);
    if (this.levelMicros < cost * MICROS_PER_TOKEN) return false;
    this.levelMicros -= cost * MICROS_PER_TOKEN;
    return true;
  }

  /** The first instant at which `cost` tokens will be there, if nobody takes any before. */
  readyAtUs(cost: number, nowUs: number): number {
    this.refill(nowUs);
    const lacking = cost * MICROS_PER_TOKEN - this.levelMicros;
    assert(
      cost * MICROS_PER_TOKEN <= this.capacityMicros,
      `a message costs ${cost} tokens, more than the bucket holds`,
    );
    return lacking <= 0 ? nowUs : nowUs + Math.ceil(lacking / this.refillPerSecond);
  }

  /** Takes every token away: what a storm of other requests does. */
  empty(nowUs: number): void {
    this.refill(nowUs);
    this.levelMicros = Math.min(this.levelMicros, 0);
  }

  /** The bucket as plain data. */
  save(): TokenBucketState {
    return { levelMicros: this.levelMicros, atUs: this.atUs };
  }

  // One token a second is one micro-token a microsecond: no division, nothing lost to rounding.
  private refill(nowUs: number): void {
    if (nowUs === this.atUs) return;
    assert(nowUs > this.atUs, 'a token bucket cannot go back in time');
    const missing = this.capacityMicros - this.levelMicros;
    const elapsedUs = nowUs - this.atUs;
    this.atUs = nowUs;
    if (missing === 0) return;
    // The product stays exact: a gap that would overflow it has long filled the bucket.
    this.levelMicros =
      elapsedUs >= missing / this.refillPerSecond
        ? this.capacityMicros
        : this.levelMicros + elapsedUs * this.refillPerSecond;
  }
}
