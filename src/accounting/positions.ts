// Positions at average cost: what is held, what it has cost, and what has been made on what is no longer held.
//
// A position is its steps one after the other, as they stand *now*: a trade that is busted or corrected leaves it
// exactly as if it had never been, or had been so from the start. For that a position keeps its steps from the oldest
// trade on that is not released, and what that one met; the steps before it are done with. Only how a merge or a
// conversion divided its money among the outcomes stays as it was.
//
// It keeps (qty, cost, paid) and derives the rest: `paid` is all the money that went in less all that came out, so
// that what was realised is `cost - paid`, to the micro, whatever happened and in whatever order. (Shares that are
// taken out count as sold for what they have cost.)
import { assert, unreachable } from '../kernel/assert.ts';
import { addMicros } from '../money/micros.ts';
import type { Micros } from '../money/micros.ts';
import { apportion, nextCost } from './average-cost.ts';
import { compareHoldingNames, nameOfHolding } from './holdings.ts';
import type { Holding, HoldingName, Holdings } from './holdings.ts';
import { StepQueue } from './step-queue.ts';
import type { Step, StepQueueState } from './step-queue.ts';
import { cashOut, sharesIn } from './transactions.ts';
import type {
  BookedTrade,
  Conversion,
  Redemption,
  SetExchange,
  Transaction,
  TradeChange,
  Transfer,
} from './transactions.ts';

/** A position. Micros. */
export interface Position extends HoldingName {
  /** Shares held; negative where more were sold than bought. */
  readonly qty: Micros;
  /** What the shares held have cost, fees apart: 0 when none are. The average price is `cost / qty`. */
  readonly cost: Micros;
  /** What sells, merges and redemptions have brought above the cost of what they took, fees apart. */
  readonly realised: Micros;
  /** Fees of the trades that stand. */
  readonly fees: Micros;
}

interface OpenPosition {
  readonly holding: Holding;
  readonly steps: StepQueue;
  qty: Micros;
  cost: Micros;
  paid: Micros;
  fees: Micros;
}

/** A position at rest. */
export interface SavedPosition extends HoldingName {
  readonly qty: Micros;
  readonly cost: Micros;
  readonly paid: Micros;
  readonly fees: Micros;
  readonly steps: StepQueueState;
}

/** The positions at rest: plain data, by the names of their holdings. */
export type PositionsState = readonly SavedPosition[];

/** All positions of one portfolio. */
export class Positions {
  private readonly open: OpenPosition[] = [];

  /** Returns positions that resume from the saved state. */
  static restore(holdings: Holdings, state: PositionsState): Positions {
    const positions = new Positions();
    for (const saved of state) {
      const { qty, cost, paid, fees, steps } = saved;
      const holding = holdings.named(saved);
      positions.open[holding.id] = { holding, steps: StepQueue.restore(steps), qty, cost, paid, fees };
    }
    return positions;
  }

  /** The position of a holding; of one that never was, all zeros. */
  of(holding: Holding): Position {
    const { qty, cost, paid, fees } = this.at(holding);
    return { ...nameOfHolding(holding), qty, cost, realised: cost - paid, fees };
  }

  /** Every position that holds or has made anything, in an order of its own. */
  list(): Position[] {
    return this.save().map(({ account, venue, market, outcome, qty, cost, paid, fees }) => ({
      account,
      venue,
      market,
      outcome,
      qty,
      cost,
      realised: cost - paid,
      fees,
    }));
  }

  /** Follows what the ledger has booked. */
  apply(transaction: Transaction): void {
    switch (transaction.kind) {
      case 'trade':
        return this.book(transaction);
      case 'bust':
      case 'correction':
        return this.change(transaction);
      case 'opening':
      case 'deposit':
      case 'withdrawal':
        return this.transfer(transaction);
      case 'split':
      case 'merge':
        return this.exchangeSets(transaction);
      case 'redemption':
        return takeStep(this.at(transaction.holding), redeemed(transaction));
      case 'conversion':
        return this.convert(transaction);
      case 'fee':
        return;
      default:
        unreachable(transaction);
    }
  }

  /** A trade can no longer change: its position need not be able to do without it. */
  release(trade: BookedTrade): void {
    this.at(trade.holding).steps.release(trade.tradeKey);
  }

  /** The positions as plain data; one that holds nothing and has made nothing is not in it. */
  save(): PositionsState {
    return this.open
      .filter(({ qty, paid, fees, steps }) => qty !== 0n || paid !== 0n || fees !== 0n || !steps.isEmpty)
      .map(({ holding, qty, cost, paid, fees, steps }) => ({
        ...nameOfHolding(holding),
        qty,
        cost,
        paid,
        fees,
        steps: steps.save(),
      }))
      .toSorted(compareHoldingNames);
  }

  private at(holding: Holding): OpenPosition {
    return this.open[holding.id] ?? this.openAt(holding);
  }

  private openAt(holding: Holding): OpenPosition {
    const position: OpenPosition = { holding, steps: new StepQueue(), qty: 0n, cost: 0n, paid: 0n, fees: 0n };
    this.open[holding.id] = position;
    return position;
  }

  private book(trade: BookedTrade): void {
    const position = this.at(trade.holding);
    position.fees = addMicros(position.fees, trade.fee);
    takeStep(position, trade);
  }

  private change({ before, after }: TradeChange): void {
    const position = this.at(before.holding);
    const standing = position.steps.replace(before.tradeKey, after);
    assert(standing !== undefined, () => `the positions do not hold the trade ${before.tradeKey}`);
    position.cost = standing.cost;
    position.qty = standing.qty;
    position.paid = addMicros(position.paid, cashOut(after) - cashOut(before));
    position.fees = addMicros(position.fees, after.fee - before.fee);
  }

  /** Shares from outside come at no cost, and leave at what they have cost: nothing is made by moving them. */
  private transfer({ kind, holding, amount }: Transfer): void {
    if (holding === null) return;
    const position = this.at(holding);
    takeStep(position, kind === 'withdrawal' ? sold(amount, costTaken(position, amount)) : bought(amount, 0n));
  }

  /** A split costs its outcomes equally; a merge pays them as they have cost, so that none seems to lose to another. */
  private exchangeSets({ kind, set, sets }: SetExchange): void {
    const positions = set.map((holding) => this.at(holding));
    const isSplit = kind === 'split';
    const weights = positions.map((position) => (isSplit ? 1n : costTaken(position, sets)));
    const parts = apportion(sets, weights);
    positions.forEach((position, index) => {
      const part = parts[index] ?? 0n;
      takeStep(position, isSplit ? bought(sets, part) : sold(sets, part));
    });
  }

  /** What the NO shares have cost, the YES shares have cost from now on, equally: nothing is made by it. */
  private convert({ from, into, qty }: Conversion): void {
    const source = this.at(from);
    const cost = costTaken(source, qty);
    takeStep(source, sold(qty, cost));
    const parts = apportion(
      cost,
      into.map(() => 1n),
    );
    into.forEach((holding, index) => takeStep(this.at(holding), bought(qty, parts[index] ?? 0n)));
  }
}

const takeStep = (position: OpenPosition, step: Step): void => {
  const { qty, cost } = position;
  const cash = cashOut(step);
  const shares = sharesIn(step);
  position.steps.push(step, qty, cost);
  position.paid = addMicros(position.paid, cash);
  position.cost = nextCost(qty, cost, shares, cash);
  position.qty = addMicros(qty, shares);
};

const bought = (qty: Micros, cash: Micros): Step => ({ tradeKey: null, side: 'buy', qty, cash });

const redeemed = ({ qty, cash }: Redemption): Step => (qty > 0n ? sold(qty, cash) : bought(-qty, -cash));

const sold = (qty: Micros, cash: Micros): Step => ({ tradeKey: null, side: 'sell', qty, cash });

/** What `leaving` of the shares held have cost; shares that are not held have cost nothing. */
const costTaken = ({ qty, cost }: OpenPosition, leaving: Micros): Micros =>
  qty <= 0n || leaving === 0n ? 0n : cost - (leaving < qty ? nextCost(qty, cost, -leaving, 0n) : 0n);
