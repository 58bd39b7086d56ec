// Short words for the events of an arbitrage, shared by its cases, its properties and its model.
import type {
  ArbitrageEvent,
  ArbitrageInput,
  ExposureVerdict,
  LegStatus,
  LegView,
} from '../../../machines/arbitrage.ts';

type Assessment = Extract<ArbitrageEvent, { type: 'exposure.assessed' }>;

/** A whole number of shares, in micros. */
export const shares = (count: number): bigint => BigInt(count) * 1_000_000n;

/** Two legs of 100 shares, three unwind attempts. */
export const twoLegs: ArbitrageInput = {
  arbitrageId: 'arb:1',
  mode: 'parallel',
  policy: 'unwind',
  sets: shares(100),
  legs: [
    { clOrdId: 'a', plannedQty: shares(100) },
    { clOrdId: 'b', plannedQty: shares(100) },
  ],
  unwindAttemptsMax: 3,
};

/** Three legs, one after the other, on a grid of whole shares. */
export const threeInTurn: ArbitrageInput = {
  ...twoLegs,
  mode: 'sequential',
  legs: [...twoLegs.legs, { clOrdId: 'c', plannedQty: shares(100) }],
  qtyStep: shares(1),
};

/** The plan hedges. */
export const accepted: ArbitrageEvent = { type: 'plan.accepted' };
/** All lanes have room. */
export const admitted: ArbitrageEvent = { type: 'lanes.admitted' };
/** The arbitrage's own deadline. */
export const deadline: ArbitrageEvent = { type: 'deadline.reached' };
/** The oldest book it rests on is too old. */
export const staleness: ArbitrageEvent = { type: 'staleness.reached' };
/** The unwind is due for a new price. */
export const reprice: ArbitrageEvent = { type: 'reprice.due' };
/** A stop from outside. */
export const stop: ArbitrageEvent = { type: 'stop.requested', reason: 'killSwitch' };
/** An unwind that cannot be placed. */
export const noBook: ArbitrageEvent = { type: 'unwind.refused', reason: 'noBook' };

/** What an order says of itself; live and unfilled unless told otherwise. */
export const update = (clOrdId: string, view: Partial<LegView> = {}): ArbitrageEvent => ({
  type: 'leg.updated',
  clOrdId,
  status: 'submitted',
  cumQty: 0n,
  leavesQty: shares(100),
  missingQty: 0n,
  unsettledQty: 0n,
  inDoubt: false,
  sent: true,
  ...view,
});

/** An order that has ended with so much filled. */
export const over = (clOrdId: string, status: LegStatus, cumQty = 0n, view: Partial<LegView> = {}): ArbitrageEvent =>
  update(clOrdId, { status, cumQty, leavesQty: 0n, ...view });

/** An order that filled: 100 shares, settled, unless told otherwise. */
export const filled = (clOrdId: string, cumQty = shares(100), unsettledQty = 0n): ArbitrageEvent =>
  over(clOrdId, 'filled', cumQty, { unsettledQty });

/** An order whose submit was never answered. */
export const doubted = (clOrdId: string): ArbitrageEvent => update(clOrdId, { status: 'pending', inDoubt: true });

/** An order is in doubt past its deadline. */
export const overdue = (clOrdId: string): ArbitrageEvent => ({ type: 'leg.overdue', clOrdId });

/** A fill of an order will not settle. */
export const unsettled = (clOrdId: string, qty = shares(100)): ArbitrageEvent => ({
  type: 'settlement.failed',
  clOrdId,
  qty,
});

/** The answer to the assessment of this number. */
export const assessed = (
  assessment: number,
  verdict: ExposureVerdict,
  figures: Partial<Assessment> = {},
): ArbitrageEvent => ({
  type: 'exposure.assessed',
  assessment,
  verdict,
  residueQty: 0n,
  worstCase: 0n,
  cause: null,
  ...figures,
});

/** Unwind orders of so many shares each. */
export const placed = (...orders: readonly (readonly [string, number])[]): ArbitrageEvent => ({
  type: 'unwind.placed',
  orders: orders.map(([clOrdId, count]) => ({ clOrdId, plannedQty: shares(count) })),
});

/** An event as a faulty owner might send it. */
export const malformed = (event: object): ArbitrageEvent => event as ArbitrageEvent;

/** The same event with some of its fields broken. */
export const broken = (event: ArbitrageEvent, fields: object): ArbitrageEvent => malformed({ ...event, ...fields });

/** The way into legging. */
export const begun: readonly ArbitrageEvent[] = [accepted, admitted];

/** Where an assessment is waited for. */
export const assessing = { unwinding: 'assessing' };

/** Where an unwind stands. */
export const working = (state: string) => ({ unwinding: { working: state } });
