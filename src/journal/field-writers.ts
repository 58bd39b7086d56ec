// Functions that write the fields of a record as canonical JSON, made from a schema.
import type { ByteWriter } from '../kernel/byte-writer.ts';
import { makeFunction } from '../kernel/made-function.ts';
import {
  bytesPerUnitMax,
  isPlain,
  numberBytesMax,
  putBigint,
  putJsonText,
  putNumber,
  stepBytes,
  stepsOfLiteral,
} from '../kernel/put-bytes.ts';
import type { FieldKind, Optional, Schema } from './fields.ts';

/** Writes a record, or a row of one, into a buffer. A row has no place. */
export type Write = (writer: ByteWriter, fields: object, seq: number, atUs: number) => void;

/** Whether a record may lack the field. */
export const isOptional = (kind: FieldKind | Optional<FieldKind>): kind is Optional<FieldKind> =>
  typeof kind === 'object' && 'optional' in kind;

/** Places for the words that a field of text remembers, and the longest of them in steps of a literal. */
const placesMask = 63;
const wordStepsMax = 8;
/** A field that has met so many words holds ids. */
const wordsMax = 48;

/** Where a word is remembered: most words of a field differ in their length, their middle or their end. */
const placeOf = (text: string): number => {
  const { length } = text;
  return (5 * length + text.charCodeAt(length >> 1) + 3 * text.charCodeAt(length - 1)) & placesMask;
};

/**
 * A field of text. Most hold one of a few words (statuses, events, venues): a word that was met before is written as a
 * literal, in half the time. A field that meets too many holds ids, and remembers nothing from then on. Each word has
 * one place, and the first to come there stays: a Map was asked sixty times for an arbitrage.
 */
class TextField {
  private readonly words: string[] = new Array<string>(placesMask + 1).fill('');
  private readonly steps = new Float64Array((placesMask + 1) * wordStepsMax);
  private known = 0;

  /** Writes the text, and gives the place behind it. Needs room for a literal and `bytesPerUnitMax` a unit. */
  put(bytes: Buffer, view: DataView, at: number, text: string): number {
    const { length } = text;
    if (this.known === wordsMax || length === 0) return putJsonText(bytes, at, text);
    const place = placeOf(text);
    if (this.words[place] !== text) {
      this.remember(place, text);
      return putJsonText(bytes, at, text);
    }
    const { steps } = this;
    for (let step = place * wordStepsMax, to = at; to < at + length; step += 1, to += stepBytes)
      view.setFloat64(to, steps[step]!, true);
    return at + length;
  }

  private remember(place: number, text: string): void {
    if (this.words[place] !== '' || text.length > wordStepsMax * stepBytes || !isPlain(text)) return;
    this.known += 1;
    this.words[place] = text;
    this.steps.set(stepsOfLiteral(text), place * wordStepsMax);
  }
}

const writeRows = (writer: ByteWriter, rows: readonly object[], write: Write): void => {
  for (let index = 0; index < rows.length; index += 1) {
    if (index > 0) writer.text(',');
    write(writer, rows[index]!, 0, 0);
  }
};

/** The text of a function that is being made: its statements, and the room that it asks for once, at its beginning. */
class WriteText {
  private readonly texts: TextField[] = [];
  private readonly rows: Write[] = [];
  private readonly reads: string[] = [];
  private readonly statements: string[] = [];
  private readonly lengths: string[] = [];
  private fixedBytes = stepBytes;
  /** What stands between two values is written as one literal. */
  private between = '{';

  /** A field with its key, and the comma that may stand before it. */
  field(key: string, name: string, kind: FieldKind | Optional<FieldKind>, isFirst: boolean): void {
    const value = `value${this.reads.length}`;
    this.reads.push(`const ${value} = fields[${JSON.stringify(name)}];`);
    if (!isOptional(kind)) {
      this.between += key;
      return this.value(value, kind);
    }
    // What may be absent brings its own comma: behind it as long as nothing is sure to stand before it.
    this.flush();
    this.statements.push(`if (${value} !== undefined) {`);
    this.between = key;
    this.value(value, kind.optional);
    if (isFirst) this.between += ',';
    this.flush();
    this.statements.push('}');
    return undefined;
  }

  /** A number of the record's place. */
  number(key: string, value: string): void {
    this.between += key;
    this.value(value, 'int');
  }

  /** What is the same in all records. */
  constant(text: string): void {
    this.between += text;
  }

  /** The function; `otherwise` where code may not be made from strings. */
  make(otherwise: () => Write): Write {
    this.between += '}';
    this.flush();
    const room = [this.fixedBytes, ...this.lengths.map((length) => `${bytesPerUnitMax} * ${length}`)].join(' + ');
    return makeFunction<Write>(
      `return (writer, fields, seq, atUs) => {
        ${this.reads.join('\n')}
        const room = ${room};
        writer.reserve(room);
        let { bytes, view, used: at } = writer;
        ${this.statements.join('\n')}
        writer.used = at;
      };`,
      { texts: this.texts, rows: this.rows, putNumber, putBigint, putJsonText, writeRows },
      otherwise,
    );
  }

  private value(value: string, kind: FieldKind): void {
    const isQuoted = kind === 'text' || kind === 'micros';
    const isRows = typeof kind === 'object';
    if (isQuoted) this.between += '"';
    if (isRows) this.between += '[';
    this.flush();
    this.statements.push(this.statementOf(value, kind));
    if (isQuoted) this.between += '"';
    if (isRows) this.between += ']';
  }

  private statementOf(value: string, kind: FieldKind): string {
    if (kind === 'text') {
      this.fixedBytes += stepBytes;
      this.lengths.push(`(${value} === undefined ? 0 : ${value}.length)`);
      return `at = texts[${this.texts.push(new TextField()) - 1}].put(bytes, view, at, ${value});`;
    }
    this.fixedBytes += numberBytesMax;
    if (kind === 'micros') return `at = putBigint(bytes, view, at, ${value});`;
    if (kind === 'int') return `at = putNumber(bytes, view, at, ${value});`;
    if (kind === 'flag') return `at = putJsonText(bytes, at, String(${value}));`;
    // Rows make room for themselves, and what stands behind them has to have it again.
    return `writer.used = at;
      writeRows(writer, ${value}, rows[${this.rows.push(createWrite(kind.rows, null)) - 1}]);
      writer.reserve(room);
      ({ bytes, view, used: at } = writer);`;
  }

  private flush(): void {
    const { between } = this;
    stepsOfLiteral(between).forEach((step, index) =>
      this.statements.push(`view.setFloat64(at + ${index * stepBytes}, ${step}, true);`),
    );
    if (between.length > 0) this.statements.push(`at += ${between.length};`);
    this.fixedBytes += between.length;
    this.between = '';
  }
}

const namesOf = (schema: Schema, type: string | null): readonly string[] =>
  [...Object.keys(schema), ...(type === null ? [] : ['atUs', 'seq', 'type'])].toSorted();

const putPlain = (writer: ByteWriter, kind: FieldKind, value: unknown): void => {
  if (typeof kind === 'object') {
    writer.text('[');
    writeRows(writer, value as readonly object[], createPlainWrite(kind.rows, null));
    return writer.text(']');
  }
  const text = kind === 'text' ? (value as string) : '';
  writer.reserve(bytesPerUnitMax * text.length + numberBytesMax);
  const { bytes, view, used } = writer;
  if (kind === 'int') writer.used = putNumber(bytes, view, used, value as number);
  else if (kind === 'micros') writer.used = putBigint(bytes, view, used, value as bigint);
  else writer.used = putJsonText(bytes, used, kind === 'flag' ? String(value) : text);
  return undefined;
};

/** The same function without code that is made from strings: what `createWrite` must equal, and its stand-in. */
const createPlainWrite = (schema: Schema, type: string | null): Write => {
  const names = namesOf(schema, type);
  return (writer, fields, seq, atUs) => {
    const whole: Readonly<Record<string, unknown>> = type === null ? { ...fields } : { ...fields, seq, atUs, type };
    let before = '{';
    for (const name of names) {
      const value = whole[name];
      if (value === undefined) continue;
      const declared = schema[name] ?? (name === 'type' ? 'text' : 'int');
      const kind = isOptional(declared) ? declared.optional : declared;
      const quote = kind === 'text' || kind === 'micros' ? '"' : '';
      writer.text(`${before}${JSON.stringify(name)}:${quote}`);
      putPlain(writer, kind, value);
      writer.text(quote);
      before = ',';
    }
    writer.text(before === '{' ? '{}' : '}');
  };
};

/**
 * A function that writes a schema's fields, keys sorted; of a record, if a `type` is given, its place and type among
 * them. Each has a text of its own, because one function for all meets records of every shape, and to read a field of
 * a record of any shape costs ten times what it costs where the shape is known. The text is made of the schema's own
 * names, quoted, and its literals are numbers in it: to call for each of them took twice as long.
 */
export const createWrite = (schema: Schema, type: string | null): Write => {
  const text = new WriteText();
  let comma = '';
  for (const name of namesOf(schema, type)) {
    const kind = schema[name];
    const key = `${comma}${JSON.stringify(name)}:`;
    if (kind !== undefined) text.field(key, name, kind, comma === '');
    else if (name === 'type') text.constant(key + JSON.stringify(type));
    else text.number(key, name);
    if (kind === undefined || !isOptional(kind)) comma = ',';
  }
  return text.make(() => createPlainWrite(schema, type));
};
