// A map for entries that stay for a while, by the thousand. It exists because of how V8's own Map releases memory: when
// its table is full of places that were deleted it makes another, and the old one, which keeps every entry that it had
// and a reference to the new one, is garbage. If the old table has reached the old generation, each collection of the
// young one takes it for alive, with its entries and with the table after it, which so reaches the old generation too,
// and so on without end: all that ever passes through such a map is copied twice.
//
// So before its table has been filled often, this map moves into a new Map, to which nothing leads from the old one.

/** Additions between two moves, at least. A map of more entries moves when it has taken as many again. */
const additionsMin = 1_024;

/** A map by insertion order, as Map. While it is walked through, entries may be deleted, but none added. */
export class PassingMap<K, V> {
  private entries: Map<K, V>;
  private additionsLeft = additionsMin;

  constructor(entries: Iterable<readonly [K, V]> = []) {
    this.entries = new Map(entries);
  }

  /** Entries held. */
  get size(): number {
    return this.entries.size;
  }

  /** The value under a key, if there is one. */
  get(key: K): V | undefined {
    return this.entries.get(key);
  }

  /** Whether there is an entry of that key. */
  has(key: K): boolean {
    return this.entries.has(key);
  }

  /** Stores a value under a key. */
  set(key: K, value: V): void {
    if (this.additionsLeft === 0) this.move();
    this.additionsLeft -= 1;
    this.entries.set(key, value);
  }

  /** Stores a value under a key, and says whether the key is new: cheaper than to ask first. */
  setNew(key: K, value: V): boolean {
    const before = this.entries.size;
    this.set(key, value);
    return this.entries.size > before;
  }

  /** Removes an entry; false if there was none. */
  delete(key: K): boolean {
    return this.entries.delete(key);
  }

  /** The keys, in the order in which they came. */
  keys(): MapIterator<K> {
    return this.entries.keys();
  }

  /** The values, in the order in which their keys came. */
  values(): MapIterator<V> {
    return this.entries.values();
  }

  /** The entries, in the order in which their keys came. */
  [Symbol.iterator](): MapIterator<[K, V]> {
    return this.entries[Symbol.iterator]();
  }

  private move(): void {
    this.entries = new Map(this.entries);
    this.additionsLeft = Math.max(additionsMin, this.entries.size);
  }
}
