// Invariant 32: orders are named after what they are for, so that none is missing and none is called otherwise.
import { STATE } from '../codes.ts';
import type { Findings } from '../findings.ts';
import { isMadeOf } from '../names.ts';
import { nameOf, type ArbitrageState } from '../state/arbitrage.ts';
import type { BodyOf, Invariant } from '../types.ts';

/** The ids of the orders of arbitrage 7 are 7.1 for its first leg, 7.2 for its second, and 7.u1, 7.u2 for what works it off. */
export const orderNames: Invariant = {
  index: 31,
  name: 'order-names',
  says: 'an order says its leg, has the next id of its arbitrage, is of its size, and none is missing',
};

/** An order is the next one of its arbitrage, and a leg is the leg that its name says; counts it. */
export const judgeOrderName = (arbitrage: ArbitrageState, body: BodyOf<'order.created'>, findings: Findings): void => {
  const { clOrdId, venue, market, outcome } = body;
  const isLeg = body.owner === 'leg';
  if (isLeg) arbitrage.legCount += 1;
  else arbitrage.unwindCount += 1;
  const { number, legCount, unwindCount, legs } = arbitrage;
  const mark = isLeg ? '.' : '.u';
  const count = isLeg ? legCount : unwindCount;
  if (findings.fails(orderNames, isMadeOf(clOrdId, number, mark, count)))
    findings.add(orderNames, clOrdId, `the next one of its arbitrage is ${number}${mark}${count}`);
  if (findings.fails(orderNames, body.leg === (isLeg ? legCount : undefined)))
    findings.add(orderNames, clOrdId, `says that it is leg ${body.leg}, and is the ${isLeg ? legCount : 0}th`);
  if (!isLeg) return;
  const leg = legs[legCount - 1];
  const isItsLeg = leg !== undefined && leg.venue === venue && leg.market === market && leg.outcome === outcome;
  if (findings.fails(orderNames, isItsLeg))
    findings.add(orderNames, clOrdId, `is ${venue} ${market}:${outcome}, which is not leg ${legCount} of its intent`);
  if (findings.fails(orderNames, isSized(arbitrage, body.orderQty)))
    findings.add(orderNames, clOrdId, `is of ${body.orderQty}, which its arbitrage does not carry on`);
};

/** A leg is of the size that was wanted, or the next one of a row: of no more than the one before it has filled. */
const isSized = ({ isParallel, legCount, legs, orders }: ArbitrageState, orderQty: bigint): boolean => {
  const wantedQty = legs[legCount - 1]?.qty ?? 0n;
  if (isParallel || legCount === 1) return orderQty === wantedQty;
  const before = orders.findLast(({ isLeg }, index) => isLeg && index < orders.length - 1);
  return orderQty <= wantedQty && before !== undefined && orderQty <= before.venueCumQty;
};

/** Legs that go out together have all gone out. */
export const judgeLegsAtEnd = (arbitrage: ArbitrageState, findings: Findings): void => {
  const { isRefused, isParallel, state, legCount, legs } = arbitrage;
  if (isRefused || state === STATE.planning) return;
  if (findings.fails(orderNames, isParallel ? legCount === legs.length : legCount > 0 || state === STATE.cancelled))
    findings.add(orderNames, nameOf(arbitrage), `has sent ${legCount} of its ${legs.length} legs`);
};
