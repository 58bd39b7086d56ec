// The catalogue: markets, verified pairs and strategies that are loaded once, and that any run can take its intents from.
// A catalogue has a name, and is replaced as a whole.
import { bigint, integer, json, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
import { micros, whole } from './columns.ts';

/** Catalogues by name. */
export const catalogues = pgTable('catalogues', {
  catalogue: text('catalogue').primaryKey(),
  /** Of everything in it: it is frozen into the runs that use it. */
  hash: text('hash').notNull(),
  loadedAt: timestamp('loaded_at', { withTimezone: true }).notNull().defaultNow(),
});

const ofCatalogue = () =>
  text('catalogue')
    .notNull()
    .references(() => catalogues.catalogue, { onDelete: 'cascade' });

/** As it stood in the scenario's file, in texts, lists and maps: what a run takes it from. The other columns are for people. */
const written = () => json('written').notNull();

/** Markets: what may be ordered there, for which fee, and how they are quoted. */
export const markets = pgTable(
  'markets',
  {
    qtyStep: micros('qty_step'),
    orderQtyMin: micros('order_qty_min'),
    /** Null if it does not close within a run. */
    closesAtUs: bigint('closes_at_us', { mode: 'number' }),
    /** How long an order that would fill at once is held before it matches; null if it is not. */
    takerDelayUs: bigint('taker_delay_us', { mode: 'number' }),
    /** Null if it does not resolve within a run. */
    resolves: json('resolves'),
    spreadPx: micros('spread_px'),
    noisePx: micros('noise_px'),
    depthQty: micros('depth_qty'),
    position: integer('position').notNull(),
    catalogue: ofCatalogue(),
    venue: text('venue').notNull(),
    market: text('market').notNull(),
    state: text('state').notNull(),
    outcomes: json('outcomes').notNull(),
    grid: json('grid').notNull(),
    fees: json('fees').notNull(),
    written: written(),
  },
  (table) => [primaryKey({ columns: [table.catalogue, table.venue, table.market] })],
);

/** Verified pairs, and how their event's fair prices begin and move. */
export const pairs = pgTable(
  'pairs',
  {
    walkPx: micros('walk_px'),
    mispricingPx: micros('mispricing_px'),
    position: integer('position').notNull(),
    catalogue: ofCatalogue(),
    pair: text('pair').notNull(),
    /** Who found the markets to resolve alike, and when. */
    verified: text('verified').notNull(),
    outcomes: json('outcomes').notNull(),
    legs: json('legs').notNull(),
    fairPx: json('fair_px').notNull(),
    written: written(),
  },
  (table) => [primaryKey({ columns: [table.catalogue, table.pair] })],
);

/** Strategies and their limits. */
export const strategies = pgTable(
  'strategies',
  {
    setsMin: micros('sets_min'),
    setsMax: micros('sets_max'),
    /** Null for no limit. */
    notionalMax: bigint('notional_max', { mode: 'bigint' }),
    stalenessUs: whole('staleness_us'),
    deadlineUs: whole('deadline_us'),
    minEdgeBps: integer('min_edge_bps').notNull(),
    unwindAttemptsMax: integer('unwind_attempts_max').notNull(),
    position: integer('position').notNull(),
    catalogue: ofCatalogue(),
    strategy: text('strategy').notNull(),
    /** The user's module; null for the built-in generator. */
    module: text('module'),
    mode: text('mode').notNull(),
    policy: text('policy').notNull(),
    timeInForce: text('time_in_force').notNull(),
    pairs: json('pairs').notNull(),
    written: written(),
  },
  (table) => [primaryKey({ columns: [table.catalogue, table.strategy] })],
);
