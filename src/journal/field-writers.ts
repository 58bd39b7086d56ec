// Functions that write the fields of a record as canonical JSON, made from a schema.
import { isPlain, literalOf, type ByteWriter, type Literal } from '../kernel/byte-writer.ts';
import type { FieldKind, Optional, Schema } from './fields.ts';

/** Writes a record, or a row of one, into a buffer. A row has no place. */
export type Write = (writer: ByteWriter, fields: object, seq: number, atUs: number) => void;

/** Whether a record may lack the field. */
export const isOptional = (kind: FieldKind | Optional<FieldKind>): kind is Optional<FieldKind> =>
  typeof kind === 'object' && 'optional' in kind;

/** Places for the words that a field of text remembers, and the longest of them in characters. */
const placesMask = 63;
const wordLengthMax = 64;
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
  private readonly literals: Literal[] = new Array<Literal>(placesMask + 1).fill(literalOf(''));
  private known = 0;

  write(writer: ByteWriter, text: string): void {
    if (this.known === wordsMax || text.length === 0) return writer.jsonText(text);
    const place = placeOf(text);
    if (this.words[place] === text) return writer.literal(this.literals[place]!);
    this.remember(place, text);
    return writer.jsonText(text);
  }

  private remember(place: number, text: string): void {
    if (this.words[place] !== '' || text.length > wordLengthMax || !isPlain(text)) return;
    this.known += 1;
    this.words[place] = text;
    this.literals[place] = literalOf(text);
  }
}

/** What a made function refers to by number. */
interface Referred {
  readonly literals: Literal[];
  readonly texts: TextField[];
  readonly rows: Write[];
}

/** The statements that write a field's value. */
const valueStatement = (field: string, kind: FieldKind, { texts, rows }: Referred): string => {
  if (kind === 'text') return `texts[${texts.push(new TextField()) - 1}].write(writer, ${field});`;
  if (kind === 'micros') return `writer.bigint(${field});`;
  if (kind === 'int') return `writer.number(${field});`;
  if (kind === 'flag') return `writer.text(String(${field}));`;
  return `writeRows(writer, ${field}, rows[${rows.push(createWrite(kind.rows, null)) - 1}]);`;
};

const quotesOf = (kind: FieldKind): readonly [string, string] => {
  if (kind === 'text' || kind === 'micros') return ['"', '"'];
  return typeof kind === 'object' ? ['[', ']'] : ['', ''];
};

const writeRows = (writer: ByteWriter, rows: readonly object[], write: Write): void => {
  for (let index = 0; index < rows.length; index += 1) {
    if (index > 0) writer.text(',');
    write(writer, rows[index]!, 0, 0);
  }
};

/** The statements that write the fields, and whatever stands between two values as one literal. */
const statementsOf = (schema: Schema, type: string | null, referred: Referred): readonly string[] => {
  const statements: string[] = [];
  let between = '{';
  const flush = (): void => {
    if (between !== '') statements.push(`writer.literal(literals[${referred.literals.push(literalOf(between)) - 1}]);`);
    between = '';
  };
  const add = (name: string, kind: FieldKind): void => {
    const [before, behind] = quotesOf(kind);
    between += before;
    flush();
    statements.push(valueStatement(`fields[${JSON.stringify(name)}]`, kind, referred));
    between = behind;
  };
  // What may be absent brings its own comma: behind it as long as nothing is sure to stand before it.
  let comma = '';
  for (const name of [...Object.keys(schema), ...(type === null ? [] : ['atUs', 'seq', 'type'])].toSorted()) {
    const kind = schema[name];
    const key = `${comma}${JSON.stringify(name)}:`;
    if (kind !== undefined && isOptional(kind)) {
      flush();
      statements.push(`if (fields[${JSON.stringify(name)}] !== undefined) {`);
      between = key;
      add(name, kind.optional);
      if (comma === '') between += ',';
      flush();
      statements.push('}');
      continue;
    }
    between += key;
    comma = ',';
    if (kind !== undefined) add(name, kind);
    else if (name === 'type') between += JSON.stringify(type);
    else {
      flush();
      statements.push(`writer.number(${name});`);
    }
  }
  between += '}';
  flush();
  return statements;
};

/**
 * A function that writes a schema's fields, keys sorted; of a record, if a `type` is given, its place and type among
 * them. Each has a text of its own, because one function for all meets records of every shape, and to read a field of
 * a record of any shape costs ten times what it costs where the shape is known.
 */
export const createWrite = (schema: Schema, type: string | null): Write => {
  const referred: Referred = { literals: [], texts: [], rows: [] };
  // The text is made of the schema's own names, quoted.
  const text = statementsOf(schema, type, referred).join('\n');
  const make = new Function(
    'literals',
    'texts',
    'rows',
    'writeRows',
    `return (writer, fields, seq, atUs) => {\n${text}\n};`,
  );
  return make(referred.literals, referred.texts, referred.rows, writeRows) as Write;
};
