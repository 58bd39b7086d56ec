// The vocabulary of the engine's chart: its guards and actions by name.
import { and, assign, setup, type DoneStateEvent, type EventObject } from 'xstate';
import { isDomainEvent, withAnomaly } from '../anomalies.ts';
import type { DrainOutput, EngineContext, EngineEvent, EngineInput } from './types.ts';

const effect = (): void => {};

const drainOutput = (event: EventObject): DrainOutput => (event as DoneStateEvent<DrainOutput>).output;

const failure = (event: EngineEvent): Pick<EngineContext, 'failReason' | 'failSequence'> => {
  if (event.type === 'audit.violated') return { failReason: event.invariant, failSequence: event.sequence };
  if (event.type === 'stop.requested') return { failReason: 'abandoned', failSequence: null };
  return { failReason: 'reason' in event ? event.reason : null, failSequence: null };
};

/** The types, guards and actions of the engine, by the names that its chart uses. */
export const engineSetup = setup({
  types: {
    context: {} as EngineContext,
    events: {} as EngineEvent,
    input: {} as EngineInput,
  },
  guards: {
    isDomainEvent,
    reasonIsText: ({ event }) => 'reason' in event && typeof event.reason === 'string',
    violationIsNamed: ({ event }) =>
      event.type === 'audit.violated' &&
      typeof event.invariant === 'string' &&
      Number.isSafeInteger(event.sequence) &&
      event.sequence >= 0,
    durableIsStated: ({ event }) => event.type === 'boot.finished' && typeof event.durable === 'boolean',
    bootedDurable: ({ event }) => event.type === 'boot.finished' && event.durable === true,
    bootedInMemory: ({ event }) => event.type === 'boot.finished' && event.durable === false,
    isDurable: ({ context }) => context.durable,
    hasNotStopped: ({ context }) => context.stops === 0,
    hasStoppedOnce: ({ context }) => context.stops === 1,
    isFirstStop: and(['reasonIsText', 'hasNotStopped']),
    isSecondStop: and(['reasonIsText', 'hasStoppedOnce']),
    hasBeenKilled: ({ context }) => context.killReason !== null,
    isSecondKill: and(['reasonIsText', 'hasBeenKilled']),
  },
  actions: {
    countIgnored: assign(({ context }) => ({ ignored: context.ignored + 1 })),
    recordDurable: assign({ durable: true }),
    recordStop: assign(({ context, event }) =>
      event.type === 'stop.requested'
        ? { stops: context.stops + 1, stopReason: context.stopReason ?? event.reason }
        : {},
    ),
    recordKill: assign(({ event }) => (event.type === 'kill.switched' ? { killReason: event.reason } : {})),
    recordDrain: assign(({ event }) => ({ rowsFlushed: drainOutput(event).rowsFlushed })),
    recordFailure: assign(({ event }) => failure(event)),
    recordIllegalMove: assign(({ context, event }) =>
      withAnomaly(context, { kind: 'illegalMove', event: event.type, id: context.runId }),
    ),
    migrate: effect,
    recover: effect,
    startIntents: effect,
    stopIntents: effect,
    cancelEverything: effect,
    holdCore: effect,
    releaseCore: effect,
    flushRows: effect,
    report: effect,
  },
});
