// The book venue: orders meet a book, of what was recorded at the real venue or of a synthetic market, and each other.
// An order meets the book as it is when it arrives, which is not as it was when it was sent. It shares context, account,
// trading states and settlement with the stochastic venue, and draws no fill plan.
import type { BookQuote } from '../../../market-data/quote.ts';
import type { BookLevel, BookSide, MarketUpdate } from '../../../market-data/types.ts';
import { assert, unreachable } from '../../../kernel/assert.ts';
import type { CancelReason } from '../../../../machines/order/types.ts';
import type { SeenInBook, VenueContext, VenueOrder } from '../stochastic-profile.ts';
import type { VenueHost, VenueMarketBooks, VenueOrderRequest, VenueSimulator } from '../types.ts';
import { OrderEntry, type OwnEvent } from '../order-entry.ts';
import type { AmendChange } from '../../definitions/types.ts';
import { tickOf } from '../market-listed.ts';
import { BookMarkets } from './book-markets.ts';
import { MarketBook } from './market-book.ts';
import type { BookProfile, BookStreams, BookVenueState } from './book-profile.ts';
import type { ArrivalEnd, MakerFill, SelfTradePrevention } from './types.ts';

/** A venue with books. */
export class BookVenue extends OrderEntry implements VenueSimulator, VenueMarketBooks {
  private readonly profile: BookProfile;
  private readonly markets: BookMarkets;
  private readonly selfTrade: SelfTradePrevention;

  /** A new venue, or one restored from its saved state; its owner restores context, streams and calendar. */
  constructor(
    venue: string,
    profile: BookProfile,
    context: VenueContext,
    host: VenueHost,
    streams: BookStreams,
    state?: BookVenueState,
  ) {
    super(venue, profile, context, host, streams, state);
    this.profile = profile;
    this.markets = new BookMarkets(context.markets?.values() ?? [], profile, streams, state);
    // Where a venue does not say what happens, the arriving order ends: a trade with oneself would flatter the run.
    this.selfTrade = this.behaviour.selfTrade === 'maker' ? 'cancelMaker' : 'cancelTaker';
    if (state !== undefined || profile.flow === null) return;
    for (const [market, first] of this.markets.begin(host.nowUs, venue)) {
      this.apply(first);
      host.schedule(0, { kind: 'venue', venue, type: 'flow', market });
    }
  }

  get book(): VenueMarketBooks {
    return this;
  }

  get shown(): VenueMarketBooks {
    return this;
  }

  apply(update: MarketUpdate): void {
    const book = this.markets.find(update.market);
    if (book === undefined) return;
    if (update.what === 'tick') this.noteTick(update.market, book, update.tickPx);
    const isTrading = this.trading.of(update.market) === 'open';
    for (const fill of book.apply(update, isTrading)) this.fillMaker(fill);
  }

  /** The step of a market's prices is another from now on, where it is. */
  private noteTick(market: string, book: MarketBook, tick: bigint): void {
    const listed = this.context.markets?.get(market)?.grid;
    const before = book.tick ?? (listed === undefined ? null : tickOf(listed));
    if (tick !== before && MarketBook.isTick(tick))
      this.host.record({ type: 'market.changed', venue: this.venue, market, tick });
  }

  has(market: string): boolean {
    return this.markets.find(market) !== undefined;
  }

  quoteOf(market: string, outcome: string): BookQuote {
    return this.markets.at(market).quoteOf(this.markets.faceOf(market, outcome));
  }

  depthOf(market: string, outcome: string, side: BookSide, levelsMax: number): readonly BookLevel[] {
    return this.markets.at(market).depthOf(this.markets.faceOf(market, outcome), side, levelsMax);
  }

  isTradable(market: string): boolean {
    return this.markets.at(market).isTradable;
  }

  override save(): BookVenueState {
    return { ...super.save(), ...this.markets.save() };
  }

  protected override arrive(request: VenueOrderRequest): void {
    const key = this.keyOf(request.clOrdId);
    if (key === null) return undefined;
    const { takerDelay } = this.profile;
    const isHeld = takerDelay !== null && (this.seen(request)?.isMarketable ?? false) && request.isPostOnly !== true;
    const order = this.enter(key, request, this.refusalOf(request, isHeld));
    if (order === null) return undefined;
    this.awaitExpiry(order);
    if (!isHeld || takerDelay.answer === 'atOnce') this.accept(order);
    if (!isHeld) return this.match(order);
    order.heldQty = order.orderQty;
    order.nextFill = this.host.schedule(takerDelay.delayUs, { kind: 'venue', venue: this.venue, type: 'match', key });
    return undefined;
  }

  protected override proceed(event: OwnEvent): void {
    switch (event.type) {
      case 'match': {
        const order = this.orderAt(event.key);
        order.nextFill = null;
        // A market that does not trade keeps holding it.
        return this.trading.of(order.request.market) === 'open' ? this.release(order) : undefined;
      }
      case 'flow':
        return this.flow(event.market);
      case 'fill':
        return assert(false, () => `${this.venue} draws no fills`);
      default:
        return unreachable(event);
    }
  }

  /** The delay of an order is over: the book is another by now. */
  protected override release(order: VenueOrder): void {
    if (order.nextFill !== null) return undefined;
    const { request } = order;
    const refusal = this.bookRefusal(request.market, []) ?? this.endingOf(request);
    if (refusal !== null) {
      const reason = refusal === 'fokUnfilled' ? refusal : refusal === 'iocUnmatched' ? 'iocRemainder' : 'venue';
      return this.isUnanswered(order) ? this.refuseHeld(order, refusal) : this.end(order, reason);
    }
    const isUnanswered = this.isUnanswered(order);
    order.heldQty = null;
    if (isUnanswered) this.accept(order);
    return this.match(order);
  }

  protected override heldRefusal(order: VenueOrder): string | null {
    return order.heldQty === null ? null : 'notCancellable';
  }

  protected override end(order: VenueOrder, reason: CancelReason): void {
    if (this.isUnanswered(order)) this.refuseHeld(order, reason);
    else super.end(order, reason);
  }

  protected override finish(order: VenueOrder, status: 'filled' | 'cancelled' | 'rejected'): void {
    order.heldQty = null;
    this.markets.find(order.request.market)?.matching.cancel(order.key);
    super.finish(order, status);
  }

  protected override seen(request: VenueOrderRequest): SeenInBook | undefined {
    const book = this.markets.find(request.market);
    const at = this.markets.placeOf(request);
    if (book === undefined || at === null) return undefined;
    return { isMarketable: book.matching.crosses(at.side, at.level), grid: book.grid };
  }

  /** On a book that may be wrong nobody trades, and a price or more of a quantity would be a guess. */
  protected override bookRefusal(market: string, changes: readonly AmendChange[]): string | null {
    const isLess = changes.length > 0 && changes.every((change) => change === 'quantityDown');
    return isLess || this.isTradable(market) ? null : 'tryAgain';
  }

  protected override amended(order: VenueOrder, changes: readonly AmendChange[]): void {
    if (changes.length === 0) return;
    const { matching } = this.markets.at(order.request.market);
    const isLess = changes.every((change) => change === 'quantityDown');
    if (isLess && this.behaviour.keepsQueue(changes)) {
      matching.decrease(order.key, order.orderQty - order.matchedQty);
      return;
    }
    matching.cancel(order.key);
    this.match(order);
  }

  /** Why an order is refused, funds aside; null if it is taken. What a held order comes to is not known yet. */
  private refusalOf(request: VenueOrderRequest, isHeld: boolean): string | null {
    const { context, behaviour } = this;
    const state = this.trading.of(request.market);
    const reason =
      behaviour.orderRefusal(state) ?? context.validateOrder(request, this.host.nowUs, state, this.seen(request));
    if (reason !== null) return reason;
    if (this.markets.find(request.market) === undefined) return 'unknownMarket';
    if (this.markets.placeOf(request) === null) return 'priceOffTick';
    return this.bookRefusal(request.market, []) ?? (isHeld ? null : this.endingOf(request));
  }

  /** Why an order that would come to nothing is refused, where the venue refuses it. */
  private endingOf(request: VenueOrderRequest): string | null {
    const { timeInForce } = request;
    const at = this.markets.placeOf(request);
    if (at === null || (timeInForce !== 'FOK' && timeInForce !== 'IOC')) return null;
    const { matching } = this.markets.at(request.market);
    const order = {
      ...at,
      owner: this.ownerOf(request.account),
      selfTrade: this.selfTrade,
      timeInForce,
      isPostOnly: false,
    };
    if (timeInForce === 'IOC')
      return this.behaviour.iocUnmatched === 'rejected' && matching.takable({ ...order, qty: 1n }) === 0n
        ? 'iocUnmatched'
        : null;
    const isKilled = !matching.canFill({ ...order, id: '', qty: request.orderQty });
    return isKilled && this.behaviour.fokUnfilled === 'rejected' ? 'fokUnfilled' : null;
  }

  /** An order meets the book: it takes, rests, or ends. */
  private match(order: VenueOrder): void {
    const { key, request, price } = order;
    const { timeInForce, isPostOnly = false, market } = request;
    const book = this.markets.at(market);
    const at = this.markets.placeOf({ ...request, price });
    assert(at !== null, () => `${key} has a price between the levels`);
    const qty = order.orderQty - order.matchedQty;
    const { selfTrade } = this;
    const owner = this.ownerOf(request.account);
    const arriving = { id: key, owner, ...at, qty, timeInForce, isPostOnly, selfTrade };
    const { steps, end } = book.matching.submit(arriving);
    const liquidity = 'taker' as const;
    for (const step of steps) {
      if (step.what === 'endedOwn') this.end(this.orderAt(step.maker), 'selfTrade');
      else {
        const px = this.markets.pxOf(request, step.level);
        const offer = { offeredQty: step.offeredQty, offeredPx: book.pxOf(step.level), bookMove: book.updates };
        if (step.maker !== null) this.meet(order, px, this.orderAt(step.maker), step);
        // An order that its account does not cover has ended with its first fill, and gives the others up.
        else if (this.orders.isLive(order)) this.trade(order, step.qty, px, { px, liquidity, offer });
      }
    }
    if (this.orders.isLive(order)) this.leave(order, end);
  }

  private leave(order: VenueOrder, end: ArrivalEnd): void {
    if (end === 'filled') this.finish(order, end);
    else if (end === 'rests') order.status = order.matchedQty > 0n ? 'partial' : 'submitted';
    else this.end(order, end);
  }

  /** An order meets one of another account. Open orders tie up their worst case at a venue with books: both can pay. */
  private meet(order: VenueOrder, px: bigint, maker: VenueOrder, { level, qty }: Omit<MakerFill, 'id'>): void {
    this.tradeBetween({ order, px }, { order: maker, px: this.markets.pxOf(maker.request, level) }, qty);
    this.filled(maker);
  }

  private fillMaker({ id, level, qty }: MakerFill): void {
    const order = this.orderAt(id);
    if (!this.orders.isLive(order)) return;
    const px = this.markets.pxOf(order.request, level);
    if (this.trade(order, qty, px, { px, liquidity: 'maker' }) !== null) this.filled(order);
  }

  /** A resting order was filled, at least in part. */
  private filled(order: VenueOrder): void {
    if (order.matchedQty === order.orderQty) this.finish(order, 'filled');
    else order.status = 'partial';
  }

  private flow(market: string): void {
    const { venue, host } = this;
    const { updates, nextInUs } = this.markets.flow(market, host.nowUs, venue);
    for (const update of updates) this.apply(update);
    if (nextInUs !== null) host.schedule(nextInUs, { kind: 'venue', venue, type: 'flow', market });
  }

  /** Whether an order is held and its client has not been answered yet. */
  private isUnanswered(order: VenueOrder): boolean {
    return order.heldQty !== null && this.profile.takerDelay?.answer === 'waits';
  }

  private refuseHeld(order: VenueOrder, reason: string): void {
    this.finish(order, 'rejected');
    this.refuse(order.request.clOrdId, reason);
  }
}
