// A first-in, first-out queue of any length for items that pass through by the thousand. It releases what was taken: a
// list that only moves the index of its first item keeps as many taken items alive as it holds.

/** Places of taken items that are tolerated before they are cleared away, when they are also half of all. */
const takenMin = 1_024;

/** A queue without a bound. An item is anything but `undefined`. */
export class PassingQueue<T> {
  private items: (T | undefined)[] = [];
  private taken = 0;

  /** Items held. */
  get size(): number {
    return this.items.length - this.taken;
  }

  /** The item that has been here longest, if there is one. */
  get first(): T | undefined {
    return this.items[this.taken];
  }

  /** Adds an item behind the others. */
  push(item: T): void {
    this.items.push(item);
  }

  /** Takes the item that has been here longest, if there is one. */
  take(): T | undefined {
    if (this.size === 0) return undefined;
    const item = this.items[this.taken];
    this.items[this.taken] = undefined;
    this.taken += 1;
    if (this.taken >= takenMin && 2 * this.taken >= this.items.length) {
      this.items = this.items.slice(this.taken);
      this.taken = 0;
    }
    return item;
  }

  /** The items in the order in which they would be taken. */
  toArray(): T[] {
    return this.items.slice(this.taken) as T[];
  }
}
