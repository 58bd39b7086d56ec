// The planned legs of an arbitrage become orders: all at once, or the next one, sized to what the one before it filled.
import { legsToSend, nextLegToSend, type ArbitrageLeg } from '../../machines/arbitrage.ts';
import type { IntentLeg } from '../arbitrage/intent.ts';
import { assert } from '../kernel/assert.ts';
import type { Core } from './core.ts';
import { ROOM_PER_LEG, TICKETS_PER_ORDER } from './lanes.ts';
import { addOrder, addTickets, contextOf, type LiveArbitrage } from './live-arbitrage.ts';
import type { LiveOrder } from './live-order.ts';

/** Hands legs to their lanes. */
export class Legs {
  private readonly core: Core;

  constructor(core: Core) {
    this.core = core;
  }

  /** All of them: every order is born before the first is sent. */
  sendAll(arbitrage: LiveArbitrage): void {
    const orders = legsToSend(contextOf(arbitrage)).map((leg, index) => this.create(arbitrage, index, leg));
    for (const order of orders) this.core.parts.lanes.submit(order);
  }

  /** The one whose turn it is. */
  sendNext(arbitrage: LiveArbitrage): void {
    const context = contextOf(arbitrage);
    const next = nextLegToSend(context);
    if (next === undefined) return;
    this.core.parts.lanes.submit(this.create(arbitrage, context.legs.indexOf(next), next));
  }

  private create(arbitrage: LiveArbitrage, index: number, { clOrdId, orderQty }: ArbitrageLeg): LiveOrder {
    const leg = arbitrage.intent.legs[index];
    assert(leg !== undefined, 'a leg was planned that was not wanted');
    const { venue, market, outcome, side, price, timeInForce, paysIn } = leg;
    const request = { clOrdId, market, outcome, side, orderQty, price, timeInForce };
    const order = this.core.parts.orders.create({
      venue,
      arbitrage: arbitrage.number,
      role: 'leg',
      request: timeInForce === 'GTD' ? { ...request, expiresAtUs: this.expiryOf(arbitrage, leg) } : request,
      paysIn,
      worstFee: this.worstFeeOf(leg, orderQty),
      tickets: TICKETS_PER_ORDER,
    });
    addTickets(arbitrage, venue, -ROOM_PER_LEG);
    addOrder(arbitrage, order);
    return order;
  }

  /** A leg that is good till a date outlives the patience with its arbitrage, and never ends sooner than its venue lets it. */
  private expiryOf({ intent }: LiveArbitrage, { venue, market }: IntentLeg): number {
    return this.core.nowUs + intent.deadlineUs + this.core.parts.markets.of(venue, market).expiryLeadUs;
  }

  private worstFeeOf({ venue, market, price, qty, worstFee }: IntentLeg, orderQty: bigint): bigint {
    if (orderQty === qty) return worstFee;
    return this.core.parts.markets.of(venue, market).fees.worstFee({ qty: orderQty, px: price });
  }
}
