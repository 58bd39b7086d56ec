// Columns of numbers that grow: what an index keeps of millions of records, a few bytes each. It knows no journal.

type Numbers = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array;

/** A column of numbers, 0 where nothing was written. */
export class Column<A extends Numbers> {
  private values: A;
  private readonly make: (length: number) => A;
  private used = 0;

  constructor(make: (length: number) => A) {
    this.make = make;
    this.values = make(1_024);
  }

  /** One more than the last place that was written. */
  get length(): number {
    return this.used;
  }

  /** What stands at a place. */
  at(index: number): number {
    return index < this.used ? (this.values[index] ?? 0) : 0;
  }

  /** Writes at a place, which may lie behind the end. */
  set(index: number, value: number): void {
    if (index >= this.values.length) this.grow(index);
    this.values[index] = value;
    if (index >= this.used) this.used = index + 1;
  }

  /** Sets some bits of a place. */
  mark(index: number, bits: number): void {
    this.set(index, (this.at(index) | bits) >>> 0);
  }

  /** The numbers as plain data. */
  save(): A {
    return this.values.slice(0, this.used) as A;
  }

  /** Puts saved numbers in the place of all that were here. */
  restore(saved: A): void {
    this.values = saved.length === 0 ? this.make(1_024) : saved;
    this.used = saved.length;
  }

  private grow(index: number): void {
    const larger = this.make(Math.max(this.values.length * 2, index + 1));
    larger.set(this.values);
    this.values = larger;
  }
}

/** A column of bytes. */
export const bytes = (): Column<Uint8Array> => new Column((length) => new Uint8Array(length));
/** A column of 16 bits each. */
export const shorts = (): Column<Uint16Array> => new Column((length) => new Uint16Array(length));
/** A column of 32 bits each. */
export const words = (): Column<Uint32Array> => new Column((length) => new Uint32Array(length));
/** A column of whole numbers up to 2^53, such as microseconds. */
export const longs = (): Column<Float64Array> => new Column((length) => new Float64Array(length));

/** Names by number and numbers by name, in the order in which they came: what a column of numbers means. */
export class Names {
  readonly list: string[] = [];
  private readonly numbers = new Map<string, number>();

  /** The number of a name; a new one if it is new. */
  of(name: string): number {
    const known = this.numbers.get(name);
    if (known !== undefined) return known;
    this.list.push(name);
    this.numbers.set(name, this.list.length - 1);
    return this.list.length - 1;
  }

  /** Puts names in the place of all that were here, in their order. */
  restore(names: readonly string[]): void {
    this.list.length = 0;
    this.numbers.clear();
    for (const name of names) this.of(name);
  }

  /** The number of a name, or -1. */
  find(name: string): number {
    return this.numbers.get(name) ?? -1;
  }

  /** The name of a number. */
  at(number: number): string {
    return this.list[number] ?? '';
  }
}
