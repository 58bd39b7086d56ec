// `dte venues`: what the simulated venues are like, as their capability cards. Knows venues only by their rules.
import { Option, type Command } from 'commander';
import { jsonOf } from '../report/summary-json.ts';
import { sizeText } from '../text/units.ts';
import { renderCard } from '../venues/definitions/card.ts';
import { isVenueName, venueCatalogue, venueNames } from '../venues/definitions/catalogue.ts';
import type { VenueRules } from '../venues/definitions/types.ts';
import { columns } from '../text/columns.ts';
import { wrongInput } from './command-failed.ts';
import type { Terminal } from './terminal.ts';

const amountText = (micros: bigint | null): string => (micros === null ? '–' : sizeText(micros));

const rowOf = ({ venue, title, currency, usualGrid, sizes, orders, settlement }: VenueRules): readonly string[] => [
  venue,
  currency.value,
  usualGrid.value,
  amountText(sizes.qtyStep.value),
  amountText(sizes.orderQtyMin.value),
  orders.amend.value.changes.length > 0 ? 'yes' : 'no',
  settlement.value.kind === 'atMatch' ? 'at the match' : 'on chain',
  title,
];

const HEAD = ['venue', 'currency', 'grid', 'step', 'minimum', 'amends', 'settles', 'what it is'];

const NEXT = `
  All of them are simulated: nothing here can trade.
  dte venues kalshi         its card: rules, words, fees, limits, each with its source and day
  dte venues kalshi --json  the same as data
`;

/** Adds `venues` to the program. */
export const addVenues = (program: Command, terminal: Terminal): void => {
  program
    .command('venues')
    .description('Lists the simulated venues, or shows the capability card of one: every rule with its source and day.')
    .argument('[venue]', 'one venue, by its name in the list')
    .addOption(new Option('--json', 'one JSON object instead of text'))
    .action((name: string | undefined, options: { readonly json?: true }) => {
      if (name !== undefined && !isVenueName(name))
        throw wrongInput(`There is no venue '${name}'; there are ${venueNames.join(', ')}.`);
      if (options.json)
        return terminal.out(
          `${JSON.stringify(jsonOf(name === undefined ? venueCatalogue : venueCatalogue[name]), null, 2)}\n`,
        );
      if (name !== undefined) return terminal.out(renderCard(venueCatalogue[name]));
      terminal.out(columns([HEAD, ...venueNames.map((venue) => rowOf(venueCatalogue[venue]))]));
      return terminal.err(NEXT);
    });
};
