// The kinds of column that records are kept in. A field of text has one of two kinds: `word`, a number in the run's
// dictionary, where it holds one of few (statuses, events, venues); plain text where it holds an id or a sentence.
// Micros, counts and virtual microseconds are int8, and no column of a record is a float.
import {
  bigint,
  boolean,
  integer,
  json,
  pgTable,
  primaryKey,
  text,
  type PgColumnBuilderBase,
} from 'drizzle-orm/pg-core';

/** Quantities, prices and money. */
export const micros = (name: string) => bigint(name, { mode: 'bigint' }).notNull();
/** A whole number: a count, a sequence, bits. */
export const whole = (name: string) => bigint(name, { mode: 'number' }).notNull();
/** One of few texts, by its number in the run's dictionary. */
export const word = (name: string) => integer(name).notNull();
/** An id or a sentence, in the writing of `src/persistence/store/texts.ts`. */
export const written = (name: string) => text(name).notNull();
/** A list of flat rows, kept to the letter: `jsonb` refuses characters that a text may have. */
export const list = (name: string) => json(name).notNull();

/** The same for fields that a record may lack. */
export const maybe = {
  micros: (name: string) => bigint(name, { mode: 'bigint' }),
  whole: (name: string) => bigint(name, { mode: 'number' }),
  word: (name: string) => integer(name),
  written: (name: string) => text(name),
  flag: (name: string) => boolean(name),
  list: (name: string) => json(name),
} as const;

/**
 * The table of one type of record: the record's fields, and its place. What takes eight bytes comes first, so that no row
 * is padded. Its only index while a run writes is the primary key.
 */
export const recordTable = <
  Name extends string,
  Wide extends Record<string, PgColumnBuilderBase>,
  Narrow extends Record<string, PgColumnBuilderBase>,
>(
  name: Name,
  wide: Wide,
  narrow: Narrow,
) => {
  const place = { seq: whole('seq'), atUs: whole('at_us'), ...wide };
  const columns = { ...place, run: integer('run').notNull(), ...narrow };
  return pgTable(name, columns, (table) => {
    const { run, seq } = table as unknown as { run: never; seq: never };
    return [primaryKey({ columns: [run, seq] })];
  });
};
