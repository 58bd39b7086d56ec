// `dte machines`: the charts, listed, drawn, tabled or exported. Knows charts only by the catalogue.
import { Option, type Command } from 'commander';
import { catalogue, type CataloguedChart } from '../../machines/catalogue.ts';
import { mermaidOf, statelyOf, summaryOf, tableOf, tableText } from '../xstate/describe.ts';
import { columns } from '../text/columns.ts';
import { wrongInput } from './command-failed.ts';
import type { Terminal } from './terminal.ts';

interface Options {
  readonly mermaid?: true;
  readonly stately?: true;
  readonly table?: true;
  readonly json?: true;
}

const chartsNamed = (name: string | undefined): readonly CataloguedChart[] => {
  if (name === undefined) return catalogue;
  const chart = catalogue.find((one) => one.name === name);
  if (chart !== undefined) return [chart];
  throw wrongInput(`There is no chart '${name}'; there are ${catalogue.map((one) => one.name).join(', ')}.`);
};

const list = (charts: readonly CataloguedChart[]): string => {
  const rows = charts.map(({ name, machine }) => {
    const { states, events, transitions, description } = summaryOf(machine);
    return [name, String(states), String(events), String(transitions), description];
  });
  return columns([['chart', 'states', 'events', 'transitions', 'what it is'], ...rows], [1, 2, 3]);
};

/** For a person who looked at the list: where to look next. */
const NEXT = `
  A simulation: it cannot trade.
  dte machines order --table    what an order does with every event, and why
  dte machines order --mermaid  its drawing
  dte machines --stately        all charts, for Stately Studio
`;

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** Of one chart what it is asked for itself, of all of them an object by name. */
const jsonOf = (
  charts: readonly CataloguedChart[],
  isSingle: boolean,
  valueOf: (chart: CataloguedChart) => unknown,
): string => {
  const [first] = charts;
  if (isSingle && first !== undefined) return json(valueOf(first));
  return json(Object.fromEntries(charts.map((chart) => [chart.name, valueOf(chart)])));
};

const outputOf = (name: string | undefined, { mermaid, stately, table, json: isJson }: Options): string => {
  const charts = chartsNamed(name);
  const isSingle = name !== undefined;
  if (stately) return jsonOf(charts, isSingle, ({ machine }) => statelyOf(machine));
  if (mermaid)
    return charts.map((chart) => `${isSingle ? '' : `%% ${chart.name}\n`}${mermaidOf(chart.machine)}`).join('\n');
  if (table && isJson) return jsonOf(charts, isSingle, ({ machine }) => tableOf(machine));
  if (table) return charts.map(({ machine }) => tableText(tableOf(machine))).join('\n');
  if (isJson) return jsonOf(charts, isSingle, ({ machine, effects }) => ({ ...summaryOf(machine), effects }));
  return list(charts);
};

/** Adds `machines` to the program. */
export const addMachines = (program: Command, terminal: Terminal): void => {
  program
    .command('machines')
    .description('Lists the statecharts that every run is made of; draws them, tells them as tables, exports them.')
    .argument('[chart]', 'one chart, by its name in the list')
    .addOption(new Option('--mermaid', 'draw as a Mermaid state diagram').conflicts(['stately', 'table', 'json']))
    .addOption(new Option('--stately', 'export as JSON for Stately Studio').conflicts(['table', 'json']))
    .addOption(new Option('--table', 'tell what every state does with every event'))
    .addOption(new Option('--json', 'one JSON object instead of text'))
    .action((name: string | undefined, options: Options) => {
      terminal.out(outputOf(name, options));
      if (Object.keys(options).length === 0) terminal.err(NEXT);
    });
};
