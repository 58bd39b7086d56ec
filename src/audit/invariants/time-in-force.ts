// Invariant 30: an order is good for as long as it says.
import { AT_VENUE, bits, hasBit, TIME_IN_FORCE } from '../codes.ts';
import type { Findings } from '../findings.ts';
import type { OrderState } from '../state/order.ts';
import type { BodyOf, Invariant } from '../types.ts';

/** IOC and FOK fill at one instant and never rest after it, FOK wholly; only they end for want of a fill, only GTD expires. */
export const timeInForce: Invariant = {
  index: 29,
  name: 'time-in-force',
  says: 'an order that is good at once fills at one instant, a FOK order wholly, and it ends as its time in force says',
};

const { GTC, GTD, IOC, FOK } = TIME_IN_FORCE;
const KNOWN = bits(GTC, GTD, IOC, FOK);
const AT_ONCE = bits(IOC, FOK);

/** What orders of which time in force end with. Other reasons fit each. */
const fits: Readonly<Record<string, number>> = {
  fokUnfilled: bits(FOK),
  iocUnmatched: bits(IOC),
  iocRemainder: bits(IOC),
  expired: bits(GTD),
};

/** A FOK order that has filled in parts: its account did not cover the rest, or it met an order of its own. */
const mayStop = (reason: string): boolean => reason === 'venue' || reason === 'selfTrade';

/** An order is good for a time that there is. */
export const judgeWanted = (order: OrderState, body: BodyOf<'order.created'>, findings: Findings): void => {
  if (findings.fails(timeInForce, hasBit(KNOWN, order.timeInForce)))
    findings.add(timeInForce, order.clOrdId, `is good as ${body.timeInForce}, which is no time in force`);
};

/** A fill, not taken in yet: of an order that is good at once, at the instant of its first one. */
export const judgeInstant = (order: OrderState, instant: number, findings: Findings): void => {
  if (!hasBit(AT_ONCE, order.timeInForce)) return;
  if (findings.fails(timeInForce, order.filledAt === -1 || order.filledAt === instant))
    findings.add(timeInForce, order.clOrdId, `is good at once, filled at one instant and again at another`);
};

/** The venue ends an order: for a reason that its time in force has, and in time. */
export const judgeEnding = (
  order: OrderState,
  { reason }: BodyOf<'venue.ended'>,
  instant: number,
  findings: Findings,
): void => {
  const { clOrdId, venueCumQty, filledAt } = order;
  const wanted = fits[reason];
  if (findings.fails(timeInForce, wanted === undefined || hasBit(wanted, order.timeInForce)))
    findings.add(timeInForce, clOrdId, `ends as ${reason}, which its time in force does not`);
  if (!hasBit(AT_ONCE, order.timeInForce) || venueCumQty === 0n) return;
  if (findings.fails(timeInForce, filledAt === instant))
    findings.add(timeInForce, clOrdId, `is good at once, filled at one instant and ended at another`);
  if (order.timeInForce !== FOK) return;
  if (findings.fails(timeInForce, mayStop(reason)))
    findings.add(timeInForce, clOrdId, `is good wholly or not at all, and ends with ${venueCumQty}: ${reason}`);
};

/** When all is over: what is good at once, and has filled, does not rest. */
export const judgeRest = (order: OrderState, findings: Findings): void => {
  if (!hasBit(AT_ONCE, order.timeInForce)) return;
  if (findings.fails(timeInForce, order.venueStatus !== AT_VENUE.live || order.venueCumQty === 0n))
    findings.add(timeInForce, order.clOrdId, `is good at once, and rests with ${order.venueOpenQty} open`);
};
