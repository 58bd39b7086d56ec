// What an arbitrage was planned to make, what it has made, and why the two differ. The causes sum to the difference
// exactly; each but the last is computed for itself, and the last, rounding, is less than a micro a booking.
//
// It follows one arbitrage's bookings as sums and keeps no list of them. Money is in micros of each venue's
// currency, results in micros of the common one.
import { assert } from '../kernel/assert.ts';
import { checkedMicros, MICROS_PER_UNIT, mulDiv } from '../money/micros.ts';
import type { Micros } from '../money/micros.ts';
import { divideRounded, divideWide } from '../money/rounding.ts';
import type { Side } from '../../machines/order/types.ts';

/** A leg as planned. */
export interface PlannedLeg {
  readonly side: Side;
  readonly price: Micros;
  /** What one unit of its venue's currency is worth, in micros of the common currency. */
  readonly rate: Micros;
}

/** An arbitrage as planned: so many sets, each one share of every leg. */
export interface ArbitragePlan {
  readonly sets: Micros;
  readonly legs: readonly PlannedLeg[];
  /** What one set pays in every outcome, in micros of the common currency. */
  readonly payoutPerSet: Micros;
  /** The fees of all legs and sets, in micros of the common currency. */
  readonly fees: Micros;
}

/** A fill of a planned leg, as booked. */
export interface LegFill {
  readonly leg: number;
  readonly qty: Micros;
  /** `px × qty`, as the ledger has rounded it. */
  readonly cash: Micros;
  readonly px: Micros;
  readonly fee: Micros;
}

/** Money of an order that unwinds or completes, or of a merge or redemption: in where positive. */
export interface OtherFlow {
  readonly cash: Micros;
  readonly fee: Micros;
  readonly rate: Micros;
}

/** Planned against made, in micros of the common currency; every cause is negative where it has cost something. */
export interface PnlReport {
  /** The planned edge: what the sets pay, less what they cost and the fees. */
  readonly expected: Micros;
  /** The money that came in less what went out, less fees, and the payout that is locked. */
  readonly realised: Micros;
  /** `realised - expected`: the sum of all that follows. */
  readonly difference: Micros;
  /** Fees of the planned legs, against those planned for as many sets as were made. */
  readonly fees: Micros;
  /** Fills of planned legs at other prices than planned. */
  readonly slippage: Micros;
  /** The planned edge of the sets that never filled. */
  readonly unfilled: Micros;
  /** What shares without their set cost at the planned price, against what became of them. */
  readonly unwinds: Micros;
  /** The planned edge of the sets that a failed settlement has broken, and what became of the rest of them. */
  readonly settlementFailures: Micros;
  /** What the venues' and our own rounding comes to. */
  readonly rounding: Micros;
}

interface LegSums {
  /** All fills, failed ones too. */
  filledQty: bigint;
  failedQty: bigint;
  /** The standing fills: money, fees, and what they cost more than planned, in 10⁻¹². */
  cash: bigint;
  fees: bigint;
  excessPicos: bigint;
}

/** An arbitrage's sums at rest: plain data. */
export interface ArbitragePnlState {
  readonly legs: readonly Readonly<LegSums>[];
  /** Of all that is not a planned leg, fees off, in 10⁻¹² of the common currency. */
  readonly otherPicos: bigint;
}

/** The planned edge, in micros of the common currency, rounded down. */
export const plannedEdge = (plan: ArbitragePlan): Micros => plannedEdgeOf(plan, plan.sets);

/** One arbitrage's profit and loss. */
export class ArbitragePnl {
  private readonly plan: ArbitragePlan;
  private readonly legs: readonly LegSums[];
  private otherPicos: bigint;

  constructor(plan: ArbitragePlan, state?: ArbitragePnlState) {
    assert(plan.sets > 0n && plan.legs.length >= 2, 'an arbitrage is planned for some sets of two legs or more');
    this.plan = plan;
    this.legs = plan.legs.map((_, leg) => {
      const { filledQty, failedQty, cash, fees, excessPicos } = state?.legs[leg] ?? noFills;
      return { filledQty, failedQty, cash, fees, excessPicos };
    });
    this.otherPicos = state?.otherPicos ?? 0n;
  }

  /** A planned leg has filled. */
  book(fill: LegFill): void {
    this.add(fill, 1n);
  }

  /** A fill has been taken back to be corrected: as if it had never been. */
  takeBack(fill: LegFill): void {
    this.add(fill, -1n);
  }

  /** A fill's settlement has failed: its money and shares are back, and what it was meant for is not. */
  fail(fill: LegFill): void {
    const sums = this.add(fill, -1n);
    sums.filledQty += fill.qty;
    sums.failedQty += fill.qty;
  }

  /** Money has come in (or, negative, gone out) by an order that unwinds or completes, a merge or a redemption. */
  bookOther({ cash, fee, rate }: OtherFlow): void {
    this.otherPicos += (cash - fee) * rate;
  }

  /** What was booked by `bookOther` has been taken back: corrected, busted, or not settled. */
  takeBackOther({ cash, fee, rate }: OtherFlow): void {
    this.otherPicos -= (cash - fee) * rate;
  }

  /** The result, with `lockedPayout` the least that what is held will pay, in micros of the common currency. */
  report(lockedPayout: Micros): PnlReport {
    const { sets, fees: plannedFees, payoutPerSet } = this.plan;
    const expected = plannedEdgeOf(this.plan, sets);
    // Most arbitrages make all of their sets, or none: then the plan's figures need not be divided.
    const edgeOf = (part: bigint): Micros => {
      if (part === sets) return expected;
      return part === 0n ? 0n : plannedEdgeOf(this.plan, part);
    };
    const [setsFilled, setsMade] = this.sets();
    let realisedPicos = this.otherPicos + lockedPayout * MICROS_PER_UNIT;
    let orphanAttos = (realisedPicos - setsMade * payoutPerSet) * MICROS_PER_UNIT;
    let excessAttos = 0n;
    let feePicos = 0n;
    let orphansNow = 0n;
    let orphansByFills = 0n;
    for (let leg = 0; leg < this.legs.length; leg += 1) {
      const sums = this.legs[leg]!;
      const { side, price, rate } = this.plan.legs[leg]!;
      const isBuy = side === 'buy';
      const orphans = sums.filledQty - sums.failedQty - setsMade;
      realisedPicos -= ((isBuy ? sums.cash : -sums.cash) + sums.fees) * rate;
      feePicos += sums.fees * rate;
      if (orphans !== 0n) orphanAttos -= (isBuy ? price : -price) * orphans * rate;
      if (sums.excessPicos !== 0n) excessAttos += sums.excessPicos * rate;
      orphansNow += orphans;
      orphansByFills += sums.filledQty - setsFilled;
    }
    const realised = checkedMicros(divideRounded(realisedPicos, MICROS_PER_UNIT, 'floor'));
    const difference = checkedMicros(realised - expected);
    const fees =
      (setsMade === sets ? plannedFees : mulDiv(plannedFees, setsMade, sets, 'halfEven')) -
      microsOf(feePicos, MICROS_PER_UNIT);
    const slippage = -microsOf(excessAttos, ATTOS_PER_MICRO);
    const unfilled = -edgeOf(sets - setsFilled);
    // What became of shares without their set is divided by cause, as the shares are: those that the fills have left
    // over, and those that failed settlements have left over since.
    const orphaned = microsOf(orphanAttos, ATTOS_PER_MICRO);
    const unwinds = orphansNow > orphansByFills ? mulDiv(orphaned, orphansByFills, orphansNow, 'halfEven') : orphaned;
    const lostEdge = edgeOf(setsFilled - setsMade);
    const settlementFailures = orphaned - unwinds - lostEdge;
    const rounding = difference - fees - slippage - unfilled - unwinds - settlementFailures;
    return {
      expected,
      realised,
      difference,
      fees,
      slippage,
      unfilled,
      unwinds,
      settlementFailures,
      rounding,
    };
  }

  /** The sums as plain data. */
  save(): ArbitragePnlState {
    return { legs: this.legs.map((sums) => ({ ...sums })), otherPicos: this.otherPicos };
  }

  /** The sets that have filled, and those of them that stand: each as many as the leg with the fewest. */
  private sets(): [filled: bigint, made: bigint] {
    let { filledQty: filled } = this.legs[0]!;
    let made = filled - this.legs[0]!.failedQty;
    for (const { filledQty, failedQty } of this.legs) {
      if (filledQty < filled) filled = filledQty;
      if (filledQty - failedQty < made) made = filledQty - failedQty;
    }
    return [filled, made];
  }

  private add({ leg, qty, px, cash, fee }: LegFill, times: 1n | -1n): LegSums {
    const sums = this.legs[leg];
    const planned = this.plan.legs[leg];
    assert(sums !== undefined && planned !== undefined, () => `the arbitrage has no leg ${leg}`);
    const isIn = times > 0n;
    sums.filledQty += isIn ? qty : -qty;
    sums.cash += isIn ? cash : -cash;
    sums.fees += isIn ? fee : -fee;
    if (px !== planned.price) sums.excessPicos += times * costSign(planned.side) * (px - planned.price) * qty;
    return sums;
  }
}

const noFills: Readonly<LegSums> = { filledQty: 0n, failedQty: 0n, cash: 0n, fees: 0n, excessPicos: 0n };

const ATTOS_PER_MICRO = MICROS_PER_UNIT * MICROS_PER_UNIT;

/** Which way the money of a side goes: a buy costs, a sell brings. */
const costSign = (side: Side): 1n | -1n => (side === 'buy' ? 1n : -1n);

/** The part of the planned edge that belongs to so many sets of it, computed exactly and rounded down. */
const plannedEdgeOf = ({ sets, legs, payoutPerSet, fees }: ArbitragePlan, part: bigint): Micros => {
  let picosPerSet = payoutPerSet * MICROS_PER_UNIT;
  for (const { side, price, rate } of legs) picosPerSet -= costSign(side) * price * rate;
  if (part === sets) return checkedMicros(divideWide(picosPerSet * sets, ATTOS_PER_MICRO, 'floor') - fees);
  const attos = picosPerSet * sets - fees * ATTOS_PER_MICRO;
  return checkedMicros(divideWide(attos * part, ATTOS_PER_MICRO * sets, 'floor'));
};

const microsOf = (amount: bigint, unitsPerMicro: bigint): Micros =>
  amount === 0n ? 0n : checkedMicros(divideWide(amount, unitsPerMicro, 'halfEven'));
