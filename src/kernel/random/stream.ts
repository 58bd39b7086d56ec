// One stream of random numbers. It knows its generator's state and nothing else: no name, no seed, no cache.
// Every method draws a fixed number of 32-bit words, whatever it returns, so two runs that take the same
// decisions in another order of outcomes stay aligned.
//
// The generator is xoroshiro128+ (24, 16, 37). pure-rand hands out the low half of each 64-bit sum, whose
// lowest bits are the linear ones; everything here therefore rests on the high bits of a word.

import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import type { JumpableRandomGenerator } from 'pure-rand/types/JumpableRandomGenerator';
import { assert } from '../assert.ts';
import { assertStreamState, initialStreamState } from './seed.ts';
import type { Seed, StreamState } from './seed.ts';

/** The largest bound of `nextBelow`. */
export const randomBoundMax = 2 ** 32;

/** One whole in basis points: the probability that `chance` always grants. */
export const basisPointsWhole = 10_000;

/** A mutable stream of random numbers; `save` and `restore` carry it over a restart. */
export class RandomStream {
  private readonly generator: JumpableRandomGenerator;

  private constructor(state: StreamState) {
    assertStreamState(state);
    this.generator = xoroshiro128plusFromState(state);
  }

  /** The stream `name` of a run with `seed`, at its beginning. */
  static fromSeed(seed: Seed, name: string): RandomStream {
    return new RandomStream(initialStreamState(seed, name));
  }

  /** Returns a stream that resumes where `save` was called. A state no stream can be in is a programmer's error. */
  static restore(state: StreamState): RandomStream {
    return new RandomStream(state);
  }

  /** The whole state, as plain data that JSON carries unchanged. */
  save(): StreamState {
    const [first, second, third, fourth] = this.generator.getState();
    assert(
      first !== undefined && second !== undefined && third !== undefined && fourth !== undefined,
      'the generator has a state of four words',
    );
    return [first, second, third, fourth];
  }

  /** An integer from 0 to 2^32 - 1. Draws one word. */
  nextUint32(): number {
    return this.generator.next() >>> 0;
  }

  /**
   * A number in the open interval (0, 1): a multiple of 2^-53, with 2^-54 standing for 0, so that every
   * quantile function is finite on it. Draws two words.
   */
  nextUnit(): number {
    const grid = this.nextUint53();
    return (grid === 0 ? 0.5 : grid) * 2 ** -53;
  }

  /**
   * An integer from 0 to `bound` - 1, where `bound` is a whole number from 1 to 2^32. Draws two words.
   *
   * Multiplied down rather than rejected, since rejecting would draw a varying number of words. The price is a
   * bias: a value's probability is off by less than 2^-52, which no run is long enough to see. The product is
   * rounded, but never up to `bound`: (1 - 2^-53) * bound lies nearer to the double below `bound`.
   */
  nextBelow(bound: number): number {
    assert(
      Number.isInteger(bound) && bound >= 1 && bound <= randomBoundMax,
      () => `a bound is a whole number from 1 to 2^32, not ${bound}`,
    );
    return Math.floor(this.nextUint53() * bound * 2 ** -53);
  }

  /**
   * True with a probability of `basisPoints` in 10,000: never at 0, always at 10,000, off by less than 2^-32
   * in between. Integers only: both sides stay under 2^46. Draws one word.
   */
  chance(basisPoints: number): boolean {
    assert(
      Number.isInteger(basisPoints) && basisPoints >= 0 && basisPoints <= basisPointsWhole,
      () => `a probability is from 0 to 10,000 basis points, not ${basisPoints}`,
    );
    return this.nextUint32() * basisPointsWhole < basisPoints * 2 ** 32;
  }

  private nextUint53(): number {
    const high = this.generator.next() >>> 5;
    const low = this.generator.next() >>> 6;
    return high * 2 ** 26 + low;
  }
}
