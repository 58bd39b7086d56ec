// The catalogue: markets, verified pairs and strategies that are loaded once under a name, and that any run can take its
// intents from. What a run takes is what was written; the typed columns beside it are for people and their queries.
import { asc, count, eq } from 'drizzle-orm';
import { catalogues, markets, pairs, strategies } from '../../../drizzle/catalogue-tables.ts';
import type { Scenario } from '../../scenario/types.ts';
import { hashOfData } from '../../scenario/hash.ts';
import type { TreeMap } from '../../scenario/read-tree.ts';
import type { Session } from './session.ts';

/** The three sections of a scenario's file that a catalogue holds. */
export const sectionsOfCatalogue = ['markets', 'pairs', 'strategies'] as const;

/** They, as they are written in a file. */
export type CatalogueSections = Readonly<Record<(typeof sectionsOfCatalogue)[number], TreeMap>>;

/** A catalogue in a list. */
export interface ListedCatalogue {
  readonly catalogue: string;
  readonly hash: string;
  readonly markets: number;
  readonly pairs: number;
  readonly strategies: number;
}

/** A value as JSON holds it: big integers as texts, and maps with a prototype, without which Drizzle takes none. */
const plain = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? String(part) : part)));

const mapAt = (tree: TreeMap, key: string): TreeMap => {
  const value = tree[key];
  return typeof value === 'object' && !Array.isArray(value) ? (value as TreeMap) : {};
};

/**
 * Puts a scenario's markets, pairs and strategies in the place of whatever the catalogue of that name has, in one
 * transaction; its hash. `sections` are as they stand in the scenario's file.
 */
export const saveCatalogue = async (
  session: Session,
  catalogue: string,
  scenario: Scenario,
  sections: CatalogueSections,
): Promise<string> => {
  session.beforeWrite();
  const { database } = session;
  const hash = hashOfData(sections);
  const marketRows = scenario.markets.map(({ terms, quotes }, position) => ({
    ...terms,
    ...quotes,
    catalogue,
    position,
    outcomes: plain(terms.outcomes),
    grid: plain(terms.grid),
    fees: plain(terms.fees),
    resolves: plain(terms.resolves ?? null),
    written: plain(mapAt(sections.markets, terms.venue)[terms.market] ?? {}),
  }));
  const pairRows = scenario.pairs.map(({ pair, fairPx, walkPx, mispricingPx }, position) => ({
    ...pair,
    catalogue,
    position,
    walkPx,
    mispricingPx,
    fairPx: plain(fairPx),
    // The other way round of a pair is not written: it comes of the pair.
    written: plain(sections.pairs[pair.pair] ?? {}),
  }));
  const strategyRows = scenario.strategies.map((strategy, position) => ({
    ...strategy,
    catalogue,
    position,
    written: plain(sections.strategies[strategy.strategy] ?? {}),
  }));
  await database.transaction(async (transaction) => {
    await transaction.delete(catalogues).where(eq(catalogues.catalogue, catalogue));
    await transaction.insert(catalogues).values({ catalogue, hash });
    if (marketRows.length > 0) await transaction.insert(markets).values(marketRows);
    if (pairRows.length > 0) await transaction.insert(pairs).values(pairRows);
    if (strategyRows.length > 0) await transaction.insert(strategies).values(strategyRows);
  });
  return hash;
};

/** What the catalogue of that name holds, as it was written; null if there is none. */
export const readCatalogue = async ({ database }: Session, catalogue: string): Promise<CatalogueSections | null> => {
  const found = await database.select().from(catalogues).where(eq(catalogues.catalogue, catalogue));
  if (found.length === 0) return null;
  const byVenue: Record<string, Record<string, TreeMap>> = {};
  const marketRows = await database
    .select({ venue: markets.venue, market: markets.market, written: markets.written })
    .from(markets)
    .where(eq(markets.catalogue, catalogue))
    .orderBy(asc(markets.position));
  for (const { venue, market, written } of marketRows) (byVenue[venue] ??= {})[market] = written as TreeMap;
  const pairRows = await database
    .select({ name: pairs.pair, written: pairs.written })
    .from(pairs)
    .where(eq(pairs.catalogue, catalogue))
    .orderBy(asc(pairs.position));
  const strategyRows = await database
    .select({ name: strategies.strategy, written: strategies.written })
    .from(strategies)
    .where(eq(strategies.catalogue, catalogue))
    .orderBy(asc(strategies.position));
  const named = (rows: readonly { readonly name: string; readonly written: unknown }[]): TreeMap =>
    Object.fromEntries(rows.map(({ name, written }) => [name, written as TreeMap]));
  const isWritten = ({ written }: { readonly written: unknown }): boolean => Object.keys(written as TreeMap).length > 0;
  return { markets: byVenue, pairs: named(pairRows.filter(isWritten)), strategies: named(strategyRows) };
};

/** The catalogues that there are. */
export const listCatalogues = async ({ database }: Session): Promise<readonly ListedCatalogue[]> => {
  const found = await database.select().from(catalogues).orderBy(catalogues.catalogue);
  const listed: ListedCatalogue[] = [];
  for (const { catalogue, hash } of found) {
    const countOf = async (table: typeof markets | typeof pairs | typeof strategies): Promise<number> => {
      const [row] = await database.select({ rows: count() }).from(table).where(eq(table.catalogue, catalogue));
      return row?.rows ?? 0;
    };
    const rows = {
      markets: await countOf(markets),
      pairs: await countOf(pairs),
      strategies: await countOf(strategies),
    };
    listed.push({ catalogue, hash, ...rows });
  }
  return listed;
};
