// The record with which a market is listed, at the start of a run or later: what the venue says of it, where that is known.
import type { RecordBody } from '../../journal/records.ts';
import { MICROS_PER_UNIT } from '../../money/micros.ts';
import { feesOf } from '../definitions/catalogue.ts';
import type { PriceGrid } from '../definitions/grid.ts';
import type { Market } from '../definitions/market.ts';

type MarketListed = Extract<RecordBody, { readonly type: 'market.listed' }>;

/** The record of a market that is listed. */
export const marketListed = (market: Market): MarketListed => ({
  type: 'market.listed',
  venue: market.venue,
  market: market.market,
  outcomes: market.outcomes.map((outcome) => ({ outcome })),
  tick: tickOf(market.grid) ?? undefined,
  qtyMin: market.orderQtyMin,
  qtyStep: market.qtyStep,
  closesAtUs: market.closesAtUs ?? undefined,
  makerFees: feesOf(market.fees).isFreeToMakers(valueUnitOf(market)) ? 'none' : undefined,
});

/** The step of all prices of a grid; null where it has several. */
export const tickOf = ({ ranges }: PriceGrid): bigint | null => {
  const [first] = ranges;
  return first !== undefined && ranges.every(({ step }) => step === first.step) ? first.step : null;
};

/** So many micros, or a whole number of them, is the value of each fill on the market's grids; 1 where it may be less. */
const valueUnitOf = ({ grid, qtyStep }: Market): bigint => {
  const values = grid.ranges.flatMap(({ from, step }) => [from * qtyStep, step * qtyStep]);
  const unit = values.reduce(greatestCommonDivisor, 0n);
  return unit % MICROS_PER_UNIT === 0n ? unit / MICROS_PER_UNIT : 1n;
};

const greatestCommonDivisor = (left: bigint, right: bigint): bigint =>
  right === 0n ? left : greatestCommonDivisor(right, left % right);
