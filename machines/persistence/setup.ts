// The vocabulary of the writer's chart: its guards and actions by name.
import { and, assign, not, or, setup, stateIn } from 'xstate';
import { isDomainEvent, withAnomaly } from '../anomalies.ts';
import type { FlushFailure, PersistenceContext, PersistenceEvent, PersistenceInput, WriteStep } from './types.ts';

/** Doublings of the back-off after which it grows no more, whatever its cap: 2^30 times the least one. */
const DOUBLINGS_MAX = 30;

const effect = (): void => {};

/** The types, guards and actions of the writer, by the names that its chart uses. */
export const persistenceSetup = setup({
  types: {
    context: {} as PersistenceContext,
    events: {} as PersistenceEvent,
    input: {} as PersistenceInput,
  },
  guards: {
    isDomainEvent,
    countIsPositive: ({ event }) =>
      event.type === 'rows.buffered' && Number.isSafeInteger(event.count) && event.count > 0,
    exceedsBuffer: ({ context, event }) =>
      event.type === 'rows.buffered' &&
      context.buffered + context.batchRows - context.from + event.count > context.bufferRowsMax,
    overrunsBuffer: and(['countIsPositive', 'exceedsBuffer']),
    hasBuffered: ({ context }) => context.buffered > 0,
    batchIsFull: ({ context }) => context.buffered >= context.batchRowsMax,
    isFlushDue: ({ context }) => context.isFlushDue,
    isDraining: stateIn({ intake: 'draining' }),
    batchIsWanted: or(['batchIsFull', 'isFlushDue', and(['isDraining', 'hasBuffered'])]),
    isDrained: and(['isDraining', not('hasBuffered')]),
    mayBuffer: not(or([stateIn({ writing: 'closing' }), stateIn({ writing: 'closed' })])),
    rowsAreTheRange: ({ context, event }) =>
      event.type === 'flush.succeeded' && event.rows === context.to - context.from,
    batchIsThrough: ({ context }) => context.from === context.batchRows,
    failedBy: ({ event }, params: { readonly cause: FlushFailure }) =>
      event.type === 'flush.failed' && event.cause === params.cause,
    oneRowIsRefused: ({ context, event }) =>
      event.type === 'flush.failed' && event.cause === 'content' && context.to - context.from === 1,
    causeIsKnown: ({ event }) =>
      event.type === 'flush.failed' &&
      (event.cause === 'connection' || event.cause === 'content' || event.cause === 'unknown'),
    isOutcomeUnknown: ({ context }) => context.isOutcomeUnknown,
    stepIs: ({ context }, params: { readonly step: WriteStep }) => context.step === params.step,
    hasLanded: ({ event }) => event.type === 'mark.found' && event.landed === true,
    hasNotLanded: ({ event }) => event.type === 'mark.found' && event.landed === false,
    rowHasLanded: ({ context, event }) =>
      event.type === 'mark.found' && event.landed === true && context.step === 'row',
  },
  actions: {
    countIgnored: assign(({ context }) => ({ ignored: context.ignored + 1 })),
    addRows: assign(({ context, event }) =>
      event.type === 'rows.buffered' ? { buffered: context.buffered + event.count } : {},
    ),
    recordAnomaly: assign(
      ({ context, event }, params: { readonly kind: 'illegalMove' | 'bufferOverrun' | 'deadLetterRefused' }) =>
        withAnomaly(context, { kind: params.kind, event: event.type }),
    ),
    noteFlushDue: assign({ isFlushDue: true }),
    takeBatch: assign(({ context }) => {
      const rows = Math.min(context.buffered, context.batchRowsMax);
      const buffered = context.buffered - rows;
      return { buffered, batchRows: rows, from: 0, to: rows, isFlushDue: context.isFlushDue && buffered > 0 };
    }),
    takeHalf: assign(({ context }) => ({ to: context.from + Math.ceil((context.to - context.from) / 2) })),
    takeRest: assign(({ context }) => ({ to: context.batchRows })),
    bookRange: assign(({ context }) => ({ written: context.written + context.to - context.from, from: context.to })),
    bookDeadLetter: assign(({ context }) => ({ deadLettered: context.deadLettered + 1, from: context.to })),
    endBatch: assign({ batchRows: 0, from: 0, to: 0 }),
    setStep: assign((_, params: { readonly step: WriteStep }) => ({ step: params.step })),
    setOutcomeUnknown: assign((_, params: { readonly isUnknown: boolean }) => ({
      isOutcomeUnknown: params.isUnknown,
    })),
    growBackOff: assign(({ context }) => ({
      attempt: context.attempt + 1,
      backOffMs: Math.min(context.backOffMsMax, context.backOffMsMin * 2 ** Math.min(context.attempt, DOUBLINGS_MAX)),
    })),
    resetBackOff: assign({ attempt: 0, backOffMs: 0 }),
    startFlush: effect,
    flushHalf: effect,
    deadLetterRow: effect,
    lookUpMark: effect,
    scheduleBackOff: effect,
    holdEngine: effect,
    releaseEngine: effect,
    close: effect,
  },
});
