// The tables of runs themselves: who writes one and how far it is, its dictionary, its checkpoints, and the rows that the
// database refused. Wall time is the database's own, and no digest knows it.
import { sql } from 'drizzle-orm';
import { check, integer, json, pgEnum, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
import { whole, written } from './columns.ts';

/** Where a run is. */
export const runState = pgEnum('run_state', ['running', 'ended', 'failed']);

/**
 * One row a run. `mark` is the sequence up to which every record is there; it moves in the transaction of the rows that
 * it covers, and only for the writer whose `epoch` it is.
 */
export const runs = pgTable(
  'runs',
  {
    id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
    /** The run's name: what it is made from decides it, so that two rows may have the same. */
    name: text('name').notNull(),
    seed: text('seed').notNull(),
    scenarioHash: text('scenario_hash').notNull(),
    engineVersion: text('engine_version').notNull(),
    /** The format of its journal: another engine's rows need not be as this one's. */
    journalFormat: integer('journal_format').notNull().default(1),
    /** What a resume needs to begin again, in the codec's writing. */
    inputs: text('inputs').notNull(),
    uuidTail: text('uuid_tail').notNull(),
    state: runState('state').notNull().default('running'),
    epoch: integer('epoch').notNull().default(1),
    mark: whole('mark').default(0),
    digest: text('digest'),
    /** What a report says and the journal does not: expectations, the lanes' own figures. Null where nobody kept it. */
    facts: json('facts'),
    startedAt: timestamp('started_at', { withTimezone: true }).notNull().defaultNow(),
    endedAt: timestamp('ended_at', { withTimezone: true }),
  },
  (table) => [check('runs_mark_counts', sql`${table.mark} >= 0 and ${table.epoch} >= 1`)],
);

/** The dictionary of a run: the texts that are kept as numbers, in the order in which the journal first had them. */
export const words = pgTable(
  'words',
  {
    /** The record that had it first. */
    seq: whole('seq'),
    run: integer('run').notNull(),
    word: integer('word').notNull(),
    text: written('text'),
  },
  (table) => [primaryKey({ columns: [table.run, table.word] })],
);

/** The whole live state of a run between two entries of the calendar, in the codec's writing. */
export const checkpoints = pgTable(
  'checkpoints',
  {
    /** The last record before it. */
    seq: whole('seq'),
    atUs: whole('at_us'),
    run: integer('run').notNull(),
    /** The codec, and the charts by name, that wrote it. */
    version: integer('version').notNull(),
    buildHash: text('build_hash').notNull(),
    chartHashes: text('chart_hashes').notNull(),
    digest: text('digest').notNull(),
    state: text('state').notNull(),
    writtenAt: timestamp('written_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.run, table.seq] })],
);

/**
 * What was made of a finished run to look at it, so that it is read whole once. It says nothing that the records do not:
 * a row may be deleted at any time, and one of another mark, epoch or maker is not believed.
 */
export const runIndexes = pgTable('run_indexes', {
  run: integer('run').primaryKey(),
  mark: whole('mark'),
  epoch: integer('epoch').notNull(),
  /** The code that made it, by a hash. */
  maker: text('maker').notNull(),
  /** In the codec's writing. */
  state: text('state').notNull(),
  writtenAt: timestamp('written_at', { withTimezone: true }).notNull().defaultNow(),
});

/** A record that the database refused in its own table, as its canonical line: with it the journal is whole. */
export const deadLetters = pgTable(
  'dead_letters',
  {
    seq: whole('seq'),
    atUs: whole('at_us'),
    run: integer('run').notNull(),
    type: text('type').notNull(),
    line: text('line').notNull(),
    sqlState: text('sql_state').notNull(),
    /** The database's own words. */
    reason: text('reason').notNull(),
    writtenAt: timestamp('written_at', { withTimezone: true }).notNull().defaultNow(),
    redrivenAt: timestamp('redriven_at', { withTimezone: true }),
  },
  (table) => [primaryKey({ columns: [table.run, table.seq] })],
);
