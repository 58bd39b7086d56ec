// The frame of a journal: what was run, on which accounts and markets. It comes before everything that happened, and two runs
// of other seeds or scenarios differ in it always: what they came to differs, or not, behind it.
import type { JournalRecord } from '../journal/records.ts';

/** A field that is not the same; undefined where a side has none. As text, as the journal has it. */
export interface FieldDifference {
  readonly field: string;
  readonly left: string | undefined;
  readonly right: string | undefined;
}

/** Lines of a frame that are remembered: a journal of nothing but markets ends it there. */
export const FRAME_MAX = 20_000;

/** Whether a line is of a frame. */
export const isOfFrame = (line: string): boolean =>
  /"type":"(?:run\.started|account\.opened|market\.listed)"/.test(line);

const scalarOf = (value: unknown): unknown => (typeof value === 'bigint' ? value.toString() : value);

const fieldText = (value: unknown): string | undefined => {
  if (value === undefined) return undefined;
  if (typeof value === 'object') return JSON.stringify(value, (_, part: unknown) => scalarOf(part));
  return String(value);
};

/** The fields in which two records differ, by name; of one that is missing, all fields do. */
export const fieldsOf = (
  left: JournalRecord | null,
  right: JournalRecord | null,
  isSeqCompared = true,
): readonly FieldDifference[] => {
  const leftFields = new Map(Object.entries(left ?? {}));
  const rightFields = new Map(Object.entries(right ?? {}));
  const names = [...new Set([...leftFields.keys(), ...rightFields.keys()])].toSorted();
  return names
    .filter((field) => isSeqCompared || field !== 'seq')
    .map((field) => ({
      field,
      left: fieldText(leftFields.get(field)),
      right: fieldText(rightFields.get(field)),
    }))
    .filter((difference) => difference.left !== difference.right);
};

/** What a record of a frame is of: `account.opened kalshi`; the run itself has no name. */
const nameOf = (record: JournalRecord): string => {
  if (record.type === 'account.opened') return `${record.type} ${record.venue}`;
  if (record.type === 'market.listed') return `${record.type} ${record.venue}/${record.market}`;
  return '';
};

/** What two frames differ in, field by field; of an account or a market that only one has, the name alone. */
export const frameDifferences = (
  left: readonly JournalRecord[],
  right: readonly JournalRecord[],
): readonly FieldDifference[] => {
  const lefts = new Map(left.map((record) => [nameOf(record), record]));
  const rights = new Map(right.map((record) => [nameOf(record), record]));
  return [...new Set([...lefts.keys(), ...rights.keys()])].flatMap((name): readonly FieldDifference[] => {
    const one = lefts.get(name);
    const other = rights.get(name);
    if (one === undefined || other === undefined) {
      const told = (record: JournalRecord | undefined) => (record === undefined ? undefined : `record ${record.seq}`);
      return [{ field: name === '' ? 'run.started' : name, left: told(one), right: told(other) }];
    }
    return fieldsOf(one, other, false).map((difference) =>
      name === '' ? difference : { ...difference, field: `${name} ${difference.field}` },
    );
  });
};
