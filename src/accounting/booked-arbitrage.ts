// One arbitrage in the portfolio: what is held by it, what its orders may still do, and what it was planned to make.
import { assert } from '../kernel/assert.ts';
import { withOne } from '../kernel/with-one.ts';
import { checkedMicros, MICROS_PER_UNIT } from '../money/micros.ts';
import type { Micros } from '../money/micros.ts';
import { divideRounded, divideWide } from '../money/rounding.ts';
import type { Side } from '../../machines/order/types.ts';
import type { RecordBody } from '../journal/records.ts';
import type { Holding } from './holdings.ts';
import { restoredOrder, savedOrder, type BookedOrder, type SavedOrder } from './booked-order.ts';
import type { OpenOrder } from './open-orders.ts';
import { assessExposure, isAtPar, lockedPayoutOf, type Exposure, type Payoff } from './payoff.ts';
import { cashOut, sharesIn, type BookedTrade, type TradeChange } from './transactions.ts';
import { ArbitragePnl, type ArbitragePlan, type ArbitragePnlState, type PlannedLeg, type PnlReport } from './pnl.ts';

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

/** An arbitrage at rest: its intent, and what has become of it. */
export interface SavedArbitrage {
  readonly intent: IntentReceived;
  readonly orders: readonly SavedOrder[];
  readonly instruments: readonly { readonly qty: bigint; readonly paid: bigint }[];
  readonly pnl: ArbitragePnlState;
  readonly worstCase: bigint;
  readonly made: bigint;
  readonly hasEnded: boolean;
}

const NONE: readonly never[] = [];

/** Payoffs by the number of outcomes and the bits: there are as many as kinds of legs, and they are made once. */
const payoffs: Map<number, Payoff>[] = [];

const payoffOf = (paysIn: number, outcomes: number): Payoff => {
  const known = (payoffs[outcomes] ??= new Map());
  let payoff = known.get(paysIn);
  if (payoff === undefined) {
    payoff = Array.from({ length: outcomes }, (_, outcome) => (paysIn & (1 << outcome)) !== 0);
    known.set(paysIn, payoff);
  }
  return payoff;
};

/** An arbitrage in the portfolio. */
export class BookedArbitrage {
  readonly number: number;
  readonly intent: IntentReceived;
  /** Its orders, as they were created. */
  orders: readonly BookedOrder[] = NONE;
  readonly instruments: readonly BookedInstrument[];
  readonly pnl: ArbitragePnl;
  /** What it may lose at most, as far as that is known; 0 or more. */
  worstCase: bigint;
  /** What it has come to, once it has ended. */
  report: PnlReport | null = null;
  /** What it had come to when it ended last; 0 before. */
  made = 0n;
  private readonly plan: ArbitragePlan;

  constructor(intent: IntentReceived, holdings: readonly Holding[], rates: readonly Micros[], state?: SavedArbitrage) {
    const { legs, outcomes, sets } = intent;
    this.number = intent.intent;
    this.intent = intent;
    let instruments: readonly BookedInstrument[] = NONE;
    let planned: readonly PlannedLeg[] = NONE;
    let feePicos = 0n;
    for (let index = 0; index < legs.length; index += 1) {
      const { side, price, paysIn, worstFee } = legs[index]!;
      const holding = holdings[index];
      const rate = rates[index];
      assert(holding !== undefined && rate !== undefined, 'each leg has its holding and its rate');
      feePicos += worstFee * rate;
      planned = withOne(planned, { side: side as Side, price, rate });
      if (!instruments.some((instrument) => instrument.holding === holding))
        instruments = withOne(instruments, { holding, rate, pays: payoffOf(paysIn, outcomes), qty: 0n, paid: 0n });
    }
    this.instruments = instruments;
    const fees = divideRounded(feePicos, MICROS_PER_UNIT, 'ceil');
    this.plan = { sets, legs: planned, payoutPerSet: payoutPerSetOf(intent, rates), fees };
    this.pnl = new ArbitragePnl(this.plan, state?.pnl);
    this.worstCase = state?.worstCase ?? worstOfPlan(intent, planned, feePicos);
    if (state !== undefined) this.restore(state);
  }

  /** Whether anything has filled, on any leg. */
  get hasFilled(): boolean {
    for (const { cumQty } of this.orders) if (cumQty !== 0n) return true;
    return false;
  }

  /** Books what has become of a trade. A trade that is busted has not settled: what it was meant for is lost. */
  book(order: BookedOrder, booked: BookedTrade | TradeChange): void {
    if (booked.kind === 'trade') return this.count(order, booked);
    this.takeBack(order, booked.before, booked.kind === 'bust');
    return this.count(order, booked.after);
  }

  /** The exposure, with everything that its orders may still do. */
  exposure(): Exposure {
    const legs = this.instruments.map((instrument) => {
      const { pays, rate, qty, paid } = instrument;
      return { pays, rate, qty, paid, orders: this.openOrdersOf(instrument) };
    });
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
      orders: this.orders.map(savedOrder),
      instruments: this.instruments.map(({ qty, paid }) => ({ qty, paid })),
      pnl: this.pnl.save(),
      worstCase: this.worstCase,
      made: this.made,
      hasEnded: this.report !== null,
    };
  }

  private openOrdersOf(instrument: BookedInstrument): readonly OpenOrder[] {
    let open: readonly OpenOrder[] = NONE;
    // Orders carry all that an open order is.
    for (const order of this.orders)
      if (order.instrument === instrument && order.openQty !== 0n) open = withOne(open, order);
    return open;
  }

  private count(order: BookedOrder, trade: BookedTrade): void {
    const { instrument, leg } = order;
    const { qty, px, cash, fee } = trade;
    instrument.qty += sharesIn(trade);
    instrument.paid += cashOut(trade) + fee;
    setFees(order, order.feesPaid + fee);
    if (leg >= 0) this.pnl.book({ leg, qty, px, cash, fee });
    else this.pnl.bookOther({ cash: -cashOut(trade), fee, rate: instrument.rate });
  }

  private takeBack(order: BookedOrder, trade: BookedTrade, hasFailed: boolean): void {
    const { instrument, leg } = order;
    const { qty, px, cash, fee } = trade;
    instrument.qty -= sharesIn(trade);
    instrument.paid -= cashOut(trade) + fee;
    setFees(order, order.feesPaid - fee);
    if (leg < 0) this.pnl.takeBackOther({ cash: -cashOut(trade), fee, rate: instrument.rate });
    else if (hasFailed) this.pnl.fail({ leg, qty, px, cash, fee });
    else this.pnl.takeBack({ leg, qty, px, cash, fee });
  }

  /** The instrument of that name. An arbitrage trades nothing that was not planned. */
  instrumentOf(venue: string, market: string, outcome: string): BookedInstrument {
    for (const instrument of this.instruments) {
      const { holding } = instrument;
      if (holding.outcome === outcome && holding.market === market && holding.accountKey.venue === venue)
        return instrument;
    }
    throw new Error(`the arbitrage ${this.number} has nothing to do with ${market}:${outcome} at ${venue}`);
  }

  private restore({ orders, instruments, made, hasEnded }: SavedArbitrage): void {
    this.made = made;
    for (let index = 0; index < this.instruments.length; index += 1) {
      const instrument = this.instruments[index]!;
      instrument.qty = instruments[index]?.qty ?? 0n;
      instrument.paid = instruments[index]?.paid ?? 0n;
    }
    this.orders = orders.map((order) => restoredOrder(order, this));
    if (hasEnded) this.report = this.result();
  }
}

/** What fees its standing fills have cost, and what is left of the most that they may. */
const setFees = (order: BookedOrder, feesPaid: bigint): void => {
  order.feesPaid = feesPaid;
  order.worstFee = feesPaid < order.feesMax ? order.feesMax - feesPaid : 0n;
};

/** The least that one share of every leg pays in any outcome, in micros of the common currency. */
const payoutPerSetOf = ({ legs, outcomes }: IntentReceived, rates: readonly Micros[]): Micros => {
  let least: bigint | null = null;
  for (let outcome = 0; outcome < outcomes; outcome += 1) {
    let payout = 0n;
    for (let index = 0; index < legs.length; index += 1) {
      const { paysIn, side } = legs[index]!;
      if ((paysIn & (1 << outcome)) === 0) continue;
      if (side === 'buy') payout += rates[index]!;
      else payout -= rates[index]!;
    }
    if (least === null || payout < least) least = payout;
  }
  return least ?? 0n;
};

/**
 * The most that the planned legs may lose, whichever of them fill and whatever comes true; 0 or more. A buy loses its
 * price where it does not pay, a sell what is left of 1 where it does; the fees are lost anyway.
 */
const worstOfPlan = ({ legs, outcomes }: IntentReceived, planned: readonly PlannedLeg[], feePicos: bigint): bigint => {
  // In 10⁻¹⁸ of the common currency; where no rate is to be reckoned with, in 10⁻¹², which stays in machine words.
  const hasRates = !isAtPar(planned);
  const losses = legs.map(({ side, price, qty }, index) => {
    const picos = (side === 'buy' ? price : MICROS_PER_UNIT - price) * qty;
    return hasRates ? picos * planned[index]!.rate : picos;
  });
  let worst = 0n;
  for (let outcome = 0; outcome < outcomes; outcome += 1) {
    let loss = 0n;
    for (let index = 0; index < legs.length; index += 1) {
      const { paysIn, side } = legs[index]!;
      if (((paysIn & (1 << outcome)) !== 0) !== (side === 'buy')) loss += losses[index]!;
    }
    if (loss > worst) worst = loss;
  }
  if (!hasRates) return checkedMicros(divideRounded(worst + feePicos, MICROS_PER_UNIT, 'ceil'));
  return checkedMicros(divideWide(worst + feePicos * MICROS_PER_UNIT, MICROS_PER_UNIT * MICROS_PER_UNIT, 'ceil'));
};
