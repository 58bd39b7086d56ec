// What the naive twin of the arbitrage chart remembers, and which events it believes.
import type { ArbitrageEvent, ArbitrageInput, ExposureVerdict, LegStatus } from '../../../machines/arbitrage.ts';

/** A leg as the twin keeps it. */
export interface ModelLeg {
  clOrdId: string;
  role: 'leg' | 'unwind';
  plannedQty: bigint;
  orderQty: bigint;
  released: boolean;
  status: LegStatus;
  cumQty: bigint;
  leavesQty: bigint;
  missingQty: bigint;
  unsettledQty: bigint;
  inDoubt: boolean;
  sent: boolean;
}

/** The twin of the whole arbitrage. */
export interface ArbitrageModel {
  readonly input: ArbitrageInput;
  place: string;
  legs: ModelLeg[];
  attempts: number;
  questions: number;
  verdict: ExposureVerdict | null;
  residueQty: bigint;
  worstCase: bigint | null;
  moved: boolean;
  cause: string | null;
  ignored: number;
  illegal: string[];
  effects: string[];
}

const STATUSES: ReadonlySet<unknown> = new Set(['pending', 'submitted', 'partial', 'filled', 'cancelled', 'rejected']);
const VERDICTS: ReadonlySet<unknown> = new Set(['nothing', 'complete', 'balanced', 'flat', 'exposed', 'dust']);
/** How many unwind orders there may be. */
export const UNWINDS = 64;

/** A leg that nobody has spoken of yet. */
export const newModelLeg = (clOrdId: string, plannedQty: bigint, role: 'leg' | 'unwind'): ModelLeg => ({
  clOrdId,
  role,
  plannedQty,
  orderQty: plannedQty,
  released: role === 'unwind',
  status: 'pending',
  cumQty: 0n,
  leavesQty: plannedQty,
  missingQty: 0n,
  unsettledQty: 0n,
  inDoubt: false,
  sent: false,
});

/** The twin of a new arbitrage. */
export const newArbitrageModel = (input: ArbitrageInput): ArbitrageModel => ({
  input,
  place: 'checking',
  legs: input.legs.map((planned) => newModelLeg(planned.clOrdId, planned.plannedQty, 'leg')),
  attempts: 0,
  questions: 0,
  verdict: null,
  residueQty: 0n,
  worstCase: null,
  moved: false,
  cause: null,
  ignored: 0,
  illegal: [],
  effects: [],
});

/** Whether the order has ended. */
export const hasEnded = (one: ModelLeg): boolean => ['filled', 'cancelled', 'rejected'].includes(one.status);
const stayedHome = (one: ModelLeg): boolean => one.status === 'pending' && !one.sent && !one.released;

/** Whether nothing more is to be heard of this leg. */
export const isModelLegOver = (one: ModelLeg): boolean =>
  stayedHome(one) || (hasEnded(one) && one.missingQty === 0n && !one.inDoubt);

const qty = (value: unknown, least = 0n): boolean => typeof value === 'bigint' && value >= least;

/** Whether an event is well formed and speaks of an order that is known. */
export const isPlausible = (model: ArbitrageModel, event: ArbitrageEvent): boolean => {
  const isKnown = (id: string): boolean => model.legs.some((one) => one.clOrdId === id);
  switch (event.type) {
    case 'plan.accepted':
    case 'lanes.admitted':
    case 'deadline.reached':
    case 'staleness.reached':
    case 'reprice.due':
      return true;
    case 'plan.refused':
    case 'lanes.refused':
    case 'stop.requested':
    case 'unwind.refused':
      return typeof event.reason === 'string';
    case 'leg.overdue':
      return isKnown(event.clOrdId);
    case 'settlement.failed':
      return isKnown(event.clOrdId) && qty(event.qty, 1n);
    case 'leg.updated':
      return (
        isKnown(event.clOrdId) &&
        STATUSES.has(event.status) &&
        [event.cumQty, event.leavesQty, event.missingQty, event.unsettledQty].every((value) => qty(value)) &&
        [event.inDoubt, event.sent].every((value) => typeof value === 'boolean')
      );
    case 'exposure.assessed':
      return (
        Number.isInteger(event.assessment) &&
        event.assessment >= 1 &&
        VERDICTS.has(event.verdict) &&
        qty(event.residueQty) &&
        typeof event.worstCase === 'bigint' &&
        (typeof event.cause === 'string' || event.cause === null)
      );
    case 'unwind.placed': {
      if (!Array.isArray(event.orders) || event.orders.length < 1) return false;
      const room = UNWINDS - model.legs.filter((one) => one.role === 'unwind').length;
      const names = event.orders.map((order) => order?.clOrdId);
      return (
        names.length <= room &&
        new Set(names).size === names.length &&
        names.every((name) => typeof name === 'string' && !isKnown(name)) &&
        event.orders.every((order) => qty(order.plannedQty, 1n))
      );
    }
    default:
      return false;
  }
};
