// A run whose journal is in a database: read once in order, and then in parts, by sequence.
import type { Dictionary } from '../persistence/dictionary.ts';
import { readRecords } from '../persistence/read-journal.ts';
import { readDictionary } from '../persistence/run-rows.ts';
import type { RunRow } from '../persistence/run-list.ts';
import type { Session } from '../persistence/session.ts';
import { UnreadableRun, type RunSource } from './source.ts';

/** Lends a session of the database for as long as the work takes. */
export type Lend = <T>(work: (session: Session) => Promise<T>) => Promise<T>;

/** Records that are read in one go: each takes a query of every table. */
const RECORDS_A_BATCH = 5_000;

/** A run up to the mark that it had when it was listed. */
export const openDatabaseSource = ({ id, mark }: Pick<RunRow, 'id' | 'mark'>, lend: Lend): RunSource => {
  let given = 0;
  let dictionary: Promise<Dictionary> | null = null;
  const between = async (first: number, last: number) => {
    dictionary ??= lend((session) => readDictionary(session, id));
    const words = await dictionary;
    return await lend((session) => readRecords(session, id, words, first, last));
  };
  return {
    name: `run ${id}`,
    get share() {
      return mark === 0 ? 1 : given / mark;
    },
    async *batches() {
      for (let first = 1; first <= mark; first += RECORDS_A_BATCH) {
        const last = Math.min(mark, first + RECORDS_A_BATCH - 1);
        const records = await between(first, last);
        if (records.length !== last - first + 1)
          throw new UnreadableRun(
            `Of the records ${first} to ${last} of run ${id} only ${records.length} are in the database: 'dte db status' tells of dead letters.`,
          );
        given = last;
        yield records;
      }
    },
    read: (firstSeq, lastSeq) => between(Math.max(firstSeq, 1), Math.min(lastSeq, given)),
    close: async () => undefined,
  };
};
