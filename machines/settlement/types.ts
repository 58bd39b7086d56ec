// The events that the settlement chart receives, and what it keeps.
import type { AnomalyRecord } from '../anomalies.ts';

/** How far a fill has come on its way to the chain. */
export type SettlementStatus = 'matched' | 'mined' | 'retrying' | 'confirmed' | 'failed';

/** What the venue reports, and what the calendar says when it reports nothing. */
export type SettlementEvent =
  | { readonly type: 'settlement.mined'; readonly transactionHash?: string }
  | { readonly type: 'settlement.confirmed'; readonly transactionHash?: string }
  | { readonly type: 'settlement.retrying' }
  | { readonly type: 'settlement.failed'; readonly reason: string }
  /** From the calendar: the settlement is late. */
  | { readonly type: 'settlement.overdue' }
  /** The answer to a query: the status that the venue has now. */
  | { readonly type: 'settlement.reconciled'; readonly status: SettlementStatus };

/** The fill that settles. */
export interface SettlementInput {
  readonly tradeId: string;
  readonly clOrdId: string;
  readonly venue: string;
  /** Micros of a share. */
  readonly qty: bigint;
  /** Micros of the currency. */
  readonly px: bigint;
}

/** What is known of the settlement. */
export interface SettlementContext extends SettlementInput, AnomalyRecord<'illegalMove' | 'ghostFill'> {
  /** The transaction that carries the fill, as far as it is known; null again while the venue retries. */
  readonly transactionHash: string | null;
  /** Why it failed: the venue's word, or `reconciled` when a query found it out. */
  readonly failReason: string | null;
  /** Whether a settlement that is late has been written down in this state. */
  readonly isGhost: boolean;
  /** How often the venue began a retry. */
  readonly retries: number;
  /** Moves that show that a report between was lost. */
  readonly skipped: number;
  /** Legal repetitions: late or doubled reports that changed nothing. */
  readonly ignored: number;
}
