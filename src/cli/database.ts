// The database of a command: its option, and how it is asked. Knows of a database only what the store tells.
import { Option, type Command } from 'commander';
import { usualDirectory } from './database-setting.ts';
import { storeErrorOf } from '../persistence/store/store-error.ts';
import type { Store } from '../persistence/store/store.ts';
import type { Session } from '../persistence/store/session.ts';

export { databaseTarget, isUnnamed, resumeCommand, usualDirectory, type DatabaseOptions } from './database-setting.ts';

/** Adds `--db`. */
export const addDatabaseOption = (command: Command): Command =>
  command.addOption(
    new Option(
      '--db <where>',
      `a postgres:// URL, a directory, memory or none; DATABASE_URL, or else ${usualDirectory}, if left out`,
    ),
  );

/** Lends a connection to a command; whatever the database says to it is a `StoreError` with a sentence. */
export const ask = async <T>(store: Store, work: (session: Session) => Promise<T>): Promise<T> => {
  try {
    return await store.borrow(work);
  } catch (error) {
    throw storeErrorOf(error, store.where);
  }
};
