// The ledger at rest: plain data with names for everything, sorted, so that the same books are the same bytes.
import type { Balance } from './accounts.ts';
import type { Holding, HoldingName } from './holdings.ts';
import type { BookedTrade } from './transactions.ts';

/** A trade that may still change, at rest. */
export type SavedTrade = Omit<BookedTrade, 'kind' | 'holding'> & HoldingName;

/** The ledger at rest: plain data, in an order of its own. */
export interface LedgerState {
  readonly balances: readonly Balance[];
  readonly trades: readonly SavedTrade[];
  readonly overdraftCount: number;
}

/** A trade, as it is saved. */
export const savedTradeOf = ({ tradeKey, holding, side, qty, px, cash, fee, overdrawn }: BookedTrade): SavedTrade => {
  const { account, venue } = holding.purse;
  const { market, outcome } = holding;
  return { tradeKey, account, venue, market, outcome, side, qty, px, cash, fee, overdrawn };
};

/** A saved trade, as the ledger holds it. */
export const bookedTradeOf = (
  { tradeKey, side, qty, px, cash, fee, overdrawn }: SavedTrade,
  holding: Holding,
): BookedTrade => ({
  kind: 'trade',
  tradeKey,
  holding,
  side,
  qty,
  px,
  cash,
  fee,
  overdrawn,
});
