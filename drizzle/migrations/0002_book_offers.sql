ALTER TABLE "fills" ADD COLUMN "offered_qty" bigint;--> statement-breakpoint
ALTER TABLE "fills" ADD COLUMN "offered_px" bigint;--> statement-breakpoint
ALTER TABLE "fills" ADD COLUMN "book_move" bigint;