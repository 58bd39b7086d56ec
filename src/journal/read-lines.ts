// Reads canonical lines out of their bytes, for readers of a million of them: each type of record has a reader of its
// own, made from its schema, which expects what `encode.ts` writes and compares it byte by byte. It does not judge a line
// that holds anything else: it says that it cannot read it, and `decodeRecord` is to be asked.
import { makeFunction } from '../kernel/made-function.ts';
import { isPlainUnit } from '../kernel/put-bytes.ts';
import { WordCache } from './word-cache.ts';
import { isOptional } from './field-writers.ts';
import type { FieldKind, Schema } from './fields.ts';
import { recordSchemas, type JournalRecord } from './records.ts';

const QUOTE = 0x22;
const MINUS = 0x2d;
const ZERO = 0x30;
const COMMA = 0x2c;
const BRACE = 0x7b;
const BRACE_END = 0x7d;
const BRACKET_END = 0x5d;
/** So many digits are exact in a double. */
const DIGITS_EXACT = 15;

/** Reads the fields of an object that begins where the reader stands; null where they are not as they would be written. */
type ReadFields = (reader: LineReader) => object | null;

/** A position in the bytes of a line, which advances as fields are read. */
class LineReader {
  bytes: Uint8Array = new Uint8Array(0);
  at = 0;
  /** Something was not as it would have been written. */
  hasFailed = false;
  private view: DataView = new DataView(new ArrayBuffer(0));
  private readonly words = new WordCache();

  /** From now on it reads these bytes. */
  begin(bytes: Uint8Array, at: number): void {
    if (bytes !== this.bytes) {
      this.bytes = bytes;
      this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    }
    this.at = at;
    this.hasFailed = false;
  }

  /** Goes behind these bytes, if they stand here behind the one that is to begin them. */
  passes({ steps, last, length }: Name, first: number): boolean {
    const { bytes, view, at } = this;
    if (bytes[at] !== first || at + length >= bytes.length) return false;
    for (let step = 0; step < steps.length; step += 1)
      if (view.getInt32(at + 1 + step * STEP_BYTES, true) !== steps[step]) return false;
    if (view.getInt32(at + 1 + length - STEP_BYTES, true) !== last) return false;
    this.at = at + 1 + length;
    return true;
  }

  /** Goes behind one byte. */
  byte(wanted: number): void {
    if (this.bytes[this.at] !== wanted) this.hasFailed = true;
    this.at += 1;
  }

  /** A text up to its closing quote, that included. */
  text(): string {
    const { bytes, at } = this;
    let end = at;
    let hash = 0;
    for (let unit = bytes[end]; unit !== QUOTE; unit = bytes[end]) {
      if (unit === undefined || !isPlainUnit(unit)) {
        this.hasFailed = true;
        return '';
      }
      hash = (Math.imul(hash, 31) + unit) | 0;
      end += 1;
    }
    this.at = end + 1;
    return this.words.at(bytes, at, end, hash);
  }

  /** A whole number that a double holds exactly. */
  int(): number {
    const { bytes } = this;
    const isNegative = bytes[this.at] === MINUS;
    const start = isNegative ? this.at + 1 : this.at;
    let end = start;
    let value = 0;
    for (let digit = bytes[end]! - ZERO; digit >= 0 && digit <= 9; digit = bytes[end]! - ZERO) {
      value = value * 10 + digit;
      end += 1;
    }
    const count = end - start;
    // A number that begins with 0 is 0, and there is no other writing of it.
    const isOdd = bytes[start] === ZERO && (count > 1 || isNegative);
    if (count === 0 || count > DIGITS_EXACT || isOdd) this.hasFailed = true;
    this.at = end;
    return isNegative ? -value : value;
  }

  /** Micros up to their closing quote, that included. */
  micros(): bigint {
    const value = this.int();
    this.byte(QUOTE);
    return this.hasFailed ? 0n : BigInt(value);
  }

  /** A truth value. */
  flag(): boolean {
    const isTrue = this.bytes[this.at] === 0x74;
    for (const unit of isTrue ? TRUE : FALSE) this.byte(unit);
    return isTrue;
  }

  /** A list up to its closing bracket, that included. */
  rows(read: ReadFields): readonly object[] {
    const rows: object[] = [];
    if (this.bytes[this.at] !== BRACKET_END) {
      for (;;) {
        const row = read(this);
        if (row === null) {
          this.hasFailed = true;
          return rows;
        }
        rows.push(row);
        if (this.bytes[this.at] !== COMMA) break;
        this.at += 1;
      }
    }
    this.byte(BRACKET_END);
    return rows;
  }
}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Four bytes or more that are compared in steps of four; the last of these may overlap the one before it. */
interface Name {
  readonly steps: Int32Array;
  readonly last: number;
  readonly length: number;
}

const STEP_BYTES = 4;

const nameOf = (text: string): Name => {
  const bytes = bytesOf(text);
  const view = new DataView(bytes.buffer);
  const steps = new Int32Array(Math.floor(bytes.length / STEP_BYTES));
  for (let step = 0; step < steps.length; step += 1) steps[step] = view.getInt32(step * STEP_BYTES, true);
  return { steps, last: view.getInt32(bytes.length - STEP_BYTES, true), length: bytes.length };
};

const TRUE = bytesOf('true');
const FALSE = bytesOf('false');

const openings: Readonly<Record<Exclude<FieldKind, object>, string>> = { int: '', flag: '', text: '"', micros: '"' };

/** A function that reads a schema's fields, keys sorted; of a record, if a `type` is given, its place and type among them. */
const createRead = (schema: Schema, type: string | null): ReadFields => {
  const names: Name[] = [];
  const rows: ReadFields[] = [];
  const statements: string[] = ['let first = BRACE;'];
  const whole: Schema = type === null ? schema : { ...schema, atUs: 'int', seq: 'int', type: 'text' };
  const keys = Object.keys(whole).toSorted();
  keys.forEach((name, index) => {
    const declared = whole[name]!;
    const kind = isOptional(declared) ? declared.optional : declared;
    const isType = type !== null && name === 'type';
    const opening = isType ? `${JSON.stringify(type)}` : typeof kind === 'object' ? '[' : openings[kind];
    const passes = `reader.passes(names[${names.push(nameOf(`${JSON.stringify(name)}:${opening}`)) - 1}], first)`;
    const read = typeof kind === 'object' ? `reader.rows(rows[${rows.length}])` : `reader.${kind}()`;
    if (typeof kind === 'object') rows.push(createRead(kind.rows, null));
    statements.push(`let value${index};`);
    if (isOptional(declared)) statements.push(`if (${passes}) { value${index} = ${read}; first = COMMA; }`);
    else
      statements.push(
        `if (!${passes}) return null;`,
        isType ? `value${index} = ${JSON.stringify(type)};` : `value${index} = ${read};`,
        'first = COMMA;',
      );
  });
  // An absent field is there and undefined: so all records of a type have one shape, which is read three times as fast.
  const fields = keys.map((name, index) => `${JSON.stringify(name)}: value${index}`).join(', ');
  statements.push('reader.byte(BRACE_END);', `return reader.hasFailed ? null : { ${fields} };`);
  // The text is made of the schema's own names, quoted.
  return makeFunction<ReadFields>(
    `return (reader) => {\n${statements.join('\n')}\n};`,
    { names, rows, BRACE, COMMA, BRACE_END },
    // Each line is left to `decodeRecord`.
    () => () => null,
  );
};

const readers = new Map(Object.entries(recordSchemas).map(([type, schema]) => [type, createRead(schema, type)]));

const TYPE = bytesOf('"type":"');

/** Where the text of the line's type begins: it stands nearer to the end. Within a text its quotes would be escaped. */
const typeAt = (bytes: Uint8Array, start: number, end: number): number => {
  for (let at = end - TYPE.length; at > start; at -= 1) {
    if (bytes[at] !== QUOTE || bytes[at + 1] !== TYPE[1]) continue;
    let same = 2;
    while (same < TYPE.length && bytes[at + same] === TYPE[same]) same += 1;
    if (same === TYPE.length) return at + same;
  }
  return -1;
};

/**
 * Makes a function that reads the line from one byte up to another, its break not included: the record, or null where the
 * line is not what an engine of this version writes, or holds what is seldom written.
 */
export const createLineReader = (): ((bytes: Uint8Array, start: number, end: number) => JournalRecord | null) => {
  const reader = new LineReader();
  return (bytes, start, end) => {
    const type = typeAt(bytes, start, end);
    if (type < 0) return null;
    reader.begin(bytes, type);
    const read = readers.get(reader.text());
    if (read === undefined || reader.hasFailed) return null;
    reader.at = start;
    const record = read(reader);
    return record === null || reader.at !== end ? null : (record as JournalRecord);
  };
};
