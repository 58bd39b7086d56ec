CREATE TABLE "opportunities" (
	"seq" bigint NOT NULL,
	"at_us" bigint NOT NULL,
	"edge_px" bigint NOT NULL,
	"sets" bigint NOT NULL,
	"age_us" bigint NOT NULL,
	"run" integer NOT NULL,
	"pair" integer NOT NULL,
	"legs" json NOT NULL,
	CONSTRAINT "opportunities_run_seq_pk" PRIMARY KEY("run","seq")
);
--> statement-breakpoint
CREATE TABLE "recording_notes" (
	"seq" bigint NOT NULL,
	"at_us" bigint NOT NULL,
	"count" bigint NOT NULL,
	"run" integer NOT NULL,
	"event" integer NOT NULL,
	"detail" text,
	CONSTRAINT "recording_notes_run_seq_pk" PRIMARY KEY("run","seq")
);
--> statement-breakpoint
ALTER TABLE "run_starts" ADD COLUMN "recording" text;