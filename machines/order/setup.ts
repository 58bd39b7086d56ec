// The vocabulary of the order chart: its types, and its guards and actions by name.
import { assign, or, setup, stateIn } from 'xstate';
import { isDomainEvent } from '../anomalies.ts';
import * as actions from './actions.ts';
import * as guards from './guards.ts';
import type { OrderContext, OrderEvent, OrderInput } from './types.ts';

const effect = (): void => {};

/** The order's types, guards and actions, by the names that the regions use. */
export const orderSetup = setup({
  types: {
    context: {} as OrderContext,
    events: {} as OrderEvent,
    input: {} as OrderInput,
  },
  guards: {
    ...guards,
    isDomainEvent,
    isReplaceable: or([stateIn({ execution: 'submitted' }), stateIn({ execution: 'partial' })]),
    isRejected: stateIn({ execution: 'rejected' }),
    isFilledOrCancelled: or([stateIn({ execution: 'filled' }), stateIn({ execution: 'cancelled' })]),
    isEnded: or(['isRejected', 'isFilledOrCancelled']),
  },
  actions: {
    countIgnored: assign(actions.countIgnored),
    recordAnomaly: assign(actions.recordAnomaly),
    recordVenueId: assign(actions.recordVenueId),
    recordAck: assign(actions.recordAck),
    bookNewTrade: assign(actions.bookNewTrade),
    bookLateTrade: assign(actions.bookLateTrade),
    bustStandingTrade: assign(actions.bustStandingTrade),
    rememberEarlyBust: assign(actions.rememberEarlyBust),
    correctStandingTrade: assign(actions.correctStandingTrade),
    rememberEarlyCorrection: assign(actions.rememberEarlyCorrection),
    recordEnd: assign(actions.recordEnd),
    recordEndAs: assign(actions.recordEndAs),
    noteMissingFills: assign(actions.noteMissingFills),
    noteReplaceRequest: assign(actions.noteReplaceRequest),
    noteRefusedOverfill: assign(actions.noteRefusedOverfill),
    clearReplaceRequest: assign(actions.clearReplaceRequest),
    applyReplace: assign(actions.applyReplace),
    sendCancel: effect,
    sendReplace: effect,
    queryOrder: effect,
    cancelZombie: effect,
  },
});
