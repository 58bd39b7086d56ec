// Every event of a settlement in every variant that matters, malformed ones among them.
import type { SettlementEvent, SettlementInput } from '../../machines/settlement.ts';

/** The fill that the variants speak of. */
export const settlementInput: SettlementInput = {
  tradeId: 'T1',
  clOrdId: 'C1',
  venue: 'polymarket',
  qty: 4_000_000n,
  px: 510_000n,
};

const malformed = (event: object): SettlementEvent => event as SettlementEvent;

/** All of them. */
export const settlementVariants: readonly SettlementEvent[] = [
  { type: 'settlement.mined' },
  { type: 'settlement.mined', transactionHash: '0x1' },
  { type: 'settlement.mined', transactionHash: '0x2' },
  malformed({ type: 'settlement.mined', transactionHash: 1 }),
  { type: 'settlement.confirmed' },
  { type: 'settlement.confirmed', transactionHash: '0x1' },
  { type: 'settlement.confirmed', transactionHash: '0x2' },
  malformed({ type: 'settlement.confirmed', transactionHash: null }),
  { type: 'settlement.retrying' },
  { type: 'settlement.failed', reason: 'reverted' },
  malformed({ type: 'settlement.failed' }),
  { type: 'settlement.overdue' },
  ...(['matched', 'mined', 'retrying', 'confirmed', 'failed'] as const).map((status) => ({
    type: 'settlement.reconciled' as const,
    status,
  })),
  malformed({ type: 'settlement.reconciled' }),
  malformed({ type: 'settlement.reconciled', status: 'unknown' }),
  malformed({ type: 'settlement.unheardOf' }),
];
