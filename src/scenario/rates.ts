// What currencies are worth in each other, and where a scenario needs a rate that it does not state.
import type { StatedRate } from '../accounting/currencies.ts';
import { rateFile } from './file/schema.ts';
import { lookUp, type Entries, type Reader } from './reader.ts';
import type { ScenarioPair, ScenarioVenue } from './types.ts';

/** The stated rates: each of two currencies, and once. */
export const resolveRates = (reader: Reader): readonly StatedRate[] => {
  const seen = new Set<string>();
  return reader.items(['rates'], rateFile).flatMap((rate, index) => {
    if (rate === undefined) return [];
    const { from, to } = rate;
    const place = JSON.stringify([from, to]);
    const message =
      from === to
        ? `A rate from ${from} to itself is 1 and need not be stated.`
        : seen.has(place)
          ? `The rate from ${from} to ${to} stands twice: state it once.`
          : null;
    seen.add(place);
    if (message === null) return [rate];
    reader.report(['rates', index], message);
    return [];
  });
};

/** The currency of the run, where the scenario names none: that of all of its venues, or USD. */
export const usualCurrency = (venues: Entries<ScenarioVenue>): string => {
  const currencies = new Set([...venues.values()].flatMap((venue) => (venue === null ? [] : [venue.currency])));
  const [only] = currencies;
  return currencies.size === 1 && only !== undefined ? only : 'USD';
};

/** Refuses pairs over a venue whose currency nobody can count in the currency of the run; once for each currency. */
export const checkRates = (
  reader: Reader,
  rates: readonly StatedRate[],
  currency: string,
  pairs: Entries<ScenarioPair>,
  venues: Entries<ScenarioVenue>,
): void => {
  const stated = new Set(rates.filter(({ to }) => to === currency).map(({ from }) => from));
  stated.add(currency);
  for (const [name, entry] of pairs)
    for (const leg of entry?.pair.legs ?? []) {
      const venue = lookUp(venues, leg.venue);
      if (venue.kind !== 'found' || stated.has(venue.value.currency)) continue;
      const { currency: from } = venue.value;
      stated.add(from);
      reader.report(
        ['pairs', name],
        `${name} pays in ${from} at ${leg.venue}, and no rate to ${currency} is stated: ` +
          `add to rates { from: ${from}, to: ${currency}, rate: 1 }, or what is true.`,
      );
    }
};
