// `--catalogue`: where a run takes its markets, pairs and strategies from, if not from its scenario's file.
import { Option, type Command } from 'commander';
import type { CatalogueSections } from '../../persistence/store/catalogue.ts';
import { wrongInput } from '../command-failed.ts';
import { ask, type DatabaseOptions } from '../database.ts';
import type { Said } from '../runs/when-free.ts';

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
export const catalogueOf = async (options: CatalogueOptions, said: Said): Promise<CatalogueSections | null> => {
  const { catalogue } = options;
  if (catalogue === undefined) return null;
  const { databasesOf } = await import('../runs/databases.ts');
  const { listCatalogues, readCatalogue } = await import('../../persistence/store/catalogue.ts');
  const databases = databasesOf(options, said);
  try {
    const found = await databases.each(async (store) => ({
      sections: await ask(store, (session) => readCatalogue(session, catalogue)),
      names: (await ask(store, listCatalogues)).map(({ catalogue: name }) => name),
      where: store.where,
    }));
    const sections = found.find((each) => each.sections !== null)?.sections ?? null;
    if (sections !== null) return sections;
    const names = found.flatMap((each) => each.names);
    const there = names.length === 0 ? "there is none: 'dte db load' loads one" : `there are ${names.join(', ')}`;
    const where = found.length === 1 ? found[0]!.where : databases.where;
    throw wrongInput(`There is no catalogue '${catalogue}' in ${where}: ${there}.`);
  } finally {
    await databases.close();
  }
};
