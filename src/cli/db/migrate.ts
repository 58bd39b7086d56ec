// `dte db migrate`: brings a database up to this engine's schema.
import type { Command } from 'commander';
import { addDatabaseOption, openDatabase, type DatabaseOptions } from '../database.ts';
import { manyText } from '../../report/text/units.ts';
import type { Terminal } from '../terminal.ts';

const migrate = async (options: DatabaseOptions, terminal: Terminal): Promise<void> => {
  const store = await openDatabase(options, terminal.environment, 'make');
  try {
    const before = await store.schema();
    await store.migrate();
    const { applied } = await store.schema();
    const done = applied - before.applied;
    terminal.out(
      done <= 0
        ? `${store.where} has the schema of this engine: nothing was to be done.\n`
        : `${store.where} has the schema of this engine: ${manyText(done, 'migration')} applied.\n`,
    );
  } finally {
    await store.close();
  }
};

/** Adds `migrate` to `dte db`. */
export const addMigrate = (group: Command, terminal: Terminal): void => {
  const command = group
    .command('migrate')
    .summary("bring the schema up to this engine's")
    .description("Brings the database's schema up to this engine's, one process at a time. It may be done again.");
  addDatabaseOption(command).action((options: DatabaseOptions) => migrate(options, terminal));
};
