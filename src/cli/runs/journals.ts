// Journals by the names that a user gives them: a file that `dte run --out` wrote, or a run of the database. Whoever reads
// them need not know which it is.
import { OddRows, recordsOfRun } from '../../persistence/run-journal.ts';
import { findRunBy, type RunRow } from '../../persistence/run-list.ts';
import { storeError } from '../../persistence/store-error.ts';
import type { Store } from '../../persistence/store.ts';
import type { JournalRecord } from '../../journal/records.ts';
import { CommandFailed, wrongInput } from '../command-failed.ts';
import { ask, openDatabase, type DatabaseOptions } from '../database.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Terminal } from '../terminal.ts';
import { journalRecords } from '../verify/journal-lines.ts';
import { isFile } from './named-file.ts';

/** A record and its canonical line, or the line that it stands in. */
export interface SourceRecord {
  readonly record: JournalRecord;
  readonly text: string;
}

/** A journal. */
export type Journal =
  | { readonly kind: 'file'; readonly name: string }
  | { readonly kind: 'run'; readonly name: string; readonly run: RunRow; readonly store: Store };

/** The store of a command that reads, its schema this engine's. Throws a `StoreError`, or wrong input. */
export const openRuns = async (options: DatabaseOptions, environment: Terminal['environment']): Promise<Store> => {
  const store = await openDatabase(options, environment);
  try {
    const { applied, known, isNewer } = await store.schema();
    if (isNewer) throw storeError('newerSchema', store.where);
    if (applied === 0) throw storeError('noSchema', store.where);
    if (applied < known) throw storeError('olderSchema', store.where);
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
};

/** The run that is meant; one that is not there, or not clear, is wrong input. */
export const runNamed = async (store: Store, named: string): Promise<RunRow> => {
  const found = await ask(store, (session) => findRunBy(session, named));
  if (found.kind === 'found') return found.run;
  if (found.kind === 'unknown')
    throw wrongInput(`There is no run '${named}' in ${store.where}: 'dte runs' lists them.`);
  const names = [...found.names, ...(found.hasMore ? ['one of others'] : [])];
  throw wrongInput(`'${named}' may be ${names.join(' or ')}: say more of the run's name, or its number.`);
};

/** Rows that no engine wrote are a failure, with the sentence that names them; all else is as it was. */
export const rowsFault = (error: unknown): unknown =>
  error instanceof OddRows ? new CommandFailed(exitCodes.failed, error.message) : error;

/** Does something with the journals of these names, and closes what was opened for them. */
export const withJournals = async <T>(
  names: readonly string[],
  options: DatabaseOptions,
  environment: Terminal['environment'],
  work: (...journals: readonly Journal[]) => Promise<T>,
): Promise<T> => {
  const store = names.every(isFile) ? null : await openRuns(options, environment);
  try {
    const journals: Journal[] = [];
    for (const name of names)
      journals.push(
        store === null || isFile(name)
          ? { kind: 'file', name }
          : { kind: 'run', name, run: await runNamed(store, name), store },
      );
    return await work(...journals);
  } catch (error) {
    throw rowsFault(error);
  } finally {
    await store?.close();
  }
};

/** The records of a journal, in order. What is none is wrong input in a file, and a failure in a run's rows. */
export async function* recordsOf(journal: Journal): AsyncGenerator<SourceRecord, void, undefined> {
  if (journal.kind === 'file') yield* journalRecords(journal.name);
  else yield* recordsOfRun(journal.store, journal.run);
}
