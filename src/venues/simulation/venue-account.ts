// The account at a venue, as the venue itself keeps it: its money and its shares, what open orders reserve, and what has
// been matched and not settled. This is the venue's own truth, to the micro: only the venue changes it.
// It does not know which orders exist: an order holds its own entry in the account.
// Where a venue holds YES and NO against each other (`netted`, `redeemedAtOnce`), a complete set turns into money
// whenever it is free; what is sold there and not held is bought with the rest of a set.
import { compareText } from '../../kernel/compare-text.ts';
import { assert } from '../../kernel/assert.ts';
import { PassingMap } from '../../kernel/passing-map.ts';
import { checkedMicros, minMicros, multiplyMicros } from '../../money/micros.ts';
import { NO_FEE_STATE } from '../definitions/fees.ts';
import type { Market } from '../definitions/market.ts';
import type { NettingRule, VenueRules } from '../definitions/types.ts';
import type { RejectReason } from '../definitions/words.ts';
import { behaviourOf, type VenueBehaviour } from './venue-behaviour.ts';
import type { VenueBalance, VenueOrderRequest } from './types.ts';
import { bookedMarketOf, freeShares, namesOf, redeemSettled } from './venue-account-markets.ts';
import type { BookedMarket, Redeemed, Slot } from './venue-account-markets.ts';
import type {
  BookedEntry,
  MatchedAt,
  OpeningHolding,
  SavedEntry,
  SavedVenueAccount,
  VenueAccountOptions,
} from './venue-account-state.ts';

/** A trade that has not settled: what it changed. */
type Unsettled = Pick<BookedEntry, 'slot' | 'cash' | 'shares'>;

/** One account at one venue. */
export class VenueAccount {
  /** The name of the account. */
  readonly owner: string;
  private readonly currency: string;
  private readonly isEscrowed: boolean;
  private readonly pairs: NettingRule['pairs'];
  private readonly cashRounding: VenueBehaviour['cashRounding'];
  private readonly markets: ReadonlyMap<string, BookedMarket>;
  private readonly trades = new PassingMap<string, Unsettled>();
  private cash: bigint;
  private reservedCash = 0n;
  private pendingCash = 0n;

  constructor(rules: VenueRules, markets: Iterable<Market>, options: VenueAccountOptions, state?: SavedVenueAccount) {
    this.owner = options.account;
    this.currency = options.currency;
    this.isEscrowed = rules.escrow.value === 'worstCase';
    this.pairs = rules.netting.value.pairs;
    this.cashRounding = behaviourOf(rules).cashRounding;
    this.markets = new Map([...markets].map((market) => [market.market, bookedMarketOf(market)]));
    this.cash = state?.cash ?? options.opening;
    if (state === undefined) this.begin(options.holdings ?? []);
    else this.reopen(state);
  }

  /** The money that it has, whatever open orders tie up of it. */
  get money(): bigint {
    return this.cash;
  }

  /** Enters an order and reserves its worst case. Or returns the reason why not, and changes nothing. */
  take(request: VenueOrderRequest): BookedEntry | RejectReason {
    const { market, outcome, side, orderQty, price, isPostOnly } = request;
    const entry: BookedEntry = {
      slot: this.slotOf(market, outcome),
      side,
      isMaker: isPostOnly === true,
      mayOwe: this.mayOwe(request),
      price,
      openQty: orderQty,
      cash: 0n,
      shares: 0n,
      isUntouched: true,
      feeState: NO_FEE_STATE,
    };
    return this.tieUp(entry) ?? entry;
  }

  /** Enters a saved order again; its worst case was reserved before. */
  restore({ market, outcome }: VenueOrderRequest, saved: SavedEntry): BookedEntry {
    const entry: BookedEntry = { ...saved, slot: this.slotOf(market, outcome) };
    this.hold(entry, saved.cash, saved.shares);
    return entry;
  }

  /** Changes what may still fill of an order, and at which price. Says why not, and changes nothing then. */
  amend(entry: BookedEntry, openQty: bigint, price: bigint): RejectReason | null {
    if (openQty === 0n) {
      this.end(entry);
      return null;
    }
    const before = { ...entry };
    this.unreserve(entry);
    entry.openQty = openQty;
    entry.price = price;
    const reason = this.tieUp(entry);
    if (reason === null) return null;
    entry.openQty = before.openQty;
    entry.price = before.price;
    this.hold(entry, before.cash, before.shares);
    return reason;
  }

  /** Whether a fill is covered. It always is where orders tie up their worst case. */
  covers(entry: BookedEntry, qty: bigint): boolean {
    if (this.isEscrowed) return true;
    const { slot, side, price, mayOwe } = entry;
    const value = multiplyMicros(price, qty, this.cashRounding[side]);
    const fee = slot.market.fees.worstFee({ qty, px: price });
    if (side === 'buy') return value + fee <= this.cash - this.pendingCash;
    const owed = qty - freeShares(slot, qty);
    return owed === 0n || (mayOwe && owed + fee - value <= this.cash - this.pendingCash);
  }

  /** Books a fill, at the order's price or as it was `matched`, and says what it costs. What settles later is not free yet. */
  fill(entry: BookedEntry, tradeId: string, qty: bigint, settlesLater: boolean, matched?: MatchedAt): bigint {
    const { slot, side } = entry;
    const px = matched?.px ?? entry.price;
    assert(qty > 0n && qty <= entry.openQty, () => `${qty} of ${entry.openQty} open cannot be filled by ${tradeId}`);
    const { fee, state } = slot.market.fees.feeOf(
      { qty, px, side, liquidity: matched?.liquidity ?? (entry.isMaker ? 'maker' : 'taker') },
      entry.feeState,
    );
    const covered = side === 'buy' ? 0n : this.isEscrowed ? minMicros(qty, entry.shares) : freeShares(slot, qty);
    const sharesLeft = this.isEscrowed && side === 'sell' ? entry.shares - covered : 0n;
    this.unreserve(entry);
    const value = multiplyMicros(px, qty, this.cashRounding[side]);
    const cash = side === 'buy' ? -value - fee : value - fee;
    const shares = side === 'buy' ? qty : -qty;
    if (side === 'sell' && covered < qty) this.split(slot.market, qty - covered);
    this.move(slot, cash, shares);
    if (settlesLater) this.await(tradeId, { slot, cash, shares });
    entry.feeState = state;
    entry.openQty -= qty;
    entry.isUntouched = false;
    if (this.isEscrowed && entry.openQty > 0n) this.hold(entry, this.cashFor(entry, sharesLeft), sharesLeft);
    this.merge(slot.market);
    return fee;
  }

  /** Frees what an order ties up: nothing of it is open any more. */
  end(entry: BookedEntry): void {
    if (entry.openQty === 0n) return;
    this.unreserve(entry);
    entry.openQty = 0n;
    this.merge(entry.slot.market);
  }

  /** A trade has settled, or has failed and is undone to the micro. */
  settle(tradeId: string, isConfirmed: boolean): void {
    const trade = this.trades.get(tradeId);
    assert(trade !== undefined, () => `${tradeId} settles a second time, or was never made`);
    const { slot, cash, shares } = trade;
    this.trades.delete(tradeId);
    if (cash > 0n) this.pendingCash -= cash;
    if (shares > 0n) slot.pending -= shares;
    if (!isConfirmed) this.move(slot, -cash, -shares);
    this.merge(slot.market);
  }

  /** The result of a market is final: from here on a share of each outcome is worth that. */
  resolve(market: string, payouts: readonly bigint[]): void {
    const booked = this.markets.get(market);
    if (booked !== undefined) booked.payouts = payouts;
  }

  /** Pays out what is held, and has settled, of a market whose result is final. */
  payOut(market: string): readonly Redeemed[] {
    const booked = this.markets.get(market);
    const redeemed = booked === undefined ? [] : redeemSettled(booked);
    for (const { cash } of redeemed) this.cash = checkedMicros(this.cash + cash);
    return redeemed;
  }

  /** What the account has: its money, then its shares by name, where there are any. */
  balances(): readonly VenueBalance[] {
    const { owner: account, currency } = this;
    const shares = [...this.markets.values()]
      .flatMap(({ market, slots }) =>
        slots.map(({ outcome, held }) => ({ account, asset: `${market}:${outcome}`, amount: held })),
      )
      .filter(({ amount }) => amount !== 0n)
      .toSorted((left, right) => compareText(left.asset, right.asset));
    return [{ account, asset: currency, amount: this.cash }, ...shares];
  }

  /** The account as plain data; the entry of an order is saved with the order. */
  save(): SavedVenueAccount {
    const slots = [...this.markets.values()].flatMap((market) => market.slots);
    return {
      account: this.owner,
      currency: this.currency,
      cash: this.cash,
      held: slots.filter(({ held }) => held !== 0n).map(({ market, outcome, held }) => [market.market, outcome, held]),
      trades: [...this.trades].map(([tradeId, { slot, ...moved }]) => ({ tradeId, ...namesOf(slot), ...moved })),
      resolved: [...this.markets.values()].flatMap(({ market, payouts }) =>
        payouts === null ? [] : [[market, payouts] as const],
      ),
    };
  }

  /** The shares with which it begins: whole sets are money where the venue makes them so. */
  private begin(holdings: readonly OpeningHolding[]): void {
    for (const { market, outcome, qty } of holdings) this.slotOf(market, outcome).held += qty;
    for (const market of this.markets.values()) this.merge(market);
  }

  private reopen({ held, trades, resolved }: SavedVenueAccount): void {
    for (const [market, payouts] of resolved) this.resolve(market, payouts);
    for (const [market, outcome, qty] of held) this.slotOf(market, outcome).held = qty;
    for (const { tradeId, market, outcome, cash, shares } of trades)
      this.await(tradeId, { slot: this.slotOf(market, outcome), cash, shares });
  }

  /** Ties up the worst case of an order that ties up nothing, if what is free covers it. */
  private tieUp(entry: BookedEntry): RejectReason | null {
    const { slot, side, openQty } = entry;
    let shares = 0n;
    if (side === 'sell') {
      shares = freeShares(slot, openQty);
      if (shares < openQty && !entry.mayOwe) return 'insufficientShares';
    }
    const cash = this.cashFor(entry, shares);
    if (cash > 0n && cash > this.cash - this.reservedCash - this.pendingCash) return 'insufficientFunds';
    if (this.isEscrowed) this.hold(entry, cash, shares);
    return null;
  }

  /** The money that an order may take at worst, if so many shares of it are there. */
  private cashFor({ slot, side, price, openQty, isUntouched }: BookedEntry, shares: bigint): bigint {
    const { fees, isExact } = slot.market;
    const fee = fees.worstFee({ qty: openQty, px: price });
    // An order that is filled in two pieces is rounded twice.
    const needed = isExact || !isUntouched ? fee : fee + 1n;
    const value = multiplyMicros(price, openQty, this.cashRounding[side]);
    if (side === 'buy') return checkedMicros(value + needed);
    const cash = openQty - shares + needed - value;
    return cash > 0n ? cash : 0n;
  }

  private hold(entry: BookedEntry, cash: bigint, shares: bigint): void {
    entry.cash = cash;
    entry.shares = shares;
    this.reservedCash += cash;
    entry.slot.reserved += shares;
  }

  private unreserve(entry: BookedEntry): void {
    this.reservedCash -= entry.cash;
    entry.slot.reserved -= entry.shares;
    entry.cash = 0n;
    entry.shares = 0n;
  }

  private move(slot: Slot, cash: bigint, shares: bigint): void {
    this.cash = checkedMicros(this.cash + cash);
    slot.held = checkedMicros(slot.held + shares);
  }

  private await(tradeId: string, trade: Unsettled): void {
    if (trade.cash > 0n) this.pendingCash += trade.cash;
    if (trade.shares > 0n) trade.slot.pending += trade.shares;
    this.trades.set(tradeId, trade);
  }

  /** Buys complete sets, of which one outcome is about to be sold. */
  private split({ slots }: BookedMarket, sets: bigint): void {
    this.cash = checkedMicros(this.cash - sets);
    for (const slot of slots) slot.held = checkedMicros(slot.held + sets);
  }

  /** Turns what is free of complete sets into money, where the venue does that. */
  private merge(market: BookedMarket): void {
    if (this.pairs !== 'netted' && this.pairs !== 'redeemedAtOnce') return;
    let sets: bigint | null = null;
    for (const { held, reserved, pending } of market.slots) {
      const free = held - reserved - pending;
      if (free <= 0n) return;
      if (sets === null || free < sets) sets = free;
    }
    if (sets !== null) this.split(market, -sets);
  }

  /**
   * Whether an order may sell what is not held. Where YES and NO are redeemed at once, only a market order is a sale; with a
   * limit, to sell an outcome is to bet on the other.
   */
  private mayOwe({ kind }: VenueOrderRequest): boolean {
    return this.pairs === 'netted' || (this.pairs === 'redeemedAtOnce' && kind !== 'market');
  }

  private slotOf(market: string, outcome: string): Slot {
    const slots = this.markets.get(market)?.slots ?? [];
    for (const slot of slots) if (slot.outcome === outcome) return slot;
    assert(false, () => `the account has no ${market}:${outcome}`);
  }
}
