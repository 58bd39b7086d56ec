// Plain data by column: a list of objects that have the same keys becomes one list for each key, in which numbers are packed,
// texts are counted through, and a value that all of them share is there once. A state of many live actors is a tenth of
// its size so, and is read in a quarter of the time. Knows nothing of what the data mean; bytes are the codec's.
import { unreachable } from '../../kernel/assert.ts';

/** The values of one place in the data, one for each row. */
type Column =
  | { readonly kind: 'same'; readonly value: unknown }
  | { readonly kind: 'packed'; readonly values: Int32Array | Float64Array | BigInt64Array }
  | { readonly kind: 'texts'; readonly numbers: Uint32Array }
  | { readonly kind: 'objects'; readonly keys: readonly string[]; readonly columns: readonly Column[] }
  | { readonly kind: 'lists'; readonly lengths: Column; readonly items: Column }
  /** Of each row the part that has it, and the parts with their rows. */
  | { readonly kind: 'mixed'; readonly partOf: Uint8Array; readonly parts: readonly Column[]; readonly rows: number[] }
  /** What has no better way. */
  | { readonly kind: 'plain'; readonly values: readonly unknown[] };

/** Data by column, and the texts in them by number. */
export interface Columns {
  readonly texts: readonly string[];
  readonly root: Column;
}

/** More parts of a column, or keys of an object, are left as they are: they are no rows of anything. */
const partsMax = 64;
const keysMax = 128;

/** What a value is, so that those that are alike go together: its type, or, by identity, the keys that it has. */
type Likeness = 'list' | 'other' | 'number' | 'bigint' | 'string' | readonly string[];

type Fields = Readonly<Record<string, unknown>>;

const hasKeys = (fields: object, keys: readonly string[]): boolean => {
  let index = 0;
  // Plain objects inherit nothing that is enumerable.
  for (const key in fields) if (keys[index++] !== key) return false;
  return index === keys.length;
};

class Columnist {
  readonly texts: string[] = [];
  private readonly numbers = new Map<string, number>();
  private readonly shapes = new Map<string, readonly string[]>();
  private lastShape: readonly string[] = [];

  columnOf(values: readonly unknown[]): Column {
    const [first] = values;
    if (typeof first !== 'object' || first === null) {
      let same = 1;
      while (same < values.length && Object.is(values[same], first)) same += 1;
      if (same >= values.length) return { kind: 'same', value: first };
    }
    const likeness = this.likenessOf(first);
    for (let row = 1; row < values.length; row += 1)
      if (this.likenessOf(values[row]) !== likeness) return this.mixed(values);
    return this.column(likeness, values);
  }

  /** Values that are alike. */
  private column(likeness: Likeness, values: readonly unknown[]): Column {
    switch (likeness) {
      case 'number':
        return { kind: 'packed', values: packed(values as readonly number[]) };
      case 'bigint': {
        const words = new BigInt64Array(values.length);
        for (let row = 0; row < values.length; row += 1) {
          words[row] = values[row] as bigint;
          if (words[row] !== values[row]) return { kind: 'plain', values };
        }
        return { kind: 'packed', values: words };
      }
      case 'string':
        return { kind: 'texts', numbers: this.textNumbers(values as readonly string[]) };
      case 'list':
        return this.lists(values as readonly (readonly unknown[])[]);
      case 'other':
        return { kind: 'plain', values };
      default:
        return this.objects(likeness, values as readonly Fields[]);
    }
  }

  private objects(keys: readonly string[], objects: readonly Fields[]): Column {
    const first = Object.values(objects[0]!);
    const lists = new Array<unknown[] | null>(keys.length).fill(null);
    // Each object is looked at once, and asked for all that it has: there are many, and they lie all over memory.
    for (let row = 0; row < objects.length; row += 1) {
      const values = Object.values(objects[row]!);
      for (let index = 0; index < values.length; index += 1) {
        const value = values[index];
        let list = lists[index]!;
        if (list === null) {
          const one = first[index];
          if (Object.is(value, one) && (typeof value !== 'object' || value === null)) continue;
          list = lists[index] = new Array<unknown>(objects.length).fill(one, 0, row);
        }
        list[row] = value;
      }
    }
    const columns = lists.map((list, index): Column =>
      list === null ? { kind: 'same', value: first[index] } : this.columnOf(list),
    );
    return { kind: 'objects', keys, columns };
  }

  private lists(lists: readonly (readonly unknown[])[]): Column {
    const items: unknown[] = [];
    for (const list of lists) for (const item of list) items.push(item);
    return {
      kind: 'lists',
      lengths: this.columnOf(lists.map((list) => list.length)),
      items: this.columnOf(items),
    };
  }

  private mixed(values: readonly unknown[]): Column {
    const parts = new Map<Likeness, unknown[]>();
    const order = new Map<Likeness, number>();
    const partOf = new Uint8Array(values.length);
    for (let row = 0; row < values.length; row += 1) {
      const likeness = this.likenessOf(values[row]);
      let part = parts.get(likeness);
      if (part === undefined) {
        if (parts.size === partsMax) return { kind: 'plain', values };
        order.set(likeness, parts.size);
        parts.set(likeness, (part = []));
      }
      part.push(values[row]);
      partOf[row] = order.get(likeness)!;
    }
    const columns = [...parts.values()].map((part) => this.columnOf(part));
    return { kind: 'mixed', partOf, parts: columns, rows: [...parts.values()].map((part) => part.length) };
  }

  private likenessOf(value: unknown): Likeness {
    if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'string')
      return typeof value as 'number';

    if (typeof value !== 'object' || value === null) return 'other';
    if (Array.isArray(value)) return 'list';
    if (Object.getPrototypeOf(value) !== Object.prototype) return 'other';
    if (hasKeys(value, this.lastShape)) return this.lastShape;
    const keys = Object.keys(value);
    if (keys.length > keysMax) return 'other';
    const name = JSON.stringify(keys);
    let shape = this.shapes.get(name);
    if (shape === undefined) this.shapes.set(name, (shape = keys));
    return (this.lastShape = shape);
  }

  private textNumbers(texts: readonly string[]): Uint32Array {
    const { numbers } = this;
    const found = new Uint32Array(texts.length);
    for (let row = 0; row < texts.length; row += 1) {
      const text = texts[row]!;
      let number = numbers.get(text);
      if (number === undefined) {
        number = this.texts.push(text) - 1;
        numbers.set(text, number);
      }
      found[row] = number;
    }
    return found;
  }
}

const packed = (values: readonly number[]): Int32Array | Float64Array => {
  const integers = new Int32Array(values.length);
  for (let row = 0; row < values.length; row += 1) {
    integers[row] = values[row]!;
    if (!Object.is(integers[row], values[row])) return Float64Array.from(values);
  }
  return integers;
};

/** Returns plain data by column. A value that is not plain data is refused when the columns are turned into bytes. */
export const toColumns = (data: unknown): Columns => {
  const columnist = new Columnist();
  const root = columnist.columnOf([data]);
  return { texts: columnist.texts, root };
};

/** The data of those columns: equal to what they were made of, and nothing in them is there twice. */
export const fromColumns = ({ texts, root }: Columns): unknown => valuesOf(root, 1, texts)[0];

const valuesOf = (column: Column, rows: number, texts: readonly string[]): unknown[] => {
  switch (column.kind) {
    case 'same':
      return new Array<unknown>(rows).fill(column.value);
    case 'plain':
      return [...column.values];
    case 'objects':
      return objectsOf(column, rows, texts);
    case 'lists':
      return listsOf(column, rows, texts);
    case 'packed':
      return each(rows, (row) => column.values[row]);
    case 'texts':
      return each(rows, (row) => texts[column.numbers[row]!]);
    case 'mixed': {
      const parts = column.parts.map((part, index) => valuesOf(part, column.rows[index]!, texts));
      const next = parts.map(() => 0);
      return each(rows, (row) => {
        const part = column.partOf[row]!;
        return parts[part]![next[part]!++];
      });
    }
    default:
      return unreachable(column);
  }
};

const each = (rows: number, valueOf: (row: number) => unknown): unknown[] => {
  const values = new Array<unknown>(rows);
  for (let row = 0; row < rows; row += 1) values[row] = valueOf(row);
  return values;
};

const listsOf = (
  { lengths, items }: Column & { readonly kind: 'lists' },
  rows: number,
  texts: readonly string[],
): unknown[] => {
  const ends = valuesOf(lengths, rows, texts) as number[];
  let total = 0;
  for (const length of ends) total += length;
  const all = valuesOf(items, total, texts);
  let from = 0;
  return ends.map((length) => all.slice(from, (from += length)));
};

const objectsOf = (
  { keys, columns }: Column & { readonly kind: 'objects' },
  rows: number,
  texts: readonly string[],
): unknown[] => {
  // An object that comes out of a parser has room for its fields within itself, as one that is written out in a program:
  // added one by one, most of them would be in a second place.
  const one = JSON.parse(
    JSON.stringify(
      Object.fromEntries(
        keys.map((key, index) => {
          const column = columns[index]!;
          return [key, column.kind === 'packed' && !(column.values instanceof BigInt64Array) ? 0 : null];
        }),
      ),
    ),
  ) as Record<string, unknown>;
  keys.forEach((key, index) => {
    const column = columns[index]!;
    if (column.kind === 'same') one[key] = column.value;
  });
  const objects = each(rows, () => ({ ...one })) as Record<string, unknown>[];
  keys.forEach((key, index) => {
    const column = columns[index]!;
    if (column.kind === 'same') return;
    const values = valuesOf(column, rows, texts);
    for (let row = 0; row < rows; row += 1) objects[row]![key] = values[row];
  });
  return objects;
};
