// The recording that a scenario replays: which of its venues' books it moves, and how its markets are named there.
import { resolve } from 'node:path';
import { tokenMeaningOf } from '../market-data/read/polymarket-markets.ts';
import { dataFile, type DataFile } from './file/data.ts';
import { lookUpMarket, type Markets } from './markets.ts';
import { choicesText, quoted } from './problem.ts';
import { lookUp, type Entries, type Reader } from './reader.ts';
import type { RecordedMarket, ScenarioData, ScenarioMarket, ScenarioVenue } from './types.ts';

/** What a recording is mapped onto. */
export interface DataContext {
  readonly reader: Reader;
  readonly venues: Entries<ScenarioVenue>;
  readonly markets: Markets;
  readonly directory: string;
}

/** The scenario's recording; undefined where it has none, or where what it says is wrong. */
export const resolveData = (context: DataContext): ScenarioData | undefined => {
  const { reader, venues, markets, directory } = context;
  if (!reader.has(['data'])) return undefined;
  const file = reader.one(['data'], dataFile);
  if (file === undefined) return undefined;
  for (const [venue, named] of Object.entries(file.markets)) {
    const found = lookUp(venues, venue);
    const path = ['data', 'markets', venue];
    if (found.kind === 'unknown')
      reader.report(path, `${venue} is not a venue of this scenario: ${choicesText(venue, venues.keys())}`);
    if (found.kind !== 'found') continue;
    if (found.value.book === undefined || found.value.book.flow !== null)
      reader.report(
        path,
        `${venue} needs book: {} without a flow: a recording moves the books of a venue, and only it does.`,
      );
    for (const market of Object.keys(named))
      if (lookUpMarket(markets, venue, market).kind === 'unknown') {
        const there = choicesText(market, markets.get(venue)?.keys() ?? []);
        reader.report([...path, market], `${quoted(market)} is not a market of ${venue} in this scenario: ${there}`);
      }
  }
  const recorded = [...markets].flatMap(([venue, here]) =>
    [...(here ?? [])].flatMap(([, market]) => (market === null ? [] : recordedOf(venues, venue, market, file))),
  );
  if (recorded.length === 0 && [...venues.values()].every((venue) => venue !== null))
    reader.report(['data'], 'data moves nothing here: at least one venue needs book: {} without a flow.');
  return {
    file: file.file === undefined ? null : resolve(directory, file.file),
    markets: recorded,
    tokens: Object.entries(file.tokens).flatMap(([token, meaning]) => tokenOf(reader, token, meaning)),
    isNoInYesPrices: file.yesPrices === 'true',
    isBestChecked: file.unchecked !== 'true',
    latency: file.latency,
  };
};

const recordedOf = (
  venues: Entries<ScenarioVenue>,
  venue: string,
  { terms: { market, outcomes } }: ScenarioMarket,
  { markets }: DataFile,
): readonly RecordedMarket[] => {
  const found = lookUp(venues, venue);
  if (found.kind !== 'found' || outcomes.length !== 2) return [];
  const { book, rules } = found.value;
  if (book === undefined || book.flow !== null) return [];
  const named = markets[venue]?.[market] ?? market;
  const [, there, name] = /^([^/]+)\/(.+)$/.exec(named) ?? [];
  return [{ venue, market, recordedVenue: there ?? rules.venue, recordedMarket: name ?? named }];
};

const tokenOf = (reader: Reader, token: string, meaning: string): ScenarioData['tokens'] => {
  const read = tokenMeaningOf(meaning);
  if (read !== null) return [{ token, ...read }];
  reader.report(
    ['data', 'tokens', token],
    `${token} must be a market and one of its outcomes, such as FED-DEC/yes, but it is ${quoted(meaning)}.`,
  );
  return [];
};
