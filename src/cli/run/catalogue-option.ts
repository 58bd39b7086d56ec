// `--catalogue`: where a run takes its markets, pairs and strategies from, if not from its scenario's file.
import { Option, type Command } from 'commander';
import type { CatalogueSections } from '../../persistence/catalogue.ts';
import { wrongInput } from '../command-failed.ts';
import { ask, type DatabaseOptions } from '../database.ts';
import type { Terminal } from '../terminal.ts';

/** Which catalogue, as it was typed. */
export interface CatalogueOptions extends DatabaseOptions {
  readonly catalogue?: string;
}

/** Adds `--catalogue`. */
export const addCatalogueOption = (command: Command): Command =>
  command.addOption(
    new Option(
      '--catalogue <name>',
      'markets, pairs and strategies from the database, as `dte db load` put them there, instead of from the scenario',
    ),
  );

/** What the catalogue that was typed holds; null if none was. One that is not there is wrong input. */
export const catalogueOf = async (
  options: CatalogueOptions,
  environment: Terminal['environment'],
): Promise<CatalogueSections | null> => {
  const { catalogue } = options;
  if (catalogue === undefined) return null;
  const { openRuns } = await import('../runs/journals.ts');
  const { listCatalogues, readCatalogue } = await import('../../persistence/catalogue.ts');
  const store = await openRuns(options, environment);
  try {
    const sections = await ask(store, (session) => readCatalogue(session, catalogue));
    if (sections !== null) return sections;
    const names = (await ask(store, listCatalogues)).map(({ catalogue: name }) => name);
    const there = names.length === 0 ? "there is none: 'dte db load' loads one" : `there are ${names.join(', ')}`;
    throw wrongInput(`There is no catalogue '${catalogue}' in ${store.where}: ${there}.`);
  } finally {
    await store.close();
  }
};
