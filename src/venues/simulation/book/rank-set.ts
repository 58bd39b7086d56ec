// Which ranks of one side of a book hold something: a bitmap of two floors, with the best rank at hand. A rank counts
// from the best price that there could be, so that the lowest rank is the best on either side. Knows no quantities.
import { assert } from '../../../kernel/assert.ts';

const BITS = 32;
const BIT_MASK = 31;
const WORD_SHIFT = 5;
const SUMMARY_SHIFT = 10;

/** What the best of an empty set is: more than any rank. */
export const NO_RANK = 2 ** 30;

/** A set of ranks from 0 to below `size`. Adding, removing and the best cost the same however many there are. */
export class RankSet {
  private readonly words: Int32Array;
  /** A bit for each word that is not 0. */
  private readonly summary: Int32Array;
  private best = NO_RANK;

  constructor(size: number) {
    assert(Number.isInteger(size) && size > 0 && size < NO_RANK, () => `${size} is no number of ranks`);
    this.words = new Int32Array(Math.ceil(size / BITS));
    this.summary = new Int32Array(Math.ceil(this.words.length / BITS));
  }

  /** The best rank, which is the lowest; `NO_RANK` if there is none. */
  get first(): number {
    return this.best;
  }

  /** Whether it holds that rank. */
  has(rank: number): boolean {
    return (this.words[rank >> WORD_SHIFT]! & (1 << (rank & BIT_MASK))) !== 0;
  }

  /** Takes a rank in. */
  add(rank: number): void {
    const word = rank >> WORD_SHIFT;
    this.words[word]! |= 1 << (rank & BIT_MASK);
    this.summary[rank >> SUMMARY_SHIFT]! |= 1 << (word & BIT_MASK);
    if (rank < this.best) this.best = rank;
  }

  /** Removes a rank. */
  delete(rank: number): void {
    const word = rank >> WORD_SHIFT;
    const rest = this.words[word]! & ~(1 << (rank & BIT_MASK));
    this.words[word] = rest;
    if (rest === 0) this.summary[rank >> SUMMARY_SHIFT]! &= ~(1 << (word & BIT_MASK));
    if (rank === this.best) this.best = this.next(rank);
  }

  /** The best rank that is behind `rank`; `NO_RANK` if there is none. */
  next(rank: number): number {
    const start = rank + 1;
    const startWord = start >> WORD_SHIFT;
    if (startWord >= this.words.length) return NO_RANK;
    const inWord = this.words[startWord]! & (-1 << (start & BIT_MASK));
    if (inWord !== 0) return (startWord << WORD_SHIFT) + lowestBit(inWord);
    const nextWord = startWord + 1;
    let group = nextWord >> WORD_SHIFT;
    if (group === this.summary.length) return NO_RANK;
    let words = this.summary[group]! & (-1 << (nextWord & BIT_MASK));
    while (words === 0) {
      group += 1;
      if (group >= this.summary.length) return NO_RANK;
      words = this.summary[group]!;
    }
    const word = (group << WORD_SHIFT) + lowestBit(words);
    return (word << WORD_SHIFT) + lowestBit(this.words[word]!);
  }
}

const lowestBit = (word: number): number => BIT_MASK - Math.clz32(word & -word);
