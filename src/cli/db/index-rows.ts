// `dte db index`: builds the indexes that a run builds at its end, where one could not.
import type { Command } from 'commander';
import { buildIndexes } from '../../persistence/write/late-indexes.ts';
import { manyText } from '../../text/units.ts';
import { CommandFailed } from '../command-failed.ts';
import { addDatabaseOption, ask, type DatabaseOptions } from '../database.ts';
import { exitCodes } from '../exit-codes.ts';
import { databasesOf } from '../runs/databases.ts';
import type { Terminal } from '../terminal.ts';

const index = async (options: DatabaseOptions, terminal: Terminal): Promise<void> => {
  const databases = databasesOf(options, terminal, { use: 'write' });
  try {
    const found = await databases.each(async (store) => {
      const { built, isBusy, failures } = await ask(store, buildIndexes);
      if (isBusy) terminal.out('Another process builds the indexes at this moment.\n');
      else if (built.length > 0)
        terminal.out(`${manyText(built.length, 'index', 'indexes')} built: ${built.join(', ')}.\n`);
      else if (failures.length === 0) terminal.out('All indexes are there.\n');
      return failures;
    });
    const failures = found.flat();
    if (failures.length > 0) throw new CommandFailed(exitCodes.failed, failures.join('\ndte: '));
  } finally {
    await databases.close();
  }
};

/** Adds `index` to `dte db`. */
export const addIndex = (group: Command, terminal: Terminal): void => {
  const command = group
    .command('index')
    .summary('build the indexes that are missing')
    .description(
      'Builds the indexes of the hot tables that are missing, as a run does at its end. Exit code 1 if a venue has the same ' +
        'trade twice in a run, which no index of trades allows.',
    );
  addDatabaseOption(command).action((options: DatabaseOptions) => index(options, terminal));
};
