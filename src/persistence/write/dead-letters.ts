// The records that the database refused: what they are, and how they are tried again. One that its table takes now leaves
// the dead letters in the same transaction.
import { and, asc, count, eq, gt, isNull, or } from 'drizzle-orm';
import { deadLetters } from '../../../drizzle/run-tables.ts';
import { isWholeRecord } from '../../journal/check-record.ts';
import { decodeRecord } from '../../journal/encode.ts';
import type { JournalRecord } from '../../journal/records.ts';
import { CopyWriter } from '../store/copy-writer.ts';
import type { Dictionary } from './dictionary.ts';
import { intoRecords } from './flush.ts';
import { tableNumbers } from './record-columns.ts';
import { rowWriters } from './row-writers.ts';
import { readDictionary } from './run-rows.ts';
import { WriteFailed, type Session } from '../store/session.ts';
import type { Store } from '../store/store.ts';

/** A record that waits among the dead letters, and why. */
export interface DeadLetter {
  readonly run: number;
  readonly seq: number;
  readonly type: string;
  readonly sqlState: string;
  readonly reason: string;
}

/** What became of dead letters that were tried again. */
export interface Redriven {
  readonly redriven: number;
  /** Those that are refused still: the first of them, with the reason of today, and how many there are. */
  readonly refused: readonly DeadLetter[];
  readonly refusedCount: number;
}

const { run, seq, type, sqlState, reason, line } = deadLetters;
const columns = { run, seq, type, sqlState, reason };
const lettersAtOnce = 200;
const refusedShown = 10;
const ownKeyIsThere = '23505';

const waiting = (ofRun: number | null) =>
  and(isNull(deadLetters.redrivenAt), ofRun === null ? undefined : eq(run, ofRun));

/** How many wait, of one run or of all. */
export const countDeadLetters = async ({ database }: Session, ofRun: number | null): Promise<number> => {
  const [row] = await database.select({ letters: count() }).from(deadLetters).where(waiting(ofRun));
  return row?.letters ?? 0;
};

/** The first that wait. */
export const listDeadLetters = ({ database }: Session, ofRun: number, most: number): Promise<readonly DeadLetter[]> =>
  database.select(columns).from(deadLetters).where(waiting(ofRun)).orderBy(asc(seq)).limit(most);

interface Letter extends DeadLetter {
  readonly line: string;
}

const lettersBehind = ({ database }: Session, ofRun: number | null, { run: lastRun, seq: lastSeq }: Place) =>
  database
    .select({ ...columns, line })
    .from(deadLetters)
    .where(and(waiting(ofRun), or(gt(run, lastRun), and(eq(run, lastRun), gt(seq, lastSeq)))))
    .orderBy(asc(run), asc(seq))
    .limit(lettersAtOnce);

interface Place {
  readonly run: number;
  readonly seq: number;
}

const recordOf = (letter: Letter): JournalRecord | null => {
  try {
    const record = decodeRecord(letter.line);
    return isWholeRecord(record) && record.seq === letter.seq ? record : null;
  } catch {
    return null;
  }
};

/** Tries one again; null if it is in its table now, or else why it is not. Throws `WriteFailed` where nothing can be written. */
const redriveOne = async (session: Session, letter: Letter, dictionary: Dictionary): Promise<DeadLetter | null> => {
  const record = recordOf(letter);
  if (record === null) return { ...letter, sqlState: '', reason: 'its line holds no record any more' };
  const out = new CopyWriter();
  const table = tableNumbers[record.type];
  const { size } = dictionary;
  rowWriters[table]!(out, record, record.seq, record.atUs, letter.run, dictionary);
  if (dictionary.size > size) return { ...letter, sqlState: '', reason: 'it has words that its run has not' };
  const rows = out.bytes.subarray(0, out.used);
  const leave = `update dead_letters set redriven_at = now() where run = ${letter.run} and seq = ${letter.seq}`;
  try {
    await session.write(leave, [{ into: intoRecords[table]!, rows }]);
    return null;
  } catch (error) {
    if (!(error instanceof WriteFailed) || error.failure !== 'content') throw error;
    if (error.sqlState === ownKeyIsThere && !(await isWaiting(session, letter))) return null;
    return { ...letter, sqlState: error.sqlState, reason: error.message };
  }
};

/** Whether nobody else has tried it with success meanwhile. */
const isWaiting = async ({ database }: Session, letter: Letter): Promise<boolean> => {
  const found = await database
    .select({ seq })
    .from(deadLetters)
    .where(and(waiting(letter.run), eq(seq, letter.seq)));
  return found.length > 0;
};

/** Tries the dead letters of a run, or of all, again, each in a transaction of its own. Throws what the database throws. */
export const redriveDeadLetters = (store: Store, ofRun: number | null): Promise<Redriven> =>
  store.borrow(async (session) => {
    const refused: DeadLetter[] = [];
    let refusedCount = 0;
    let redriven = 0;
    let place: Place = { run: 0, seq: Number.MIN_SAFE_INTEGER };
    let dictionary: Dictionary | null = null;
    for (;;) {
      const letters = await lettersBehind(session, ofRun, place);
      if (letters.length === 0) return { redriven, refused, refusedCount };
      for (const letter of letters) {
        if (dictionary === null || letter.run !== place.run) dictionary = await readDictionary(session, letter.run);
        place = letter;
        const left = await redriveOne(session, letter, dictionary);
        if (left === null) redriven += 1;
        else {
          refusedCount += 1;
          const { line: _, ...shown } = left as Letter;
          if (refused.length < refusedShown) refused.push(shown);
          // Words that were not the run's are in it now.
          dictionary = null;
        }
      }
    }
  });
