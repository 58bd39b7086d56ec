// What orders do to the portfolio: the accounts, the ledger, positions and what is tied up. It knows orders by what they
// were created as and moved to, and nothing of what they are for.
import { assert } from '../kernel/assert.ts';
import { withOne } from '../kernel/with-one.ts';
import type { RecordBody } from '../journal/records.ts';
import type { Micros } from '../money/micros.ts';
import { changed, type BookedOrder } from './booked-order.ts';
import { isCounterAccount } from './counter-accounts.ts';
import { againstTheTrader, Holdings, type Holding, type AccountKey, type VenueTerms } from './holdings.ts';
import { Ledger, type LedgerState } from './ledger.ts';
import { Positions, type Position, type PositionsState } from './positions.ts';
import { Reservations } from './reservations.ts';
import type { AccountBalance, VenueFees } from './results.ts';
import type { BookedTrade, TradeChange } from './transactions.ts';

type AccountOpened = Extract<RecordBody, { readonly type: 'account.opened' }>;
type MarketListed = Extract<RecordBody, { readonly type: 'market.listed' }>;
type ResolutionTold = Extract<RecordBody, { readonly type: 'resolution.told' }>;
type OrderMoved = Extract<RecordBody, { readonly type: 'order.moved' }>;

/** An account of the portfolio: one at each venue. */
export interface Account {
  readonly record: AccountOpened;
  readonly accountKey: AccountKey;
  fees: bigint;
  /** What its shares were paid out for, once their markets had resolved. */
  paidOut: bigint;
}

/** The accounting of orders at rest: plain data. */
export interface OrderAccountingState {
  readonly accounts: readonly Pick<Account, 'record' | 'fees' | 'paidOut'>[];
  /** The markets of venues that net. */
  readonly listed: readonly MarketListed[];
  /** The final results that the client received. */
  readonly resolved: readonly ResolutionTold[];
  readonly ledger: LedgerState;
  readonly positions: PositionsState;
}

/** The ledger, the positions and what open orders tie up. */
export class OrderAccounting {
  private readonly holdings = new Holdings([]);
  private readonly accounts = new Map<string, Account>();
  private readonly ledger: Ledger;
  private readonly positions: Positions;
  private readonly reservations: Reservations;
  /** The sets that are netted, by each of their holdings. */
  private readonly netted = new Map<Holding, readonly Holding[]>();
  private readonly listed: MarketListed[] = [];
  private readonly resolved: ResolutionTold[] = [];
  /** What a share pays, of those whose market has resolved. */
  private readonly payouts = new Map<Holding, Micros>();
  /** Shares on order, by holding. */
  private readonly onOrder: bigint[] = [];

  constructor(state?: OrderAccountingState) {
    for (const { record, fees, paidOut } of state?.accounts ?? [])
      Object.assign(this.addAccount(record), { fees, paidOut });
    for (const record of state?.listed ?? []) this.noteListed(record);
    for (const record of state?.resolved ?? []) this.noteResult(record);
    this.ledger = state === undefined ? new Ledger() : Ledger.restore(state.ledger);
    this.positions = state === undefined ? new Positions() : Positions.restore(this.holdings, state.positions);
    this.reservations = new Reservations(this.ledger);
  }

  /** An account begins. The first one at a venue is ours: others there are somebody else's, and not in the portfolio. */
  open(record: AccountOpened): void {
    if (this.accounts.has(record.venue)) return;
    const { amount, holdings = [] } = record;
    const { accountKey } = this.addAccount(record);
    this.positions.apply(this.ledger.open(accountKey, null, amount));
    for (const { asset, amount: qty } of holdings)
      this.positions.apply(this.ledger.open(accountKey, this.holdings.ofAsset(accountKey, asset), qty));
  }

  /** A market of a venue that nets: there one share of each of its outcomes is money at once, also of those it began with. */
  list(record: MarketListed): void {
    const set = this.noteListed(record);
    if (set !== null) this.net(set);
  }

  /** A market's result is final: what is held of it is money from here on, and so is whatever a late word brings. */
  resolve(record: ResolutionTold): void {
    for (const holding of this.noteResult(record)) this.redeem(holding);
  }

  /** What one share pays, once its market's result is final. */
  payoutOf(holding: Holding): Micros | undefined {
    return this.payouts.get(holding);
  }

  /** The account at a venue. */
  accountOf(venue: string): Account {
    const account = this.accounts.get(venue);
    assert(account !== undefined, () => `there is no account at ${venue}`);
    return account;
  }

  /** The shares of an outcome at a venue, as the account's. */
  holdingOf(venue: string, market: string, outcome: string): Holding {
    return this.holdings.at(this.accountOf(venue).accountKey, market, outcome);
  }

  /** The money that is free at a venue. */
  fundsOf(venue: string): Micros {
    return this.reservations.availableCash(this.accountOf(venue).accountKey);
  }

  /** The money that has left a venue's account and not come back, and what is tied up in it; in the venue's currency. */
  atWork(venue: string): Micros {
    const { accountKey, record } = this.accountOf(venue);
    return record.amount - this.ledger.cashOf(accountKey) + this.reservations.reservedCash(accountKey);
  }

  /** The shares that are held of an outcome, and those that open buys may add. */
  positionOf(holding: Holding): Micros {
    return this.ledger.sharesOf(holding) + (this.onOrder[holding.id] ?? 0n);
  }

  /**
   * Books what a trade of the order has become, by which the order's quantity has changed. Returns the trade, or what
   * it was and is; null where a word of a trade that has not come is kept for when it does.
   */
  moveTrade(order: BookedOrder, body: OrderMoved, change: bigint): BookedTrade | TradeChange | null {
    const { tradeId } = body;
    assert(tradeId !== undefined, () => `the quantity of ${order.clOrdId} moved without a trade`);
    const booked = this.bookMove(order, `${order.clOrdId}/${tradeId}`, body, change);
    if (booked === null) return null;
    this.positions.apply(booked);
    const paid = booked.kind === 'trade' ? booked.fee : booked.after.fee - booked.before.fee;
    if (paid !== 0n) this.accountOf(order.instrument.holding.accountKey.venue).fees += paid;
    const { holding } = order.instrument;
    const set = this.netted.get(holding);
    if (set !== undefined) this.net(set);
    if (this.payouts.size > 0) for (const each of set ?? [holding]) this.redeem(each);
    return booked;
  }

  /** Sets what an order may still fill, and ties up what that may cost. */
  setOpen(order: BookedOrder, openQty: bigint): void {
    this.addOnOrder(order, openQty - order.openQty);
    order.openQty = openQty;
    this.reservations.reserve(order);
  }

  /** An order that was restored is still open as it was, and ties up what it did. */
  reopen(order: BookedOrder): void {
    this.addOnOrder(order, order.openQty);
    this.reservations.recount(order);
  }

  /** No venue will speak of the order any more. */
  forget(order: BookedOrder): void {
    for (const trade of order.trades) this.positions.release(trade);
    if (order.openQty !== 0n) this.setOpen(order, 0n);
  }

  /** What each account has: money, and shares as `market:outcome`. */
  balances(): AccountBalance[] {
    return this.ledger
      .balances()
      .filter(({ owner }) => !isCounterAccount(owner))
      .map(({ owner, venue, asset, amount }) => ({ venue, account: owner, asset, amount }));
  }

  /** Every position that holds or has made anything. */
  positionList(): Position[] {
    return this.positions.list();
  }

  /** The fees that were paid at each venue. */
  fees(): VenueFees[] {
    return [...this.accounts.values()].map(({ accountKey: { venue, currency }, fees }) => ({
      venue,
      currency,
      amount: fees,
    }));
  }

  /** What shares were paid out for at each venue of which a market has resolved. */
  paidOut(): VenueFees[] {
    const resolved = new Set(this.resolved.map(({ venue }) => venue));
    return [...this.accounts.values()]
      .filter(({ accountKey }) => resolved.has(accountKey.venue))
      .map(({ accountKey: { venue, currency }, paidOut }) => ({ venue, currency, amount: paidOut }));
  }

  /** Asserts that no cash and no share has come from nowhere. */
  assertBalanced(): void {
    this.ledger.assertBalanced();
  }

  /** The portfolio as plain data. */
  save(): OrderAccountingState {
    return {
      accounts: [...this.accounts.values()].map(({ record, fees, paidOut }) => ({ record, fees, paidOut })),
      listed: [...this.listed],
      resolved: [...this.resolved],
      ledger: this.ledger.save(),
      positions: this.positions.save(),
    };
  }

  /** Whole sets become money; shares that are owed are those of a set that was bought for it. */
  private net(set: readonly Holding[]): void {
    let sets: Micros | null = null;
    for (const holding of set) {
      const held = this.ledger.sharesOf(holding);
      if (sets === null || held < sets) sets = held;
    }
    if (sets === null || sets === 0n) return;
    const exchanged = sets > 0n ? this.ledger.merge(set, sets, 'reported') : this.ledger.split(set, -sets, 'reported');
    this.positions.apply(exchanged);
  }

  /** Keeps a market of a venue that nets. Returns the shares of its outcomes; null where the venue does not. */
  private noteListed(record: MarketListed): readonly Holding[] | null {
    const { venue, market, outcomes } = record;
    if (this.accountOf(venue).record.sets !== 'netted') return null;
    this.listed.push(record);
    const set = outcomes.map(({ outcome }) => this.holdingOf(venue, market, outcome));
    for (const holding of set) this.netted.set(holding, set);
    return set;
  }

  /** Keeps a result. Returns what may be held of its market. */
  private noteResult(record: ResolutionTold): readonly Holding[] {
    const { venue, market, payouts } = record;
    this.resolved.push(record);
    return payouts.map(({ outcome, payout }) => {
      const holding = this.holdingOf(venue, market, outcome);
      this.payouts.set(holding, payout);
      return holding;
    });
  }

  private redeem(holding: Holding): void {
    const payout = this.payouts.get(holding);
    const qty = this.ledger.sharesOf(holding);
    if (payout === undefined || qty === 0n) return;
    const redeemed = this.ledger.redeem(holding, qty, payout, 'reported');
    this.positions.apply(redeemed);
    this.accountOf(holding.accountKey.venue).paidOut += redeemed.cash;
  }

  private addAccount(record: AccountOpened): Account {
    const { account, venue, currency, escrow } = record;
    assert(!this.accounts.has(venue), () => `there are two accounts at ${venue}`);
    const terms: VenueTerms = {
      venue,
      currency,
      cashRounding: againstTheTrader,
      escrow: escrow === 'none' ? 'none' : 'worstCase',
    };
    this.holdings.addVenue(terms);
    const opened: Account = { accountKey: this.holdings.accountKey(account, venue), fees: 0n, paidOut: 0n, record };
    this.accounts.set(venue, opened);
    return opened;
  }

  private bookMove(
    order: BookedOrder,
    tradeKey: string,
    { event, lastQty, lastPx, fee, anomaly }: OrderMoved,
    change: bigint,
  ): BookedTrade | TradeChange | null {
    const known = order.trades.find((trade) => trade.tradeKey === tradeKey);
    if (event === 'venue.tradeBusted')
      return known === undefined ? null : changed(order, this.ledger.bustTrade(known, 'reported'));
    assert(lastQty !== undefined && lastPx !== undefined, () => `the trade ${tradeKey} has no quantity or no price`);
    if (known !== undefined) {
      const terms = { qty: lastQty, px: lastPx, fee: fee ?? known.fee };
      return changed(order, this.ledger.correctTrade(known, terms, 'reported'));
    }
    const { side, early, instrument } = order;
    const corrected = early.length === 0 ? undefined : early.findLast((correction) => correction.tradeKey === tradeKey);
    const isCorrection = event === 'venue.tradeCorrected';
    if (isCorrection && change === 0n) {
      const { fee: feeSoFar = null } = corrected ?? {};
      if (anomaly === 'unknownTrade')
        order.early = withOne(early, { tradeKey, qty: lastQty, px: lastPx, fee: fee ?? feeSoFar });
      return null;
    }
    const { qty, px } = isCorrection || corrected === undefined ? { qty: lastQty, px: lastPx } : corrected;
    const paid = isCorrection ? (fee ?? corrected?.fee) : (corrected?.fee ?? fee);
    assert(qty === change, () => `the trade ${tradeKey} is of ${qty}, and ${change} was filled`);
    const { holding } = instrument;
    const trade = this.ledger.bookTrade({ tradeKey, holding, side, qty, px, fee: paid ?? 0n }, 'reported');
    order.trades = withOne(order.trades, trade);
    return trade;
  }

  private addOnOrder({ side, instrument }: BookedOrder, qty: bigint): void {
    if (side === 'sell') return;
    const { id } = instrument.holding;
    this.onOrder[id] = (this.onOrder[id] ?? 0n) + qty;
  }
}
