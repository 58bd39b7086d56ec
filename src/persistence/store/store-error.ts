// What can be wrong with a database, each with a sentence for the user who has to put it right.

import { AssertionFailed } from '../../kernel/assert.ts';
import { masked } from './store-target.ts';

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
  | 'notATarget'
  | 'readOnly'
  | 'diskFull'
  | 'changedSchema'
  | 'notAllowed'
  | 'damaged'
  | 'gone'
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

const causesMax = 5;

/** An error and its causes, the outermost first; of several at once the first. */
const chainOf = (error: unknown): readonly unknown[] => {
  const chain: unknown[] = [];
  for (let at = error; at !== undefined && at !== null && chain.length < causesMax;) {
    chain.push(at);
    if (at instanceof AggregateError && at.errors.length > 0) at = at.errors[0];
    else at = at instanceof Error ? at.cause : undefined;
  }
  return chain;
};

const codeOf = (error: unknown): string => {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : '';
};

const messageOf = (error: unknown): string => {
  const message = typeof error === 'object' && error !== null && 'message' in error ? error.message : error;
  return (typeof message === 'string' ? message : '').trim();
};

/**
 * The database's own words: those of the error that carries its code, else of the innermost. What wraps it is left out,
 * because a wrapper of Drizzle's quotes the statement and its parameters.
 */
export const wordsOf = (error: unknown): string => {
  const chain = chainOf(error);
  const own = chain.find((each) => codeOf(each) !== '' && !(each instanceof AggregateError)) ?? chain.at(-1);
  const words = masked(messageOf(own)).replaceAll(/\s*\n\s*/g, ' ');
  if (words.startsWith('Failed query')) return 'a query failed';
  return words === '' ? codeOf(own) || 'it does not say why' : words;
};

/** The code of Postgres (five characters) or of the operating system that an error carries, also inside its causes. */
export const stateOf = (error: unknown): string =>
  chainOf(error)
    .map(codeOf)
    .find((code) => code !== '') ?? '';

/** Whether a code is one of Postgres's, and not of the operating system, as EPIPE. */
export const isSqlState = (state: string): boolean => /^(?!E)[0-9A-Z]{5}$/.test(state);

const problemOf = (state: string): StoreProblem => {
  if (state.startsWith('28')) return 'wrongPassword';
  if (/^(3D000|57P04)$/.test(state)) return 'noDatabase';
  if (/^(25006|EROFS|EACCES|EPERM)$/.test(state)) return 'readOnly';
  if (/^(53100|ENOSPC|EDQUOT)$/.test(state)) return 'diskFull';
  if (/^(42P01|42703|42883|42804|42P10|3F000)$/.test(state)) return 'changedSchema';
  if (state === '42501') return 'notAllowed';
  if (/^(58P0[12]|XX00[12])$/.test(state)) return 'damaged';
  if (/^(E[A-Z_]+|57P0\d|53\d{3}|08\d{3}|)$/.test(state)) return 'unreachable';
  return 'refused';
};

/** What may become of a failure when the same is asked again. */
export type Outlook = 'passing' | 'diskFull' | 'permanent';

/** Codes that do not change by waiting: somebody has to repair something. */
const permanentStates =
  /^(0A|0B|21|22|23|26|28|2B|2F|34|38|39|3B|3D|3F|42|44|54|F0|HV|P0)...$|^(25006|57P04|58P01|58P02|XX001|XX002)$/;
const passingProblems: ReadonlySet<StoreProblem> = new Set(['unreachable', 'directoryHeld']);

/** Whether to ask again is of any use: most troubles of connections and servers pass, a table that is missing does not. */
export const outlookOf = (error: unknown): Outlook => {
  const state = stateOf(error);
  const problem = error instanceof StoreError ? error.problem : problemOf(state);
  if (problem === 'diskFull') return 'diskFull';
  if (error instanceof StoreError) return passingProblems.has(problem) ? 'passing' : 'permanent';
  return isSqlState(state) && permanentStates.test(state) ? 'permanent' : 'passing';
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
  notATarget: (where, words) => `The database ${where} ${words}.`,
  readOnly: (where, words) => `The database ${where} can only be read: ${words}.`,
  diskFull: (where, words) => `The disk of the database ${where} is full: ${words}.`,
  changedSchema: (where, words) => `The database ${where} has not the tables of this engine any more: ${words}.`,
  notAllowed: (where, words) => `The database ${where} does not allow what was asked of it: ${words}.`,
  damaged: (where, words) => `The database ${where} has lost files: ${words}.`,
  gone: (where, words) => `The database ${where} is not there any more: ${words}.`,
  refused: (where, words) => `The database ${where} refuses what was asked of it: ${words}.`,
};

/** The error of that problem, with its sentence. */
export const storeError = (problem: StoreProblem, where: string, words = '', cause?: unknown): StoreError =>
  new StoreError(problem, sentences[problem](where, words.replace(/\.$/, '')), cause);

/** Whether an error comes from a database, though nobody has made a `StoreError` of it. */
export const isOfDatabase = (error: unknown): boolean =>
  isSqlState(stateOf(error)) || chainOf(error).some((each) => messageOf(each).startsWith('Failed query'));

/** Whatever a database or the operating system threw, as an error with a sentence. Throws what is the program's own fault. */
export const storeErrorOf = (error: unknown, where: string): StoreError => {
  if (error instanceof StoreError) return error;
  if (error instanceof AssertionFailed || error instanceof TypeError) throw error;
  const words = wordsOf(error);
  // The driver's own words where a server wants a password and none was given.
  const isUnsaid = words.includes('client password must be a string');
  return storeError(isUnsaid ? 'wrongPassword' : problemOf(stateOf(error)), where, words, error);
};
