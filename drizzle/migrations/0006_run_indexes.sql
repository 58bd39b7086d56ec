CREATE TABLE "run_indexes" (
	"run" integer PRIMARY KEY NOT NULL,
	"mark" bigint NOT NULL,
	"epoch" integer NOT NULL,
	"maker" text NOT NULL,
	"state" text NOT NULL,
	"written_at" timestamp with time zone DEFAULT now() NOT NULL
);
