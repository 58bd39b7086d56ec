// Invariant 22 where a venue states its balances again and again, as in the journal of a user's own test: each time, they
// are the opening and all that its trades came to until then. Where sets are netted, some of them may still be tied up.
import type { Findings } from '../findings.ts';
import type { AssetState, VenueState } from '../state/venue.ts';
import type { BodyOf } from '../types.ts';
import { venueBalances } from './accounts.ts';

const nameOf = ({ account, venue }: VenueState): string => `${account ?? 'no account'}@${venue}`;

/** Takes in a balance that the venue states; it is judged when the venue has stated all of them. */
export const stateBalance = (venue: VenueState, body: BodyOf<'venue.balance'>, findings: Findings): void => {
  if (findings.fails(venueBalances, venue.cash !== null && venue.account === body.account))
    findings.add(venueBalances, `${body.account}@${body.venue}`, 'has a balance, and was never opened');
  venue.assetOf(body.asset).venueStated = body.amount;
};

/** The money that an account began with stands until the venue states another amount. */
export const stateOpening = (venue: VenueState): void => {
  if (venue.cash !== null) venue.cash.venueStated ??= venue.cash.venueAmount;
};

const statedOf = ({ venueStated }: AssetState): bigint => venueStated ?? 0n;

/** All that the venue has stated so far is what its trades came to so far. */
export const judgeBalancesNow = (venue: VenueState, findings: Findings): void => {
  const { cash } = venue;
  if (cash === null) return;
  let netted = 0n;
  for (const { market, set } of venue.markets.values()) {
    const [first] = set;
    if (first === undefined) continue;
    // Whole sets that are money already are missing in each outcome alike.
    const sets = venue.isNetting ? first.venueAmount - statedOf(first) : 0n;
    netted += sets;
    for (const shares of set)
      if (findings.fails(venueBalances, shares.venueAmount - statedOf(shares) === sets))
        findings.add(
          venueBalances,
          nameOf(venue),
          `the venue states ${statedOf(shares)} ${shares.asset}, its trades make ${shares.venueAmount}` +
            (sets === 0n ? '' : `, ${sets} of them netted with the rest of ${market}`),
        );
  }
  const amount = cash.venueAmount + netted;
  if (findings.fails(venueBalances, statedOf(cash) === amount))
    findings.add(
      venueBalances,
      nameOf(venue),
      `the venue states ${statedOf(cash)} ${cash.asset}, its trades make ${amount}`,
    );
};
