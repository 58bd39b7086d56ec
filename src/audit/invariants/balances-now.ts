// Invariant 22 where a venue states its balances again and again, as in the journal of a user's own test: each time, they
// are the opening and all that its trades came to until then. Where sets are netted, some of them may still be tied up.
import type { Findings } from '../findings.ts';
import type { AssetState } from '../state/asset.ts';
import { accountName, type AccountState, type VenueState } from '../state/venue.ts';
import type { BodyOf } from '../types.ts';
import { venueBalances } from './accounts.ts';

/** Takes in a balance that the venue states; it is judged when the venue has stated all of them. */
export const stateBalance = (venue: VenueState, body: BodyOf<'venue.balance'>, findings: Findings): void => {
  const account = venue.accountOf(body.account);
  if (findings.fails(venueBalances, account !== undefined && account.cash !== null))
    findings.add(venueBalances, `${body.account}@${body.venue}`, 'has a balance, and was never opened');
  (account ?? venue.own).assetOf(body.asset).venueStated = body.amount;
};

/** What an account began with stands until the venue states another amount. */
export const stateOpening = (venue: VenueState, { account }: BodyOf<'account.opened'>): void => {
  for (const asset of venue.accountOf(account)?.assets.values() ?? []) asset.venueStated ??= asset.venueAmount;
};

const statedOf = ({ venueStated }: AssetState): bigint => venueStated ?? 0n;

/** All that the venue has stated so far of its accounts is what their trades came to so far. */
export const judgeBalancesNow = (venue: VenueState, findings: Findings): void => {
  for (const account of venue.accounts()) judgeAccountNow(account, findings);
};

const judgeAccountNow = (account: AccountState, findings: Findings): void => {
  const { cash, venue } = account;
  if (cash === null) return;
  let netted = 0n;
  for (const market of venue.markets.values()) {
    const { set } = account.heldIn(market);
    const [first] = set;
    if (first === undefined) continue;
    // Whole sets that are money already are missing in each outcome alike.
    const sets = account.isNetting ? first.venueAmount - statedOf(first) : 0n;
    netted += sets;
    for (const shares of set)
      if (findings.fails(venueBalances, shares.venueAmount - statedOf(shares) === sets))
        findings.add(
          venueBalances,
          accountName(account),
          `the venue states ${statedOf(shares)} ${shares.asset}, its trades make ${shares.venueAmount}` +
            (sets === 0n ? '' : `, ${sets} of them netted with the rest of ${market.market}`),
        );
  }
  const amount = cash.venueAmount + netted;
  if (findings.fails(venueBalances, statedOf(cash) === amount))
    findings.add(
      venueBalances,
      accountName(account),
      `the venue states ${statedOf(cash)} ${cash.asset}, its trades make ${amount}`,
    );
};
