// How an exposure is worked off: which shares are traded, on which side, how many and at what price. It knows what is
// held, what is left over and the grids of the markets; no lanes, no books and no time.
//
// A new price is a new order: attempt by attempt it gives way by a step, from the price that was planned.
import { floorToStep, floorToGrid, ceilToGrid, type PriceGrid } from '../venues/definitions/grid.ts';
import type { ArbitragePolicy } from '../../machines/arbitrage.ts';
import type { Side } from '../../machines/order/types.ts';

/** By how much each further attempt gives way, and how long an attempt rests. */
export interface UnwindPolicy {
  readonly stepPx: bigint;
  readonly repriceUs: number;
}

/** One instrument of an arbitrage. Micros. */
export interface WorkedInstrument {
  readonly heldQty: bigint;
  /** The shares beyond what is hedged: to be sold, or bought back where negative. */
  readonly residueQty: bigint;
  /** Of what is held, what can be sold now: a buy that has not settled cannot. */
  readonly sellableQty: bigint;
  /** The price that was planned for it. */
  readonly plannedPx: bigint;
  readonly grid: PriceGrid;
  readonly qtyStep: bigint;
  readonly orderQtyMin: bigint;
  /** Whether its market takes orders now. */
  readonly isOpen: boolean;
}

/** An order that works an exposure off. */
export interface WorkOrder {
  /** The index of its instrument. */
  readonly instrument: number;
  readonly side: Side;
  readonly qty: bigint;
  readonly price: bigint;
}

/** What can be done about an exposure. */
export type Work =
  | { readonly kind: 'orders'; readonly orders: readonly WorkOrder[] }
  /** What is left over is below what its venues take. */
  | { readonly kind: 'dust' }
  /** There is something to trade, and not now: it has not settled, or its market is closed. */
  | { readonly kind: 'blocked'; readonly reason: 'unsettled' | 'marketClosed' };

/** What the work is for. */
export interface WorkTask {
  readonly policy: ArbitragePolicy;
  /** The sets that were planned: `complete` buys no more than these. */
  readonly sets: bigint;
  /** What a set was planned to make, fees off: by so much completing may cost more than unwinding. */
  readonly edgePerSet: bigint;
  /** Counts from 1. */
  readonly attempt: number;
  readonly stepPx: bigint;
}

/** What to trade next, to lower the exposure that the residues are. */
export const planWork = (task: WorkTask, instruments: readonly WorkedInstrument[]): Work => {
  const wanted = wantedOf(task, instruments);
  const concession = BigInt(task.attempt) * task.stepPx;
  const orders: WorkOrder[] = [];
  let blocked: 'unsettled' | 'marketClosed' | null = null;
  for (const { instrument: index, side, qty } of wanted) {
    const instrument = instruments[index];
    if (instrument === undefined) continue;
    const { sellableQty, qtyStep, orderQtyMin, isOpen } = instrument;
    if (floorToStep(qty, qtyStep) < orderQtyMin) continue;
    const now = side === 'sell' && sellableQty < qty ? sellableQty : qty;
    const orderQty = floorToStep(now > 0n ? now : 0n, qtyStep);
    if (!isOpen) blocked = 'marketClosed';
    else if (orderQty < orderQtyMin) blocked ??= 'unsettled';
    else orders.push({ instrument: index, side, qty: orderQty, price: priceOf(instrument, side, concession) });
  }
  if (orders.length > 0) return { kind: 'orders', orders };
  return blocked === null ? { kind: 'dust' } : { kind: 'blocked', reason: blocked };
};

type Wanted = Pick<WorkOrder, 'instrument' | 'side' | 'qty'>;

/**
 * To complete costs the concession and makes the planned edge; to unwind now costs one step. So the arbitrage keeps
 * completing while the concession, less the edge, is no more than that step.
 */
const wantedOf = (task: WorkTask, instruments: readonly WorkedInstrument[]): readonly Wanted[] => {
  const { policy, attempt, stepPx, edgePerSet } = task;
  const isWorthCompleting = policy === 'complete' && BigInt(attempt) * stepPx - edgePerSet <= stepPx;
  const missing = isWorthCompleting ? missingOf(task.sets, instruments) : [];
  return missing.length > 0 ? missing : leftoversOf(instruments);
};

/** What the fullest instrument has and the others lack. Nothing where more than the plan is held, or some is owed. */
const missingOf = (sets: bigint, instruments: readonly WorkedInstrument[]): readonly Wanted[] => {
  let most = 0n;
  for (const { heldQty } of instruments) {
    if (heldQty < 0n || heldQty > sets) return [];
    if (heldQty > most) most = heldQty;
  }
  const missing: Wanted[] = [];
  for (const [instrument, { heldQty, qtyStep, orderQtyMin }] of instruments.entries()) {
    const qty = most - heldQty;
    if (qty === 0n) continue;
    // A set that cannot be made whole is not begun.
    if (floorToStep(qty, qtyStep) !== qty || qty < orderQtyMin) return [];
    missing.push({ instrument, side: 'buy', qty });
  }
  return missing;
};

const leftoversOf = (instruments: readonly WorkedInstrument[]): readonly Wanted[] => {
  const leftovers: Wanted[] = [];
  for (const [instrument, { residueQty }] of instruments.entries()) {
    if (residueQty > 0n) leftovers.push({ instrument, side: 'sell', qty: residueQty });
    else if (residueQty < 0n) leftovers.push({ instrument, side: 'buy', qty: -residueQty });
  }
  return leftovers;
};

/** So much worse than planned, on the grid, and never beyond its ends. */
const priceOf = ({ plannedPx, grid }: WorkedInstrument, side: Side, concession: bigint): bigint =>
  side === 'sell'
    ? (floorToGrid(grid, plannedPx - concession) ?? grid.min)
    : (ceilToGrid(grid, plannedPx + concession) ?? grid.max);
