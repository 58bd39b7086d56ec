// `dte faults`: what can fail on purpose. Knows faults only by their catalogue.
import { Option, type Command } from 'commander';
import { faultCatalogue, faultNames, type FaultCard } from '../venues/faults/catalogue.ts';
import { wrapped } from '../report/story/story.ts';
import { wrongInput } from './command-failed.ts';
import type { Terminal } from './terminal.ts';

const WIDTH = 92;

const textOf = (name: string, { does, seen, strikesAt, delay }: FaultCard): string => {
  const lines = [
    ...wrapped(does, WIDTH),
    ...wrapped(`Strikes at: ${strikesAt}.${delay === null ? '' : ` Its delay is ${delay}.`}`, WIDTH),
    ...wrapped(`Seen: ${seen}`, WIDTH),
  ];
  return `${name}\n${lines.map((line) => `    ${line}\n`).join('')}`;
};

const NEXT = `
  A simulation: it cannot trade.
  dte run --fault ackLost              at every venue, at 5 % of its opportunities
  dte run --fault cancelLost@kalshi=2000   at one venue, at 20 %
`;

/** Adds `faults` to the program. */
export const addFaults = (program: Command, terminal: Terminal): void => {
  program
    .command('faults')
    .description('Lists the faults that can be injected: what each does, and where it was seen.')
    .argument('[fault]', 'one fault, by its name in the list')
    .addOption(new Option('--json', 'one JSON object instead of text'))
    .action((name: string | undefined, options: { readonly json?: true }) => {
      const known = faultNames.filter((fault) => name === undefined || fault === name);
      if (known.length === 0) throw wrongInput(`There is no fault '${name}'; there are ${faultNames.join(', ')}.`);
      const cards = known.map((fault): readonly [string, FaultCard] => [fault, faultCatalogue[fault]]);
      if (options.json) return terminal.out(`${JSON.stringify(Object.fromEntries(cards), null, 2)}\n`);
      terminal.out(cards.map(([fault, card]) => textOf(fault, card)).join('\n'));
      return name === undefined ? terminal.err(NEXT) : undefined;
    });
};
