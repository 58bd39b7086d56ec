// Whether a run keeps inside its limits, with everything counted that is held, on order, or may still go wrong. It
// only reads the portfolio, in which the intent under question stands already.
import type { IntentReceived } from '../accounting/booked-arbitrage.ts';
import type { Portfolio } from '../accounting/portfolio.ts';
import { MICROS_PER_UNIT } from '../money/micros.ts';
import type { LimitBreach, RiskLimits } from './limits.ts';

/** The first limit that an intent breaks, of which no order has been created yet; null if it breaks none. */
export const breachOfIntent = (limits: RiskLimits, portfolio: Portfolio, intent: number): LimitBreach | null => {
  const { liveArbitragesMax, openExposureMax } = limits;
  const { liveArbitrages, openExposure } = portfolio;
  if (liveArbitragesMax !== null && liveArbitrages > liveArbitragesMax)
    return { limit: 'liveArbitrages', value: units(liveArbitrages), max: units(liveArbitragesMax) };
  if (openExposureMax !== null && openExposure > openExposureMax)
    return { limit: 'openExposure', value: openExposure, max: openExposureMax };
  return positionBreach(limits, portfolio, intent);
};

/** The limit at which the whole run stops, where it is broken. */
export const breachOfRun = (
  { drawdownMax }: RiskLimits,
  { drawdown }: Pick<Portfolio, 'drawdown'>,
): LimitBreach | null =>
  drawdownMax !== null && drawdown > drawdownMax ? { limit: 'drawdown', value: drawdown, max: drawdownMax } : null;

const units = (count: number): bigint => BigInt(count) * MICROS_PER_UNIT;

const positionBreach = (limits: RiskLimits, portfolio: Portfolio, number: number): LimitBreach | null => {
  const { marketPositionMax, venuePositionMax } = limits;
  if (marketPositionMax === null && venuePositionMax === null) return null;
  const wantedAt = new Map<string, bigint>();
  const { legs } = portfolio.arbitrageOf(number).intent;
  for (const [index, { venue, market, outcome, side }] of legs.entries()) {
    const cost = portfolio.costOfLeg(number, index);
    wantedAt.set(venue, (wantedAt.get(venue) ?? 0n) + cost);
    if (marketPositionMax === null || side === 'sell') continue;
    const held = portfolio.accounts.positionOf(portfolio.accounts.holdingOf(venue, market, outcome));
    const value = held + boughtWith(legs, index);
    if (value > marketPositionMax) return { limit: 'marketPosition', value, max: marketPositionMax };
  }
  if (venuePositionMax === null) return null;
  for (const [venue, wanted] of wantedAt) {
    const value = portfolio.atWork(venue) + wanted;
    if (value > venuePositionMax) return { limit: 'venuePosition', value, max: venuePositionMax };
  }
  return null;
};

/** What the leg, and the legs before it, buy of the leg's outcome. */
const boughtWith = (legs: IntentReceived['legs'], last: number): bigint => {
  const { venue, market, outcome } = legs[last]!;
  let bought = 0n;
  for (const leg of legs.slice(0, last + 1))
    if (leg.side === 'buy' && leg.outcome === outcome && leg.market === market && leg.venue === venue)
      bought += leg.qty;
  return bought;
};
