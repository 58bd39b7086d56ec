// The planned legs of an arbitrage become orders: all at once, or the next one, sized to what the one before it filled.
import { legsToSend, nextLegToSend, type ArbitrageLeg } from '../../../machines/arbitrage.ts';
import type { IntentLeg } from '../../arbitrage/intent.ts';
import { assert } from '../../kernel/assert.ts';
import type { LiveOrder } from '../../orders/live-order.ts';
import type { Orders } from '../../orders/orders.ts';
import type { World } from '../../world/world.ts';
import type { Lanes } from '../venues/lanes.ts';
import { ROOM_PER_LEG, TICKETS_PER_ORDER } from '../venues/room.ts';
import type { Markets } from '../venues/markets.ts';
import { addOrder, addTickets, contextOf, type LiveArbitrage } from './live-arbitrage.ts';

/** What legs stand on. */
export interface LegsSetup {
  readonly world: Pick<World<never>, 'nowUs'>;
  readonly markets: Pick<Markets, 'of'>;
  readonly orders: Pick<Orders, 'create'>;
  readonly lanes: Pick<Lanes, 'submit'>;
}

/** Hands legs to their lanes. */
export class Legs {
  private readonly setup: LegsSetup;

  constructor(setup: LegsSetup) {
    this.setup = setup;
  }

  /** All of them: every order is born before the first is sent. */
  sendAll(arbitrage: LiveArbitrage): void {
    const orders = legsToSend(contextOf(arbitrage)).map((leg, index) => this.create(arbitrage, index, leg));
    for (const order of orders) this.setup.lanes.submit(order);
  }

  /** The one whose turn it is. */
  sendNext(arbitrage: LiveArbitrage): void {
    const context = contextOf(arbitrage);
    const next = nextLegToSend(context);
    if (next === undefined) return;
    this.setup.lanes.submit(this.create(arbitrage, context.legs.indexOf(next), next));
  }

  private create(arbitrage: LiveArbitrage, index: number, { clOrdId, orderQty }: ArbitrageLeg): LiveOrder {
    const leg = arbitrage.intent.legs[index];
    assert(leg !== undefined, 'a leg was planned that was not wanted');
    const { venue, market, outcome, side, price, timeInForce, paysIn } = leg;
    const request = { clOrdId, market, outcome, side, orderQty, price, timeInForce };
    const order = this.setup.orders.create({
      venue,
      account: this.setup.markets.of(venue, market).account,
      ownerKind: 'leg',
      ownerId: arbitrage.number,
      leg: index + 1,
      request: timeInForce === 'GTD' ? { ...request, expireTimeUs: this.expiryOf(arbitrage, leg) } : request,
      paysIn,
      worstFee: this.worstFeeOf(leg, orderQty),
      tickets: TICKETS_PER_ORDER,
    });
    addTickets(arbitrage, venue, -ROOM_PER_LEG);
    addOrder(arbitrage, order);
    return order;
  }

  /** A leg that is good till a date outlives the deadline of its arbitrage, and never ends sooner than its venue lets it. */
  private expiryOf({ intent }: LiveArbitrage, { venue, market }: IntentLeg): number {
    return this.setup.world.nowUs + intent.deadlineUs + this.setup.markets.of(venue, market).expiryLeadUs;
  }

  private worstFeeOf({ venue, market, price, qty, worstFee }: IntentLeg, orderQty: bigint): bigint {
    if (orderQty === qty) return worstFee;
    return this.setup.markets.of(venue, market).fees.worstFee({ qty: orderQty, px: price });
  }
}
