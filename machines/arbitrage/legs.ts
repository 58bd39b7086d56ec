// Questions about the orders of an arbitrage. It knows quantities and statuses, no prices, books or payoffs.
import type { ArbitrageContext, ArbitrageLeg, LegStatus, LegView } from './types.ts';

/** Whether an order of this status has ended. */
export const isTerminal = (status: LegStatus): boolean =>
  status === 'filled' || status === 'cancelled' || status === 'rejected';

const neverWent = (leg: ArbitrageLeg): boolean => !leg.released && !leg.sent && leg.status === 'pending';

/** Whether an order is final: it was never sent, or it has ended, every fill is reported, and nothing is in doubt. */
export const isAccounted = (leg: ArbitrageLeg): boolean =>
  neverWent(leg) || (isTerminal(leg.status) && !leg.inDoubt && leg.missingQty === 0n);

/** Whether every order, planned or unwinding, is accounted for. */
export const isEveryLegAccounted = (legs: readonly ArbitrageLeg[]): boolean => {
  for (const leg of legs) if (!isAccounted(leg)) return false;
  return true;
};

/** Whether every planned leg has filled exactly what was planned, and no order is unaccounted for. */
export const isFilledAsPlanned = (legs: readonly ArbitrageLeg[]): boolean => {
  for (const leg of legs) if (leg.cumQty !== leg.plannedQty || !isAccounted(leg)) return false;
  return true;
};

/** Whether no fill waits for its settlement. */
export const isEverythingSettled = (legs: readonly ArbitrageLeg[]): boolean => {
  for (const leg of legs) if (leg.unsettledQty > 0n) return false;
  return true;
};

/** Whether any order has left for its venue. */
export const isAnySent = (legs: readonly ArbitrageLeg[]): boolean => {
  for (const leg of legs) if (leg.sent) return true;
  return false;
};

/** Whether any planned leg has been handed to its lane. */
export const isAnyReleased = (legs: readonly ArbitrageLeg[]): boolean => {
  for (const leg of legs) if (leg.released) return true;
  return false;
};

/** Where an order stands in the list, or -1. */
export const legIndex = (legs: readonly ArbitrageLeg[], clOrdId: string): number => {
  for (let index = 0; index < legs.length; index++) if (legs[index]?.clOrdId === clOrdId) return index;
  return -1;
};

/** The order with its newest view. */
export const withView = (leg: ArbitrageLeg, view: LegView): ArbitrageLeg => ({
  clOrdId: leg.clOrdId,
  role: leg.role,
  plannedQty: leg.plannedQty,
  orderQty: leg.orderQty,
  released: leg.released,
  status: view.status,
  cumQty: view.cumQty,
  leavesQty: view.leavesQty,
  missingQty: view.missingQty,
  unsettledQty: view.unsettledQty,
  inDoubt: view.inDoubt,
  sent: view.sent,
});

/** Whether a view says anything that the order has not said already. */
export const differs = (leg: ArbitrageLeg, view: LegView): boolean =>
  leg.cumQty !== view.cumQty ||
  leg.status !== view.status ||
  leg.leavesQty !== view.leavesQty ||
  leg.missingQty !== view.missingQty ||
  leg.unsettledQty !== view.unsettledQty ||
  leg.inDoubt !== view.inDoubt ||
  leg.sent !== view.sent;

/**
 * What the leg after `leg` may be sized to: what `leg` has filled, reported or not yet, on the grid, and never above the
 * plan, because no more than the plan was admitted and funded.
 */
const carriedQty = (leg: ArbitrageLeg, next: ArbitrageLeg, qtyStep: bigint): bigint => {
  const filledQty = leg.cumQty + leg.missingQty;
  const flooredQty = filledQty - (filledQty % qtyStep);
  return flooredQty < next.plannedQty ? flooredQty : next.plannedQty;
};

/** The index of the first leg that has not been handed to its lane, or the number of legs. */
export const nextToRelease = (legs: readonly ArbitrageLeg[]): number => {
  let index = 0;
  while (legs[index]?.released === true) index++;
  return index;
};

/** The size of the sequential leg that is next, or 0 where the leg before it is not over, or filled nothing. */
export const nextLegQty = ({ legs, qtyStep }: ArbitrageContext): bigint => {
  const index = nextToRelease(legs);
  const next = legs[index];
  const previous = legs[index - 1];
  if (next === undefined) return 0n;
  if (previous === undefined) return next.plannedQty;
  return isAccounted(previous) ? carriedQty(previous, next, qtyStep) : 0n;
};

/**
 * Whether some leg has ended with less than was expected of it. In a sequential set the leg whose turn it was may: the
 * ones after it are still to be sized to it, unless it filled nothing that the next could carry.
 */
export const isAnyLegShort = ({ legs, qtyStep }: ArbitrageContext): boolean => {
  for (let index = 0; index < legs.length; index++) {
    const leg = legs[index];
    if (leg === undefined || !isTerminal(leg.status) || leg.cumQty + leg.missingQty >= leg.orderQty) continue;
    const next = legs[index + 1];
    if (!leg.released || next === undefined || next.released || carriedQty(leg, next, qtyStep) === 0n) return true;
  }
  return false;
};

/** The orders that the effect `cancelOtherLegs` is about: all that may still fill, those in doubt too. */
export const legsToCancel = ({ legs }: ArbitrageContext): readonly ArbitrageLeg[] =>
  legs.filter((leg) => !neverWent(leg) && !isTerminal(leg.status));

/** The legs that the effect `sendLegs` is about: all that were planned. */
export const legsToSend = ({ legs }: ArbitrageContext): readonly ArbitrageLeg[] =>
  legs.filter((leg) => leg.role === 'leg');

/** The leg that the effect `sendNextLeg` is about, with its size in `orderQty`. */
export const nextLegToSend = ({ legs }: ArbitrageContext): ArbitrageLeg | undefined => legs[nextToRelease(legs) - 1];

/** The orders that the effect `cancelUnwind` is about: the unwind orders that may still fill. */
export const unwindsToCancel = ({ legs }: ArbitrageContext): readonly ArbitrageLeg[] =>
  legs.filter((leg) => leg.role === 'unwind' && !isTerminal(leg.status));

/** How many unwind orders there have been. */
export const countUnwinds = (legs: readonly ArbitrageLeg[]): number => {
  let count = 0;
  for (const leg of legs) if (leg.role === 'unwind') count++;
  return count;
};
