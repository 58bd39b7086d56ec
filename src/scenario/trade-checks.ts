// Whether a strategy can trade a pair at all: sizes and orders that every venue takes, and money for at least one set.
import { printMicros } from '../money/decimal.ts';
import { MICROS_PER_UNIT, multiplyMicros } from '../money/micros.ts';
import { feesOf } from '../venues/definitions/catalogue.ts';
import type { StrategyFile } from './file/schema.ts';
import { lookUpMarket, type Markets } from './markets.ts';
import { fairPxOf } from './pairs.ts';
import type { Path, Report } from './problem.ts';
import { lookUp, type Entries } from './reader.ts';
import type { ScenarioMarket, ScenarioPair, ScenarioVenue } from './types.ts';

/** What is looked at, and where mistakes go. */
export interface TradeContext {
  readonly venues: Entries<ScenarioVenue>;
  readonly markets: Markets;
  readonly report: Report;
}

/** Refuses what no order of the pair could be. `path` is the strategy's. */
export const checkTrade = (
  { venues, markets, report }: TradeContext,
  path: Path,
  strategy: StrategyFile,
  { pair, fairPx }: ScenarioPair,
): void => {
  const costs = new Map<ScenarioVenue, bigint>();
  for (const leg of pair.legs) {
    const venue = lookUp(venues, leg.venue);
    const market = lookUpMarket(markets, leg.venue, leg.market);
    if (venue.kind !== 'found' || market.kind !== 'found') return;
    // Of a recording nobody knows the prices beforehand: what is refused at any price is refused.
    const px = fairPx.length === 0 ? MICROS_PER_UNIT : fairPxOf(leg, fairPx);
    checkTimeInForce(venue.value, [...path, 'timeInForce'], strategy, report);
    checkSizes(venue.value, market.value, px, path, strategy, report);
    const { qtyStep, fees } = market.value.terms;
    const qty = strategy.sets.min - (strategy.sets.min % qtyStep);
    const cost = multiplyMicros(px, qty, 'ceil') + feesOf(fees).worstFee({ qty, px });
    costs.set(venue.value, (costs.get(venue.value) ?? 0n) + cost);
  }
  if (fairPx.length === 0) return;
  for (const [{ venue, opening, currency }, cost] of costs) {
    if (opening >= cost) continue;
    const has = `opening is ${printMicros(opening)} ${currency}`;
    const needs = `${printMicros(cost)} ${currency} at the fair price, fees included`;
    report(['venues', venue, 'opening'], `${has}, too little for one smallest set of ${pair.pair}: it needs ${needs}.`);
  }
};

const checkTimeInForce = (
  { venue, rules }: ScenarioVenue,
  path: Path,
  { timeInForce }: StrategyFile,
  report: Report,
): void => {
  const kinds = rules.orders.kinds.filter(({ value: { kind } }) => kind === 'limit');
  const taken = kinds.flatMap(({ value: { timesInForce } }) => timesInForce.map(({ ours }) => ours));
  if (taken.includes(timeInForce)) return;
  report(path, `timeInForce ${timeInForce} is not taken by ${venue}: a limit order there is ${taken.join(' or ')}.`);
};

const checkSizes = (
  { venue, rules, currency }: ScenarioVenue,
  { terms: { market, qtyStep, orderQtyMin } }: ScenarioMarket,
  px: bigint,
  path: Path,
  { sets }: StrategyFile,
  report: Report,
): void => {
  const what = `${market} at ${venue}`;
  for (const key of ['min', 'max'] as const) {
    const at = [...path, 'sets', key];
    const isHere = `${key} is ${printMicros(sets[key])} shares`;
    const value = multiplyMicros(px, sets[key], 'floor');
    const notionalMin = rules.sizes.notionalMin.value ?? 0n;
    if (sets[key] < orderQtyMin)
      report(at, `${isHere}, fewer than the ${printMicros(orderQtyMin)} that an order for ${what} must have.`);
    else if (sets[key] % qtyStep !== 0n)
      report(at, `${isHere}, which is off the step of ${printMicros(qtyStep)} that ${what} has.`);
    else if (value < notionalMin) {
      const least = `${printMicros(notionalMin)} ${currency}`;
      report(
        at,
        `${isHere}, which come to ${printMicros(value)} ${currency} for ${what} at its fair price: the least there is ${least}.`,
      );
    }
  }
};
