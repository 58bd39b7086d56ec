// The planned legs of an arbitrage become orders: all at once, or the next one, sized to what the one before it filled.
import { legsToSend, nextLegToSend } from '../../machines/arbitrage.ts';
import type { IntentLeg } from '../arbitrage/intent.ts';
import { assert } from '../kernel/assert.ts';
import { withOne } from '../kernel/with-one.ts';
import type { Core } from './core.ts';
import { ROOM_PER_LEG, TICKETS_PER_ORDER } from './lanes.ts';
import { addTickets, contextOf, type LiveArbitrage } from './live-arbitrage.ts';

/** Hands legs to their lanes. */
export class Legs {
  private readonly core: Core;

  constructor(core: Core) {
    this.core = core;
  }

  /** All of them: every order is born before the first is sent. */
  sendAll(arbitrage: LiveArbitrage): void {
    const legs = legsToSend(contextOf(arbitrage));
    legs.forEach(({ clOrdId, orderQty }, index) => this.create(arbitrage, index, clOrdId, orderQty));
    for (const { clOrdId } of legs) this.core.parts.lanes.submit(clOrdId);
  }

  /** The one whose turn it is. */
  sendNext(arbitrage: LiveArbitrage): void {
    const context = contextOf(arbitrage);
    const next = nextLegToSend(context);
    if (next === undefined) return;
    this.create(arbitrage, context.legs.indexOf(next), next.clOrdId, next.orderQty);
    this.core.parts.lanes.submit(next.clOrdId);
  }

  private create(arbitrage: LiveArbitrage, index: number, clOrdId: string, orderQty: bigint): void {
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
    arbitrage.orders = withOne(arbitrage.orders, order);
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
