// An open-addressed hash table from sequence numbers to values. It exists because a Map, whose numeric keys are
// boxed from 2^31 on, costs three times as much or more.
import { assert } from './assert.ts';

const cellsAtFirst = 1_024;
const cellsMax = 2 ** 25;
const goldenRatio = 0x9e3779b1;

/** Values by sequence number. A sequence is a safe integer of at least 1, a value anything but `undefined`. */
export class SequenceTable<V> {
  private keys = new Float64Array(cellsAtFirst);
  private values: (V | undefined)[] = emptyCells(cellsAtFirst);
  private mask = cellsAtFirst - 1;
  private hashShift = Math.clz32(cellsAtFirst - 1);
  private held = 0;

  /** Values held. */
  get size(): number {
    return this.held;
  }

  /** Stores a value under a sequence that the table does not hold yet. */
  add(sequence: number, value: V): void {
    if (2 * this.held > this.mask) this.grow();
    let at = this.home(sequence);
    while (this.keys[at] !== 0) at = (at + 1) & this.mask;
    this.keys[at] = sequence;
    this.values[at] = value;
    this.held += 1;
  }

  /** Whether a value is stored under the sequence. */
  has(sequence: number): boolean {
    return this.keys[this.find(sequence)] !== 0;
  }

  /** The value under the sequence, if there is one. */
  get(sequence: number): V | undefined {
    return this.values[this.find(sequence)];
  }

  /** Removes the value under the sequence and gives it back; the table keeps no reference to it. */
  take(sequence: number): V | undefined {
    const at = this.find(sequence);
    if (this.keys[at] === 0) return undefined;
    const value = this.values[at];
    this.held -= 1;
    this.closeGap(at);
    return value;
  }

  // Multiplying spreads consecutive numbers evenly. Only the low 32 bits count: numbers that share them are
  // 2^32 apart, and few of those are held at the same time.
  private home(sequence: number): number {
    return Math.imul(sequence, goldenRatio) >>> this.hashShift;
  }

  /** The cell of the sequence, or the empty cell at which the search for it ends. */
  private find(sequence: number): number {
    let at = this.home(sequence);
    while (this.keys[at] !== sequence && this.keys[at] !== 0) at = (at + 1) & this.mask;
    return at;
  }

  // Moves later cells of the same run back, so that no search ends early and no tombstone is needed.
  private closeGap(from: number): void {
    const { keys, values, mask } = this;
    let gap = from;
    for (let at = (gap + 1) & mask; keys[at] !== 0; at = (at + 1) & mask) {
      const distanceFromHome = (at - this.home(keys[at]!)) & mask;
      const distanceFromGap = (at - gap) & mask;
      if (distanceFromHome < distanceFromGap) continue;
      keys[gap] = keys[at]!;
      values[gap] = values[at];
      gap = at;
    }
    keys[gap] = 0;
    values[gap] = undefined;
  }

  private grow(): void {
    const { keys, values } = this;
    const cells = 2 * keys.length;
    assert(cells <= cellsMax, () => `a sequence table holds at most ${cellsMax / 2} values`);
    this.keys = new Float64Array(cells);
    this.values = emptyCells(cells);
    this.mask = cells - 1;
    this.hashShift = Math.clz32(cells - 1);
    this.held = 0;
    for (let at = 0; at < keys.length; at += 1) if (keys[at] !== 0) this.add(keys[at]!, values[at]!);
  }
}

const emptyCells = <V>(cells: number): (V | undefined)[] => new Array<V | undefined>(cells).fill(undefined);
