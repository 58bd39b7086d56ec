// What an arbitrage writes down. Each returns only what changes; none asks whether it may: the guards have.
import { withAnomaly, noAnomalies } from '../anomalies.ts';
import { legIndex, nextLegQty, nextToRelease, withView } from './legs.ts';
import { LEGS_MAX } from './types.ts';
import type { ArbitrageContext, ArbitrageEvent, ArbitrageInput, ArbitrageLeg, PlannedOrder } from './types.ts';

interface Told {
  readonly context: ArbitrageContext;
  readonly event: ArbitrageEvent;
}

type Change = Partial<ArbitrageContext>;

const newLeg = (order: PlannedOrder, role: 'leg' | 'unwind'): ArbitrageLeg => ({
  clOrdId: order.clOrdId,
  role,
  plannedQty: order.plannedQty,
  orderQty: order.plannedQty,
  released: role === 'unwind',
  status: 'pending',
  cumQty: 0n,
  leavesQty: order.plannedQty,
  missingQty: 0n,
  unsettledQty: 0n,
  inDoubt: false,
  sent: false,
});

/** What `legs.with(index, leg)` gives, which leaves compiled code. */
const withLeg = (legs: readonly ArbitrageLeg[], index: number, leg: ArbitrageLeg): readonly ArbitrageLeg[] => {
  const changed = legs.slice();
  changed[index] = leg;
  return changed;
};

const isNamedTwice = ({ clOrdId }: PlannedOrder, index: number, legs: readonly PlannedOrder[]): boolean => {
  for (let before = 0; before < index; before++) if (legs[before]?.clOrdId === clOrdId) return true;
  return false;
};

const assertInput = ({ legs, qtyStep, unwindAttemptsMax }: ArbitrageInput): void => {
  if (legs.length < 2 || legs.length > LEGS_MAX || legs.some(isNamedTwice)) {
    throw new RangeError(`an arbitrage has 2 to ${LEGS_MAX} legs, each with a clOrdId of its own`);
  }
  if (legs.some((leg) => leg.plannedQty <= 0n) || (qtyStep !== undefined && qtyStep <= 0n)) {
    throw new RangeError('the planned quantities of an arbitrage and their step are positive');
  }
  if (!Number.isInteger(unwindAttemptsMax) || unwindAttemptsMax < 0) {
    throw new RangeError('unwindAttemptsMax is a count');
  }
};

/** The context of a new arbitrage. Throws a RangeError where the input is no arbitrage at all: a programmer's error. */
export const newArbitrage = (input: ArbitrageInput): ArbitrageContext => {
  assertInput(input);
  return {
    arbitrageId: input.arbitrageId,
    mode: input.mode,
    policy: input.policy,
    sets: input.sets,
    qtyStep: input.qtyStep ?? 1n,
    legs: input.legs.map((order) => newLeg(order, 'leg')),
    unwindAttempts: 0,
    unwindAttemptsMax: input.unwindAttemptsMax,
    assessmentCount: 0,
    verdict: null,
    residueQty: 0n,
    worstCase: null,
    dust: false,
    exposureStale: false,
    cause: null,
    ignored: 0,
    anomalies: noAnomalies.anomalies,
    anomalyCount: noAnomalies.anomalyCount,
  };
};

const causeOf = (event: ArbitrageEvent, known: string | null): string | null => {
  switch (event.type) {
    case 'plan.refused':
    case 'lanes.refused':
    case 'unwind.refused':
    case 'stop.requested':
      return event.reason;
    case 'deadline.reached':
      return 'deadlineReached';
    case 'staleness.reached':
      return 'bookStale';
    case 'leg.overdue':
      return 'legInDoubt';
    case 'leg.updated':
      return 'quantityMoved';
    case 'settlement.failed':
      return 'settlementFailed';
    default:
      return known;
  }
};

/** Writes down why the arbitrage leaves its plan, in the word of the event that made it. */
export const recordCause = ({ context, event }: Told): Change => ({ cause: causeOf(event, context.cause) });

/** A leg ended with less than was expected of it. */
export const blameShortLeg = (): Change => ({ cause: 'legShort' });

/** Every leg ended, none short, and still they are not what was planned: one filled more, or all were sized down. */
export const blameUnevenLegs = (): Change => ({ cause: 'legsUneven' });

/** The leg's newest view. */
export const recordLeg = ({ context, event }: Told): Change => {
  if (event.type !== 'leg.updated') return {};
  const index = legIndex(context.legs, event.clOrdId);
  const leg = context.legs[index];
  return leg === undefined ? {} : { legs: withLeg(context.legs, index, withView(leg, event)) };
};

/** All legs go to their lanes. */
export const releaseEveryLeg = ({ context }: Told): Change => ({
  legs: context.legs.map((leg) => ({ ...leg, released: true })),
});

/** The next leg goes to its lane, sized to what the one before it filled, of which no more is expected from now on. */
export const releaseNextLeg = ({ context }: Told): Change => {
  const index = nextToRelease(context.legs);
  const next = context.legs[index];
  if (next === undefined) return {};
  const orderQty = nextLegQty(context);
  const legs = withLeg(context.legs, index, { ...next, released: true, orderQty, leavesQty: orderQty });
  const previous = context.legs[index - 1];
  if (previous === undefined || previous.cumQty >= previous.orderQty) return { legs };
  return { legs: withLeg(legs, index - 1, { ...previous, orderQty: previous.cumQty }) };
};

/** One more question about the exposure; what it answers will hold whatever has moved until now. */
export const countAssessment = ({ context }: Told): Change => ({
  assessmentCount: context.assessmentCount + 1,
  exposureStale: false,
});

/** The answer: verdict, size, worst case and cause. */
export const recordAssessment = ({ context, event }: Told): Change => {
  if (event.type !== 'exposure.assessed') return {};
  return {
    verdict: event.verdict,
    residueQty: event.residueQty,
    worstCase: event.worstCase,
    dust: event.verdict === 'dust',
    cause: event.cause ?? context.cause,
  };
};

/** Something has moved that the last assessment did not know of. */
export const markExposureStale = (): Change => ({ exposureStale: true });

/** A new exposure has all its attempts before it. */
export const renewUnwindAttempts = (): Change => ({ unwindAttempts: 0 });

/** An attempt counts when it is asked for, so that refusals are bounded too. */
export const countUnwindAttempt = ({ context }: Told): Change => ({ unwindAttempts: context.unwindAttempts + 1 });

/** The unwind orders join the legs. */
export const joinUnwinds = ({ context, event }: Told): Change =>
  event.type === 'unwind.placed'
    ? { legs: [...context.legs, ...event.orders.map((order) => newLeg(order, 'unwind'))] }
    : {};

/** A late or doubled report that changes nothing. */
export const countIgnored = ({ context }: Told): Change => ({ ignored: context.ignored + 1 });

/** An event that the table does not hold: refused, and written down. */
export const recordIllegalMove = ({ context, event }: Told): Change =>
  withAnomaly<'illegalMove'>(context, { kind: 'illegalMove', event: event.type });
