// What a person reads: numbers of the dictionary as texts, identifiers that are derived from (run, sequence), and of
// what changes only the last revision. Nothing here is stored.
import { sql } from 'drizzle-orm';
import { integer, pgView, text, uuid } from 'drizzle-orm/pg-core';
import { amount, id, int8, owner, ownerId, place, said } from './view-parts.ts';

const identified = () => ({ ...place(), id: uuid('id') });
const orderTerms = () => ({
  clOrdId: text('cl_ord_id'),
  owner: text('owner'),
  ownerId: int8('owner_id'),
  leg: int8('leg'),
  account: text('account'),
  venue: text('venue'),
  market: text('market'),
  outcome: text('outcome'),
  side: text('side'),
  orderQty: amount('order_qty'),
  price: amount('price'),
});

/** Each order with its last revision; `seq` and `at_us` are that revision's, `id` is the order's own. */
export const lastOrders = pgView('last_orders', {
  ...identified(),
  ...orderTerms(),
  status: text('status'),
  cumQty: amount('cum_qty'),
  leavesQty: amount('leaves_qty'),
  revisions: int8('revisions'),
}).as(sql`
  select o.run, coalesce(e.seq, o.seq) as seq, coalesce(e.at_us, o.at_us) as at_us, ${id('o')} as id,
    o.cl_ord_id, ${owner('o')} as owner, ${ownerId('o')} as owner_id, o.leg, ${said('o', 'account')} as account,
    ${said('o', 'venue')} as venue,
    ${said('o', 'market')} as market, ${said('o', 'outcome')} as outcome, ${said('o', 'side')} as side,
    o.order_qty, o.price, coalesce(${said('e', 'to_status')}, 'pendingNew') as status,
    coalesce(e.cum_qty, 0) as cum_qty, coalesce(e.leaves_qty, o.order_qty) as leaves_qty,
    coalesce(e.revisions, 0) as revisions
  from orders o left join (
    select distinct on (run, cl_ord_id) run, cl_ord_id, seq, at_us, to_status, cum_qty, leaves_qty,
      count(*) over (partition by run, cl_ord_id) as revisions
    from order_events order by run, cl_ord_id, seq desc
  ) e on e.run = o.run and e.cl_ord_id = o.cl_ord_id`);

/** Each arbitrage with its last step, and the last figures that an assessment gave. */
export const lastArbitrages = pgView('last_arbitrages', {
  ...identified(),
  arbitrage: int8('arbitrage'),
  status: text('status'),
  cause: text('cause'),
  residueQty: amount('residue_qty'),
  worstCase: amount('worst_case'),
  realised: amount('realised'),
  steps: int8('steps'),
}).as(sql`
  select e.run, e.seq, e.at_us, ${id('e')} as id, e.arbitrage, ${said('e', 'to_status')} as status,
    ${said('e', 'cause')} as cause, e.residue_qty, e.worst_case, e.realised, e.steps
  from (
    select distinct on (run, arbitrage) run, arbitrage, seq, at_us, to_status, cause, residue_qty, worst_case, realised,
      count(*) over (partition by run, arbitrage) as steps
    from arbitrage_events order by run, arbitrage, seq desc
  ) e`);

/** The life of every order, revision by revision. */
export const orderHistory = pgView('order_history', {
  ...identified(),
  clOrdId: text('cl_ord_id'),
  event: text('event'),
  fromStatus: text('from_status'),
  toStatus: text('to_status'),
  cumQty: amount('cum_qty'),
  leavesQty: amount('leaves_qty'),
  lastQty: amount('last_qty'),
  lastPx: amount('last_px'),
  fee: amount('fee'),
  tradeId: text('trade_id'),
  reason: text('reason'),
  anomaly: text('anomaly'),
}).as(sql`
  select e.run, e.seq, e.at_us, ${id('e')} as id, e.cl_ord_id, ${said('e', 'event')} as event,
    ${said('e', 'from_status')} as from_status, ${said('e', 'to_status')} as to_status, e.cum_qty, e.leaves_qty,
    e.last_qty, e.last_px, e.fee, e.trade_id, ${said('e', 'reason')} as reason, ${said('e', 'anomaly')} as anomaly
  from order_events e`);

/** Every fill that a venue made, with its order's terms. */
export const fillList = pgView('fill_list', {
  ...identified(),
  ...orderTerms(),
  tradeId: text('trade_id'),
  lastQty: amount('last_qty'),
  lastPx: amount('last_px'),
  fee: amount('fee'),
}).as(sql`
  select f.run, f.seq, f.at_us, ${id('f')} as id, f.cl_ord_id, ${owner('o')} as owner,
    ${ownerId('o')} as owner_id, o.leg, ${said('o', 'account')} as account,
    ${said('f', 'venue')} as venue, ${said('o', 'market')} as market, ${said('o', 'outcome')} as outcome,
    ${said('o', 'side')} as side, o.order_qty, o.price, f.trade_id, f.last_qty, f.last_px, f.fee
  from fills f left join orders o on o.run = f.run and o.cl_ord_id = f.cl_ord_id`);

/** Shares that were bought less those that were sold, by what the orders' last revisions say. */
export const positions = pgView('positions', {
  run: integer('run'),
  venue: text('venue'),
  market: text('market'),
  outcome: text('outcome'),
  boughtQty: amount('bought_qty'),
  soldQty: amount('sold_qty'),
  netQty: amount('net_qty'),
}).as(sql`
  select run, venue, market, outcome,
    coalesce(sum(cum_qty) filter (where side = 'buy'), 0)::bigint as bought_qty,
    coalesce(sum(cum_qty) filter (where side = 'sell'), 0)::bigint as sold_qty,
    sum(case side when 'buy' then cum_qty else -cum_qty end)::bigint as net_qty
  from last_orders group by run, venue, market, outcome`);
