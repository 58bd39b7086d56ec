// What orders do to the books: the accounts, the ledger, positions and what is tied up. It knows orders by what they
// were created as and moved to, and nothing of what they are for.
import { assert } from '../kernel/assert.ts';
import type { RecordBody } from '../journal/records.ts';
import type { Micros } from '../money/micros.ts';
import type { BookedOrder } from './booked-arbitrage.ts';
import { isCounterAccount } from './counter-accounts.ts';
import { againstTheTrader, Holdings, type Holding, type Purse, type VenueTerms } from './holdings.ts';
import type { LedgerState } from './ledger-state.ts';
import { Ledger } from './ledger.ts';
import { Positions, type Position, type PositionsState } from './positions.ts';
import { Reservations, type ReservationsState } from './reservations.ts';
import type { AccountBalance, VenueFees } from './results.ts';
import type { BookedTrade, TradeChange } from './transactions.ts';

type AccountOpened = Extract<RecordBody, { readonly type: 'account.opened' }>;
type OrderMoved = Extract<RecordBody, { readonly type: 'order.moved' }>;

/** An account of the books: one at each venue. */
export interface Account {
  readonly record: AccountOpened;
  readonly purse: Purse;
  fees: bigint;
}

/** The books of orders at rest: plain data. */
export interface OrderBooksState {
  readonly accounts: readonly Pick<Account, 'record' | 'fees'>[];
  readonly ledger: LedgerState;
  readonly positions: PositionsState;
  readonly reservations: ReservationsState;
}

/** The ledger, the positions and what open orders tie up. */
export class OrderBooks {
  private readonly holdings = new Holdings([]);
  private readonly accounts = new Map<string, Account>();
  private readonly ledger: Ledger;
  private readonly positions: Positions;
  private readonly reservations: Reservations;
  /** Shares on order, by holding. */
  private readonly onOrder: bigint[] = [];

  constructor(state?: OrderBooksState) {
    for (const { record, fees } of state?.accounts ?? []) this.addAccount(record).fees = fees;
    this.ledger = state === undefined ? new Ledger() : Ledger.restore(this.holdings, state.ledger);
    this.positions = state === undefined ? new Positions() : Positions.restore(this.holdings, state.positions);
    this.reservations =
      state === undefined
        ? new Reservations(this.ledger)
        : Reservations.restore(this.ledger, this.holdings, state.reservations);
  }

  /** An account begins. */
  open(record: AccountOpened): void {
    const { purse } = this.addAccount(record);
    this.positions.apply(this.ledger.open(purse, null, record.amount));
  }

  /** The account at a venue. */
  accountOf(venue: string): Account {
    const account = this.accounts.get(venue);
    assert(account !== undefined, () => `there is no account at ${venue}`);
    return account;
  }

  /** The shares of an outcome at a venue, as the account's. */
  holdingOf(venue: string, market: string, outcome: string): Holding {
    return this.holdings.of(this.accountOf(venue).purse.account, venue, market, outcome);
  }

  /** The money that is free at a venue. */
  fundsOf(venue: string): Micros {
    return this.reservations.availableCash(this.accountOf(venue).purse);
  }

  /** The money that has left a venue's purse and not come back, and what is tied up in it; in the venue's currency. */
  atWork(venue: string): Micros {
    const { purse, record } = this.accountOf(venue);
    return record.amount - this.ledger.cashOf(purse) + this.reservations.reservedCash(purse);
  }

  /** The shares that are held of an outcome, and those that open buys may add. */
  positionOf(holding: Holding): Micros {
    return this.ledger.sharesOf(holding) + (this.onOrder[holding.id] ?? 0n);
  }

  /** Books what a trade of the order has become. Returns the trade, or what it was and is. */
  moveTrade(order: BookedOrder, body: OrderMoved, change: bigint): BookedTrade | TradeChange {
    const { tradeId, lastQty, lastPx, fee = 0n } = body;
    assert(tradeId !== undefined, () => `the quantity of ${order.clOrdId} moved without a trade`);
    const tradeKey = `${order.clOrdId}/${tradeId}`;
    const booked = this.bookMove(order, tradeKey, body.event, change, lastQty, lastPx, fee);
    this.positions.apply(booked);
    const paid = booked.kind === 'trade' ? booked.fee : booked.after.fee - booked.before.fee;
    this.accountOf(order.instrument.holding.purse.venue).fees += paid;
    return booked;
  }

  /** Sets what an order may still fill, and ties up what that may cost. */
  setOpen(order: BookedOrder, openQty: bigint): void {
    this.addOnOrder(order, openQty - order.openQty);
    order.openQty = openQty;
    const { clOrdId, instrument, side, price, worstFee } = order;
    this.reservations.reserve(clOrdId, instrument.holding, { side, price, openQty, worstFee });
  }

  /** An order that was restored is still open as it was. */
  reopen(order: BookedOrder): void {
    this.addOnOrder(order, order.openQty);
  }

  /** No venue will speak of the order any more. */
  forget({ clOrdId, trades }: BookedOrder): void {
    for (const tradeKey of trades) {
      const trade = this.ledger.release(tradeKey);
      if (trade !== undefined) this.positions.release(trade);
    }
    this.reservations.release(clOrdId);
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
    return [...this.accounts.values()].map(({ purse: { venue, currency }, fees }) => ({
      venue,
      currency,
      amount: fees,
    }));
  }

  /** Asserts that no cash and no share has come from nowhere. */
  assertBalanced(): void {
    this.ledger.assertBalanced();
  }

  /** The books as plain data. */
  save(): OrderBooksState {
    return {
      accounts: [...this.accounts.values()].map(({ record, fees }) => ({ record, fees })),
      ledger: this.ledger.save(),
      positions: this.positions.save(),
      reservations: this.reservations.save(),
    };
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
    const opened: Account = { purse: this.holdings.purse(account, venue), fees: 0n, record };
    this.accounts.set(venue, opened);
    return opened;
  }

  private bookMove(
    { side, trades, instrument: { holding } }: BookedOrder,
    tradeKey: string,
    event: string,
    change: bigint,
    qty: bigint | undefined,
    px: bigint | undefined,
    fee: bigint,
  ): BookedTrade | TradeChange {
    const isKnown = this.ledger.trade(tradeKey) !== undefined;
    if (isKnown && event === 'venue.tradeBusted') return this.ledger.bustTrade(tradeKey, 'reported');
    assert(qty !== undefined && px !== undefined, () => `the trade ${tradeKey} has no quantity or no price`);
    if (isKnown) return this.ledger.correctTrade(tradeKey, { qty, px, fee }, 'reported');
    assert(qty === change, () => `the trade ${tradeKey} is of ${qty}, and ${change} was filled`);
    trades.push(tradeKey);
    return this.ledger.bookTrade({ tradeKey, holding, side, qty, px, fee }, 'reported');
  }

  private addOnOrder({ side, instrument }: BookedOrder, qty: bigint): void {
    if (side === 'sell') return;
    const { id } = instrument.holding;
    this.onOrder[id] = (this.onOrder[id] ?? 0n) + qty;
  }
}
