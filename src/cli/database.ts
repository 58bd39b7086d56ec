// The database of a command: its option, and how it is asked.
import { Option, type Command } from 'commander';
import { usualDirectory } from './database-setting.ts';

export { ask } from '../run/recorded/ask.ts';
export { databaseTarget, isUnnamed, resumeCommand, usualDirectory, type DatabaseOptions } from './database-setting.ts';

/** Adds `--db`. */
export const addDatabaseOption = (command: Command): Command =>
  command.addOption(
    new Option(
      '--db <where>',
      `a postgres:// URL, a directory, memory or none; DATABASE_URL, or else ${usualDirectory}, if left out`,
    ),
  );
