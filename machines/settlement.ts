// The settlement of one fill, at a venue that settles on chain: the venue says "matched" long before the
// chain does, and until then the position may still turn out never to have existed.
// Reports may come late, twice or not at all, so steps may be skipped; a status never goes backwards.
// Knows nothing of time, positions or arbitrages: its owner books what the effects say.
import type { StateValue } from 'xstate';
import { noAnomalies } from './anomalies.ts';
import { settlementSetup } from './settlement/setup.ts';
import type { SettlementStatus } from './settlement/types.ts';

export type { SettlementContext, SettlementEvent, SettlementInput, SettlementStatus } from './settlement/types.ts';

/** What the settlement asks of its owner, by name. `settlementFailed` reverses the position. */
export const settlementEffects = ['settlementConfirmed', 'settlementFailed', 'querySettlement'] as const;

const ignored = { actions: 'countIgnored' } as const;
const skippedToFailed = {
  target: 'failed',
  actions: ['recordFailReason', 'countSkipped'],
  description: 'The venue retries before it gives up: the report of the retry was lost.',
} as const;
const lateOverdue = { ...ignored, description: 'The calendar asked before it heard of the end.' } as const;
const staleAnswer = {
  ...ignored,
  description: "An answer may be older than the reports: the venue's reads lag its writes. It moves nothing back.",
} as const;

/** The settlement chart. Input: {@link SettlementInput}. */
export const settlementMachine = settlementSetup.createMachine({
  id: 'settlement',
  description: 'One fill on its way to the chain.',
  // Field by field: what stands behind a spread is added to the object one by one, some microseconds for every fill.
  context: ({ input: { tradeId, clOrdId, venue, qty, px } }) => ({
    tradeId,
    clOrdId,
    venue,
    qty,
    px,
    transactionHash: null,
    failReason: null,
    isGhost: false,
    retries: 0,
    skipped: 0,
    ignored: 0,
    anomalies: noAnomalies.anomalies,
    anomalyCount: noAnomalies.anomalyCount,
  }),
  initial: 'matched',
  states: {
    matched: {
      description: 'The venue says that it is done; the chain does not know of it yet.',
      on: {
        'settlement.mined': { guard: 'hashIsTextOrAbsent', target: 'mined', actions: 'recordTransaction' },
        'settlement.confirmed': {
          guard: 'hashIsTextOrAbsent',
          target: 'confirmed',
          actions: ['recordTransaction', 'countSkipped'],
          description: 'Nothing is confirmed that was not mined: the report of the mining was lost.',
        },
        'settlement.retrying': 'retrying',
        'settlement.failed': { guard: 'reasonIsText', ...skippedToFailed },
        'settlement.reconciled': [
          { guard: { type: 'answers', params: { oneOf: ['matched'] } }, ...ignored },
          { guard: { type: 'answers', params: { oneOf: ['mined'] } }, target: 'mined' },
          { guard: { type: 'answers', params: { oneOf: ['retrying'] } }, target: 'retrying' },
          {
            guard: { type: 'answers', params: { oneOf: ['confirmed'] } },
            target: 'confirmed',
            actions: 'countSkipped',
            description: 'The query found the end; the report of the mining was lost.',
          },
          { guard: { type: 'answers', params: { oneOf: ['failed'] } }, ...skippedToFailed },
        ],
      },
    },
    mined: {
      description: 'In a block, but not deep enough to be final.',
      entry: 'clearGhost',
      on: {
        'settlement.mined': [
          {
            guard: 'namesOtherTransaction',
            target: 'mined',
            reenter: true,
            actions: ['recordTransaction', 'countSkipped'],
            description: 'Mined again in another transaction: the report of the retry between was lost.',
          },
          { guard: 'hashIsTextOrAbsent', actions: ['recordTransaction', 'countIgnored'] },
        ],
        'settlement.confirmed': [
          {
            guard: 'namesOtherTransaction',
            target: 'confirmed',
            actions: ['recordTransaction', 'countSkipped'],
            description: 'Confirmed in another transaction: the reports of a retry and its mining were lost.',
          },
          { guard: 'hashIsTextOrAbsent', target: 'confirmed', actions: 'recordTransaction' },
        ],
        'settlement.retrying': {
          target: 'retrying',
          description: 'A block can be given up again by the chain, and a mined transaction can have reverted.',
        },
        'settlement.failed': { guard: 'reasonIsText', ...skippedToFailed },
        'settlement.reconciled': [
          { guard: { type: 'answers', params: { oneOf: ['matched', 'mined'] } }, ...staleAnswer },
          { guard: { type: 'answers', params: { oneOf: ['retrying'] } }, target: 'retrying' },
          { guard: { type: 'answers', params: { oneOf: ['confirmed'] } }, target: 'confirmed' },
          { guard: { type: 'answers', params: { oneOf: ['failed'] } }, ...skippedToFailed },
        ],
      },
    },
    retrying: {
      description: 'The transaction did not make it; the venue sends another.',
      entry: ['countRetry', 'forgetTransaction', 'clearGhost'],
      on: {
        'settlement.retrying': ignored,
        'settlement.mined': { guard: 'hashIsTextOrAbsent', target: 'mined', actions: 'recordTransaction' },
        'settlement.confirmed': {
          guard: 'hashIsTextOrAbsent',
          target: 'confirmed',
          actions: ['recordTransaction', 'countSkipped'],
          description: 'The retry was mined first: the report of it was lost.',
        },
        'settlement.failed': { guard: 'reasonIsText', target: 'failed', actions: 'recordFailReason' },
        'settlement.reconciled': [
          { guard: { type: 'answers', params: { oneOf: ['matched', 'retrying'] } }, ...staleAnswer },
          { guard: { type: 'answers', params: { oneOf: ['mined'] } }, target: 'mined' },
          {
            guard: { type: 'answers', params: { oneOf: ['confirmed'] } },
            target: 'confirmed',
            actions: 'countSkipped',
            description: 'The query found the end; the report of the mining was lost.',
          },
          {
            guard: { type: 'answers', params: { oneOf: ['failed'] } },
            target: 'failed',
            actions: 'recordFailReason',
          },
        ],
      },
    },
    confirmed: {
      description: 'Final: the shares are ours.',
      entry: 'settlementConfirmed',
      on: {
        'settlement.mined': {
          guard: 'agreesOnTransaction',
          actions: ['recordTransaction', 'countIgnored'],
          description: 'The step that led here, reported late.',
        },
        'settlement.confirmed': { guard: 'agreesOnTransaction', actions: ['recordTransaction', 'countIgnored'] },
        'settlement.overdue': lateOverdue,
        'settlement.reconciled': {
          guard: { type: 'answers', params: { oneOf: ['matched', 'mined', 'retrying', 'confirmed'] } },
          ...staleAnswer,
        },
      },
    },
    failed: {
      description: 'Final: the fill never happened, whatever was matched.',
      entry: 'settlementFailed',
      on: {
        'settlement.retrying': { ...ignored, description: 'The step that led here, reported late.' },
        'settlement.failed': { guard: 'reasonIsText', ...ignored },
        'settlement.overdue': lateOverdue,
        'settlement.reconciled': {
          guard: { type: 'answers', params: { oneOf: ['matched', 'mined', 'retrying', 'failed'] } },
          ...staleAnswer,
        },
      },
    },
  },
  on: {
    'settlement.overdue': [
      {
        guard: 'isGhost',
        actions: 'querySettlement',
        description: 'Still late: asked again, but written down once a state.',
      },
      {
        actions: ['recordGhostFill', 'querySettlement'],
        description: 'A match that does not settle is a ghost fill until the venue says what became of it.',
      },
    ],
    '*': { guard: 'isDomainEvent', actions: 'recordIllegalMove' },
  },
  options: { maxIterations: 100 },
});

/** How far the fill has come. */
export const settlementStatus = (snapshot: { readonly value: StateValue }): SettlementStatus =>
  snapshot.value as SettlementStatus;

/** Whether the venue has spoken its last word about the fill. */
export const isSettlementEnded = (snapshot: { readonly value: StateValue }): boolean =>
  snapshot.value === 'confirmed' || snapshot.value === 'failed';
