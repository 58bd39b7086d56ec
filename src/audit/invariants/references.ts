// Invariant 3: nothing in the journal speaks of what was never there.
import { OUTCOMES_MAX } from '../../accounting/payoff.ts';
import { MICROS_PER_UNIT } from '../../money/micros.ts';
import type { Findings } from '../findings.ts';
import type { ArbitrageState } from '../state/arbitrage.ts';
import type { OrderState } from '../state/order.ts';
import type { BodyOf, Invariant } from '../types.ts';

/** Nothing is created twice, and nothing refers to what was never created. */
export const references: Invariant = {
  index: 2,
  name: 'references',
  says: 'nothing is created twice, and nothing refers to an intent, arbitrage, order or venue that was never there',
};

/** An intent is new, and over an event that can be. */
export const judgeIntent = (
  { intent, outcomes }: BodyOf<'intent.received'>,
  arbitrage: ArbitrageState | undefined,
  findings: Findings,
): void => {
  if (findings.fails(references, arbitrage !== undefined && outcomes >= 2 && outcomes <= OUTCOMES_MAX))
    findings.add(references, `arb:${intent}`, `comes a second time, or over an event of ${outcomes} outcomes`);
};

/** There is such an arbitrage. */
export const judgeArbitrageKnown = (
  number: number,
  arbitrage: ArbitrageState | undefined,
  findings: Findings,
): arbitrage is ArbitrageState => {
  if (!findings.fails(references, arbitrage !== undefined)) return true;
  findings.add(references, `arb:${number}`, 'there is no such arbitrage');
  return false;
};

/** There is such an order. */
export const judgeOrderKnown = (
  clOrdId: string,
  order: OrderState | undefined,
  findings: Findings,
): order is OrderState => {
  if (!findings.fails(references, order !== undefined)) return true;
  findings.add(references, clOrdId, 'there is no such order');
  return false;
};

/** There is such an order at that venue. */
export const judgeOrderAt = (
  clOrdId: string,
  venue: string,
  order: OrderState | undefined,
  findings: Findings,
): order is OrderState => {
  if (!findings.fails(references, order !== undefined && order.market.venue.venue === venue)) return true;
  findings.add(references, clOrdId, `there is no such order at ${venue}`);
  return false;
};

/** An order buys or sells, at a price and in a quantity that there are. */
export const judgeWords = (
  { clOrdId, side, owner, price, orderQty }: BodyOf<'order.created'>,
  owners: readonly string[],
  findings: Findings,
): void => {
  const isKnown = (side === 'buy' || side === 'sell') && owners.includes(owner);
  if (findings.fails(references, isKnown && price >= 0n && price <= MICROS_PER_UNIT && orderQty >= 0n))
    findings.add(references, clOrdId, `no order is ${owner} to ${side} ${orderQty} at ${price}`);
};

/** An order is of an account that was opened at its venue. */
export const judgeOwner = (
  { clOrdId, venue, account }: BodyOf<'order.created'>,
  order: OrderState,
  findings: Findings,
): void => {
  if (account === '') return;
  if (findings.fails(references, order.held.account.account === account))
    findings.add(references, clOrdId, `is of ${account}, and ${venue} has no such account`);
};

/** An order is new, of an arbitrage that exists, and for one of its legs. */
export const judgeCreated = (
  body: BodyOf<'order.created'>,
  order: OrderState | undefined,
  arbitrage: ArbitrageState | undefined,
  findings: Findings,
): void => {
  const { clOrdId, venue, market, outcome } = body;
  if (findings.fails(references, order !== undefined))
    findings.add(references, clOrdId, 'the order is created a second time');
  if (order !== undefined && findings.fails(references, order.market.outcomes.includes(outcome)))
    findings.add(references, clOrdId, `${venue} lists no ${market}:${outcome}`);
  judgeWords(body, ['leg', 'unwind'], findings);
  if (!judgeArbitrageKnown(body.ownerId, arbitrage, findings)) return;
  let isLeg = false;
  let isAsWanted = body.owner !== 'leg';
  for (const leg of arbitrage.legs) {
    if (leg.venue !== venue || leg.market !== market || leg.outcome !== outcome) continue;
    isLeg = true;
    isAsWanted ||= body.side === leg.side && body.price === leg.price && body.orderQty <= leg.qty && body.orderQty > 0n;
  }
  if (findings.fails(references, isLeg))
    findings.add(references, clOrdId, `no leg of its intent is ${venue} ${market}:${outcome}`);
  else if (findings.fails(references, isAsWanted))
    findings.add(references, clOrdId, 'the leg is not what its intent wanted');
};
