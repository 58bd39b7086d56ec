// Where two journals part: the first record that is not the same in both, field by field, and what both had said until
// then of the order or arbitrage it speaks of. It reads lines, and remembers only the last of them.
import { decodeRecord } from '../journal/encode.ts';
import type { JournalRecord } from '../journal/records.ts';
import { RunningDigest } from '../kernel/digest.ts';

/** A field that is not the same; undefined where a side has none. As text, as the journal has it. */
export interface FieldDifference {
  readonly field: string;
  readonly left: string | undefined;
  readonly right: string | undefined;
}

/** What two journals have in common, and where they part. */
export type JournalDifference =
  | { readonly kind: 'identical'; readonly records: number; readonly digest: string }
  | {
      readonly kind: 'different';
      /** The number of the first line that differs, from 1, which is its sequence in a whole journal. */
      readonly line: number;
      /** The two records; null where a journal has ended. */
      readonly left: JournalRecord | null;
      readonly right: JournalRecord | null;
      readonly fields: readonly FieldDifference[];
      /** Who the records speak of, such as `order 12.1`; null where they speak of nobody, or not of the same. */
      readonly subject: string | null;
      /** The last common records about it; about anything, where there is no subject. */
      readonly context: readonly JournalRecord[];
    };

/** A line of a journal is no record. */
export class NotARecord extends Error {
  override readonly name = 'NotARecord';
  /** Which of the two journals. */
  readonly side: 'left' | 'right';
  /** Its number, from 1. */
  readonly line: number;

  constructor(side: 'left' | 'right', line: number) {
    super(`line ${line} is no record of a journal`);
    this.side = side;
    this.line = line;
  }
}

const REMEMBERED_MAX = 4_096;
const CONTEXT_MAX = 5;

const decode = (text: string, side: 'left' | 'right', line: number): JournalRecord => {
  try {
    return decodeRecord(text);
  } catch {
    throw new NotARecord(side, line);
  }
};

/** Who a record speaks of. */
export const subjectOf = (record: JournalRecord): string | null => {
  if ('clOrdId' in record && record.clOrdId !== undefined) return `order ${record.clOrdId}`;
  if ('arbitrage' in record) return `arbitrage ${record.arbitrage}`;
  if (record.type === 'intent.received' || record.type === 'intent.refused') return `arbitrage ${record.intent}`;
  if ('venue' in record && record.venue !== undefined) return `venue ${record.venue}`;
  return null;
};

const fieldText = (value: unknown): string | undefined => {
  if (value === undefined) return undefined;
  if (typeof value === 'object') return JSON.stringify(value, (_, part: unknown) => scalarOf(part));
  return String(value);
};

const scalarOf = (value: unknown): unknown => (typeof value === 'bigint' ? value.toString() : value);

const fieldsOf = (left: JournalRecord | null, right: JournalRecord | null): readonly FieldDifference[] => {
  const leftFields = new Map(Object.entries(left ?? {}));
  const rightFields = new Map(Object.entries(right ?? {}));
  const names = [...new Set([...leftFields.keys(), ...rightFields.keys()])].toSorted();
  return names
    .map((field) => ({
      field,
      left: fieldText(leftFields.get(field)),
      right: fieldText(rightFields.get(field)),
    }))
    .filter((difference) => difference.left !== difference.right);
};

const sharedSubject = (left: JournalRecord | null, right: JournalRecord | null): string | null => {
  if (left === null || right === null) {
    const only = left ?? right;
    return only === null ? null : subjectOf(only);
  }
  const subject = subjectOf(left);
  return subject === subjectOf(right) ? subject : null;
};

/** Two journals side by side: told the next line of each, it says where they part. */
class Comparison {
  private readonly digest = new RunningDigest();
  private readonly remembered: string[] = [];
  private line = 0;

  /** Takes the next line of each, null for one that is over. Throws `NotARecord`. */
  next(one: string | null, other: string | null): JournalDifference | null {
    const { digest, remembered } = this;
    if (one === null && other === null) return { kind: 'identical', records: this.line, digest: digest.value() };
    this.line += 1;
    const { line } = this;
    if (one === null || other === null || one !== other) return this.parting(one, other);
    if (!one.startsWith('{')) throw new NotARecord('left', line);
    digest.append(one);
    remembered.push(one);
    if (remembered.length === 2 * REMEMBERED_MAX) remembered.splice(0, REMEMBERED_MAX);
    return null;
  }

  private parting(one: string | null, other: string | null): JournalDifference {
    const { line, remembered } = this;
    const left = one === null ? null : decode(one, 'left', line);
    const right = other === null ? null : decode(other, 'right', line);
    const subject = sharedSubject(left, right);
    const context = contextOf(remembered, subject, line);
    return { kind: 'different', line, left, right, fields: fieldsOf(left, right), subject, context };
  }
}

/** Compares two journals, given as their canonical lines. Throws `NotARecord`. */
export const diffJournals = (left: Iterable<string>, right: Iterable<string>): JournalDifference => {
  const lefts = left[Symbol.iterator]();
  const rights = right[Symbol.iterator]();
  const comparison = new Comparison();
  try {
    for (;;) {
      const one = lefts.next();
      const other = rights.next();
      const found = comparison.next(one.done === true ? null : one.value, other.done === true ? null : other.value);
      if (found !== null) return found;
    }
  } finally {
    lefts.return?.();
    rights.return?.();
  }
};

/** The same for journals that come by and by. Throws `NotARecord`. */
export const diffStreams = async (
  left: AsyncIterable<string>,
  right: AsyncIterable<string>,
): Promise<JournalDifference> => {
  const lefts = left[Symbol.asyncIterator]();
  const rights = right[Symbol.asyncIterator]();
  const comparison = new Comparison();
  try {
    for (;;) {
      const one = await lefts.next();
      const other = await rights.next();
      const found = comparison.next(one.done === true ? null : one.value, other.done === true ? null : other.value);
      if (found !== null) return found;
    }
  } finally {
    await lefts.return?.();
    await rights.return?.();
  }
};

const contextOf = (lines: readonly string[], subject: string | null, line: number): readonly JournalRecord[] => {
  const found: JournalRecord[] = [];
  for (let index = lines.length - 1; index >= 0 && found.length < CONTEXT_MAX; index -= 1) {
    const record = decode(lines[index] ?? '', 'left', line - lines.length + index);
    if (subject === null || subjectOf(record) === subject) found.unshift(record);
  }
  return found;
};
