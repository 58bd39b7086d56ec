// `dte db load`: a scenario's markets, pairs and strategies into the database, as a catalogue that runs can name.
import { Option, type Command } from 'commander';
import { saveCatalogue, sectionsOfCatalogue } from '../../persistence/store/catalogue.ts';
import { sectionsIn } from '../../scenario/sections.ts';
import { manyText } from '../../text/units.ts';
import { addDatabaseOption, ask, type DatabaseOptions } from '../database.ts';
import { loadScenario } from '../../run/load-scenario.ts';
import { openOrMake } from '../runs/open-or-make.ts';
import type { Terminal } from '../terminal.ts';

interface Options extends DatabaseOptions {
  readonly as?: string;
}

const load = async (path: string, options: Options, terminal: Terminal): Promise<void> => {
  const { scenario, text } = loadScenario(path);
  const name = options.as ?? scenario.name;
  const store = await openOrMake(options, terminal);
  try {
    await store.migrate();
    const sections = sectionsIn(text, sectionsOfCatalogue);
    const hash = await ask(store, (session) => saveCatalogue(session, name, scenario, sections));
    const { markets, pairs, strategies } = scenario;
    const held = [
      manyText(markets.length, 'market'),
      manyText(pairs.length, 'pair'),
      manyText(strategies.length, 'strategy', 'strategies'),
    ];
    terminal.out(`The catalogue ${name} in ${store.where} holds ${held.join(', ')}: ${hash.slice(0, 16)}.\n`);
  } finally {
    await store.close();
  }
};

/** Adds `load` to `dte db`. */
export const addLoad = (group: Command, terminal: Terminal): void => {
  const command = group
    .command('load')
    .summary("load a scenario's markets, pairs and strategies as a catalogue")
    .description(
      "Loads a scenario's markets, verified pairs and strategies into the database as a catalogue, in the place of whatever " +
        'had its name. `dte run <scenario.yaml> --catalogue <name>` takes them from there.',
    )
    .argument('<scenario.yaml>', 'the scenario that they stand in')
    .addOption(new Option('--as <name>', "the catalogue's name; the scenario's if left out"));
  addDatabaseOption(command).action((path: string, options: Options) => load(path, options, terminal));
};
