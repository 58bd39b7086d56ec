ALTER TABLE "run_starts" ADD COLUMN "journal_format" bigint;--> statement-breakpoint
ALTER TABLE "run_starts" ADD COLUMN "epoch_ms" bigint;--> statement-breakpoint
ALTER TABLE "run_starts" ADD COLUMN "rules_hash" text;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "journal_format" integer DEFAULT 1 NOT NULL;