// What is said of a run that a process leaves before its end. The last line is the command that resumes it, and nothing else.
import type { Recorder } from '../../persistence/write/recorder.ts';
import type { StoreError } from '../../persistence/store/store-error.ts';
import { CommandFailed } from '../command-failed.ts';
import { resumeCommand, type DatabaseOptions } from '../database-setting.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Terminal } from '../terminal.ts';
import { holdsPassword } from '../../persistence/store/store-target.ts';

/** The words, or null for a run that nobody can resume: it is over, or its rows are gone with the process. */
export const notOverWords = (
  { run, store, isOver }: Pick<Recorder, 'run' | 'store' | 'isOver'>,
  options: DatabaseOptions,
  { environment }: Terminal,
): string | null => {
  if (isOver || store.kind === 'memory') return null;
  const left = holdsPassword(options.db ?? '') ? ', with the password in PGPASSWORD or in the URL' : '';
  return `The run ${run} is not over. This command resumes it${left}:\n${resumeCommand(run, options, environment)}`;
};

/** The failure of a run whose database is lost. */
export const databaseLost = (
  { message }: StoreError,
  recorder: Recorder,
  options: DatabaseOptions,
  terminal: Terminal,
): CommandFailed => {
  const words = notOverWords(recorder, options, terminal);
  return new CommandFailed(exitCodes.databaseUnreachable, words === null ? message : `${message}\ndte: ${words}`);
};
