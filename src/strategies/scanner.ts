// The built-in scanner: looks at what all legs of a pair are asked for, level by level, and wants as many sets as still
// have an edge after the venues' fees. It sees what the venues showed some time ago, and leaves a pair alone for a while
// after it has wanted something of it, so that it does not go for the same shares twice. A strategy like a user's own.
import { legCost } from '../arbitrage/plan.ts';
import { coarsestStep } from '../arbitrage/plan-pair.ts';
import type { BookLevel } from '../market-data/types.ts';
import { MICROS_PER_UNIT, minMicros } from '../money/micros.ts';
import type { ScannerOptions, ScenarioStrategy } from '../scenario/types.ts';
import { feesOf, type FeeTerms } from '../venues/definitions/catalogue.ts';
import type { FeeModel } from '../venues/definitions/fees.ts';
import type { IntentDraft, Quote, Strategy } from './types.ts';

/** What the scanner knows of a pair. */
interface ScannedPair {
  /** Sets are whole numbers of it: the coarsest grid of the legs. */
  readonly step: bigint;
  readonly fees: readonly FeeTerms[];
  /** Until when it is left alone. */
  readonly restsUntilUs: number;
}

/** What the scanner keeps. */
export interface ScannerState {
  readonly limits: Pick<ScenarioStrategy, 'minEdgeBps' | 'setsMin' | 'setsMax' | 'notionalMax' | 'stalenessUs'>;
  readonly pairs: Readonly<Record<string, ScannedPair>>;
}

/** The scanner under a name. */
export const createScanner = (name: string, { coolDownUs }: ScannerOptions): Strategy<ScannerState> => ({
  name,
  start: ({ options, pairs, markets }) => {
    const { minEdgeBps, setsMin, setsMax, notionalMax, stalenessUs } = options;
    const scanned = pairs.map(({ pair, legs }): [string, ScannedPair] => {
      const terms = legs.flatMap(({ venue, market }) =>
        markets.filter((each) => each.venue === venue && each.market === market),
      );
      const step = coarsestStep(terms.map(({ qtyStep }) => qtyStep));
      return [pair, { step, fees: terms.map(({ fees }) => fees), restsUntilUs: 0 }];
    });
    return {
      limits: { minEdgeBps, setsMin, setsMax, notionalMax, stalenessUs },
      pairs: Object.fromEntries(scanned),
    };
  },
  step: (state, { pair, quotes }, { nowUs }) => {
    const scanned = state.pairs[pair];
    if (scanned === undefined || nowUs < scanned.restsUntilUs) return [state, nothing];
    const { limits } = state;
    if (quotes.some(({ shownAtUs = nowUs }) => nowUs - shownAtUs >= limits.stalenessUs)) return [state, nothing];
    const wanted = bestSets(quotes, scanned, limits);
    if (wanted === null) return [state, nothing];
    const pairs = { ...state.pairs, [pair]: { ...scanned, restsUntilUs: nowUs + coolDownUs } };
    return [{ ...state, pairs }, [{ pair, ...wanted }]];
  },
});

const nothing: readonly IntentDraft[] = [];
const BPS_PER_WHOLE = 10_000n;

type Wanted = Pick<IntentDraft, 'sets' | 'prices'>;

/**
 * Goes down the legs' ladders together for as long as the next sets have an edge of their own, and fit. The prices are
 * the worst that are still worth taking: what is better is taken first, at its own price.
 */
const bestSets = (
  quotes: readonly Quote[],
  { step, fees }: ScannedPair,
  limits: ScannerState['limits'],
): Wanted | null => {
  const ladders = quotes.map(laddersOf);
  // What is not worth anything before fees is dropped before they are reckoned: nearly always.
  if (ladders.some((ladder) => ladder.length === 0) || sumOf(ladders, []) >= MICROS_PER_UNIT) return null;
  const models = fees.map(feesOf);
  const depths = ladders.map(() => 0);
  const left = ladders.map(([best]) => best?.qty ?? 0n);
  const most = quotes.reduce((sets, { roomQty }) => minMicros(sets, roomQty ?? sets), limits.setsMax);
  let sets = 0n;
  let wanted: Wanted | null = null;
  while (sets < most) {
    const prices = ladders.map((ladder, leg) => ladder[depths[leg]!]!.px);
    const next = left.reduce(minMicros, most - sets);
    if (!isWorth(prices, next, models, limits.minEdgeBps)) break;
    const fitting = largestFitting({ prices, quotes, models, step, limits }, sets + next);
    if (fitting > (wanted?.sets ?? 0n)) wanted = { sets: fitting, prices };
    sets += next;
    if (fitting + step <= sets) break;
    let isOver = false;
    for (const [leg, ladder] of ladders.entries()) {
      left[leg]! -= next;
      if (left[leg]! > 0n) continue;
      depths[leg]! += 1;
      left[leg] = ladder[depths[leg]!]?.qty ?? 0n;
      isOver ||= left[leg] === 0n;
    }
    if (isOver) break;
  }
  return wanted !== null && wanted.sets >= limits.setsMin ? wanted : null;
};

const laddersOf = ({ asks, askPx, askQty }: Quote): readonly BookLevel[] =>
  asks ?? (askPx === null ? [] : [{ px: askPx, qty: askQty }]);

const sumOf = (ladders: readonly (readonly BookLevel[])[], depths: readonly number[]): bigint =>
  ladders.reduce((sum, ladder, leg) => sum + (ladder[depths[leg] ?? 0]?.px ?? MICROS_PER_UNIT), 0n);

/** Whether so many sets at these prices leave the least edge of what they cost, after the worst fees. */
const isWorth = (prices: readonly bigint[], sets: bigint, models: readonly FeeModel[], minEdgeBps: number): boolean => {
  const cost = prices.reduce((sum, px, leg) => sum + legCost(px, sets, models[leg]!.worstFee({ qty: sets, px })), 0n);
  const edge = sets - cost;
  return edge > 0n && edge * BPS_PER_WHOLE >= cost * BigInt(minEdgeBps);
};

interface Fit {
  readonly prices: readonly bigint[];
  readonly quotes: readonly Quote[];
  readonly models: readonly FeeModel[];
  readonly step: bigint;
  readonly limits: ScannerState['limits'];
}

/** The most sets up to `most` that can be paid for at every venue and stay within the most that one intent may cost. */
const largestFitting = (fit: Fit, most: bigint): bigint => {
  const { step } = fit;
  let low = 0n;
  let high = most / step;
  if (fits(fit, high * step)) return high * step;
  while (low + 1n < high) {
    const middle = (low + high) / 2n;
    if (fits(fit, middle * step)) low = middle;
    else high = middle;
  }
  return low * step;
};

const fits = ({ prices, quotes, models, limits }: Fit, sets: bigint): boolean => {
  const spent = new Map<string, bigint>();
  let total = 0n;
  for (const [leg, { venue, funds }] of quotes.entries()) {
    const px = prices[leg]!;
    const cost = legCost(px, sets, models[leg]!.worstFee({ qty: sets, px }));
    const atVenue = (spent.get(venue) ?? 0n) + cost;
    spent.set(venue, atVenue);
    total += cost;
    if (funds !== undefined && atVenue > funds) return false;
  }
  return limits.notionalMax === null || total <= limits.notionalMax;
};
