-- Identifiers in UUIDv7 layout from (run, sequence), as src/kernel/deterministic-uuid.ts makes them.
CREATE FUNCTION sequence_uuid(seq bigint, tail text) RETURNS uuid
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT (lpad(to_hex(seq / 4096), 12, '0') || '7' || lpad(to_hex(seq % 4096), 3, '0') || tail)::uuid
$$;
--> statement-breakpoint
-- The beginning of every flush. The row lock makes a second writer wait; who finds another mark or epoch than its own is
-- refused, and with it the rows behind it in its transaction.
CREATE FUNCTION advance_mark(own_run integer, own_epoch integer, old_mark bigint, new_mark bigint) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  UPDATE runs SET mark = new_mark WHERE id = own_run AND mark = old_mark AND epoch = own_epoch;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'run % has not the mark % and the epoch %', own_run, old_mark, own_epoch USING ERRCODE = 'DTE01';
  END IF;
END
$$;
