// `dte db migrate`: brings a database up to this engine's schema.
import type { Command } from 'commander';
import type { Store } from '../../persistence/store/store.ts';
import { addDatabaseOption, isUnnamed, type DatabaseOptions } from '../database.ts';
import { manyText } from '../../text/units.ts';
import { databasesOf, usualFolder } from '../runs/databases.ts';
import { openOrMake } from '../runs/open-or-make.ts';
import type { Terminal } from '../terminal.ts';

const migrateOne = async (store: Store, terminal: Terminal): Promise<void> => {
  const before = await store.schema();
  await store.migrate();
  const { applied } = await store.schema();
  const done = applied - before.applied;
  terminal.out(
    done <= 0
      ? `${store.where} has the schema of this engine: nothing was to be done.\n`
      : `${store.where} has the schema of this engine: ${manyText(done, 'migration')} applied.\n`,
  );
};

const migrate = async (options: DatabaseOptions, terminal: Terminal): Promise<void> => {
  if (isUnnamed(options, terminal.environment) && usualFolder().databases().length > 0) {
    await databasesOf(options, terminal, { use: 'write', isSchemaWanted: false }).each((store) =>
      migrateOne(store, terminal),
    );
    return;
  }
  const store = await openOrMake(options, terminal);
  try {
    await migrateOne(store, terminal);
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
