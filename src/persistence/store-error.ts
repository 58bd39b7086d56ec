// What can be wrong with a database, each with a sentence for whoever has to put it right.

import { AssertionFailed } from '../kernel/assert.ts';

/** Why a store cannot be used. */
export type StoreProblem =
  | 'unreachable'
  | 'wrongPassword'
  | 'noDatabase'
  | 'wrongVersion'
  | 'wrongEncoding'
  | 'noSchema'
  | 'olderSchema'
  | 'newerSchema'
  | 'directoryHeld'
  | 'notADirectory'
  | 'readOnly'
  | 'diskFull'
  | 'refused';

/** The database cannot be used as it is. The message is a sentence. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly problem: StoreProblem;

  constructor(problem: StoreProblem, sentence: string, cause?: unknown) {
    super(sentence, cause === undefined ? undefined : { cause });
    this.problem = problem;
  }
}

const codeOf = (error: unknown): string => {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : '';
};

/** The database's own words, without what lies below them. */
export const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The code of Postgres (five characters) or of the operating system that an error carries, also inside its causes. */
export const stateOf = (error: unknown): string => {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    const code = codeOf(at);
    if (code !== '') return code;
    if (at instanceof AggregateError && at.errors.length > 0) return codeOf(at.errors[0]);
  }
  return '';
};

/** Whether a code is one of Postgres's, and not of the operating system, as EPIPE. */
export const isSqlState = (state: string): boolean => /^(?!E)[0-9A-Z]{5}$/.test(state);

const problemOf = (state: string): StoreProblem => {
  if (/^(28P01|28000)$/.test(state)) return 'wrongPassword';
  if (state === '3D000') return 'noDatabase';
  if (/^(25006|EROFS|EACCES|EPERM)$/.test(state)) return 'readOnly';
  if (/^(53100|ENOSPC|EDQUOT)$/.test(state)) return 'diskFull';
  if (state === '42P01') return 'noSchema';
  if (/^(E[A-Z_]+|57P0\d|53\d{3}|08\d{3}|)$/.test(state)) return 'unreachable';
  return 'refused';
};

const sentences: Readonly<Record<StoreProblem, (where: string, words: string) => string>> = {
  unreachable: (where, words) => `The database ${where} cannot be reached: ${words}.`,
  wrongPassword: (where) => `The database ${where} refuses the user or the password.`,
  noDatabase: (where) => `There is no database ${where}: create it first.`,
  wrongVersion: (where, words) => `The database ${where} is of a version that is not supported: ${words}.`,
  wrongEncoding: (where, words) => `The database ${where} is not in UTF-8 but in ${words}.`,
  noSchema: (where) => `The database ${where} has not the tables of a run: run 'dte db migrate' first.`,
  olderSchema: (where) => `The database ${where} has the tables of an older engine: run 'dte db migrate' first.`,
  newerSchema: (where) => `The database ${where} was migrated by a newer version of this engine: update the engine.`,
  directoryHeld: (where, words) => `The database ${where} is held by ${words}.`,
  notADirectory: (where, words) => `${where} is no directory of a database: ${words}.`,
  readOnly: (where) => `The database ${where} can only be read.`,
  diskFull: (where) => `The disk of the database ${where} is full.`,
  refused: (where, words) => `The database ${where} refuses what was asked of it: ${words}.`,
};

/** The error of that problem, with its sentence. */
export const storeError = (problem: StoreProblem, where: string, words = '', cause?: unknown): StoreError =>
  new StoreError(problem, sentences[problem](where, words.replace(/\.$/, '')), cause);

/** Whatever a database or the operating system threw, as an error with a sentence. Throws what is the program's own fault. */
export const storeErrorOf = (error: unknown, where: string): StoreError => {
  if (error instanceof StoreError) return error;
  if (error instanceof AssertionFailed || error instanceof TypeError) throw error;
  const words = wordsOf(error);
  // The driver's own words where a server wants a password and none was given.
  const isUnsaid = words.includes('client password must be a string');
  return storeError(isUnsaid ? 'wrongPassword' : problemOf(stateOf(error)), where, words, error);
};
