import { assert } from './assert.ts';

const capacityMax = 2 ** 24;

/** A first-in, first-out queue of fixed capacity. It allocates once, and keeps no item alive that was taken. */
export class Ring<T> {
  private readonly cells: (T | undefined)[];
  private readonly mask: number;
  private readonly capacity: number;
  private head = 0;
  private held = 0;

  /** `capacity`: the most items it holds, a positive integer. */
  constructor(capacity: number) {
    assert(
      Number.isSafeInteger(capacity) && capacity >= 1 && capacity <= capacityMax,
      () => `a ring cannot have a capacity of ${capacity}`,
    );
    // The next power of two, so that a position wraps with a mask.
    const cells = 1 << (32 - Math.clz32(capacity - 1));
    this.cells = new Array<T | undefined>(cells).fill(undefined);
    this.mask = cells - 1;
    this.capacity = capacity;
  }

  /** Items held. */
  get size(): number {
    return this.held;
  }

  /** Adds an item behind the others; there must be room. */
  push(item: T): void {
    assert(this.held < this.capacity, 'the ring is full');
    this.cells[(this.head + this.held) & this.mask] = item;
    this.held += 1;
  }

  /** The item that has been here longest, if there is one. */
  peek(): T | undefined {
    return this.cells[this.head];
  }

  /** Takes the item that has been here longest, if there is one. */
  take(): T | undefined {
    if (this.held === 0) return undefined;
    const item = this.cells[this.head];
    this.cells[this.head] = undefined;
    this.head = (this.head + 1) & this.mask;
    this.held -= 1;
    return item;
  }

  /** The items in the order in which they would be taken. */
  toArray(): T[] {
    return Array.from({ length: this.held }, (_, index) => this.cells[(this.head + index) & this.mask]!);
  }
}
