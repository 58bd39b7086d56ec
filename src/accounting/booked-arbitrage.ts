// One arbitrage in the books: what is held by it, what its orders may still do, and what it was planned to make.
import { assert } from '../kernel/assert.ts';
import { checkedMicros, MICROS_PER_UNIT } from '../money/micros.ts';
import type { Micros } from '../money/micros.ts';
import { divideRounded } from '../money/rounding.ts';
import type { Side } from '../../machines/order/types.ts';
import type { RecordBody } from '../journal/records.ts';
import type { Holding } from './holdings.ts';
import type { OpenOrder } from './open-orders.ts';
import { assessExposure, lockedPayoutOf, type Exposure, type Payoff } from './payoff.ts';
import { cashOut, sharesIn, type BookedTrade, type TradeChange } from './transactions.ts';
import { ArbitragePnl, type ArbitragePlan, type ArbitragePnlState, type PnlReport } from './pnl.ts';

/** The record that an arbitrage comes from. */
export type IntentReceived = Extract<RecordBody, { readonly type: 'intent.received' }>;

/** One instrument of an arbitrage: what is held of it, and what it has cost. */
export interface BookedInstrument {
  readonly holding: Holding;
  readonly pays: Payoff;
  readonly rate: Micros;
  qty: bigint;
  paid: bigint;
}

/** An order of an arbitrage, as far as the books need it. */
export interface BookedOrder {
  readonly clOrdId: string;
  readonly arbitrage: BookedArbitrage;
  /** The planned leg that it fills; -1 for one that unwinds or completes. */
  readonly leg: number;
  readonly instrument: BookedInstrument;
  readonly side: Side;
  price: bigint;
  /** The most that it may still cost in fees. */
  worstFee: bigint;
  cumQty: bigint;
  openQty: bigint;
  /** The keys of its trades in the ledger. */
  readonly trades: string[];
}

/** An arbitrage at rest: its intent, and what has become of it. */
export interface SavedArbitrage {
  readonly intent: IntentReceived;
  readonly orders: readonly (Omit<BookedOrder, 'arbitrage' | 'instrument'> & { readonly instrument: number })[];
  readonly instruments: readonly { readonly qty: bigint; readonly paid: bigint }[];
  readonly pnl: ArbitragePnlState;
  readonly worstCase: bigint;
  readonly hasEnded: boolean;
}

const payoffOf = (paysIn: number, outcomes: number): Payoff =>
  Array.from({ length: outcomes }, (_, outcome) => (paysIn & (1 << outcome)) !== 0);

/** An arbitrage in the books. */
export class BookedArbitrage {
  readonly number: number;
  readonly intent: IntentReceived;
  readonly orders = new Map<string, BookedOrder>();
  readonly instruments: BookedInstrument[];
  readonly pnl: ArbitragePnl;
  /** What it may lose at most, as far as that is known; 0 or more. */
  worstCase: bigint;
  /** What it has come to, once it has ended. */
  report: PnlReport | null = null;
  private readonly plan: ArbitragePlan;

  constructor(intent: IntentReceived, holdings: readonly Holding[], rates: readonly Micros[], state?: SavedArbitrage) {
    const { legs, outcomes, sets } = intent;
    this.number = intent.intent;
    this.intent = intent;
    this.instruments = [];
    let fees = 0n;
    const planned = legs.map((leg, index) => {
      const holding = holdings[index];
      const rate = rates[index];
      assert(holding !== undefined && rate !== undefined, 'each leg has its holding and its rate');
      fees += leg.worstFee * rate;
      if (!this.instruments.some((instrument) => instrument.holding === holding))
        this.instruments.push({ holding, rate, pays: payoffOf(leg.paysIn, outcomes), qty: 0n, paid: 0n });
      return { side: leg.side as Side, price: leg.price, rate };
    });
    this.plan = {
      sets,
      legs: planned,
      payoutPerSet: payoutPerSetOf(intent, rates),
      fees: divideRounded(fees, MICROS_PER_UNIT, 'ceil'),
    };
    this.pnl = new ArbitragePnl(this.plan, state?.pnl);
    this.worstCase = state?.worstCase ?? worstOfPlan(intent, rates);
    if (state !== undefined) this.restore(state);
  }

  /** Whether anything has filled, on any leg. */
  get hasFilled(): boolean {
    for (const { cumQty } of this.orders.values()) if (cumQty !== 0n) return true;
    return false;
  }

  /** Books what has become of a trade. A trade that is busted has not settled: what it was meant for is lost. */
  book(order: BookedOrder, booked: BookedTrade | TradeChange): void {
    if (booked.kind === 'trade') return this.count(order, booked, 1n, false);
    this.count(order, booked.before, -1n, booked.kind === 'bust');
    return this.count(order, booked.after, 1n, false);
  }

  /** The exposure, with everything that its orders may still do. */
  exposure(): Exposure {
    const open = new Map<BookedInstrument, OpenOrder[]>();
    for (const { instrument, side, price, openQty, worstFee } of this.orders.values()) {
      if (openQty === 0n) continue;
      const orders = open.get(instrument) ?? [];
      orders.push({ side, price, openQty, worstFee });
      open.set(instrument, orders);
    }
    const legs = this.instruments.map((instrument) => ({ ...instrument, orders: open.get(instrument) ?? [] }));
    return assessExposure(this.intent.outcomes, legs);
  }

  /** What has been made of it, with what is held counted as the least that it will pay. */
  result(): PnlReport {
    return this.pnl.report(lockedPayoutOf(this.intent.outcomes, this.instruments));
  }

  /** The arbitrage as plain data. */
  save(): SavedArbitrage {
    return {
      intent: this.intent,
      orders: [...this.orders.values()].map(({ instrument, arbitrage: _own, trades, ...order }) => ({
        ...order,
        trades: [...trades],
        instrument: this.instruments.indexOf(instrument),
      })),
      instruments: this.instruments.map(({ qty, paid }) => ({ qty, paid })),
      pnl: this.pnl.save(),
      worstCase: this.worstCase,
      hasEnded: this.report !== null,
    };
  }

  private count(order: BookedOrder, trade: BookedTrade, times: 1n | -1n, hasFailed: boolean): void {
    const { instrument, leg } = order;
    const { qty, px, cash, fee } = trade;
    if (qty === 0n) return;
    instrument.qty += times * sharesIn(trade);
    instrument.paid += times * (cashOut(trade) + fee);
    const worstFee = order.worstFee - times * fee;
    order.worstFee = worstFee > 0n ? worstFee : 0n;
    if (leg < 0) {
      const flow = { cash: -cashOut(trade), fee, rate: instrument.rate };
      if (times > 0n) this.pnl.bookOther(flow);
      else this.pnl.takeBackOther(flow);
      return;
    }
    const fill = { leg, qty, px, cash, fee };
    if (times > 0n) this.pnl.book(fill);
    else if (hasFailed) this.pnl.fail(fill);
    else this.pnl.takeBack(fill);
  }

  /** The instrument of a holding. An arbitrage trades nothing that was not planned. */
  instrumentOf(holding: Holding): BookedInstrument {
    for (const instrument of this.instruments) if (instrument.holding === holding) return instrument;
    throw new Error(`the arbitrage ${this.number} has nothing to do with ${holding.share}`);
  }

  private restore({ orders, instruments, hasEnded }: SavedArbitrage): void {
    instruments.forEach(({ qty, paid }, index) => Object.assign(this.instruments[index] ?? {}, { qty, paid }));
    for (const { instrument: index, ...order } of orders) {
      const instrument = this.instruments[index];
      assert(instrument !== undefined, () => `the order ${order.clOrdId} is of no instrument`);
      this.orders.set(order.clOrdId, { ...order, trades: [...order.trades], instrument, arbitrage: this });
    }
    if (hasEnded) this.report = this.result();
  }
}

/** The least that one share of every leg pays in any outcome, in micros of the common currency. */
const payoutPerSetOf = ({ legs, outcomes }: IntentReceived, rates: readonly Micros[]): Micros => {
  let least: bigint | null = null;
  for (let outcome = 0; outcome < outcomes; outcome += 1) {
    let payout = 0n;
    legs.forEach(({ paysIn, side }, index) => {
      if ((paysIn & (1 << outcome)) !== 0) payout += side === 'buy' ? (rates[index] ?? 0n) : -(rates[index] ?? 0n);
    });
    if (least === null || payout < least) least = payout;
  }
  return least ?? 0n;
};

/** The most that the planned legs may lose, whichever of them fill and whatever comes true; 0 or more. */
const worstOfPlan = ({ legs, outcomes }: IntentReceived, rates: readonly Micros[]): bigint => {
  let worst = 0n;
  for (let outcome = 0; outcome < outcomes; outcome += 1) {
    let loss = 0n;
    legs.forEach(({ paysIn, side, price, qty, worstFee }, index) => {
      const pays = (paysIn & (1 << outcome)) !== 0;
      const perShare = side === 'buy' ? (pays ? 0n : price) : pays ? MICROS_PER_UNIT - price : 0n;
      loss += (perShare * qty + worstFee * MICROS_PER_UNIT) * (rates[index] ?? 0n);
    });
    if (loss > worst) worst = loss;
  }
  return checkedMicros(divideRounded(worst, MICROS_PER_UNIT * MICROS_PER_UNIT, 'ceil'));
};
