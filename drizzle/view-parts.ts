// What the views are made of: texts for numbers of the dictionary, identifiers for sequences.
import { sql, type SQL } from 'drizzle-orm';
import { bigint, integer } from 'drizzle-orm/pg-core';

/** The text of a dictionary's number, from the alias of a table and its column. */
export const said = (alias: string, column: string): SQL =>
  sql.raw(`(select w."text" from words w where w.run = ${alias}.run and w.word = ${alias}.${column})`);

/** The identifier of the record in whose place the row of that alias stands. */
export const id = (alias: string): SQL =>
  sql.raw(`(select sequence_uuid(${alias}.seq, r.uuid_tail) from runs r where r.id = ${alias}.run)`);

/** A sequence, a count, a time. */
export const int8 = (name: string) => bigint(name, { mode: 'number' });

/** Micros. */
export const amount = (name: string) => bigint(name, { mode: 'bigint' });

/** The place in its run of what a row tells of. */
export const place = () => ({ run: integer('run'), seq: int8('seq'), atUs: int8('at_us') });

/** Who the order of that alias is of. Rows of format 1 have a role and an arbitrage in the place of an owner. */
export const owner = (alias: string): SQL =>
  sql`coalesce(${said(alias, 'owner')}, case ${said(alias, 'role')} when 'own' then 'client' else ${said(alias, 'role')} end)`;

/** The number of that owner. */
export const ownerId = (alias: string): SQL => sql.raw(`coalesce(${alias}.owner_id, ${alias}.arbitrage)`);
