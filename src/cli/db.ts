// `dte db`: the maintenance of the database.
import type { Command } from 'commander';
import { addIndex } from './db/index-rows.ts';
import { addLoad } from './db/load.ts';
import { addMigrate } from './db/migrate.ts';
import { addRedrive } from './db/redrive.ts';
import { addStatus } from './db/status.ts';
import type { Terminal } from './terminal.ts';

/** Adds `db` to the program. */
export const addDb = (program: Command, terminal: Terminal): void => {
  const group = program
    .command('db')
    .description('Looks after the database: its schema, its indexes, and the records that it refused.')
    .helpCommand(false);
  addMigrate(group, terminal);
  addStatus(group, terminal);
  addIndex(group, terminal);
  addRedrive(group, terminal);
  addLoad(group, terminal);
};
