// The vocabulary of the settlement chart: its guards and actions by name.
import { and, assign, not, setup } from 'xstate';
import { isDomainEvent, withAnomaly } from '../anomalies.ts';
import type { SettlementContext, SettlementEvent, SettlementInput, SettlementStatus } from './types.ts';

const effect = (): void => {};

/** The types, guards and actions of a settlement, by the names that its chart uses. */
export const settlementSetup = setup({
  types: {
    context: {} as SettlementContext,
    events: {} as SettlementEvent,
    input: {} as SettlementInput,
  },
  guards: {
    isDomainEvent,
    reasonIsText: ({ event }) => event.type === 'settlement.failed' && typeof event.reason === 'string',
    hashIsTextOrAbsent: ({ event }) => {
      if (event.type !== 'settlement.mined' && event.type !== 'settlement.confirmed') return false;
      return event.transactionHash === undefined || typeof event.transactionHash === 'string';
    },
    namesOtherTransaction: ({ context, event }) => {
      if (event.type !== 'settlement.mined' && event.type !== 'settlement.confirmed') return false;
      if (context.transactionHash === null || typeof event.transactionHash !== 'string') return false;
      return event.transactionHash !== context.transactionHash;
    },
    agreesOnTransaction: and(['hashIsTextOrAbsent', not('namesOtherTransaction')]),
    isGhost: ({ context }) => context.isGhost,
    /** Whether the answer to a query is one of these statuses. */
    answers: ({ event }, params: { readonly oneOf: readonly SettlementStatus[] }) =>
      event.type === 'settlement.reconciled' && params.oneOf.includes(event.status),
  },
  actions: {
    countIgnored: assign(({ context }) => ({ ignored: context.ignored + 1 })),
    countSkipped: assign(({ context }) => ({ skipped: context.skipped + 1 })),
    countRetry: assign(({ context }) => ({ retries: context.retries + 1 })),
    recordTransaction: assign(({ context, event }) => {
      if (event.type !== 'settlement.mined' && event.type !== 'settlement.confirmed') return {};
      return { transactionHash: event.transactionHash ?? context.transactionHash };
    }),
    forgetTransaction: assign({ transactionHash: null }),
    recordFailReason: assign(({ event }) => ({
      failReason: event.type === 'settlement.failed' ? event.reason : 'reconciled',
    })),
    recordGhostFill: assign(({ context, event }) => ({
      ...withAnomaly(context, {
        kind: 'ghostFill',
        event: event.type,
        id: context.tradeId,
        qty: context.qty,
        px: context.px,
      }),
      isGhost: true,
    })),
    clearGhost: assign({ isGhost: false }),
    recordIllegalMove: assign(({ context, event }) =>
      withAnomaly(context, { kind: 'illegalMove', event: event.type, id: context.tradeId }),
    ),
    settlementConfirmed: effect,
    settlementFailed: effect,
    querySettlement: effect,
  },
});
