-- An amount in micros as a decimal number, without zeros behind it, as src/money/decimal.ts prints it.
CREATE FUNCTION micros_text(micros bigint) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT trim_scale(micros::numeric * 0.000001)::text
$$;
