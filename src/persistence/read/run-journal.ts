// The journal of a run as a stream over a store: a connection is borrowed for each piece and given back, so that two runs
// of one store can be read side by side, and memory holds one piece.
import { isWholeRecord } from '../../journal/check-record.ts';
import { encodeRecord } from '../../journal/encode.ts';
import type { JournalRecord } from '../../journal/records.ts';
import { AssertionFailed } from '../../kernel/assert.ts';
import type { Dictionary } from '../write/dictionary.ts';
import { readRows, rowsBeyond, rowsPerRead, type PlacedRow } from './read-journal.ts';
import { readDictionary } from '../write/run-rows.ts';
import { storeErrorOf, wordsOf } from '../store/store-error.ts';
import type { Session } from '../store/session.ts';
import type { Store } from '../store/store.ts';

/** The rows of a run are not those of a journal. The message is a sentence that names the first that is not. */
export class OddRows extends Error {
  override readonly name = 'OddRows';
}

/** Which run is read, and how far. */
export interface RunToRead {
  readonly id: number;
  readonly mark: number;
}

/** Something in the rows of a run that no engine wrote. */
export interface OddRow {
  readonly seq: number;
  readonly sentence: string;
}

/** A record of a run, or what stands in its place. */
export type ReadRow = { readonly kind: 'record'; readonly record: JournalRecord } | ({ readonly kind: 'odd' } & OddRow);

const asked = async <T>(store: Store, work: (session: Session) => Promise<T>): Promise<T> => {
  try {
    return await store.borrow(work);
  } catch (error) {
    throw storeErrorOf(error, store.where);
  }
};

const odd = (seq: number, sentence: string): ReadRow => ({ kind: 'odd', seq, sentence });

const read = (row: PlacedRow): ReadRow => {
  let record: JournalRecord;
  try {
    record = row.record();
  } catch (error) {
    return odd(row.seq, `The row ${row.seq} of ${row.table} holds no record: ${wordsOf(error)}.`);
  }
  if (record.seq === row.seq && isWholeRecord(record)) return { kind: 'record', record };
  return odd(row.seq, `The row ${row.seq} of ${row.table} holds no whole record.`);
};

/** The rows of a piece with the sequences that are missing between them, and those that two rows have. */
function* inOrder(rows: readonly PlacedRow[], first: number, last: number): Generator<ReadRow> {
  let next = first;
  let before: PlacedRow | null = null;
  for (const row of rows) {
    if (row.seq > next) yield missing(next, row.seq - 1);
    if (before !== null && row.seq === before.seq)
      yield odd(row.seq, `The record ${row.seq} is there twice: in ${before.table} and in ${row.table}.`);
    else yield read(row);
    before = row;
    next = row.seq + 1;
  }
  if (next <= last) yield missing(next, last);
}

const missing = (first: number, last: number): ReadRow =>
  first === last
    ? odd(first, `The record ${first} is missing.`)
    : odd(first, `The records ${first} to ${last} are missing.`);

/**
 * Every row of a run up to its mark, in order, and what is odd about them. Throws a `StoreError`, or `OddRows` where not
 * even the dictionary can be read.
 */
export async function* rowsOfRun(store: Store, run: RunToRead): AsyncGenerator<ReadRow, void, undefined> {
  const { id, mark } = run;
  let dictionary: Dictionary;
  try {
    dictionary = await store.borrow((session) => readDictionary(session, id));
  } catch (error) {
    if (error instanceof AssertionFailed || error instanceof SyntaxError)
      throw new OddRows(`The dictionary of the run ${id} is not as it was written: ${error.message}.`, {
        cause: error,
      });
    throw storeErrorOf(error, store.where);
  }
  for (let first = 1; first <= mark; first += rowsPerRead) {
    const last = Math.min(mark, first + rowsPerRead - 1);
    const rows = await asked(store, (session) => readRows(session, id, dictionary, first, last));
    yield* inOrder(rows, first, last);
  }
  for (const { seq, table } of await asked(store, (session) => rowsBeyond(session, id, mark)))
    yield odd(seq, `${table} has a row ${seq}, which is not one of the run's 1 to ${mark}.`);
}

/** The records of a run in order. Throws `OddRows` at the first row that is none. */
export async function* recordsOfRun(
  store: Store,
  run: RunToRead,
): AsyncGenerator<{ readonly record: JournalRecord; readonly text: string }, void, undefined> {
  for await (const row of rowsOfRun(store, run)) {
    if (row.kind === 'odd') throw new OddRows(row.sentence);
    const { record } = row;
    yield { record, text: encodeRecord(record, record.seq, record.atUs) };
  }
}
