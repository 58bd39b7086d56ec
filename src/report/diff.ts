// Where two journals part: what their frames differ in, and behind them the first record that is not the same in both, field by
// field, with what both had said until then of the order or arbitrage it speaks of. It reads lines, and remembers only the last of them.
import { decodeRecord } from '../journal/encode.ts';
import type { JournalRecord } from '../journal/records.ts';
import { RunningDigest } from '../kernel/digest.ts';
import { FRAME_MAX, fieldsOf, frameDifferences, isOfFrame, type FieldDifference } from './diff-frame.ts';

export type { FieldDifference } from './diff-frame.ts';

/** What two journals have in common, and where they part. */
export type JournalDifference =
  | { readonly kind: 'identical'; readonly records: number; readonly digest: string }
  | {
      readonly kind: 'different';
      /** What their frames differ in: the seed, the scenario, an account; nothing where they are alike. */
      readonly frame: readonly FieldDifference[];
      /** Whether they differ in nothing but the frame: then what follows speaks of its first difference. */
      readonly isInFrame: boolean;
      /** The number of the first line that differs behind the frame, from 1: its sequence in a whole journal. */
      readonly line: number;
      /** The number of that line in the other journal, whose frame may have another length. */
      readonly rightLine: number;
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

const sharedSubject = (left: JournalRecord | null, right: JournalRecord | null): string | null => {
  if (left === null || right === null) {
    const only = left ?? right;
    return only === null ? null : subjectOf(only);
  }
  const subject = subjectOf(left);
  return subject === subjectOf(right) ? subject : null;
};

const withoutSeq = (line: string): string => line.replace(/"seq":\d+,/, '');

/** One of two journals, as far as it has been read. */
class Side {
  readonly frame: string[] = [];
  line = 0;
  /** Its next line behind the frame; null where it is over. */
  next: string | null = null;
  isBehindFrame = false;

  take(text: string | null): void {
    if (text !== null) this.line += 1;
    this.next = text;
    if (this.isBehindFrame) return;
    if (text !== null && this.frame.length < FRAME_MAX && isOfFrame(text)) this.frame.push(text);
    else this.isBehindFrame = true;
  }

  records(side: 'left' | 'right'): readonly JournalRecord[] {
    return this.frame.map((text, index) => decode(text, side, index + 1));
  }
}

/** Two journals side by side: given the next line of each that it waits for, it says where they differ. */
class Comparison {
  readonly left = new Side();
  readonly right = new Side();
  private readonly digest = new RunningDigest();
  private readonly remembered: string[] = [];
  private frame: readonly FieldDifference[] | null = null;
  /** Whether their frames have other lengths, so that everything behind has another place in each. */
  private isShifted = false;

  /** Whether a side is to be read further. */
  wants({ isBehindFrame }: Side): boolean {
    return !isBehindFrame || (this.left.isBehindFrame && this.right.isBehindFrame);
  }

  /** Looks at what was taken; null as long as they do not part. Throws `NotARecord`. */
  look(): JournalDifference | null {
    const { left, right, digest } = this;
    if (!left.isBehindFrame || !right.isBehindFrame) return null;
    const frame = (this.frame ??= this.compareFrames());
    const { next: one } = left;
    const { next: other } = right;
    if (one === null && other === null)
      return frame.length === 0
        ? { kind: 'identical', records: left.line, digest: digest.value() }
        : this.inFrame(frame);
    if (one === null || other === null || !this.areAlike(one, other)) return this.parting(one, other, frame);
    if (!one.startsWith('{')) throw new NotARecord('left', left.line);
    this.remember(one);
    return null;
  }

  private areAlike(one: string, other: string): boolean {
    return one === other || (this.isShifted && withoutSeq(one) === withoutSeq(other));
  }

  private remember(line: string): void {
    this.digest.append(line);
    this.remembered.push(line);
    if (this.remembered.length >= 2 * REMEMBERED_MAX)
      this.remembered.splice(0, this.remembered.length - REMEMBERED_MAX);
  }

  private compareFrames(): readonly FieldDifference[] {
    const { left, right } = this;
    if (left.frame.length === right.frame.length && left.frame.every((line, at) => line === right.frame[at])) {
      for (const line of left.frame) this.remember(line);
      return [];
    }
    this.isShifted = left.frame.length !== right.frame.length;
    const differences = frameDifferences(left.records('left'), right.records('right'));
    // Lines that differ and say the same are differences too: of their order, or of their writing.
    return differences.length > 0 ? differences : [{ field: 'order or writing', left: 'other', right: 'other' }];
  }

  /** They are the same behind their frames. */
  private inFrame(frame: readonly FieldDifference[]): JournalDifference {
    const { left, right } = this;
    const at = left.frame.findIndex((line, index) => line !== right.frame[index]);
    const first = at < 0 ? left.frame.length : at;
    const recordAt = (side: Side, name: 'left' | 'right') => {
      const text = side.frame[first];
      return text === undefined ? null : decode(text, name, first + 1);
    };
    const one = recordAt(left, 'left');
    const other = recordAt(right, 'right');
    return {
      kind: 'different',
      frame,
      isInFrame: true,
      line: first + 1,
      rightLine: first + 1,
      left: one,
      right: other,
      fields: fieldsOf(one, other),
      subject: sharedSubject(one, other),
      context: [],
    };
  }

  private parting(one: string | null, other: string | null, frame: readonly FieldDifference[]): JournalDifference {
    const { remembered, isShifted } = this;
    const line = this.left.line + (one === null ? 1 : 0);
    const rightLine = this.right.line + (other === null ? 1 : 0);
    const left = one === null ? null : decode(one, 'left', line);
    const right = other === null ? null : decode(other, 'right', rightLine);
    const subject = sharedSubject(left, right);
    const context = contextOf(remembered, subject, line);
    const fields = fieldsOf(left, right, !isShifted || left === null || right === null);
    return { kind: 'different', frame, isInFrame: false, line, rightLine, left, right, fields, subject, context };
  }
}

const valueOf = (result: IteratorResult<string, unknown>): string | null =>
  result.done === true ? null : result.value;

/** Compares two journals, given as their canonical lines. Throws `NotARecord`. */
export const diffJournals = (left: Iterable<string>, right: Iterable<string>): JournalDifference => {
  const lefts = left[Symbol.iterator]();
  const rights = right[Symbol.iterator]();
  const comparison = new Comparison();
  try {
    for (;;) {
      const [wantsLeft, wantsRight] = [comparison.wants(comparison.left), comparison.wants(comparison.right)];
      if (wantsLeft) comparison.left.take(valueOf(lefts.next()));
      if (wantsRight) comparison.right.take(valueOf(rights.next()));
      const found = comparison.look();
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
      const [wantsLeft, wantsRight] = [comparison.wants(comparison.left), comparison.wants(comparison.right)];
      if (wantsLeft) comparison.left.take(valueOf(await lefts.next()));
      if (wantsRight) comparison.right.take(valueOf(await rights.next()));
      const found = comparison.look();
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
