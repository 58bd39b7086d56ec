// The transactions that the ledger books, and the postings that each of them stands for. The ledger itself never makes
// postings: they are derived here, for the journal's views and for checks of the ledger.
//
// Transactions in memory refer to account keys and holdings; quantities and money are micros.
import type { Side } from '../../machines/order/types.ts';
import { unreachable } from '../kernel/assert.ts';
import type { Micros } from '../money/micros.ts';
import type { CounterAccount } from './counter-accounts.ts';
import type { Holding, AccountKey } from './holdings.ts';

interface Booked {
  /** Whether it left an account of an owner below zero, and lower than before. */
  readonly overdrawn: boolean;
}

/** A trade as it stands in the portfolio. `cash` is `px × qty`, rounded by the venue's terms when it was booked. */
export interface BookedTrade extends Booked {
  readonly kind: 'trade';
  readonly tradeKey: string;
  readonly holding: Holding;
  readonly side: Side;
  readonly qty: Micros;
  readonly px: Micros;
  readonly cash: Micros;
  /** Paid to the venue; negative where it is a rebate. */
  readonly fee: Micros;
}

/** A booked trade is undone (`after` has a quantity of 0), or becomes another, at its old place in time. */
export interface TradeChange extends Booked {
  readonly kind: 'bust' | 'correction';
  readonly before: BookedTrade;
  readonly after: BookedTrade;
}

/** Money, or shares where there is a holding, that an account begins with, brings in or takes out. */
export interface Transfer extends Booked {
  readonly kind: 'opening' | 'deposit' | 'withdrawal';
  readonly accountKey: AccountKey;
  readonly holding: Holding | null;
  readonly amount: Micros;
}

/** A fee that belongs to no single trade; negative where it is a rebate. */
export interface FeeCharge extends Booked {
  readonly kind: 'fee';
  readonly accountKey: AccountKey;
  readonly amount: Micros;
}

/** Money becomes complete sets, one share of each outcome a unit, or complete sets become money again. */
export interface SetExchange extends Booked {
  readonly kind: 'split' | 'merge';
  readonly set: readonly Holding[];
  readonly sets: Micros;
}

/** Shares are paid out after the event: 1 for what came true, 0 for what did not, 0.5 each for a tie. */
export interface Redemption extends Booked {
  readonly kind: 'redemption';
  readonly holding: Holding;
  readonly qty: Micros;
  /** Per share, 0 to 1,000,000. */
  readonly payout: Micros;
  readonly cash: Micros;
}

/** NO shares of one outcome become as many YES shares of every other outcome of the event (Polymarket's neg-risk). */
export interface Conversion extends Booked {
  readonly kind: 'conversion';
  readonly from: Holding;
  readonly into: readonly Holding[];
  readonly qty: Micros;
}

/** Everything that changes a balance. */
export type Transaction = BookedTrade | TradeChange | Transfer | FeeCharge | SetExchange | Redemption | Conversion;

/** One side of an entry: so much more, or less, of an asset on an account. */
export interface Posting {
  readonly owner: string;
  readonly venue: string;
  readonly asset: string;
  readonly amount: Micros;
}

/** The money that buying or selling takes from its owner before the fee: less than none for a sell. */
export const cashOut = ({ side, cash }: Pick<BookedTrade, 'side' | 'cash'>): Micros => (side === 'buy' ? cash : -cash);

/** The shares that buying or selling brings its owner: fewer than none for a sell. */
export const sharesIn = ({ side, qty }: Pick<BookedTrade, 'side' | 'qty'>): Micros => (side === 'buy' ? qty : -qty);

/** The postings of a transaction, those of 0 left out: they sum to zero for each asset. */
export const postingsOf = (transaction: Transaction): Posting[] => {
  const postings: Posting[] = [];
  const give = (accountKey: AccountKey, asset: string, counter: CounterAccount, amount: Micros): void => {
    if (amount === 0n) return;
    postings.push({ owner: accountKey.account, venue: accountKey.venue, asset, amount });
    postings.push({ owner: counter, venue: accountKey.venue, asset, amount: -amount });
  };
  const giveTrade = (trade: BookedTrade, times: bigint): void => {
    const { accountKey, share } = trade.holding;
    give(accountKey, accountKey.currency, 'market', times * -cashOut(trade));
    give(accountKey, share, 'market', times * sharesIn(trade));
    give(accountKey, accountKey.currency, 'fees', times * -trade.fee);
  };
  switch (transaction.kind) {
    case 'trade':
      giveTrade(transaction, 1n);
      break;
    case 'bust':
    case 'correction':
      giveTrade(transaction.before, -1n);
      giveTrade(transaction.after, 1n);
      break;
    case 'opening':
    case 'deposit':
    case 'withdrawal': {
      const { kind, accountKey, holding, amount } = transaction;
      const counter = kind === 'opening' ? 'opening' : 'transfers';
      give(accountKey, holding?.share ?? accountKey.currency, counter, kind === 'withdrawal' ? -amount : amount);
      break;
    }
    case 'fee':
      give(transaction.accountKey, transaction.accountKey.currency, 'fees', -transaction.amount);
      break;
    case 'split':
    case 'merge': {
      const made = transaction.kind === 'split' ? transaction.sets : -transaction.sets;
      const accountKey = transaction.set[0]?.accountKey;
      if (accountKey !== undefined) give(accountKey, accountKey.currency, 'issuance', -made);
      for (const holding of transaction.set) give(holding.accountKey, holding.share, 'issuance', made);
      break;
    }
    case 'redemption': {
      const { accountKey, share } = transaction.holding;
      give(accountKey, share, 'issuance', -transaction.qty);
      give(accountKey, accountKey.currency, 'issuance', transaction.cash);
      break;
    }
    case 'conversion': {
      const { from, into, qty } = transaction;
      give(from.accountKey, from.share, 'issuance', -qty);
      for (const holding of into) give(holding.accountKey, holding.share, 'issuance', qty);
      break;
    }
    default:
      unreachable(transaction);
  }
  return postings;
};
