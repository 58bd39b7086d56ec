// `dte db redrive`: tries the records again that the database had refused.
import { Option, type Command } from 'commander';
import { redriveDeadLetters, type Redriven } from '../../persistence/write/dead-letters.ts';
import { storeErrorOf } from '../../persistence/store/store-error.ts';
import type { Store } from '../../persistence/store/store.ts';
import { manyText } from '../../text/units.ts';
import { CommandFailed } from '../command-failed.ts';
import { addDatabaseOption, type DatabaseOptions } from '../database.ts';
import { exitCodes } from '../exit-codes.ts';
import { databasesOf } from '../runs/databases.ts';
import type { Terminal } from '../terminal.ts';

interface Options extends DatabaseOptions {
  readonly json?: true;
}

const redriven = async (store: Store, run: number | null): Promise<Redriven> => {
  try {
    return await redriveDeadLetters(store, run);
  } catch (error) {
    throw storeErrorOf(error, store.where);
  }
};

/** What was done in all databases. */
const sumOf = (all: readonly Redriven[]): Redriven => ({
  redriven: all.reduce((sum, { redriven: count }) => sum + count, 0),
  refusedCount: all.reduce((sum, { refusedCount }) => sum + refusedCount, 0),
  refused: all.flatMap(({ refused }) => refused),
});

const redrive = async (named: string | undefined, options: Options, terminal: Terminal): Promise<void> => {
  const databases = databasesOf(options, terminal, { use: 'write' });
  try {
    const done = sumOf(
      named === undefined
        ? await databases.each((store) => redriven(store, null))
        : await Promise.all((await databases.find([named])).map(({ store, run }) => redriven(store, run.id))),
    );
    const text = `${manyText(done.redriven, 'dead letter')} in their tables now, ${done.refusedCount} refused still.\n`;
    terminal.out(options.json ? `${JSON.stringify(done, null, 2)}\n` : text);
    if (done.refusedCount === 0) return;
    const sentences = done.refused.map(({ run: key, seq, type, reason }) => {
      const end = /[.!?]$/.test(reason) ? '' : '.';
      return `The record ${seq} (${type}) of the run ${key} is refused still: ${reason}${end}`;
    });
    if (done.refusedCount > sentences.length) sentences.push(`And ${done.refusedCount - sentences.length} more.`);
    throw new CommandFailed(exitCodes.failed, sentences.join('\ndte: '));
  } finally {
    await databases.close();
  }
};

/** Adds `redrive` to `dte db`. */
export const addRedrive = (group: Command, terminal: Terminal): void => {
  const command = group
    .command('redrive')
    .summary('try dead letters again')
    .description(
      'Tries the records again that the database had refused, each in a transaction of its own. Exit code 1 if some are ' +
        'refused still.',
    )
    .argument('[run]', 'a run by name or number; all if left out')
    .addOption(new Option('--json', 'one JSON object instead of text'));
  addDatabaseOption(command).action((named: string | undefined, options: Options) => redrive(named, options, terminal));
};
