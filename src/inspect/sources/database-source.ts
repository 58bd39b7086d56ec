// A run whose journal is in a database: read once in order, and then in parts, by sequence.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { PieceReader, tablesOf } from '../../persistence/read/read-pieces.ts';
import { readDictionary } from '../../persistence/write/run-rows.ts';
import { keepRunIndex, readRunIndex, type RunAsRead } from '../../persistence/read/run-indexes.ts';
import type { Session } from '../../persistence/store/session.ts';
import type { IndexState } from '../index/index-state.ts';
import { UnreadableRun, type RunSource } from './source.ts';

/** Lends a session of the database for as long as the work takes. */
export type Lend = <T>(work: (session: Session) => Promise<T>) => Promise<T>;

/** Records that are read in one go: each takes a query of every table that the run has rows in. */
const RECORDS_A_PIECE = 10_000;
/** Records that are given in one go. */
const RECORDS_A_BATCH = 1_000;

/**
 * A run up to the mark that it had when it was listed. What is made of it is kept in its database under the name of its
 * `maker`, the code that makes it.
 */
export const openDatabaseSource = (run: RunAsRead, lend: Lend, maker: string): RunSource => {
  const { id, mark } = run;
  let given = 0;
  let reader: Promise<PieceReader> | null = null;
  const between = async (first: number, last: number) => {
    reader ??= lend(
      async (session) => new PieceReader(id, await tablesOf(session, id), await readDictionary(session, id)),
    );
    const pieces = await reader;
    return await lend((session) => pieces.read(session, first, last));
  };
  return {
    name: `run ${id}`,
    get share() {
      return mark === 0 ? 1 : given / mark;
    },
    async *batches() {
      for (let first = 1; first <= mark; first += RECORDS_A_PIECE) {
        const last = Math.min(mark, first + RECORDS_A_PIECE - 1);
        const records = await between(first, last);
        if (records.length !== last - first + 1)
          throw new UnreadableRun(
            `Of the records ${first} to ${last} of run ${id} only ${records.length} are in the database: 'dte db status' tells of dead letters.`,
          );
        for (let at = 0; at < records.length; at += RECORDS_A_BATCH) {
          const batch = records.slice(at, at + RECORDS_A_BATCH);
          given = first + at + batch.length - 1;
          yield batch;
          await nextTurn();
        }
      }
    },
    read: (firstSeq, lastSeq) => between(Math.max(firstSeq, 1), Math.min(lastSeq, given)),
    last: async () => (await between(mark, mark))[0] ?? null,
    // A kept index that cannot be read is built from the rows; one that cannot be kept is built the next time.
    recall: () =>
      lend((session) => readRunIndex(session, run, maker)).then(
        (kept) => {
          if (kept !== null) given = mark;
          return kept as IndexState | null;
        },
        () => null,
      ),
    keep: (index) => lend((session) => keepRunIndex(session, run, maker, index)).catch(() => undefined),
    close: async () => undefined,
  };
};
