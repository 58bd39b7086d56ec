// Which database a command was given, and how a further command names the same one: what `--db` says, else `DATABASE_URL`,
// else a directory below this one. Loads nothing of a database.
import { readTarget, withoutPassword, type StoreTarget } from '../persistence/store/store-target.ts';
import { wrongInput } from './command-failed.ts';
import { programIn, quoted } from '../run/execution/command-line.ts';
import type { Terminal } from './terminal.ts';

/** Where a database is, as it was typed. */
export interface DatabaseOptions {
  readonly db?: string;
}

/** The directory of the database where nobody names another. */
export const usualDirectory = 'runs/database';

/** What was asked for: a target, or null for no database at all. Throws wrong input that names the setting. */
export const databaseTarget = ({ db }: DatabaseOptions, environment: Terminal['environment']): StoreTarget | null => {
  if (db?.trim() === '') throw wrongInput('--db is empty: it is a postgres:// URL, a directory, memory or none.');
  const fromEnvironment = environment['DATABASE_URL']?.trim() ?? '';
  const text = db?.trim() ?? (fromEnvironment === '' ? usualDirectory : fromEnvironment);
  if (text === 'none') return null;
  const target = readTarget(text, (environment['PGHOST'] ?? '') !== '');
  if (target.kind !== 'wrong') return target;
  throw wrongInput(`${db === undefined ? 'DATABASE_URL' : '--db'} ${target.words}`);
};

/** Whether nobody names a database: then it is any of those that stand in the folder `runs/`. */
export const isUnnamed = ({ db }: DatabaseOptions, environment: Terminal['environment']): boolean =>
  db === undefined && (environment['DATABASE_URL']?.trim() ?? '') === '';

/** `--db` for a command that is to use the same database, with a space before it; '' where the environment says it. */
const sameDatabase = ({ db }: DatabaseOptions): string =>
  db === undefined ? '' : ` --db ${quoted(withoutPassword(db.trim()))}`;

/** The command that resumes a run, as the person who started this process can type it. It never holds a password. */
export const resumeCommand = (run: number, options: DatabaseOptions, environment: Terminal['environment']): string =>
  `${programIn(environment)} resume ${run}${sameDatabase(options)}`;
