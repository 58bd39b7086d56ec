// The vocabulary of the arbitrage chart: its types, guards, assigns and effects, for the files that hold its states.
import { assign, setup } from 'xstate';
import * as assigns from './assigns.ts';
import { arbitrageGuards } from './guards.ts';
import type { ArbitrageContext, ArbitrageEvent, ArbitrageInput } from './types.ts';

/**
 * What the chart asks of its owner. For which orders, the readers `legsToSend`, `nextLegToSend`, `legsToCancel` and
 * `unwindsToCancel` say of the context; it may be for none. Each `assessExposure` wants one `exposure.assessed` with
 * the `assessmentCount` of that moment; each `placeUnwind` one `unwind.placed` or `unwind.refused`, and later a
 * `reprice.due`.
 */
export const arbitrageEffects = [
  'sendLegs',
  'sendNextLeg',
  'cancelOtherLegs',
  'assessExposure',
  'placeUnwind',
  'cancelUnwind',
  'arbitrageEnded',
  'exposureReopened',
] as const;

const effect = (): void => {};

/** The chart's parts, ready for its states. */
export const arbitrageSetup = setup({
  types: {
    context: {} as ArbitrageContext,
    events: {} as ArbitrageEvent,
    input: {} as ArbitrageInput,
  },
  guards: arbitrageGuards,
  actions: {
    sendLegs: effect,
    sendNextLeg: effect,
    cancelOtherLegs: effect,
    assessExposure: effect,
    placeUnwind: effect,
    cancelUnwind: effect,
    arbitrageEnded: effect,
    exposureReopened: effect,
    recordCause: assign(assigns.recordCause),
    blameShortLeg: assign(assigns.blameShortLeg),
    blameUnevenLegs: assign(assigns.blameUnevenLegs),
    recordLeg: assign(assigns.recordLeg),
    releaseEveryLeg: assign(assigns.releaseEveryLeg),
    releaseNextLeg: assign(assigns.releaseNextLeg),
    countAssessment: assign(assigns.countAssessment),
    recordAssessment: assign(assigns.recordAssessment),
    markExposureStale: assign(assigns.markExposureStale),
    renewUnwindAttempts: assign(assigns.renewUnwindAttempts),
    countUnwindAttempt: assign(assigns.countUnwindAttempt),
    joinUnwinds: assign(assigns.joinUnwinds),
    countIgnored: assign(assigns.countIgnored),
    recordIllegalMove: assign(assigns.recordIllegalMove),
  },
});
