// Journals by the names that a user gives them: a file that `dte run --out` wrote, or a run of the database. Their readers
// need not know which it is.
import { OddRows, recordsOfRun } from '../../persistence/read/run-journal.ts';
import type { RunRow } from '../../persistence/read/run-list.ts';
import type { Store } from '../../persistence/store/store.ts';
import type { JournalRecord } from '../../journal/records.ts';
import { CommandFailed } from '../command-failed.ts';
import type { DatabaseOptions } from '../database.ts';
import { exitCodes } from '../exit-codes.ts';
import { journalRecords } from '../../run/verification/journal-lines.ts';
import { databasesOf } from './databases.ts';
import { isFile } from './named-file.ts';
import type { Said } from './when-free.ts';

/** A record and its canonical line, or the line that it stands in. */
export interface SourceRecord {
  readonly record: JournalRecord;
  readonly text: string;
}

/** A journal. */
export type Journal =
  | { readonly kind: 'file'; readonly name: string }
  | { readonly kind: 'run'; readonly name: string; readonly run: RunRow; readonly store: Store };

/** Rows that no engine wrote are a failure, with the sentence that names them; all else is as it was. */
export const rowsFault = (error: unknown): unknown =>
  error instanceof OddRows ? new CommandFailed(exitCodes.failed, error.message) : error;

/** Does something with the journals of these names, and closes what was opened for them. */
export const withJournals = async <T>(
  names: readonly string[],
  options: DatabaseOptions,
  said: Said,
  work: (...journals: readonly Journal[]) => Promise<T>,
): Promise<T> => {
  const runs = names.filter((name) => !isFile(name));
  const databases = runs.length === 0 ? null : databasesOf(options, said);
  try {
    const found = (await databases?.find(runs)) ?? [];
    const journals = names.map((name): Journal => {
      const row = found[runs.indexOf(name)];
      return row === undefined ? { kind: 'file', name } : { kind: 'run', name, ...row };
    });
    return await work(...journals);
  } catch (error) {
    throw rowsFault(error);
  } finally {
    await databases?.close();
  }
};

/** The records of a journal, in order. What is none is wrong input in a file, and a failure in a run's rows. */
export async function* recordsOf(journal: Journal): AsyncGenerator<SourceRecord, void, undefined> {
  if (journal.kind === 'file') yield* journalRecords(journal.name);
  else yield* recordsOfRun(journal.store, journal.run);
}
