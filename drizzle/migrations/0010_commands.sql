ALTER TABLE "commands" ADD COLUMN "session" bigint;--> statement-breakpoint
ALTER TABLE "commands" ADD COLUMN "payload" text;