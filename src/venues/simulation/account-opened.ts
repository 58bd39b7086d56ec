// The record with which an account begins, at the start of a run or later.
import type { RecordBody } from '../../journal/records.ts';
import type { VenueRules } from '../definitions/types.ts';
import type { VenueAccountOptions } from './venue-account-state.ts';

/** The record of an account that opens at a venue with those rules. */
export const accountOpened = (
  venue: string,
  rules: VenueRules,
  { account, currency, opening: amount, holdings = [] }: VenueAccountOptions,
): RecordBody => {
  const escrow = rules.escrow.value;
  const { pairs } = rules.netting.value;
  const sets = pairs === 'netted' || pairs === 'redeemedAtOnce' ? 'netted' : 'kept';
  const rows = holdings.map(({ market, outcome, qty }) => ({ asset: `${market}:${outcome}`, amount: qty }));
  const opened = { type: 'account.opened', venue, account, currency, amount, escrow, sets } as const;
  return rows.length === 0 ? opened : { ...opened, holdings: rows };
};
