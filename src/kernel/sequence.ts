import { assert } from './assert.ts';

/** A generator at rest, as plain data: the last number it gave, 0 before the first. */
export interface SequenceState {
  readonly last: number;
}

/** Numbers 1, 2, 3, … in order, each given once. A number that is not a safe integer is never given. */
export class SequenceGenerator {
  private lastGiven = 0;

  /** Returns a generator that resumes where the saved one stopped. */
  static restore(state: SequenceState): SequenceGenerator {
    assert(
      Number.isSafeInteger(state.last) && state.last >= 0,
      () => `a sequence cannot continue after ${state.last}: it is not a safe integer of at least 0`,
    );
    const generator = new SequenceGenerator();
    generator.lastGiven = state.last;
    return generator;
  }

  /** The number given last, 0 before the first. */
  get last(): number {
    return this.lastGiven;
  }

  /** The next number. */
  next(): number {
    assert(this.lastGiven < Number.MAX_SAFE_INTEGER, 'the sequence is used up: 2^53 - 1 was given');
    this.lastGiven += 1;
    return this.lastGiven;
  }

  /** The generator as plain data. */
  save(): SequenceState {
    return { last: this.lastGiven };
  }
}
