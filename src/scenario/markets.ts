// The markets of a scenario: grid, sizes and fees by the rules of their venues, where the scenario says nothing.
import { MICROS_PER_UNIT } from '../money/micros.ts';
import { printMicros } from '../money/decimal.ts';
import type { FeeTerms } from '../venues/definitions/catalogue.ts';
import type { PriceGrid } from '../venues/definitions/grid.ts';
import type { VenueRules } from '../venues/definitions/types.ts';
import { choicesText, quoted, type Path } from './problem.ts';
import { lookUp, UNREADABLE, type Entries, type Lookup, type Reader } from './reader.ts';
import { marketFile, type MarketFile } from './file/market.ts';
import { poolOf } from './pools.ts';
import { resolutionOf } from './resolutions.ts';
import type { ScenarioMarket, ScenarioVenue } from './types.ts';

/** The markets by venue, then by their names; null where one is wrong. */
export type Markets = Entries<Entries<ScenarioMarket>>;

/** Looks a market up. */
export const lookUpMarket = (markets: Markets, venue: string, market: string): Lookup<ScenarioMarket> => {
  const here = lookUp(markets, venue);
  return here.kind === 'found' ? lookUp(here.value, market) : here;
};

/** Reads the markets. */
export const resolveMarkets = (reader: Reader, venues: Entries<ScenarioVenue>): Markets => {
  const markets = new Map<string, Entries<ScenarioMarket> | null>();
  const names = reader.names(['markets'], true);
  if (names === null) return UNREADABLE;
  for (const venue of names) {
    const path = ['markets', venue];
    const found = lookUp(venues, venue);
    if (found.kind === 'unknown')
      reader.report(path, `${venue} is not a venue of this scenario: ${choicesText(venue, venues.keys())}`);
    const here = new Map<string, ScenarioMarket | null>();
    const namesHere = reader.names(path, true);
    for (const market of namesHere ?? []) {
      const file = reader.one([...path, market], marketFile);
      const isWhole = file !== undefined && found.kind === 'found';
      here.set(market, isWhole ? resolveMarket(reader, [...path, market], market, file, found.value) : null);
    }
    markets.set(venue, found.kind === 'unknown' || namesHere === null ? null : here);
  }
  return markets;
};

const resolveMarket = (
  reader: Reader,
  path: Path,
  market: string,
  file: MarketFile,
  at: ScenarioVenue,
): ScenarioMarket | null => {
  const { venue, rules } = at;
  const { outcomes } = file;
  const twice = outcomes.findIndex((outcome, index) => outcomes.indexOf(outcome) < index);
  if (twice >= 0) reader.report([...path, 'outcomes', twice], `${outcomes[twice]} stands twice among the outcomes.`);
  const grid = gridOf(reader, path, file, rules);
  const fees = feesOf(reader, path, file, rules);
  const qtyStep = stepOf(reader, path, file, rules);
  const orderQtyMin = minOf(reader, path, file, rules, qtyStep);
  const spreadPx = grid === null ? 0n : spreadOf(reader, path, file, grid);
  if (grid === null || fees === null || twice >= 0) return null;
  const resolves = file.resolves === undefined ? null : resolutionOf(reader, path, file.resolves, outcomes, qtyStep);
  if ((at.book ?? at.pool) !== undefined && outcomes.length === 2 && reader.has([...path, 'quotes']))
    reader.report(
      [...path, 'quotes'],
      `quotes are of no use here: what is seen of ${market} is what ${venue} shows of it.`,
    );
  const pool = poolOf(reader.report, path, file, at);
  const closesAtUs = earliest(file.closesAt, file.resolves?.at);
  const { state, quotes, settles } = file;
  return {
    terms: {
      ...{ venue, market, outcomes, grid, qtyStep, orderQtyMin, fees, state, closesAtUs },
      ...(file.takerDelay === undefined ? {} : { takerDelayUs: file.takerDelay }),
      ...(pool === undefined ? {} : { pool }),
      ...(resolves === null ? {} : { resolves }),
    },
    ...(settles === undefined ? {} : { settles }),
    quotes: { spreadPx, noisePx: quotes.noise, depthQty: quotes.depth },
  };
};

const earliest = (...times: readonly (number | undefined)[]): number | null => {
  const given = times.filter((time) => time !== undefined);
  return given.length === 0 ? null : Math.min(...given);
};

const gridOf = (reader: Reader, path: Path, { grid }: MarketFile, rules: VenueRules): PriceGrid | null => {
  const found = rules.grids[grid ?? rules.usualGrid.value];
  if (found !== undefined) return found.value;
  const near = choicesText(grid ?? '', Object.keys(rules.grids));
  reader.report([...path, 'grid'], `grid cannot be ${quoted(grid ?? '')}: of the grids of ${rules.venue}, ${near}`);
  return null;
};

const stepOf = (reader: Reader, path: Path, { step }: MarketFile, { venue, sizes }: VenueRules): bigint => {
  const usual = sizes.qtyStep.value;
  if (step === undefined || step % usual === 0n) return step ?? usual;
  reader.report(
    [...path, 'step'],
    `step must be a multiple of ${printMicros(usual)}, the finest that ${venue} has, but it is ${printMicros(step)}.`,
  );
  return usual;
};

const minOf = (reader: Reader, path: Path, file: MarketFile, { sizes }: VenueRules, step: bigint): bigint => {
  const usual = sizes.orderQtyMin.value ?? step;
  const least = file.minSize ?? (usual > step ? usual : step);
  if (least % step !== 0n)
    reader.report(
      [...path, 'minSize'],
      `minSize must be a multiple of the market's step of ${printMicros(step)}, but it is ${printMicros(least)}.`,
    );
  return least;
};

const SPREAD = 20_000n;

const spreadOf = (reader: Reader, path: Path, { quotes: { spread } }: MarketFile, grid: PriceGrid): bigint => {
  const tick = grid.ranges.reduce((least, { step }) => (step < least ? step : least), MICROS_PER_UNIT);
  if (spread === undefined) return SPREAD % tick === 0n ? SPREAD : tick;
  if (spread % tick !== 0n)
    reader.report(
      [...path, 'quotes', 'spread'],
      `spread must be a whole number of ticks of ${printMicros(tick)}, but it is ${printMicros(spread)}.`,
    );
  return spread;
};

const feeKeys: Readonly<Record<FeeTerms['venue'], readonly string[]>> = {
  polymarket: ['category', 'rate', 'exponent'],
  kalshi: ['feeType', 'feeMultiplier', 'membership'],
  manifold: [],
  opinion: ['topicRate', 'discountLeaves'],
  gemini: [],
  other: ['makerFeeBps', 'takerFeeBps'],
};

/** The fee terms of a market; null where what is said does not fit its venue. */
const feesOf = (reader: Reader, path: Path, { fees, step }: MarketFile, rules: VenueRules): FeeTerms | null => {
  const { venue } = rules;
  const known = feeKeys[venue];
  const strange = Object.keys(fees).filter((key) => !known.includes(key));
  for (const key of strange) {
    const terms = known.length === 0 ? 'they depend on nothing' : `they depend on ${known.join(', ')}`;
    reader.report([...path, 'fees', key], `${key} says nothing about the fees of ${venue}: ${terms}.`);
  }
  if (strange.length > 0) return null;
  switch (venue) {
    case 'polymarket': {
      const { category, rate, exponent = 1 } = fees;
      if (category !== undefined && (rate !== undefined || fees.exponent !== undefined)) {
        reader.report([...path, 'fees'], 'fees have a category or a rate of their own, and not both.');
        return null;
      }
      return rate === undefined ? { venue, category: category ?? 'other' } : { venue, rate, exponent };
    }
    case 'kalshi': {
      const { feeType, feeMultiplier, membership } = fees;
      return { venue, ...given({ feeType, feeMultiplier, membership, qtyStep: step }) };
    }
    case 'opinion': {
      const { topicRate, discountLeaves } = fees;
      return { venue, ...given({ topicRate, discountLeaves }) };
    }
    case 'other': {
      const numbers = rules.fees.numbers;
      const bps = (own: number | undefined, key: string) => (own === undefined ? numbers[key]?.value : BigInt(own));
      const makerFeeBps = bps(fees.makerFeeBps, 'makerFeeBps');
      const takerFeeBps = bps(fees.takerFeeBps, 'takerFeeBps');
      return { venue, ...given({ makerFeeBps, takerFeeBps, qtyStep: step ?? rules.sizes.qtyStep.value }) };
    }
    case 'manifold':
    case 'gemini':
      return { venue };
  }
};

type Given<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };

const given = <T extends object>(values: T): Given<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Given<T>;
