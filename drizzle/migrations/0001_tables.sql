CREATE TYPE "public"."run_state" AS ENUM('running', 'ended', 'failed');--> statement-breakpoint
CREATE TABLE "catalogues" (
	"catalogue" text PRIMARY KEY NOT NULL,
	"hash" text NOT NULL,
	"loaded_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "markets" (
	"qty_step" bigint NOT NULL,
	"order_qty_min" bigint NOT NULL,
	"closes_at_us" bigint,
	"spread_px" bigint NOT NULL,
	"noise_px" bigint NOT NULL,
	"depth_qty" bigint NOT NULL,
	"position" integer NOT NULL,
	"catalogue" text NOT NULL,
	"venue" text NOT NULL,
	"market" text NOT NULL,
	"state" text NOT NULL,
	"outcomes" json NOT NULL,
	"grid" json NOT NULL,
	"fees" json NOT NULL,
	CONSTRAINT "markets_catalogue_venue_market_pk" PRIMARY KEY("catalogue","venue","market")
);
--> statement-breakpoint
CREATE TABLE "pairs" (
	"walk_px" bigint NOT NULL,
	"position" integer NOT NULL,
	"catalogue" text NOT NULL,
	"pair" text NOT NULL,
	"verified" text NOT NULL,
	"outcomes" json NOT NULL,
	"legs" json NOT NULL,
	"fair_px" json NOT NULL,
	CONSTRAINT "pairs_catalogue_pair_pk" PRIMARY KEY("catalogue","pair")
);
--> statement-breakpoint
CREATE TABLE "strategies" (
	"sets_min" bigint NOT NULL,
	"sets_max" bigint NOT NULL,
	"notional_max" bigint,
	"staleness_us" bigint NOT NULL,
	"deadline_us" bigint NOT NULL,
	"min_edge_bps" integer NOT NULL,
	"unwind_attempts_max" integer NOT NULL,
	"position" integer NOT NULL,
	"catalogue" text NOT NULL,
	"strategy" text NOT NULL,
	"module" text,
	"mode" text NOT NULL,
	"policy" text NOT NULL,
	"time_in_force" text NOT NULL,
	"pairs" json NOT NULL,
	CONSTRAINT "strategies_catalogue_strategy_pk" PRIMARY KEY("catalogue","strategy")
);
--> statement-breakpoint
CREATE TABLE "accounts" (
	"seq" bigint NOT NULL,
	"at_us" bigint NOT NULL,
	"amount" bigint NOT NULL,
	"run" integer NOT NULL,
	"account" integer NOT NULL,
	"venue" integer NOT NULL,
	"currency" integer NOT NULL,
	"escrow" integer NOT NULL,
	"sets" integer,
	CONSTRAINT "accounts_run_seq_pk" PRIMARY KEY("run","seq")
);
--> statement-breakpoint
CREATE TABLE "anomalies" (
	"seq" bigint NOT NULL,
	"at_us" bigint NOT NULL,
	"run" integer NOT NULL,
	"kind" integer NOT NULL,
	"venue" integer,
	"detail" text NOT NULL,
	CONSTRAINT "anomalies_run_seq_pk" PRIMARY KEY("run","seq")
);
--> statement-breakpoint
CREATE TABLE "arbitrage_events" (
	"seq" bigint NOT NULL,
	"at_us" bigint NOT NULL,
	"arbitrage" bigint NOT NULL,
	"residue_qty" bigint,
	"worst_case" bigint,
	"realised" bigint,
	"run" integer NOT NULL,
	"event" integer NOT NULL,
	"from_status" integer NOT NULL,
	"to_status" integer NOT NULL,
	"cause" integer,
	"verdict" integer,
	CONSTRAINT "arbitrage_events_run_seq_pk" PRIMARY KEY("run","seq")
);
--> statement-breakpoint
CREATE TABLE "commands" (
	"seq" bigint NOT NULL,
	"at_us" bigint NOT NULL,
	"run" integer NOT NULL,
	"command" integer NOT NULL,
	"reason" text,
	CONSTRAINT "commands_run_seq_pk" PRIMARY KEY("run","seq")
);
--> statement-breakpoint
CREATE TABLE "faults" (
	"seq" bigint NOT NULL,
	"at_us" bigint NOT NULL,
	"run" integer NOT NULL,
	"venue" integer NOT NULL,
	"fault" integer NOT NULL,
	"cl_ord_id" text,
	CONSTRAINT "faults_run_seq_pk" PRIMARY KEY("run","seq")
);
--> statement-breakpoint
CREATE TABLE "fills" (
	"seq" bigint NOT NULL,
	"at_us" bigint NOT NULL,
	"last_qty" bigint NOT NULL,
	"last_px" bigint NOT NULL,
	"fee" bigint NOT NULL,
	"leaves_qty" bigint NOT NULL,
	"run" integer NOT NULL,
	"venue" integer NOT NULL,
	"cl_ord_id" text NOT NULL,
	"trade_id" text NOT NULL,
	CONSTRAINT "fills_run_seq_pk" PRIMARY KEY("run","seq")
);
--> statement-breakpoint
CREATE TABLE "intent_refusals" (
	"seq" bigint NOT NULL,
	"at_us" bigint NOT NULL,
	"intent" bigint NOT NULL,
	"run" integer NOT NULL,
	"refused_by" integer NOT NULL,
	"venue" integer,
	"reason" text NOT NULL,
	CONSTRAINT "intent_refusals_run_seq_pk" PRIMARY KEY("run","seq")
);
--> statement-breakpoint
CREATE TABLE "intents" (
	"seq" bigint NOT NULL,
	"at_us" bigint NOT NULL,
	"intent" bigint NOT NULL,
	"sets" bigint NOT NULL,
	"expected_edge" bigint NOT NULL,
	"roi_bps" bigint NOT NULL,
	"outcomes" bigint NOT NULL,
	"run" integer NOT NULL,
	"strategy" integer NOT NULL,
	"pair" integer NOT NULL,
	"mode" integer NOT NULL,
	"policy" integer NOT NULL,
	"legs" json NOT NULL,
	CONSTRAINT "intents_run_seq_pk" PRIMARY KEY("run","seq")
);
--> statement-breakpoint
CREATE TABLE "lane_events" (
	"seq" bigint NOT NULL,
	"at_us" bigint NOT NULL,
	"depth" bigint NOT NULL,
	"reserved" bigint NOT NULL,
	"capacity" bigint NOT NULL,
	"run" integer NOT NULL,
	"venue" integer NOT NULL,
	"event" integer NOT NULL,
	CONSTRAINT "lane_events_run_seq_pk" PRIMARY KEY("run","seq")
);
--> statement-breakpoint
CREATE TABLE "ledger_balances" (
	"seq" bigint NOT NULL,
	"at_us" bigint NOT NULL,
	"amount" bigint NOT NULL,
	"run" integer NOT NULL,
	"venue" integer NOT NULL,
	"account" integer NOT NULL,
	"asset" integer NOT NULL,
	CONSTRAINT "ledger_balances_run_seq_pk" PRIMARY KEY("run","seq")
);
--> statement-breakpoint
CREATE TABLE "listed_markets" (
	"seq" bigint NOT NULL,
	"at_us" bigint NOT NULL,
	"run" integer NOT NULL,
	"venue" integer NOT NULL,
	"market" integer NOT NULL,
	"outcomes" json NOT NULL,
	CONSTRAINT "listed_markets_run_seq_pk" PRIMARY KEY("run","seq")
);
--> statement-breakpoint
CREATE TABLE "market_states" (
	"seq" bigint NOT NULL,
	"at_us" bigint NOT NULL,
	"run" integer NOT NULL,
	"venue" integer NOT NULL,
	"market" integer NOT NULL,
	"from_state" integer NOT NULL,
	"to_state" integer NOT NULL,
	CONSTRAINT "market_states_run_seq_pk" PRIMARY KEY("run","seq")
);
--> statement-breakpoint
CREATE TABLE "order_events" (
	"seq" bigint NOT NULL,
	"at_us" bigint NOT NULL,
	"cum_qty" bigint NOT NULL,
	"leaves_qty" bigint NOT NULL,
	"missing_qty" bigint,
	"last_qty" bigint,
	"last_px" bigint,
	"fee" bigint,
	"run" integer NOT NULL,
	"event" integer NOT NULL,
	"from_status" integer NOT NULL,
	"to_status" integer NOT NULL,
	"reason" integer,
	"anomaly" integer,
	"cl_ord_id" text NOT NULL,
	"trade_id" text,
	"venue_order_id" text,
	CONSTRAINT "order_events_run_seq_pk" PRIMARY KEY("run","seq")
);
--> statement-breakpoint
CREATE TABLE "orders" (
	"seq" bigint NOT NULL,
	"at_us" bigint NOT NULL,
	"arbitrage" bigint NOT NULL,
	"order_qty" bigint NOT NULL,
	"price" bigint NOT NULL,
	"worst_fee" bigint,
	"run" integer NOT NULL,
	"role" integer NOT NULL,
	"venue" integer NOT NULL,
	"market" integer NOT NULL,
	"outcome" integer NOT NULL,
	"side" integer NOT NULL,
	"time_in_force" integer NOT NULL,
	"cl_ord_id" text NOT NULL,
	CONSTRAINT "orders_run_seq_pk" PRIMARY KEY("run","seq")
);
--> statement-breakpoint
CREATE TABLE "risk_trips" (
	"seq" bigint NOT NULL,
	"at_us" bigint NOT NULL,
	"value" bigint NOT NULL,
	"max" bigint NOT NULL,
	"run" integer NOT NULL,
	"limit_name" integer NOT NULL,
	CONSTRAINT "risk_trips_run_seq_pk" PRIMARY KEY("run","seq")
);
--> statement-breakpoint
CREATE TABLE "run_ends" (
	"seq" bigint NOT NULL,
	"at_us" bigint NOT NULL,
	"intents" bigint NOT NULL,
	"orders" bigint NOT NULL,
	"arbitrages" bigint NOT NULL,
	"run" integer NOT NULL,
	"reason" text NOT NULL,
	CONSTRAINT "run_ends_run_seq_pk" PRIMARY KEY("run","seq")
);
--> statement-breakpoint
CREATE TABLE "run_starts" (
	"seq" bigint NOT NULL,
	"at_us" bigint NOT NULL,
	"run" integer NOT NULL,
	"currency" integer NOT NULL,
	"name" text NOT NULL,
	"seed" text NOT NULL,
	"scenario_hash" text NOT NULL,
	"engine_version" text NOT NULL,
	"rates" json NOT NULL,
	CONSTRAINT "run_starts_run_seq_pk" PRIMARY KEY("run","seq")
);
--> statement-breakpoint
CREATE TABLE "settlements" (
	"seq" bigint NOT NULL,
	"at_us" bigint NOT NULL,
	"run" integer NOT NULL,
	"venue" integer NOT NULL,
	"from_status" integer NOT NULL,
	"to_status" integer NOT NULL,
	"trade_id" text NOT NULL,
	"cl_ord_id" text NOT NULL,
	CONSTRAINT "settlements_run_seq_pk" PRIMARY KEY("run","seq")
);
--> statement-breakpoint
CREATE TABLE "strategy_faults" (
	"seq" bigint NOT NULL,
	"at_us" bigint NOT NULL,
	"run" integer NOT NULL,
	"strategy" integer NOT NULL,
	"reason" text NOT NULL,
	CONSTRAINT "strategy_faults_run_seq_pk" PRIMARY KEY("run","seq")
);
--> statement-breakpoint
CREATE TABLE "venue_acceptances" (
	"seq" bigint NOT NULL,
	"at_us" bigint NOT NULL,
	"run" integer NOT NULL,
	"venue" integer NOT NULL,
	"cl_ord_id" text NOT NULL,
	"venue_order_id" text NOT NULL,
	CONSTRAINT "venue_acceptances_run_seq_pk" PRIMARY KEY("run","seq")
);
--> statement-breakpoint
CREATE TABLE "venue_balances" (
	"seq" bigint NOT NULL,
	"at_us" bigint NOT NULL,
	"amount" bigint NOT NULL,
	"run" integer NOT NULL,
	"venue" integer NOT NULL,
	"account" integer NOT NULL,
	"asset" integer NOT NULL,
	CONSTRAINT "venue_balances_run_seq_pk" PRIMARY KEY("run","seq")
);
--> statement-breakpoint
CREATE TABLE "venue_ends" (
	"seq" bigint NOT NULL,
	"at_us" bigint NOT NULL,
	"cum_qty" bigint NOT NULL,
	"run" integer NOT NULL,
	"venue" integer NOT NULL,
	"status" integer NOT NULL,
	"reason" integer NOT NULL,
	"cl_ord_id" text NOT NULL,
	CONSTRAINT "venue_ends_run_seq_pk" PRIMARY KEY("run","seq")
);
--> statement-breakpoint
CREATE TABLE "venue_replacements" (
	"seq" bigint NOT NULL,
	"at_us" bigint NOT NULL,
	"order_qty" bigint NOT NULL,
	"price" bigint NOT NULL,
	"run" integer NOT NULL,
	"venue" integer NOT NULL,
	"cl_ord_id" text NOT NULL,
	CONSTRAINT "venue_replacements_run_seq_pk" PRIMARY KEY("run","seq")
);
--> statement-breakpoint
CREATE TABLE "venue_settlements" (
	"seq" bigint NOT NULL,
	"at_us" bigint NOT NULL,
	"run" integer NOT NULL,
	"venue" integer NOT NULL,
	"status" integer NOT NULL,
	"cl_ord_id" text NOT NULL,
	"trade_id" text NOT NULL,
	CONSTRAINT "venue_settlements_run_seq_pk" PRIMARY KEY("run","seq")
);
--> statement-breakpoint
CREATE TABLE "checkpoints" (
	"seq" bigint NOT NULL,
	"at_us" bigint NOT NULL,
	"run" integer NOT NULL,
	"version" integer NOT NULL,
	"build_hash" text NOT NULL,
	"chart_hashes" text NOT NULL,
	"digest" text NOT NULL,
	"state" text NOT NULL,
	"written_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "checkpoints_run_seq_pk" PRIMARY KEY("run","seq")
);
--> statement-breakpoint
CREATE TABLE "dead_letters" (
	"seq" bigint NOT NULL,
	"at_us" bigint NOT NULL,
	"run" integer NOT NULL,
	"type" text NOT NULL,
	"line" text NOT NULL,
	"sql_state" text NOT NULL,
	"reason" text NOT NULL,
	"written_at" timestamp with time zone DEFAULT now() NOT NULL,
	"redriven_at" timestamp with time zone,
	CONSTRAINT "dead_letters_run_seq_pk" PRIMARY KEY("run","seq")
);
--> statement-breakpoint
CREATE TABLE "runs" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "runs_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"seed" text NOT NULL,
	"scenario_hash" text NOT NULL,
	"engine_version" text NOT NULL,
	"inputs" text NOT NULL,
	"uuid_tail" text NOT NULL,
	"state" "run_state" DEFAULT 'running' NOT NULL,
	"epoch" integer DEFAULT 1 NOT NULL,
	"mark" bigint DEFAULT 0 NOT NULL,
	"digest" text,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "runs_mark_counts" CHECK ("runs"."mark" >= 0 and "runs"."epoch" >= 1)
);
--> statement-breakpoint
CREATE TABLE "words" (
	"seq" bigint NOT NULL,
	"run" integer NOT NULL,
	"word" integer NOT NULL,
	"text" text NOT NULL,
	CONSTRAINT "words_run_word_pk" PRIMARY KEY("run","word")
);
--> statement-breakpoint
ALTER TABLE "markets" ADD CONSTRAINT "markets_catalogue_catalogues_catalogue_fk" FOREIGN KEY ("catalogue") REFERENCES "public"."catalogues"("catalogue") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pairs" ADD CONSTRAINT "pairs_catalogue_catalogues_catalogue_fk" FOREIGN KEY ("catalogue") REFERENCES "public"."catalogues"("catalogue") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "strategies" ADD CONSTRAINT "strategies_catalogue_catalogues_catalogue_fk" FOREIGN KEY ("catalogue") REFERENCES "public"."catalogues"("catalogue") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE VIEW "public"."fill_list" AS (
  select f.run, f.seq, f.at_us, (select sequence_uuid(f.seq, r.uuid_tail) from runs r where r.id = f.run) as id, f.cl_ord_id, o.arbitrage, (select w."text" from words w where w.run = o.run and w.word = o.role) as role,
    (select w."text" from words w where w.run = f.run and w.word = f.venue) as venue, (select w."text" from words w where w.run = o.run and w.word = o.market) as market, (select w."text" from words w where w.run = o.run and w.word = o.outcome) as outcome,
    (select w."text" from words w where w.run = o.run and w.word = o.side) as side, o.order_qty, o.price, f.trade_id, f.last_qty, f.last_px, f.fee
  from fills f left join orders o on o.run = f.run and o.cl_ord_id = f.cl_ord_id);--> statement-breakpoint
CREATE VIEW "public"."last_arbitrages" AS (
  select e.run, e.seq, e.at_us, (select sequence_uuid(e.seq, r.uuid_tail) from runs r where r.id = e.run) as id, e.arbitrage, (select w."text" from words w where w.run = e.run and w.word = e.to_status) as status,
    (select w."text" from words w where w.run = e.run and w.word = e.cause) as cause, e.residue_qty, e.worst_case, e.realised, e.steps
  from (
    select distinct on (run, arbitrage) run, arbitrage, seq, at_us, to_status, cause, residue_qty, worst_case, realised,
      count(*) over (partition by run, arbitrage) as steps
    from arbitrage_events order by run, arbitrage, seq desc
  ) e);--> statement-breakpoint
CREATE VIEW "public"."last_orders" AS (
  select o.run, coalesce(e.seq, o.seq) as seq, coalesce(e.at_us, o.at_us) as at_us, (select sequence_uuid(o.seq, r.uuid_tail) from runs r where r.id = o.run) as id,
    o.cl_ord_id, o.arbitrage, (select w."text" from words w where w.run = o.run and w.word = o.role) as role, (select w."text" from words w where w.run = o.run and w.word = o.venue) as venue,
    (select w."text" from words w where w.run = o.run and w.word = o.market) as market, (select w."text" from words w where w.run = o.run and w.word = o.outcome) as outcome, (select w."text" from words w where w.run = o.run and w.word = o.side) as side,
    o.order_qty, o.price, coalesce((select w."text" from words w where w.run = e.run and w.word = e.to_status), 'pendingNew') as status,
    coalesce(e.cum_qty, 0) as cum_qty, coalesce(e.leaves_qty, o.order_qty) as leaves_qty,
    coalesce(e.revisions, 0) as revisions
  from orders o left join (
    select distinct on (run, cl_ord_id) run, cl_ord_id, seq, at_us, to_status, cum_qty, leaves_qty,
      count(*) over (partition by run, cl_ord_id) as revisions
    from order_events order by run, cl_ord_id, seq desc
  ) e on e.run = o.run and e.cl_ord_id = o.cl_ord_id);--> statement-breakpoint
CREATE VIEW "public"."order_history" AS (
  select e.run, e.seq, e.at_us, (select sequence_uuid(e.seq, r.uuid_tail) from runs r where r.id = e.run) as id, e.cl_ord_id, (select w."text" from words w where w.run = e.run and w.word = e.event) as event,
    (select w."text" from words w where w.run = e.run and w.word = e.from_status) as from_status, (select w."text" from words w where w.run = e.run and w.word = e.to_status) as to_status, e.cum_qty, e.leaves_qty,
    e.last_qty, e.last_px, e.fee, e.trade_id, (select w."text" from words w where w.run = e.run and w.word = e.reason) as reason, (select w."text" from words w where w.run = e.run and w.word = e.anomaly) as anomaly
  from order_events e);--> statement-breakpoint
CREATE VIEW "public"."positions" AS (
  select run, venue, market, outcome,
    coalesce(sum(cum_qty) filter (where side = 'buy'), 0)::bigint as bought_qty,
    coalesce(sum(cum_qty) filter (where side = 'sell'), 0)::bigint as sold_qty,
    sum(case side when 'buy' then cum_qty else -cum_qty end)::bigint as net_qty
  from last_orders group by run, venue, market, outcome);