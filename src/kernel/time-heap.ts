// A binary heap of (time, sequence) pairs, and nothing else: it does not know what a pair stands for.
// Both numbers of a pair lie side by side in one Float64Array, so that moving a pair touches one cache line
// and allocates nothing. Offsets are in numbers, two a pair: the children of `at` are `2 * at + 2` and
// `2 * at + 4`. Two arrays, or four children a node, were no faster; an array of objects was 1.5 times
// slower with 500 pairs and five times with a million.
import { assert } from './assert.ts';

const pairsAtFirst = 512;

/** The earliest pair comes first; of pairs at the same time, the one with the smallest sequence. */
export class TimeHeap {
  private cells = new Float64Array(2 * pairsAtFirst);
  private used = 0;

  /** Pairs held. */
  get size(): number {
    return this.used >>> 1;
  }

  /** The time of the first pair, in the unit it was pushed with; nothing is said of an empty heap. */
  get firstTime(): number {
    return this.cells[0]!;
  }

  /** The sequence of the first pair; nothing is said of an empty heap. */
  get firstSequence(): number {
    return this.cells[1]!;
  }

  /** Adds a pair. Sequences are unique, so that the order is total. */
  push(time: number, sequence: number): void {
    if (this.used === this.cells.length) {
      const grown = new Float64Array(2 * this.cells.length);
      grown.set(this.cells);
      this.cells = grown;
    }
    this.used += 2;
    this.siftUp(this.used - 2, time, sequence);
  }

  /** Removes the first pair and gives its sequence. */
  removeFirst(): number {
    assert(this.used > 0, 'an empty heap has no first pair');
    const cells = this.cells;
    const first = cells[1]!;
    this.used -= 2;
    this.settle(0, cells[this.used]!, cells[this.used + 1]!);
    return first;
  }

  /** Keeps the pairs whose sequence passes, in time linear in the pairs held. */
  retain(passes: (sequence: number) => boolean): void {
    const cells = this.cells;
    let kept = 0;
    for (let at = 0; at < this.used; at += 2) {
      const sequence = cells[at + 1]!;
      if (!passes(sequence)) continue;
      cells[kept] = cells[at]!;
      cells[kept + 1] = sequence;
      kept += 2;
    }
    this.used = kept;
    for (let at = (kept >>> 2) * 2 - 2; at >= 0; at -= 2) this.settle(at, cells[at]!, cells[at + 1]!);
  }

  /** Calls `visit` once for each pair, in no particular order. */
  forEach(visit: (time: number, sequence: number) => void): void {
    for (let at = 0; at < this.used; at += 2) visit(this.cells[at]!, this.cells[at + 1]!);
  }

  // Fills the hole at `top` from below and puts the pair where the hole ends. The hole goes all the way down
  // first: the pair usually comes from the bottom, so that comparing it at each level would be wasted.
  private settle(top: number, time: number, sequence: number): void {
    const cells = this.cells;
    let hole = top;
    for (;;) {
      let child = 2 * hole + 2;
      if (child >= this.used) break;
      const right = child + 2;
      if (right < this.used) {
        const leftTime = cells[child]!;
        const rightTime = cells[right]!;
        if (rightTime < leftTime || (rightTime === leftTime && cells[right + 1]! < cells[child + 1]!)) child = right;
      }
      cells[hole] = cells[child]!;
      cells[hole + 1] = cells[child + 1]!;
      hole = child;
    }
    this.siftUp(hole, time, sequence, top);
  }

  private siftUp(from: number, time: number, sequence: number, top = 0): void {
    const cells = this.cells;
    let hole = from;
    while (hole > top) {
      const parent = ((hole - 2) >>> 2) << 1;
      const parentTime = cells[parent]!;
      if (parentTime < time || (parentTime === time && cells[parent + 1]! < sequence)) break;
      cells[hole] = parentTime;
      cells[hole + 1] = cells[parent + 1]!;
      hole = parent;
    }
    cells[hole] = time;
    cells[hole + 1] = sequence;
  }
}
