// The questions that decide an arbitrage's transitions. Those about an event refuse a malformed one, whatever its type.
import { isDomainEvent } from '../anomalies.ts';
import {
  countUnwinds,
  differs,
  isAccounted,
  isAnyLegShort,
  isAnyReleased,
  isAnySent,
  isEveryLegAccounted,
  isEverythingSettled,
  isFilledAsPlanned,
  legIndex,
  nextLegQty,
  withView,
} from './legs.ts';
import { UNWINDS_MAX } from './types.ts';
import type { ArbitrageContext, ArbitrageEvent, ArbitrageLeg, ExposureVerdict, LegView } from './types.ts';

interface Asked {
  readonly context: ArbitrageContext;
  readonly event: ArbitrageEvent;
}

type LegUpdate = Extract<ArbitrageEvent, { type: 'leg.updated' }>;
type Assessment = Extract<ArbitrageEvent, { type: 'exposure.assessed' }>;

const isQty = (value: unknown): boolean => typeof value === 'bigint' && value >= 0n;

const isStatus = (value: unknown): boolean =>
  value === 'pending' ||
  value === 'submitted' ||
  value === 'partial' ||
  value === 'filled' ||
  value === 'cancelled' ||
  value === 'rejected';

const isView = (view: LegView): boolean =>
  isStatus(view.status) &&
  isQty(view.cumQty) &&
  isQty(view.leavesQty) &&
  isQty(view.missingQty) &&
  isQty(view.unsettledQty) &&
  typeof view.inDoubt === 'boolean' &&
  typeof view.sent === 'boolean';

/** The leg that a well-formed update speaks of. */
const updatedLeg = (context: ArbitrageContext, event: ArbitrageEvent): ArbitrageLeg | undefined =>
  event.type === 'leg.updated' && isView(event) ? context.legs[legIndex(context.legs, event.clOrdId)] : undefined;

const isVerdict = (value: unknown): boolean =>
  value === 'nothing' ||
  value === 'complete' ||
  value === 'balanced' ||
  value === 'flat' ||
  value === 'exposed' ||
  value === 'dust';

const isAssessment = (event: ArbitrageEvent): event is Assessment =>
  event.type === 'exposure.assessed' &&
  Number.isInteger(event.assessment) &&
  event.assessment > 0 &&
  isVerdict(event.verdict) &&
  isQty(event.residueQty) &&
  typeof event.worstCase === 'bigint' &&
  (event.cause === null || typeof event.cause === 'string');

/** The answer to the last question, with this verdict. */
const isAssessedAs = ({ context, event }: Asked, { verdict }: { readonly verdict: ExposureVerdict }): boolean =>
  isAssessment(event) && event.assessment === context.assessmentCount && event.verdict === verdict;

const exposed = { verdict: 'exposed' } as const;

const namesLeg = ({ context, event }: Asked): boolean =>
  'clOrdId' in event && legIndex(context.legs, event.clOrdId) >= 0;

/** An update moves a leg that was accounted for: its fills are others, or it is accounted for no longer. */
const moves = ({ context, event }: Asked): boolean => {
  const leg = updatedLeg(context, event);
  if (leg === undefined || !isAccounted(leg)) return false;
  const update = event as LegUpdate;
  return update.cumQty !== leg.cumQty || !isAccounted(withView(leg, update));
};

/** The guards of the arbitrage chart, by name. */
export const arbitrageGuards = {
  isDomainEvent,

  /** A refusal or a stop that says why. */
  hasReason: ({ event }: Asked): boolean => 'reason' in event && typeof event.reason === 'string',
  isParallel: ({ context }: Asked): boolean => context.mode === 'parallel',
  isNothingSent: ({ context }: Asked): boolean => !isAnySent(context.legs),
  isNothingReleased: ({ context }: Asked): boolean => !isAnyReleased(context.legs),

  /** An update of a known leg that says something new. */
  changesLeg: ({ context, event }: Asked): boolean => {
    const leg = updatedLeg(context, event);
    return leg !== undefined && differs(leg, event as LegUpdate);
  },
  /** An update of a known leg, new or not. */
  isLegUpdate: ({ context, event }: Asked): boolean => updatedLeg(context, event) !== undefined,
  /** An update that moves a quantity of an order that was accounted for, or puts it in doubt once more. */
  movesAccountedLeg: moves,
  /** The same, and nothing is left to wait for. */
  movesAndStaysAccounted: (asked: Asked): boolean => {
    if (!moves(asked)) return false;
    const leg = updatedLeg(asked.context, asked.event);
    return leg !== undefined && isAccounted(withView(leg, asked.event as LegUpdate));
  },
  /** An update that says that fills of a leg have settled. */
  settlesLeg: ({ context, event }: Asked): boolean => {
    const leg = updatedLeg(context, event);
    return leg !== undefined && (event as LegUpdate).unsettledQty < leg.unsettledQty;
  },
  namesLeg,
  /** The leg that the event names is in doubt still. */
  namesLegInDoubt: ({ context, event }: Asked): boolean =>
    'clOrdId' in event && context.legs[legIndex(context.legs, event.clOrdId)]?.inDoubt === true,
  isSettlementFailure: (asked: Asked): boolean =>
    asked.event.type === 'settlement.failed' && isQty(asked.event.qty) && asked.event.qty > 0n && namesLeg(asked),

  isFilledAsPlanned: ({ context }: Asked): boolean => isFilledAsPlanned(context.legs),
  isLegShort: ({ context }: Asked): boolean => isAnyLegShort(context),
  isNextLegDue: ({ context }: Asked): boolean => nextLegQty(context) > 0n,
  isEveryLegAccounted: ({ context }: Asked): boolean => isEveryLegAccounted(context.legs),
  isEverythingSettled: ({ context }: Asked): boolean => isEverythingSettled(context.legs),
  isExposureStale: ({ context }: Asked): boolean => context.exposureStale,

  isAssessedAs,
  /** An answer to a question that was asked at some time. */
  isPastAssessment: ({ context, event }: Asked): boolean =>
    isAssessment(event) && event.assessment <= context.assessmentCount,
  wasAssessed: ({ context }: Asked): boolean => context.assessmentCount > 0,
  /** The last verdict was a balance with fewer sets than planned. */
  isFewerSets: ({ context }: Asked): boolean => context.verdict === 'balanced',

  /** The last answer is an exposure, the policy works it, an attempt is left, and so is room for an order. */
  callsForUnwind: (asked: Asked): boolean =>
    isAssessedAs(asked, exposed) &&
    asked.context.policy !== 'hold' &&
    asked.context.unwindAttempts < asked.context.unwindAttemptsMax &&
    countUnwinds(asked.context.legs) < UNWINDS_MAX,
  /** New orders, at least one and no more than there is room for. */
  isPlacement: ({ context, event }: Asked): boolean => {
    if (event.type !== 'unwind.placed' || !Array.isArray(event.orders) || event.orders.length === 0) return false;
    if (countUnwinds(context.legs) + event.orders.length > UNWINDS_MAX) return false;
    for (let index = 0; index < event.orders.length; index++) {
      const order = event.orders[index];
      if (typeof order !== 'object' || order === null || typeof order.clOrdId !== 'string') return false;
      if (!isQty(order.plannedQty) || order.plannedQty === 0n || legIndex(context.legs, order.clOrdId) >= 0)
        return false;
      for (let other = 0; other < index; other++) if (event.orders[other]?.clOrdId === order.clOrdId) return false;
    }
    return true;
  },
};
