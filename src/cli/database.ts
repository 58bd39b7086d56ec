// Where a command finds the database: what `--db` says, else `DATABASE_URL`, else a directory below this one. Knows of a
// database only what the store tells.
import { Option, type Command } from 'commander';
import { storeErrorOf } from '../persistence/store-error.ts';
import type { Store } from '../persistence/store.ts';
import type { Session } from '../persistence/session.ts';
import { wrongInput } from './command-failed.ts';
import type { Terminal } from './terminal.ts';

/** Where a database is, as it was typed. */
export interface DatabaseOptions {
  readonly db?: string;
}

/** The directory of the database where nobody names another. */
export const usualDirectory = 'runs/database';

/** Whether a target is a directory's path. */
export const isDirectory = (target: string): boolean => !/^(postgres(ql)?:\/\/|memory$)/.test(target);

/** Adds `--db`. */
export const addDatabaseOption = (command: Command): Command =>
  command.addOption(
    new Option(
      '--db <where>',
      `a postgres:// URL, a directory, memory or none; DATABASE_URL, or else ${usualDirectory}, if left out`,
    ),
  );

/** What was asked for: something that `openStore` takes, or null for no database at all. */
export const databaseTarget = ({ db }: DatabaseOptions, environment: Terminal['environment']): string | null => {
  if (db?.trim() === '') throw wrongInput('--db is empty: it is a postgres:// URL, a directory, memory or none.');
  const fromEnvironment = environment['DATABASE_URL']?.trim() ?? '';
  const target = db?.trim() ?? (fromEnvironment === '' ? usualDirectory : fromEnvironment);
  return target === 'none' ? null : target;
};

/** Whether nobody names a database: then it is any of those that stand in the folder `runs/`. */
export const isUnnamed = ({ db }: DatabaseOptions, environment: Terminal['environment']): boolean =>
  db === undefined && (environment['DATABASE_URL']?.trim() ?? '') === '';

/** Lends a connection to a command; whatever the database says to it is a `StoreError` with a sentence. */
export const ask = async <T>(store: Store, work: (session: Session) => Promise<T>): Promise<T> => {
  try {
    return await store.borrow(work);
  } catch (error) {
    throw storeErrorOf(error, store.where);
  }
};
