// The same for readers with `psql`: identifiers as UUIDs, amounts as decimal text, virtual time in seconds. Nothing of
// the engine reads them.
import { sql, type SQL } from 'drizzle-orm';
import { integer, pgView, text, uuid } from 'drizzle-orm/pg-core';
import { id, said } from './view-parts.ts';

/** The record that the arbitrage of an order began with, as its identifier; null for an order of none. */
const arbitrageId = (alias: string): SQL =>
  sql.raw(
    `(select sequence_uuid(i.seq, r.uuid_tail) from intents i join runs r on r.id = i.run
      where i.run = ${alias}.run and i.intent = ${alias}.owner_id and ${alias}.owner in ('leg', 'unwind'))`,
  );

/** Each order as it stands. */
export const readableOrders = pgView('readable_orders', {
  run: integer('run'),
  id: uuid('id'),
  arbitrageId: uuid('arbitrage_id'),
  clOrdId: text('cl_ord_id'),
  owner: text('owner'),
  account: text('account'),
  venue: text('venue'),
  market: text('market'),
  outcome: text('outcome'),
  side: text('side'),
  orderQty: text('order_qty'),
  price: text('price'),
  status: text('status'),
  cumQty: text('cum_qty'),
  leavesQty: text('leaves_qty'),
  seconds: text('seconds'),
}).as(sql`
  select o.run, o.id, ${arbitrageId('o')} as arbitrage_id, o.cl_ord_id, o.owner, o.account, o.venue, o.market, o.outcome, o.side,
    micros_text(o.order_qty) as order_qty, micros_text(o.price) as price, o.status, micros_text(o.cum_qty) as cum_qty,
    micros_text(o.leaves_qty) as leaves_qty, micros_text(o.at_us) as seconds
  from last_orders o`);

/** Each arbitrage: what was wanted, where it stands, what came of it. */
export const readableArbitrages = pgView('readable_arbitrages', {
  run: integer('run'),
  id: uuid('id'),
  arbitrage: text('arbitrage'),
  strategy: text('strategy'),
  pair: text('pair'),
  sets: text('sets'),
  expectedEdge: text('expected_edge'),
  status: text('status'),
  cause: text('cause'),
  residueQty: text('residue_qty'),
  worstCase: text('worst_case'),
  realised: text('realised'),
  seconds: text('seconds'),
}).as(sql`
  select i.run, ${id('i')} as id, i.intent::text as arbitrage, ${said('i', 'strategy')} as strategy,
    ${said('i', 'pair')} as pair, micros_text(i.sets) as sets, micros_text(i.expected_edge) as expected_edge,
    case when x.seq is null then coalesce(a.status, 'planning') else 'refused' end as status,
    coalesce(x.reason, a.cause) as cause, micros_text(a.residue_qty) as residue_qty,
    micros_text(a.worst_case) as worst_case, micros_text(a.realised) as realised,
    micros_text(coalesce(a.at_us, i.at_us)) as seconds
  from intents i
  left join last_arbitrages a on a.run = i.run and a.arbitrage = i.intent
  left join intent_refusals x on x.run = i.run and x.intent = i.intent`);

/** Every fill that a venue made. */
export const readableFills = pgView('readable_fills', {
  run: integer('run'),
  id: uuid('id'),
  tradeId: text('trade_id'),
  clOrdId: text('cl_ord_id'),
  venue: text('venue'),
  market: text('market'),
  outcome: text('outcome'),
  side: text('side'),
  qty: text('qty'),
  price: text('price'),
  fee: text('fee'),
  seconds: text('seconds'),
}).as(sql`
  select f.run, f.id, f.trade_id, f.cl_ord_id, f.venue, f.market, f.outcome, f.side, micros_text(f.last_qty) as qty,
    micros_text(f.last_px) as price, micros_text(f.fee) as fee, micros_text(f.at_us) as seconds
  from fill_list f`);

/** Every posting of the ledger. */
export const readablePostings = pgView('readable_postings', {
  run: integer('run'),
  id: uuid('id'),
  entry: text('entry'),
  venue: text('venue'),
  owner: text('owner'),
  asset: text('asset'),
  amount: text('amount'),
  seconds: text('seconds'),
}).as(sql`
  select p.run, ${id('p')} as id, p.entry, p.venue, p.owner, p.asset, micros_text(p.amount) as amount,
    micros_text(p.at_us) as seconds
  from ledger_postings p`);
