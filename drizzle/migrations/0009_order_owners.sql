DROP VIEW "public"."readable_fills";--> statement-breakpoint
DROP VIEW "public"."readable_orders";--> statement-breakpoint
DROP VIEW "public"."positions";--> statement-breakpoint
DROP VIEW "public"."fill_list";--> statement-breakpoint
DROP VIEW "public"."last_orders";--> statement-breakpoint
DROP INDEX IF EXISTS "orders_of_arbitrage";--> statement-breakpoint
ALTER TABLE "orders" ALTER COLUMN "arbitrage" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ALTER COLUMN "role" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "owner_id" bigint;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "leg" bigint;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "cash_order_qty" bigint;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "expire_time_us" bigint;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "owner" integer;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "account" integer;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "is_post_only" boolean;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "client_id" text;--> statement-breakpoint
CREATE VIEW "public"."last_orders" AS (
  select o.run, coalesce(e.seq, o.seq) as seq, coalesce(e.at_us, o.at_us) as at_us, (select sequence_uuid(o.seq, r.uuid_tail) from runs r where r.id = o.run) as id,
    o.cl_ord_id, coalesce((select w."text" from words w where w.run = o.run and w.word = o.owner), case (select w."text" from words w where w.run = o.run and w.word = o.role) when 'own' then 'client' else (select w."text" from words w where w.run = o.run and w.word = o.role) end) as owner, coalesce(o.owner_id, o.arbitrage) as owner_id, o.leg, (select w."text" from words w where w.run = o.run and w.word = o.account) as account,
    (select w."text" from words w where w.run = o.run and w.word = o.venue) as venue,
    (select w."text" from words w where w.run = o.run and w.word = o.market) as market, (select w."text" from words w where w.run = o.run and w.word = o.outcome) as outcome, (select w."text" from words w where w.run = o.run and w.word = o.side) as side,
    o.order_qty, o.price, coalesce((select w."text" from words w where w.run = e.run and w.word = e.to_status), 'pendingNew') as status,
    coalesce(e.cum_qty, 0) as cum_qty, coalesce(e.leaves_qty, o.order_qty) as leaves_qty,
    coalesce(e.revisions, 0) as revisions
  from orders o left join (
    select distinct on (run, cl_ord_id) run, cl_ord_id, seq, at_us, to_status, cum_qty, leaves_qty,
      count(*) over (partition by run, cl_ord_id) as revisions
    from order_events order by run, cl_ord_id, seq desc
  ) e on e.run = o.run and e.cl_ord_id = o.cl_ord_id);--> statement-breakpoint
CREATE VIEW "public"."fill_list" AS (
  select f.run, f.seq, f.at_us, (select sequence_uuid(f.seq, r.uuid_tail) from runs r where r.id = f.run) as id, f.cl_ord_id, coalesce((select w."text" from words w where w.run = o.run and w.word = o.owner), case (select w."text" from words w where w.run = o.run and w.word = o.role) when 'own' then 'client' else (select w."text" from words w where w.run = o.run and w.word = o.role) end) as owner,
    coalesce(o.owner_id, o.arbitrage) as owner_id, o.leg, (select w."text" from words w where w.run = o.run and w.word = o.account) as account,
    (select w."text" from words w where w.run = f.run and w.word = f.venue) as venue, (select w."text" from words w where w.run = o.run and w.word = o.market) as market, (select w."text" from words w where w.run = o.run and w.word = o.outcome) as outcome,
    (select w."text" from words w where w.run = o.run and w.word = o.side) as side, o.order_qty, o.price, f.trade_id, f.last_qty, f.last_px, f.fee
  from fills f left join orders o on o.run = f.run and o.cl_ord_id = f.cl_ord_id);--> statement-breakpoint
CREATE VIEW "public"."positions" AS (
  select run, venue, market, outcome,
    coalesce(sum(cum_qty) filter (where side = 'buy'), 0)::bigint as bought_qty,
    coalesce(sum(cum_qty) filter (where side = 'sell'), 0)::bigint as sold_qty,
    sum(case side when 'buy' then cum_qty else -cum_qty end)::bigint as net_qty
  from last_orders group by run, venue, market, outcome);--> statement-breakpoint
CREATE VIEW "public"."readable_orders" AS (
  select o.run, o.id, (select sequence_uuid(i.seq, r.uuid_tail) from intents i join runs r on r.id = i.run
      where i.run = o.run and i.intent = o.owner_id and o.owner in ('leg', 'unwind')) as arbitrage_id, o.cl_ord_id, o.owner, o.account, o.venue, o.market, o.outcome, o.side,
    micros_text(o.order_qty) as order_qty, micros_text(o.price) as price, o.status, micros_text(o.cum_qty) as cum_qty,
    micros_text(o.leaves_qty) as leaves_qty, micros_text(o.at_us) as seconds
  from last_orders o);--> statement-breakpoint
CREATE VIEW "public"."readable_fills" AS (
  select f.run, f.id, f.trade_id, f.cl_ord_id, f.venue, f.market, f.outcome, f.side, micros_text(f.last_qty) as qty,
    micros_text(f.last_px) as price, micros_text(f.fee) as fee, micros_text(f.at_us) as seconds
  from fill_list f);