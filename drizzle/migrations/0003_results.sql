CREATE TABLE "market_results" (
	"seq" bigint NOT NULL,
	"at_us" bigint NOT NULL,
	"run" integer NOT NULL,
	"venue" integer NOT NULL,
	"market" integer NOT NULL,
	"stage" integer NOT NULL,
	"payouts" json NOT NULL,
	CONSTRAINT "market_results_run_seq_pk" PRIMARY KEY("run","seq")
);
--> statement-breakpoint
CREATE TABLE "redemptions" (
	"seq" bigint NOT NULL,
	"at_us" bigint NOT NULL,
	"qty" bigint NOT NULL,
	"payout" bigint NOT NULL,
	"cash" bigint NOT NULL,
	"run" integer NOT NULL,
	"venue" integer NOT NULL,
	"account" integer NOT NULL,
	"market" integer NOT NULL,
	"outcome" integer NOT NULL,
	CONSTRAINT "redemptions_run_seq_pk" PRIMARY KEY("run","seq")
);
--> statement-breakpoint
CREATE TABLE "told_results" (
	"seq" bigint NOT NULL,
	"at_us" bigint NOT NULL,
	"run" integer NOT NULL,
	"venue" integer NOT NULL,
	"market" integer NOT NULL,
	"payouts" json NOT NULL,
	CONSTRAINT "told_results_run_seq_pk" PRIMARY KEY("run","seq")
);
--> statement-breakpoint
ALTER TABLE "markets" ADD COLUMN "resolves" json;