// The venue with a market maker: orders meet a pool that always has a price, and rest as limit orders where it is worse
// than their limit; others bet, move the pool, and meet what rests on their way. It shares context, account, trading states and
// settlement with the other simulators, and draws no fill plan.
//
// A bet there is of mana; an order here is of shares. It is taken for the bet that buys just as many.
import { assert, unreachable } from '../../../kernel/assert.ts';
import { INT64_MAX } from '../../../money/micros.ts';
import type { BookQuote } from '../../../market-data/quote.ts';
import type { BookLevel, BookSide } from '../../../market-data/types.ts';
import type { LimitOrder } from '../../definitions/manifold/bets.ts';
import type { SeenInBook, VenueContext, VenueOrder } from '../stochastic-profile.ts';
import type { ShownMarkets, VenueHost, VenueOrderRequest, VenueSimulator } from '../types.ts';
import { OrderEntry, type OwnEvent } from '../order-entry.ts';
import { nextBettor } from './bettors.ts';
import { PoolMarket, type PlacedOrder } from './pool-market.ts';
import type { PoolProfile, PoolStreams, PoolVenueState } from './pool-profile.ts';

/** Whose orders pay out of the account; those that sell pay with what they sell. */
const OWNER = 'account';

/** A venue with a market maker. */
export class PoolVenue extends OrderEntry implements VenueSimulator, ShownMarkets {
  private readonly profile: PoolProfile;
  private readonly streams: PoolStreams;
  private readonly markets = new Map<string, PoolMarket>();

  /** A new venue, or one restored from its saved state; its owner restores context, streams and calendar. */
  constructor(
    venue: string,
    profile: PoolProfile,
    context: VenueContext,
    host: VenueHost,
    streams: PoolStreams,
    state?: PoolVenueState,
  ) {
    super(venue, profile, context, host, streams, state);
    this.profile = profile;
    this.streams = streams;
    const saved = new Map(state?.pools);
    for (const market of context.markets?.values() ?? []) {
      const { market: name, pool, outcomes } = market;
      if (pool === undefined) continue;
      assert(outcomes.length === 2, () => `${name} has a pool for each of its outcomes, and not one for all`);
      this.markets.set(name, new PoolMarket(market, pool, saved.get(name)));
      if (state === undefined && profile.bettors !== null)
        host.schedule(0, { kind: 'venue', venue, type: 'flow', market: name });
    }
  }

  get shown(): ShownMarkets {
    return this;
  }

  has(market: string): boolean {
    return this.markets.has(market);
  }

  quoteOf(market: string, outcome: string): BookQuote {
    const [bid] = this.depthOf(market, outcome, 'bid', 1);
    const [ask] = this.depthOf(market, outcome, 'ask', 1);
    return { bidPx: bid?.px ?? null, bidQty: bid?.qty ?? 0n, askPx: ask?.px ?? null, askQty: ask?.qty ?? 0n };
  }

  depthOf(market: string, outcome: string, side: BookSide, levelsMax: number): readonly BookLevel[] {
    return this.at(market).depthOf(outcome, side, levelsMax);
  }

  /** A pool always has a price. */
  isTradable(_market: string): boolean {
    return true;
  }

  override save(): PoolVenueState {
    return { ...super.save(), pools: [...this.markets].map(([market, pool]) => [market, pool.save()]) };
  }

  protected override arrive(request: VenueOrderRequest): void {
    const key = this.keyOf(request.clOrdId);
    if (key === null) return;
    const order = this.enter(key, request, this.refusalOf(request));
    if (order === null) return;
    this.accept(order);
    this.awaitExpiry(order);
    this.match(order);
  }

  protected override proceed(event: OwnEvent): void {
    switch (event.type) {
      case 'flow':
        return this.flow(this.at(event.market));
      case 'fill':
      case 'match':
        return assert(false, () => `${this.venue} fills an order when it meets the pool, and not at a time of its own`);
      default:
        return unreachable(event);
    }
  }

  protected override release(order: VenueOrder): void {
    assert(false, () => `${this.venue} holds no orders, and ${order.key} was held`);
  }

  protected override finish(order: VenueOrder, status: 'filled' | 'cancelled' | 'rejected'): void {
    this.markets.get(order.request.market)?.resting.delete(order.key);
    super.finish(order, status);
  }

  protected override seen(request: VenueOrderRequest): SeenInBook | undefined {
    const market = this.markets.get(request.market);
    return market === undefined ? undefined : { isMarketable: market.isMarketable(request), grid: null };
  }

  /** Why an order is refused, funds aside; null if it is taken. */
  private refusalOf(request: VenueOrderRequest): string | null {
    const { context, behaviour } = this;
    const state = this.trading.of(request.market);
    const reason =
      behaviour.orderRefusal(state) ?? context.validateOrder(request, this.host.nowUs, state, this.seen(request));
    if (reason !== null) return reason;
    return this.markets.has(request.market) ? null : 'unknownMarket';
  }

  /** An order meets the pool: it takes, rests, or ends. */
  private match(order: VenueOrder): void {
    const { key, request, price } = order;
    const market = this.at(request.market);
    const placed = { ...request, price };
    const { limitProb } = market.placeOf(placed);
    const own = this.ownInTheWay(market, placed);
    const offer = market.offer(placed, order.orderQty, own ?? limitProb);
    if (offer !== null) {
      market.take(offer);
      if (this.trade(order, offer.qty, offer.px, { px: offer.px, liquidity: 'taker' }) === null) return;
    }
    if (order.matchedQty === order.orderQty) return this.finish(order, 'filled');
    // What the venue does with one's own limit order is not written down: a trade with oneself would flatter the run.
    if (own !== null) return this.end(order, 'selfTrade');
    if (request.timeInForce === 'IOC') return this.end(order, 'iocRemainder');
    if (request.timeInForce === 'FOK') return this.end(order, 'fokUnfilled');
    order.status = order.matchedQty > 0n ? 'partial' : 'submitted';
    market.resting.add(key);
  }

  /** Where an order would meet the nearest of its own account that wants the contrary: a probability, within its limit. */
  private ownInTheWay(market: PoolMarket, placed: PlacedOrder): bigint | null {
    const { buys, limitProb } = market.placeOf(placed);
    let nearest: bigint | null = null;
    for (const key of market.resting) {
      const own = market.placeOf(placeOf(this.orderAt(key)));
      if (own.buys === buys) continue;
      const isWithin = buys === 'yes' ? own.limitProb <= limitProb : own.limitProb >= limitProb;
      const isNearer = nearest === null || (buys === 'yes' ? own.limitProb < nearest : own.limitProb > nearest);
      if (isWithin && isNearer) nearest = own.limitProb;
    }
    return nearest;
  }

  /** Somebody else comes, and the next one is awaited. */
  private flow(market: PoolMarket): void {
    const { venue, host, profile, streams } = this;
    const { bettors } = profile;
    assert(bettors !== null, () => `nobody else bets at ${venue}`);
    const name = market.terms.market;
    const bettor = nextBettor(bettors, market.beganAt, streams.flow);
    if (this.trading.of(name) === 'open') {
      const result = market.bet(bettor, this.makersOf(market), (user) => (user === OWNER ? this.money : INT64_MAX));
      for (const key of result?.cancelled ?? []) this.end(this.orderAt(key), 'venue');
      for (const { order, shares } of result?.fills ?? []) if (order !== null) this.fillMaker(order, shares);
    }
    if (host.nowUs + bettor.nextInUs <= bettors.endsAtUs)
      host.schedule(bettor.nextInUs, { kind: 'venue', venue, type: 'flow', market: name });
  }

  private fillMaker(key: string, qty: bigint): void {
    const order = this.orderAt(key);
    // One that its account did not cover has ended before.
    if (!this.orders.isLive(order)) return;
    const leavesQty = this.trade(order, qty, order.price, { px: order.price, liquidity: 'maker' });
    if (leavesQty === 0n) this.finish(order, 'filled');
    else if (leavesQty !== null) order.status = 'partial';
  }

  private makersOf(market: PoolMarket): readonly LimitOrder[] {
    return [...market.resting].map((id) => {
      const order = this.orderAt(id);
      const { buys: outcome, limitProb } = market.placeOf(placeOf(order));
      const max = order.orderQty - order.matchedQty;
      const user = order.request.side === 'buy' ? OWNER : id;
      return { id, user, outcome, limitProb, amount: max, inShares: { max, step: market.terms.qtyStep } };
    });
  }

  /** What the account could pay with now: limit orders tie up nothing. */
  private get money(): bigint {
    return this.balances()[0]?.amount ?? 0n;
  }

  private at(market: string): PoolMarket {
    const found = this.markets.get(market);
    assert(found !== undefined, () => `${market} has no market maker`);
    return found;
  }
}

const placeOf = ({ request, price }: VenueOrder): PlacedOrder => ({ ...request, price });
