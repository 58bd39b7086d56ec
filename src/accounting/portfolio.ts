// The portfolio of a run: everything that accounting derives from the journal, record by record. What each account has,
// and what each arbitrage holds, risks and has made. They know the journal and nothing else, so that they can be
// built anew from any journal; the engine asks them what is free, what is exposed and what was made.
import { assert } from '../kernel/assert.ts';
import { withOne } from '../kernel/with-one.ts';
import { PassingMap } from '../kernel/passing-map.ts';
import { multiplyMicros, type Micros } from '../money/micros.ts';
import { arbitrageOfOrder, type RecordBody } from '../journal/records.ts';
import { BookedArbitrage, type SavedArbitrage } from './booked-arbitrage.ts';
import { newOrder, type BookedOrder } from './booked-order.ts';
import { createRates, type Rates, type StatedRate } from './currencies.ts';
import { OrderAccounting, type OrderAccountingState } from './order-accounting.ts';
import type { Exposure } from './payoff.ts';
import { ResultSums, type ResultSumsState } from './result-sums.ts';
import { Payouts, type PayoutsState } from './payouts.ts';
import { isRestatement, openQtyOf } from './read-move.ts';
import type { Results } from './results.ts';

type BodyOf<T extends RecordBody['type']> = Extract<RecordBody, { readonly type: T }>;

/** The portfolio at rest: plain data. */
export interface PortfolioState {
  readonly currency: string;
  readonly rates: readonly StatedRate[];
  readonly orders: OrderAccountingState;
  readonly arbitrages: readonly SavedArbitrage[];
  readonly sums: ResultSumsState;
  readonly payouts: PayoutsState;
  readonly exposureSum: bigint;
  readonly liveCount: number;
}

const endStates: ReadonlySet<string> = new Set(['completed', 'partial', 'cancelled', 'failed', 'exposed']);

/** The portfolio of one run. */
export class Portfolio {
  /** Accounts, ledger, positions and what is tied up. */
  readonly accounts: OrderAccounting;
  private readonly arbitrages = new PassingMap<number, BookedArbitrage>();
  private readonly orders = new PassingMap<string, BookedOrder>();
  private readonly sums: ResultSums;
  private readonly payouts: Payouts;
  private currency: string;
  private stated: readonly StatedRate[];
  private rates: Rates;
  private exposureSum: bigint;
  private liveCount: number;

  constructor(state?: PortfolioState) {
    this.accounts = new OrderAccounting(state?.orders);
    this.sums = new ResultSums(state?.sums);
    this.payouts = new Payouts(
      (venue, market, outcome) => this.accounts.holdingOf(venue, market, outcome),
      state?.payouts,
    );
    this.currency = state?.currency ?? '';
    this.stated = state?.rates ?? [];
    this.rates = createRates(this.stated);
    this.exposureSum = state?.exposureSum ?? 0n;
    this.liveCount = state?.liveCount ?? 0;
    for (const saved of state?.arbitrages ?? []) {
      for (const order of this.addArbitrage(saved.intent, saved).orders) {
        this.orders.set(order.clOrdId, order);
        this.accounts.reopen(order);
      }
    }
  }

  /** Takes a record in. */
  observe(body: RecordBody): void {
    switch (body.type) {
      case 'order.moved':
        return this.orderMoved(body);
      case 'order.created':
        return this.orderCreated(body);
      case 'arbitrage.moved':
        return this.arbitrageMoved(body);
      case 'intent.received':
        return this.intentReceived(body);
      case 'intent.refused':
        return this.intentRefused(body.intent);
      case 'account.opened':
        return this.accounts.open(body);
      case 'market.listed':
        return this.accounts.list(body);
      case 'resolution.told':
        return this.accounts.resolve(body);
      case 'run.started':
        this.currency = body.currency;
        this.stated = body.rates;
        this.rates = createRates(body.rates);
        return undefined;
      default:
        return undefined;
    }
  }

  /** Releases an arbitrage that has ended, and of which no venue will send reports any more. */
  forget(number: number): void {
    const arbitrage = this.arbitrages.get(number);
    if (arbitrage === undefined) return;
    assert(arbitrage.report !== null, () => `the arbitrage ${number} lives, and is to be forgotten`);
    this.sums.close(arbitrage.report);
    this.payouts.forget(arbitrage);
    for (const order of arbitrage.orders) {
      this.accounts.forget(order);
      this.orders.delete(order.clOrdId);
    }
    this.arbitrages.delete(number);
  }

  /** The money that is out of a venue's account or tied up in it, in the run's currency. */
  atWork(venue: string): Micros {
    const { accountKey } = this.accounts.accountOf(venue);
    const amount = this.accounts.atWork(venue);
    return this.rates.convert({ currency: accountKey.currency, amount }, this.currency, 'ceil');
  }

  /** What a leg of an arbitrage costs at most, fee included, in the run's currency: 0 for one that sells. */
  costOfLeg(arbitrage: number, leg: number): Micros {
    const { intent } = this.arbitrageOf(arbitrage);
    const planned = intent.legs[leg];
    assert(planned !== undefined, () => `the arbitrage ${arbitrage} has no leg ${leg}`);
    const { venue, side, price, qty, worstFee } = planned;
    const { currency } = this.accounts.accountOf(venue).accountKey;
    const amount = side === 'buy' ? multiplyMicros(price, qty, 'ceil') + worstFee : worstFee;
    return this.rates.convert({ currency, amount }, this.currency, 'ceil');
  }

  /** The exposure of an arbitrage, with everything that its orders may still do. */
  exposureOf(arbitrage: number): Exposure {
    return this.arbitrageOf(arbitrage).exposure();
  }

  /** The arbitrage of that number, as the portfolio has it. */
  arbitrageOf(number: number): BookedArbitrage {
    const arbitrage = this.arbitrages.get(number);
    assert(arbitrage !== undefined, () => `the arbitrage ${number} is not in the portfolio`);
    return arbitrage;
  }

  /** The worst cases of all arbitrages that live or have ended exposed, together. */
  get openExposure(): Micros {
    return this.exposureSum;
  }

  /** The arbitrage of an order that it holds; undefined where it holds none of that id. */
  arbitrageOfOrder(clOrdId: string): number | undefined {
    return this.orders.get(clOrdId)?.arbitrage.number;
  }

  /** Arbitrages that live. */
  get liveArbitrages(): number {
    return this.liveCount;
  }

  /** By how much what was made is below its highest. An arbitrage that has come to life again counts as it had ended. */
  get drawdown(): Micros {
    return this.sums.peak - this.sums.made;
  }

  /** What has come of everything that has ended, and what had been expected of it: micros of the run's currency. */
  get made(): { readonly captured: Micros; readonly expected: Micros } {
    return { captured: this.sums.realised, expected: this.sums.expected };
  }

  /** What the run has come to so far. */
  results(): Results {
    let { worst } = this.sums;
    for (const { report } of this.arbitrages.values())
      if (report !== null && report.realised < worst) worst = report.realised;
    const ended = [...this.arbitrages.values()].filter(({ report }) => report !== null);
    const resolution = this.payouts.difference(ended, (holding) => this.accounts.payoutOf(holding));
    const paidOut = this.accounts.paidOut();
    const differences = this.sums.differences();
    return {
      currency: this.currency,
      expected: this.sums.expected,
      captured: this.sums.realised + resolution,
      worstArbitrage: worst,
      differences: paidOut.length === 0 ? differences : [...differences, { name: 'resolution', amount: resolution }],
      feesByVenue: this.accounts.fees(),
      paidOut,
      balances: this.accounts.balances(),
    };
  }

  /** The portfolio as plain data. */
  save(): PortfolioState {
    return {
      currency: this.currency,
      rates: this.stated,
      orders: this.accounts.save(),
      arbitrages: [...this.arbitrages.values()].map((arbitrage) => arbitrage.save()),
      sums: this.sums.save(),
      payouts: this.payouts.save(),
      exposureSum: this.exposureSum,
      liveCount: this.liveCount,
    };
  }

  private addArbitrage(intent: BodyOf<'intent.received'>, saved?: SavedArbitrage): BookedArbitrage {
    const holdings = intent.legs.map(({ venue, market, outcome }) => this.accounts.holdingOf(venue, market, outcome));
    const rates = holdings.map(({ accountKey }) => this.rates.rateOf(accountKey.currency, this.currency));
    const arbitrage = new BookedArbitrage(intent, holdings, rates, saved);
    this.arbitrages.set(arbitrage.number, arbitrage);
    return arbitrage;
  }

  private intentReceived(intent: BodyOf<'intent.received'>): void {
    this.exposureSum += this.addArbitrage(intent).worstCase;
    this.liveCount += 1;
  }

  /** It went no further: nothing was expected of it. */
  private intentRefused(number: number): void {
    const arbitrage = this.arbitrages.get(number);
    if (arbitrage === undefined) return;
    assert(arbitrage.orders.length === 0, () => `the intent ${number} is refused, and has orders`);
    this.arbitrages.delete(number);
    if (arbitrage.report === null) this.liveCount -= 1;
    else this.sums.takeBack(arbitrage.report);
    this.exposureSum -= arbitrage.worstCase;
  }

  private orderCreated(body: BodyOf<'order.created'>): void {
    const arbitrage = this.arbitrages.get(arbitrageOfOrder(body));
    // An order of no arbitrage is a client's own, and that client's program books it.
    if (arbitrage === undefined) return;
    const order = newOrder(body, arbitrage);
    arbitrage.orders = withOne(arbitrage.orders, order);
    this.orders.set(order.clOrdId, order);
    this.accounts.setOpen(order, order.orderQty);
  }

  private orderMoved(body: BodyOf<'order.moved'>): void {
    const order = this.orders.get(body.clOrdId);
    if (order === undefined) return;
    const change = body.cumQty - order.cumQty;
    const hasTradeMoved = change !== 0n || isRestatement(body);
    if (hasTradeMoved) this.tradeMoved(order, body, change);
    const openQty = openQtyOf(order, body);
    if (hasTradeMoved || openQty !== order.openQty) this.accounts.setOpen(order, openQty);
  }

  private tradeMoved(order: BookedOrder, body: BodyOf<'order.moved'>, change: bigint): void {
    const { arbitrage } = order;
    order.cumQty = body.cumQty;
    const booked = this.accounts.moveTrade(order, body, change);
    if (booked === null) return;
    arbitrage.book(order, booked);
    if (arbitrage.report !== null) this.sumUp(arbitrage);
  }

  private sumUp(arbitrage: BookedArbitrage): void {
    if (arbitrage.report !== null) this.sums.takeBack(arbitrage.report);
    arbitrage.report = arbitrage.result();
    this.sums.add(arbitrage.report, arbitrage.made);
    arbitrage.made = arbitrage.report.realised;
  }

  private arbitrageMoved({ arbitrage: number, to, worstCase }: BodyOf<'arbitrage.moved'>): void {
    const arbitrage = this.arbitrages.get(number);
    if (arbitrage === undefined) return;
    const hasEnded = endStates.has(to);
    if (hasEnded && to !== 'exposed') this.setWorstCase(arbitrage, 0n);
    else if (worstCase !== undefined) this.setWorstCase(arbitrage, worstCase);
    if (hasEnded === (arbitrage.report !== null)) return;
    if (hasEnded) {
      this.liveCount -= 1;
      return this.sumUp(arbitrage);
    }
    this.liveCount += 1;
    if (arbitrage.report !== null) this.sums.takeBack(arbitrage.report);
    arbitrage.report = null;
    // Its end had set what is at risk to nothing.
    if (worstCase === undefined) this.setWorstCase(arbitrage, arbitrage.exposure().worstCase);
  }

  private setWorstCase(arbitrage: BookedArbitrage, risk: bigint): void {
    const counted = risk > 0n ? risk : 0n;
    this.exposureSum += counted - arbitrage.worstCase;
    arbitrage.worstCase = counted;
  }
}
