// The venue with a market maker: orders meet a pool that always has a price, and rest as limit orders where it is worse
// than their limit; others bet, move the pool, and meet what rests on their way. It shares context, account, trading states and
// settlement with the other simulators, and draws no fill plan.
//
// A bet there is of mana; an order here is of shares. It is taken for the bet that buys just as many.
import { assert, unreachable } from '../../../kernel/assert.ts';
import { INT64_MAX, MICROS_PER_UNIT, minMicros } from '../../../money/micros.ts';
import { floorToStep } from '../../definitions/grid.ts';
import type { BookQuote } from '../../../market-data/quote.ts';
import type { BookLevel, BookSide } from '../../../market-data/types.ts';
import type { LimitOrder } from '../../definitions/manifold/bets.ts';
import type { SeenInBook, VenueContext, VenueOrder } from '../stochastic-profile.ts';
import type { ShownMarkets, VenueHost, VenueOrderRequest, VenueSimulator } from '../types.ts';
import { OrderEntry, type OwnEvent } from '../order-entry.ts';
import { nextBettor } from './bettors.ts';
import { PoolMarket, type PlacedOrder } from './pool-market.ts';
import type { PoolProfile, PoolStreams, PoolVenueState } from './pool-profile.ts';

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
    const { key, request } = order;
    const market = this.at(request.market);
    const { limitProb } = market.placeOf(placeOf(order));
    const own = this.ownInTheWay(market, order);
    const limit = own ?? limitProb;
    for (
      let maker = this.nextMaker(market, order, limit);
      maker !== null;
      maker = this.nextMaker(market, order, limit)
    ) {
      if (!this.takePool(market, order, market.placeOf(placeOf(maker)).limitProb)) return;
      if (order.matchedQty === order.orderQty || !this.meet(market, order, maker)) break;
    }
    if (!this.orders.isLive(order) || !this.takePool(market, order, limit)) return;
    if (order.matchedQty === order.orderQty) return this.finish(order, 'filled');
    // What the venue does with one's own limit order is not written down: a trade with oneself would flatter the run.
    if (own !== null) return this.end(order, 'selfTrade');
    if (request.timeInForce === 'IOC') return this.end(order, 'iocRemainder');
    if (request.timeInForce === 'FOK') return this.end(order, 'fokUnfilled');
    order.status = order.matchedQty > 0n ? 'partial' : 'submitted';
    market.resting.add(key);
  }

  /** An order takes what the pool gives it, up to a probability. False where its account does not cover it: it has ended. */
  private takePool(market: PoolMarket, order: VenueOrder, limitProb: bigint): boolean {
    const left = order.orderQty - order.matchedQty;
    const offer = left === 0n ? null : market.offer(placeOf(order), left, limitProb);
    if (offer === null) return true;
    market.take(offer);
    return this.trade(order, offer.qty, offer.px, { px: offer.px, liquidity: 'taker' }) !== null;
  }

  /** The resting order of another account that an arriving one meets next, within its limit: the nearest, then the oldest. */
  private nextMaker(market: PoolMarket, arriving: VenueOrder, limitProb: bigint): VenueOrder | null {
    const { buys } = market.placeOf(placeOf(arriving));
    let nearest: { readonly order: VenueOrder; readonly limitProb: bigint } | null = null;
    for (const key of market.resting) {
      const order = this.orderAt(key);
      const at = market.placeOf(placeOf(order));
      if (at.buys === buys || this.isOf(order, arriving.request.account)) continue;
      const isWithin = buys === 'yes' ? at.limitProb <= limitProb : at.limitProb >= limitProb;
      const isNearer =
        nearest === null || (buys === 'yes' ? at.limitProb < nearest.limitProb : at.limitProb > nearest.limitProb);
      if (isWithin && isNearer) nearest = { order, limitProb: at.limitProb };
    }
    return nearest?.order ?? null;
  }

  /**
   * An order meets one of another account, which fills as far as its account can pay: limit orders tie up nothing, and one
   * that cannot pay for a step ends. False where the arriving order takes no more of it.
   */
  private meet(market: PoolMarket, order: VenueOrder, maker: VenueOrder): boolean {
    const { qtyStep } = market.terms;
    const wanted = minMicros(order.orderQty - order.matchedQty, maker.orderQty - maker.matchedQty);
    const qty = maker.request.side === 'buy' ? minMicros(wanted, this.affordable(maker, qtyStep)) : wanted;
    if (qty <= 0n || !this.isCovered(maker, qty)) {
      this.end(maker, 'venue');
      return true;
    }
    if (!this.isCovered(order, qty)) {
      this.end(order, 'venue');
      return false;
    }
    const px = maker.request.outcome === order.request.outcome ? maker.price : MICROS_PER_UNIT - maker.price;
    this.tradeBetween({ order, px }, { order: maker, px: maker.price }, qty);
    this.filled(maker);
    return order.matchedQty < order.orderQty;
  }

  private isCovered({ entry, request }: VenueOrder, qty: bigint): boolean {
    return entry === null || this.context.accounts?.of(request.account).covers(entry, qty) !== false;
  }

  /** Whole steps of shares that the account of an order that buys can pay for. */
  private affordable({ request, price }: VenueOrder, step: bigint): bigint {
    return floorToStep((this.moneyOf(this.ownerOf(request.account)) * MICROS_PER_UNIT) / price, step);
  }

  /** Where an order would meet the nearest of its own account that wants the contrary: a probability, within its limit. */
  private ownInTheWay(market: PoolMarket, arriving: VenueOrder): bigint | null {
    const { buys, limitProb } = market.placeOf(placeOf(arriving));
    let nearest: bigint | null = null;
    for (const key of market.resting) {
      const order = this.orderAt(key);
      const own = market.placeOf(placeOf(order));
      if (own.buys === buys || !this.isOf(order, arriving.request.account)) continue;
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
      const result = market.bet(bettor, this.makersOf(market), this.moneyOf);
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
    if (this.trade(order, qty, order.price, { px: order.price, liquidity: 'maker' }) !== null) this.filled(order);
  }

  /** A resting order was filled, at least in part. */
  private filled(order: VenueOrder): void {
    if (order.matchedQty === order.orderQty) this.finish(order, 'filled');
    else order.status = 'partial';
  }

  /** The orders that rest. One that sells pays with what it sells. */
  private makersOf(market: PoolMarket): readonly LimitOrder[] {
    return [...market.resting].map((id) => {
      const order = this.orderAt(id);
      const { buys: outcome, limitProb } = market.placeOf(placeOf(order));
      const max = order.orderQty - order.matchedQty;
      const user = order.request.side === 'buy' ? this.ownerOf(order.request.account) : '';
      return { id, user, outcome, limitProb, amount: max, inShares: { max, step: market.terms.qtyStep } };
    });
  }

  /** What an account could pay with now: limit orders tie up nothing. Those that sell are of nobody. */
  private readonly moneyOf = (user: string): bigint =>
    user === '' ? INT64_MAX : (this.context.accounts?.of(user).money ?? 0n);

  private at(market: string): PoolMarket {
    const found = this.markets.get(market);
    assert(found !== undefined, () => `${market} has no market maker`);
    return found;
  }
}

const placeOf = ({ request, price }: VenueOrder): PlacedOrder => ({ ...request, price });
