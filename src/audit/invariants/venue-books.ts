// Invariant 11: the venue's own books are in order.
import { MICROS_PER_UNIT } from '../../money/micros.ts';
import { divideRounded } from '../../money/rounding.ts';
import { AT_VENUE, atVenueNames } from '../codes.ts';
import type { Findings } from '../findings.ts';
import { tradeOf, type OrderState } from '../state/order.ts';
import type { VenueState } from '../state/venue.ts';
import type { BodyOf, Invariant } from '../types.ts';

/** A venue takes only what was sent, once, fills only what it has and no more than is open, and ends it with its sum. */
export const venueBooks: Invariant = {
  index: 10,
  name: 'venue-books',
  says: 'a venue takes what was sent, once, fills no more than is open of it, and ends it with the sum of its fills',
};

const at = ({ venueStatus }: OrderState): string => atVenueNames[venueStatus] ?? '';

/** It takes what was sent, and has not had it before. */
export const judgeAccepted = (order: OrderState, findings: Findings): void => {
  const { clOrdId } = order;
  if (findings.fails(venueBooks, order.sentCount > 0))
    findings.add(venueBooks, clOrdId, 'is at its venue, and was never sent');
  if (findings.fails(venueBooks, order.venueStatus === AT_VENUE.unknown))
    findings.add(venueBooks, clOrdId, `is accepted, and was ${at(order)} at its venue`);
};

/**
 * Whether a fill at another price than its order's may be: it is better, and out of what a book offered, of an order of
 * another account, or of a market maker's pool. What rests, and what fills by chance, fills at its own price.
 */
export const isBetterPx = (
  order: OrderState,
  { lastQty, lastPx, offeredPx, liquidity }: BodyOf<'venue.filled'>,
  instant: number,
): boolean => {
  const { isBuy, venuePrice, venueCumQty, acceptedAt, held, market } = order;
  if (lastPx < venuePrice !== isBuy) return false;
  if (offeredPx !== undefined) return true;
  // An order that takes may meet one of another account at that one's price.
  if (liquidity === undefined && market.venue.others.size > 0) return true;
  // An order takes out of a pool once, when it arrives, and where there is one open orders tie nothing up.
  const isOutOfPool = !held.account.isEscrowed && acceptedAt === instant && venueCumQty === 0n;
  return isOutOfPool && (lastQty >= MICROS_PER_UNIT || isAverage(isBuy, lastQty, lastPx));
};

/** Whether a price is what whole micros of money come to for each of less than a share, rounded against the trader. */
const isAverage = (isBuy: boolean, qty: bigint, px: bigint): boolean => {
  if (qty <= 0n) return false;
  const rounding = isBuy ? 'ceil' : 'floor';
  const cash = divideRounded(px * qty, MICROS_PER_UNIT, isBuy ? 'floor' : 'ceil');
  return divideRounded(cash * MICROS_PER_UNIT, qty, rounding) === px;
};

/** It fills what it has, by a trade that is new, at a price that the order may have, and counts what is left. */
export const judgeFilled = (
  order: OrderState,
  body: BodyOf<'venue.filled'>,
  instant: number,
  findings: Findings,
): void => {
  const { clOrdId, lastQty, lastPx, leavesQty, tradeId } = body;
  const { venuePrice, market, held } = order;
  if (findings.fails(venueBooks, market.venue.accountOf(body.account) === held.account))
    findings.add(venueBooks, clOrdId, `fills for ${body.account}, and is of ${held.account.account}`);
  const isSound = order.venueStatus === AT_VENUE.live && lastQty > 0n && lastPx > 0n && leavesQty >= 0n;
  if (findings.fails(venueBooks, isSound))
    findings.add(venueBooks, clOrdId, `${at(order)} at its venue, and filled ${lastQty} at ${lastPx}`);
  if (findings.fails(venueBooks, lastPx === venuePrice || isBetterPx(order, body, instant)))
    findings.add(venueBooks, clOrdId, `fills at ${lastPx}, its limit is ${venuePrice}`);
  if (findings.fails(venueBooks, lastQty % market.qtyStep === 0n))
    findings.add(venueBooks, clOrdId, `fills ${lastQty}, which is no whole number of ${market.qtyStep}`);
  const openQty = order.venueOpenQty - lastQty;
  if (findings.fails(venueBooks, leavesQty === openQty))
    findings.add(venueBooks, clOrdId, `leaves ${leavesQty}, and ${openQty} are open`);
  if (findings.fails(venueBooks, order.trades.length === 0 || tradeOf(order, tradeId)?.isMade !== true))
    findings.add(venueBooks, clOrdId, `${tradeId} is made a second time`);
};

/** It ends what it has, or refuses what it never had. */
export const judgeEnded = (order: OrderState, body: BodyOf<'venue.ended'>, findings: Findings): void => {
  const { clOrdId, status, cumQty } = body;
  const { venueStatus, venueCumQty } = order;
  if (findings.fails(venueBooks, order.sentCount > 0))
    findings.add(venueBooks, clOrdId, 'ends at its venue, and was never sent');
  const isPossible =
    status === 'rejected' ? venueStatus === AT_VENUE.unknown : status === 'cancelled' && venueStatus === AT_VENUE.live;
  if (findings.fails(venueBooks, isPossible))
    findings.add(venueBooks, clOrdId, `${at(order)} at its venue, and ends ${status}`);
  if (findings.fails(venueBooks, cumQty === venueCumQty))
    findings.add(venueBooks, clOrdId, `ends with ${cumQty}, filled ${venueCumQty}`);
};

/** What an order that was taken ends with when nobody has cancelled it, each said by another invariant or here. */
const ownReasons: readonly string[] = ['expired', 'iocRemainder', 'fokUnfilled', 'postOnlyCross', 'marketClosed'];

/** Why it ends what it has: because that was asked for, or by itself for a reason that it has. */
const isReason = (order: OrderState, reason: string): boolean => {
  const { held, isCancelWanted, isContested } = order;
  // An order that is live after all when it was held for dead is cancelled without being asked.
  if (reason === 'requested') return isCancelWanted || isContested;
  if (reason === 'selfTrade') return held.liveOrders > 1;
  // What an account does not cover was not taken, where open orders tie up their worst case.
  if (reason === 'venue') return !held.account.isEscrowed;
  return ownReasons.includes(reason);
};

/** The reason with which it ends an order is one that there is. */
export const judgeReason = (order: OrderState, { status, reason }: BodyOf<'venue.ended'>, findings: Findings): void => {
  const { market, clOrdId } = order;
  const isPossible = status === 'cancelled' ? isReason(order, reason) : isRefusal(market.venue, reason);
  if (findings.fails(venueBooks, isPossible))
    findings.add(venueBooks, clOrdId, `ends ${status} as ${reason}, and nothing has led to that`);
};

/** Others had used the limit up, or the venue had stopped: so far as the reason for a refusal says that. */
const isRefusal = ({ counts, whole }: VenueState, reason: string): boolean => {
  if (reason === 'rateLimited') return counts.storms > 0;
  return reason !== 'venueHalted' || whole.state === 'halted';
};

/** It changes only what lives there, into something that is an order. */
export const judgeReplaced = (order: OrderState, body: BodyOf<'venue.replaced'>, findings: Findings): void => {
  const { clOrdId, orderQty, price } = body;
  const isSound = order.venueStatus === AT_VENUE.live && orderQty > 0n && price > 0n;
  if (findings.fails(venueBooks, isSound))
    findings.add(venueBooks, clOrdId, `${at(order)} at its venue, and replaced by ${orderQty} at ${price}`);
  if (findings.fails(venueBooks, orderQty !== order.venueOrderQty || price !== order.venuePrice))
    findings.add(venueBooks, clOrdId, `replaced by what it is, ${orderQty} at ${price}`);
};
