// The vocabulary of a lane's chart: its guards and actions by name.
import { and, assign, not, or, setup, stateIn } from 'xstate';
import { isDomainEvent, withAnomaly } from '../anomalies.ts';
import type { VenueExecutorContext, VenueExecutorEvent, VenueExecutorInput } from './types.ts';

const effect = (): void => {};

/** The types, guards and actions of a lane, by the names that its chart uses. */
export const venueExecutorSetup = setup({
  types: {
    context: {} as VenueExecutorContext,
    events: {} as VenueExecutorEvent,
    input: {} as VenueExecutorInput,
  },
  guards: {
    isDomainEvent,
    hasConnected: ({ context }) => context.hasConnected,
    reasonIsText: ({ event }) => event.type === 'venue.disconnected' && typeof event.reason === 'string',
    someRemain: ({ event }) =>
      event.type === 'reconcile.answered' && Number.isSafeInteger(event.remaining) && event.remaining > 0,
    noneRemain: ({ event }) => event.type === 'reconcile.answered' && event.remaining === 0,
    remainingIsCount: ({ event }) =>
      event.type === 'reconcile.answered' && Number.isSafeInteger(event.remaining) && event.remaining >= 0,
    lastAnswerWhileDraining: and(['noneRemain', 'isDraining']),
    sameHalt: ({ context, event }) => event.type === 'venue.halted' && event.cancelsAllowed === context.cancelsAllowed,
    haltIsStated: ({ event }) => event.type === 'venue.halted' && typeof event.cancelsAllowed === 'boolean',
    cancelsAllowed: ({ context }) => context.cancelsAllowed,
    isDraining: stateIn({ operating: { admission: 'draining' } }),
    isOpen: stateIn({ operating: { connection: 'open' } }),
    isTrading: stateIn({ operating: { market: 'trading' } }),
    isFlowing: stateIn({ operating: { flow: 'flowing' } }),
    everythingMayGo: and(['isOpen', 'isFlowing', 'isTrading']),
    onlyCancelsMayGo: and(['isOpen', 'isFlowing', not('isTrading'), 'cancelsAllowed']),
    nothingMayGo: not(and(['isOpen', 'isFlowing', or(['isTrading', 'cancelsAllowed'])])),
  },
  actions: {
    countIgnored: assign(({ context }) => ({ ignored: context.ignored + 1 })),
    countAttempt: assign(({ context }) => ({ attempt: context.attempt + 1 })),
    recordConnection: assign({ hasConnected: true, attempt: 0 }),
    recordDisconnect: assign(({ event }) =>
      event.type === 'venue.disconnected' ? { disconnectReason: event.reason } : {},
    ),
    recordRemaining: assign(({ event }) => (event.type === 'reconcile.answered' ? { remaining: event.remaining } : {})),
    forgetRemaining: assign({ remaining: null }),
    recordHalt: assign(({ event }) => (event.type === 'venue.halted' ? { cancelsAllowed: event.cancelsAllowed } : {})),
    recordIllegalMove: assign(({ context, event }) =>
      withAnomaly(context, { kind: 'illegalMove', event: event.type, id: context.venue }),
    ),
    connect: effect,
    scheduleReconnect: effect,
    queryLiveOrders: effect,
    queryVenueStatus: effect,
    cancelLiveOrders: effect,
    pumpLane: effect,
  },
});
