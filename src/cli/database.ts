// Where a command finds the database: what `--db` says, else `DATABASE_URL`, else a directory below this one. Knows of a
// database only what the store tells.
import { existsSync } from 'node:fs';
import { Option, type Command } from 'commander';
import { storeErrorOf } from '../persistence/store-error.ts';
import { openStore, type Store } from '../persistence/store.ts';
import type { Session } from '../persistence/session.ts';
import { wrongInput } from './command-failed.ts';
import type { Terminal } from './terminal.ts';

/** Where a database is, as it was typed. */
export interface DatabaseOptions {
  readonly db?: string;
}

/** The directory of the database where nobody names another. */
export const usualDirectory = 'runs/database';

const isDirectory = (target: string): boolean => !/^(postgres(ql)?:\/\/|memory$)/.test(target);

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

/**
 * Opens the database of a command that needs one. A directory that is not there is wrong input, for there is nothing to be
 * read in it, unless it is to be made. Throws a `StoreError`, for exit code 3. Whoever opens it closes it.
 */
export const openDatabase = async (
  options: DatabaseOptions,
  environment: Terminal['environment'],
  ifMissing: 'refuse' | 'make' = 'refuse',
): Promise<Store> => {
  const target = databaseTarget(options, environment);
  if (target === null) throw wrongInput('Without a database there is nothing to look into: --db names one.');
  if (ifMissing === 'refuse' && isDirectory(target) && !existsSync(target))
    throw wrongInput(`There is no database in ${target}: 'dte run' makes one, and --db names another.`);
  return await openStore(target);
};

/** Lends a connection to a command; whatever the database says to it is a `StoreError` with a sentence. */
export const ask = async <T>(store: Store, work: (session: Session) => Promise<T>): Promise<T> => {
  try {
    return await store.borrow(work);
  } catch (error) {
    throw storeErrorOf(error, store.where);
  }
};
