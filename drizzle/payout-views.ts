// What final results made of shares, as views: what they pay, and what was paid out, which is derived as src/accounting books
// it. They know nothing of accounts: the postings are made of them in ledger-views.ts.
import { sql } from 'drizzle-orm';
import { pgView, text } from 'drizzle-orm/pg-core';
import { amount, place } from './view-parts.ts';

/** What the final results that the client received pay for a share of each outcome. */
export const toldPayouts = pgView('told_payouts', {
  ...place(),
  venue: text('venue'),
  market: text('market'),
  outcome: text('outcome'),
  payout: amount('payout'),
}).as(sql`
  select t.run, t.seq, t.at_us, v."text" as venue, m."text" as market, p.outcome, p.payout
  from told_results t
  join words v on v.run = t.run and v.word = t.venue
  join words m on m.run = t.run and m.word = t.market
  cross join lateral (
    select each ->> 'outcome' as outcome, (each ->> 'payout')::bigint as payout from json_array_elements(t.payouts) as each
  ) p`);

/**
 * Shares that became money because their market's final result arrived: all that were held of it then, and what each
 * step brought after that. A quantity below 0 takes a payout back.
 */
export const shareRedemptions = pgView('share_redemptions', {
  ...place(),
  venue: text('venue'),
  market: text('market'),
  outcome: text('outcome'),
  qty: amount('qty'),
  payout: amount('payout'),
  cash: amount('cash'),
}).as(sql`
  with moves as (
    select run, seq, at_us, venue, market, outcome, shares_in from trade_steps
    union all
    select x.run, x.seq, x.at_us, x.venue, x.market, each ->> 'outcome', -x.sets
    from set_exchanges x
    join words v on v.run = x.run and v."text" = x.venue
    join words m on m.run = x.run and m."text" = x.market
    join listed_markets l on l.run = x.run and l.venue = v.word and l.market = m.word
    cross join lateral json_array_elements(l.outcomes) as each
  ), redeemed as (
    select r.run, greatest(s.seq, r.seq) as seq, greatest(s.at_us, r.at_us) as at_us, r.venue, r.market, r.outcome,
      sum(s.shares_in)::bigint as qty, r.payout
    from told_payouts r
    join moves s on s.run = r.run and s.venue = r.venue and s.market = r.market and s.outcome = r.outcome
    group by r.run, greatest(s.seq, r.seq), greatest(s.at_us, r.at_us), r.venue, r.market, r.outcome, r.payout
  )
  select *, floor(payout::numeric * qty * 0.000001)::bigint as cash from redeemed where qty <> 0`);
