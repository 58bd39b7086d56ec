CREATE TABLE "market_changes" (
	"seq" bigint NOT NULL,
	"at_us" bigint NOT NULL,
	"tick" bigint,
	"run" integer NOT NULL,
	"venue" integer NOT NULL,
	"market" integer NOT NULL,
	"status" integer,
	CONSTRAINT "market_changes_run_seq_pk" PRIMARY KEY("run","seq")
);
--> statement-breakpoint
CREATE TABLE "position_changes" (
	"seq" bigint NOT NULL,
	"at_us" bigint NOT NULL,
	"run" integer NOT NULL,
	"venue" integer NOT NULL,
	"account" integer NOT NULL,
	"action" integer NOT NULL,
	"gave" json NOT NULL,
	"got" json NOT NULL,
	CONSTRAINT "position_changes_run_seq_pk" PRIMARY KEY("run","seq")
);
--> statement-breakpoint
DROP VIEW "public"."readable_postings";--> statement-breakpoint
DROP VIEW "public"."ledger_sums";--> statement-breakpoint
DROP VIEW "public"."ledger_postings";--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "holdings" json;--> statement-breakpoint
ALTER TABLE "listed_markets" ADD COLUMN "tick" bigint;--> statement-breakpoint
ALTER TABLE "listed_markets" ADD COLUMN "qty_min" bigint;--> statement-breakpoint
ALTER TABLE "listed_markets" ADD COLUMN "qty_step" bigint;--> statement-breakpoint
ALTER TABLE "listed_markets" ADD COLUMN "closes_at_us" bigint;--> statement-breakpoint
ALTER TABLE "listed_markets" ADD COLUMN "maker_fees" integer;--> statement-breakpoint
ALTER TABLE "listed_markets" ADD COLUMN "venue_market_id" text;--> statement-breakpoint
ALTER TABLE "order_events" ADD COLUMN "cash" bigint;--> statement-breakpoint
ALTER TABLE "order_events" ADD COLUMN "liquidity" integer;--> statement-breakpoint
ALTER TABLE "fills" ADD COLUMN "cash" bigint;--> statement-breakpoint
ALTER TABLE "fills" ADD COLUMN "account" integer;--> statement-breakpoint
ALTER TABLE "fills" ADD COLUMN "liquidity" integer;--> statement-breakpoint
CREATE VIEW "public"."ledger_postings" AS (
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
  where n.amount <> 0);--> statement-breakpoint
CREATE VIEW "public"."ledger_sums" AS (
  select run, venue, owner, asset, sum(amount)::bigint as amount
  from ledger_postings group by run, venue, owner, asset);--> statement-breakpoint
CREATE VIEW "public"."readable_postings" AS (
  select p.run, (select sequence_uuid(p.seq, r.uuid_tail) from runs r where r.id = p.run) as id, p.entry, p.venue, p.owner, p.asset, micros_text(p.amount) as amount,
    micros_text(p.at_us) as seconds
  from ledger_postings p);