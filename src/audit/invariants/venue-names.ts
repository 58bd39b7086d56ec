// Invariant 29: a venue's names for orders and trades are its own count of them, so that none is used twice, and none is
// missing.
import type { Findings } from '../findings.ts';
import { numberIn } from '../names.ts';
import type { OrderState } from '../state/order.ts';
import { LEFT_OUT_MAX, type VenueCounts } from '../state/venue-counts.ts';
import type { VenueState } from '../state/venue.ts';
import type { BodyOf, Invariant } from '../types.ts';

/** Trades are `<venue>-T<number>`, orders `<venue>-<number>`; an order that is refused uses a number up. */
export const venueNames: Invariant = {
  index: 28,
  name: 'venue-names',
  says: 'a venue numbers its orders and its trades, uses no number twice, and none of them is missing',
};

const [HYPHEN, T] = [45, 84] as const;

/** The number in the name of an order; 0 where it is none of that venue. */
const numberOf = (venue: string, venueOrderId: string): number => {
  if (venueOrderId.charCodeAt(venue.length) !== HYPHEN || !venueOrderId.startsWith(venue)) return 0;
  return numberIn(venueOrderId, venue.length + 1, venueOrderId.length);
};

/**
 * Whether a number is free: larger than all others, or one that was left out. Takes it. `refusedMeanwhile`: orders that were
 * refused since this one was made. It may have come before them and been held, so that their numbers are larger.
 */
const take = (counts: VenueCounts, number: number, refusedMeanwhile: number, instant: number): boolean => {
  const { highest, leftOut } = counts;
  if (number <= highest) {
    const at = leftOut.lastIndexOf(number);
    if (at >= 0) leftOut.splice(at, 1);
    return at >= 0 || number < counts.floor;
  }
  for (let free = Math.max(highest + 1, number - LEFT_OUT_MAX); free < number; free += 1) leftOut.push(free);
  if (leftOut.length >= 2 * LEFT_OUT_MAX) {
    leftOut.splice(0, leftOut.length - LEFT_OUT_MAX);
    counts.floor = leftOut[0]!;
  }
  counts.highest = number;
  counts.highestAt = instant;
  counts.refusedSince = refusedMeanwhile;
  counts.refusedLater = 0;
  return true;
};

/** A venue takes an order, and calls it by a number that it has not used. */
export const judgeOrderName = (
  { clOrdId, refusedBefore, market: { venue } }: OrderState,
  { venueOrderId }: BodyOf<'venue.accepted'>,
  instant: number,
  findings: Findings,
): void => {
  const { counts } = venue;
  const number = numberOf(venue.venue, venueOrderId);
  counts.accepted += 1;
  if (findings.fails(venueNames, number > 0 && take(counts, number, counts.refused - refusedBefore, instant)))
    findings.add(
      venueNames,
      clOrdId,
      number > 0 ? `is ${venueOrderId}, and so is another` : `is ${venueOrderId}, which is no name of ${venue.venue}`,
    );
};

/** A venue refuses an order. Where that came to it, and was not refused on its way by a fault, it has used a number up. */
export const readRefused = (order: OrderState, reason: string): void => {
  if (reason === 'rateLimited' || reason === 'duplicate' || order.faults?.['rejectBurst'] !== undefined) return;
  const { counts } = order.market.venue;
  counts.refused += 1;
  counts.refusedSince += 1;
  if (order.createdAt > counts.highestAt) counts.refusedLater += 1;
};

const isTrade = (venue: string, tradeId: string, number: number): boolean =>
  tradeId.charCodeAt(venue.length) === HYPHEN &&
  tradeId.charCodeAt(venue.length + 1) === T &&
  numberIn(tradeId, venue.length + 2, tradeId.length) === number &&
  tradeId.startsWith(venue);

/** A venue makes a trade: the next one. */
export const judgeTradeName = (
  { clOrdId, market: { venue } }: OrderState,
  { tradeId }: BodyOf<'venue.filled'>,
  findings: Findings,
): void => {
  const { counts } = venue;
  counts.trades += 1;
  if (findings.fails(venueNames, isTrade(venue.venue, tradeId, counts.trades)))
    findings.add(
      venueNames,
      clOrdId,
      `is filled by ${tradeId}, and the venue's next trade is ${venue.venue}-T${counts.trades}`,
    );
};

/** When all is over, every number up to the largest is that of an order that was taken, or refused. */
export const judgeNumbersAtEnd = ({ venue, counts }: VenueState, findings: Findings): void => {
  const { accepted, refused, refusedSince, refusedLater, highest } = counts;
  const numbered = accepted + refused;
  if (findings.fails(venueNames, highest <= numbered - refusedLater && highest >= numbered - refusedSince))
    findings.add(venueNames, venue, `has numbered ${highest} orders, and took ${accepted} and refused ${refused}`);
};
