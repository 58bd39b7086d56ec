// The ledger as views: postings are derived from the trades that orders received, as src/accounting books them, and
// nothing of them is stored. Cash is price × quantity, rounded against the trader; where a venue nets complete sets, the
// sets that have become money so far are the least of what was bought of each outcome. Once a market's final result
// arrived, nothing is held of it: what a late report of a trade brings is netted and paid out by itself.
import { sql } from 'drizzle-orm';
import { integer, pgView, text } from 'drizzle-orm/pg-core';
import { amount, place } from './view-parts.ts';

/**
 * What every word about a trade changed: its first booking, a bust, a correction. The sides are signed as the account sees
 * them: shares that came, cash that went out, the fee that was paid.
 */
export const tradeSteps = pgView('trade_steps', {
  ...place(),
  clOrdId: text('cl_ord_id'),
  tradeId: text('trade_id'),
  venue: text('venue'),
  market: text('market'),
  outcome: text('outcome'),
  sharesIn: amount('shares_in'),
  cashOut: amount('cash_out'),
  fee: amount('fee'),
}).as(sql`
  with moves as (
    select e.run, e.seq, e.at_us, e.cl_ord_id, e.trade_id, e.last_qty, e.last_px, e.fee, v."text" as event,
      coalesce(a."text", '') as anomaly,
      e.cum_qty - lag(e.cum_qty, 1, 0::bigint) over (partition by e.run, e.cl_ord_id order by e.seq) as change
    from order_events e
    join words v on v.run = e.run and v.word = e.event
    left join words a on a.run = e.run and a.word = e.anomaly
  ), told as (
    select *,
      min(seq) filter (where change <> 0 and event <> 'venue.tradeBusted') over trade as booked_seq,
      max(seq) filter (where change = 0 and event = 'venue.tradeCorrected' and anomaly = 'unknownTrade')
        over trade as early_seq,
      max(seq) filter (where change = 0 and event = 'venue.tradeCorrected' and anomaly = 'unknownTrade'
        and fee is not null) over trade as early_fee_seq
    from moves
    where trade_id is not null and (change <> 0 or (event in ('venue.tradeCorrected', 'venue.tradeBusted')
      and anomaly not in ('tradeConflict', 'illegalMove')))
    window trade as (partition by run, cl_ord_id, trade_id)
  ), steps as (
    select t.run, t.seq, t.at_us, t.cl_ord_id, t.trade_id,
      case when t.seq = t.booked_seq then t.change when t.event = 'venue.tradeBusted' then 0 else t.last_qty end as qty,
      case when t.seq = t.booked_seq and t.event <> 'venue.tradeCorrected' then coalesce(p.last_px, t.last_px)
        else t.last_px end as px,
      case when t.event = 'venue.tradeBusted' then 0
        when t.seq > t.booked_seq then t.fee
        when t.event = 'venue.tradeCorrected' then coalesce(t.fee, f.fee, 0)
        else coalesce(f.fee, t.fee, 0) end as told_fee
    from told t
    left join order_events p on p.run = t.run and p.seq = t.early_seq and t.early_seq < t.booked_seq
    left join order_events f on f.run = t.run and f.seq = t.early_fee_seq and t.early_fee_seq < t.booked_seq
    where t.seq >= t.booked_seq
  ), grouped as (
    select *, count(told_fee) over (partition by run, cl_ord_id, trade_id order by seq) as fee_group from steps
  ), valued as (
    select g.run, g.seq, g.at_us, g.cl_ord_id, g.trade_id, v."text" as venue, m."text" as market, o."text" as outcome,
      case s."text" when 'buy' then 1 else -1 end as sign, g.qty,
      case when g.qty = 0 then 0::bigint when s."text" = 'buy' then div(g.px::numeric * g.qty + 999999, 1000000)::bigint
        else div(g.px::numeric * g.qty, 1000000)::bigint end as cash,
      first_value(g.told_fee) over (partition by g.run, g.cl_ord_id, g.trade_id, g.fee_group order by g.seq) as fee
    from grouped g
    join orders t on t.run = g.run and t.cl_ord_id = g.cl_ord_id
    join words v on v.run = t.run and v.word = t.venue
    join words m on m.run = t.run and m.word = t.market
    join words o on o.run = t.run and o.word = t.outcome
    join words s on s.run = t.run and s.word = t.side
  )
  select run, seq, at_us, cl_ord_id, trade_id, venue, market, outcome,
    sign * (qty - lag(qty, 1, 0::bigint) over trade) as shares_in,
    sign * (cash - lag(cash, 1, 0::bigint) over trade) as cash_out,
    fee - lag(fee, 1, 0::bigint) over trade as fee
  from valued window trade as (partition by run, cl_ord_id, trade_id order by seq)`);

/**
 * Complete sets that became money, or fewer than none that were bought for shares which are owed, by the step that made them:
 * where a venue nets, the sets so far are the least that was bought of any outcome. `alone` is the step itself where it
 * came after the result: what is held begins with it, and ends.
 */
export const setExchanges = pgView('set_exchanges', {
  ...place(),
  venue: text('venue'),
  market: text('market'),
  sets: amount('sets'),
}).as(sql`
  with netted as (
    select l.run, v."text" as venue, m."text" as market, o.outcome
    from listed_markets l
    join accounts a on a.run = l.run and a.venue = l.venue
    join words n on n.run = a.run and n.word = a.sets and n."text" = 'netted'
    join words v on v.run = l.run and v.word = l.venue
    join words m on m.run = l.run and m.word = l.market
    cross join lateral (select each ->> 'outcome' as outcome from json_array_elements(l.outcomes) as each) o
  ), steps as (
    select s.run, s.seq, s.at_us, s.venue, s.market, n.outcome,
      case when s.outcome = n.outcome then s.shares_in else 0 end as shares_in,
      case when s.seq > r.seq then s.seq end as alone
    from trade_steps s
    join netted n on n.run = s.run and n.venue = s.venue and n.market = s.market
    left join told_payouts r
      on r.run = n.run and r.venue = n.venue and r.market = n.market and r.outcome = n.outcome
  ), held as (
    select run, seq, at_us, venue, market, alone,
      sum(shares_in) over (partition by run, venue, market, outcome, alone order by seq)::bigint as bought
    from steps
  ), least as (
    select run, seq, at_us, venue, market, alone, min(bought) as sets
    from held group by run, seq, at_us, venue, market, alone
  ), changes as (
    select run, seq, at_us, venue, market,
      sets - lag(sets, 1, 0::bigint) over (partition by run, venue, market, alone order by seq) as sets
    from least
  )
  select * from changes where sets <> 0`);

/** Every posting: so much more, or less, of an asset on an account. Those of one entry and asset sum to nothing. */
export const ledgerPostings = pgView('ledger_postings', {
  ...place(),
  entry: text('entry'),
  venue: text('venue'),
  /** The account, or the other side of the posting: market, fees, issuance, opening. */
  owner: text('owner'),
  asset: text('asset'),
  amount: amount('amount'),
}).as(sql`
  with purses as (
    -- The first account at a venue is ours.
    select distinct on (a.run, a.venue) a.run, a.seq, a.at_us, a.amount, a.holdings, v."text" as venue, o."text" as owner, c."text" as currency
    from accounts a
    join words v on v.run = a.run and v.word = a.venue
    join words o on o.run = a.run and o.word = a.account
    join words c on c.run = a.run and c.word = a.currency
    order by a.run, a.venue, a.seq
  ), entries as (
    select run, seq, at_us, 'opening' as entry, venue, owner, 'opening' as counter, currency as asset, amount from purses
    union all
    select run, seq, at_us, 'opening', venue, owner, 'opening', each ->> 'asset', (each ->> 'amount')::bigint
    from purses cross join lateral json_array_elements(holdings) as each
    union all
    select s.run, s.seq, s.at_us, 'trade', s.venue, p.owner, e.counter, e.asset, e.amount
    from trade_steps s
    join purses p on p.run = s.run and p.venue = s.venue
    cross join lateral (values
      ('market', p.currency, -s.cash_out),
      ('market', s.market || ':' || s.outcome, s.shares_in),
      ('fees', p.currency, -s.fee)) as e(counter, asset, amount)
    union all
    select x.run, x.seq, x.at_us, case when x.sets > 0 then 'merge' else 'split' end, x.venue, p.owner, 'issuance',
      e.asset, e.amount
    from set_exchanges x
    join purses p on p.run = x.run and p.venue = x.venue
    join listed_markets l on l.run = x.run
    join words v on v.run = l.run and v.word = l.venue and v."text" = x.venue
    join words m on m.run = l.run and m.word = l.market and m."text" = x.market
    cross join lateral (
      select p.currency as asset, x.sets as amount
      union all
      select x.market || ':' || (each ->> 'outcome'), -x.sets from json_array_elements(l.outcomes) as each) e
    union all
    select r.run, r.seq, r.at_us, 'redemption', r.venue, p.owner, 'issuance', e.asset, e.amount
    from share_redemptions r
    join purses p on p.run = r.run and p.venue = r.venue
    cross join lateral (values (p.currency, r.cash), (r.market || ':' || r.outcome, -r.qty)) as e(asset, amount)
  )
  select n.run, n.seq, n.at_us, n.entry, n.venue, side.owner, n.asset, side.amount
  from entries n
  cross join lateral (values (n.owner, n.amount), (n.counter, -n.amount)) as side(owner, amount)
  where n.amount <> 0`);

/** What each account has of each asset, as the postings sum up. */
export const ledgerSums = pgView('ledger_sums', {
  run: integer('run'),
  venue: text('venue'),
  owner: text('owner'),
  asset: text('asset'),
  amount: amount('amount'),
}).as(sql`
  select run, venue, owner, asset, sum(amount)::bigint as amount
  from ledger_postings group by run, venue, owner, asset`);
