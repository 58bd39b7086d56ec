// A venue as its options say it, as the tree of a scenario file, so that it is read as a scenario's would be.
import { quoted, type Report } from '../scenario/problem.ts';
import type { Tree, TreeMap } from '../scenario/read-tree.ts';
import { venueCatalogue } from '../venues/definitions/catalogue.ts';
import type { VenueName } from '../venues/definitions/words.ts';
import { fieldsOf, isMap, treeOf, type Fields } from './option-tree.ts';

/** The latencies of a profile, by the names that options give them. */
export const latencyKeys = ['ackLatency', 'fillLatency', 'reportLatency', 'cancelLatency'] as const;
const chanceKeys = ['rejectBps', 'noFillBps', 'partialBps'];
const profileKeys = [...latencyKeys, ...chanceKeys, 'settlement'];
/** A book or a pool fills at once what meets in it: nothing is left to chance. */
const marketProfileKeys = ['ackLatency', 'reportLatency', 'cancelLatency', 'settlement'];

/** What of a book can be written in a scenario. */
const writtenBook = (book: unknown): unknown => {
  if (!isMap(book)) return book;
  const { recording: _recording, ...written } = book;
  return written;
};

const settlesOnChain = (name: VenueName, rules: unknown): boolean =>
  name === 'other'
    ? isMap(rules) && rules['settlement'] === 'onChain'
    : venueCatalogue[name].settlement.value.kind === 'onChain';

/** The tree of a venue with that account. */
export const venueTree = (name: VenueName, options: Fields, account: Fields, report: Report): TreeMap => {
  const isLeftToChance = options['book'] === undefined && options['pool'] === undefined;
  const known = isLeftToChance ? profileKeys : marketProfileKeys;
  const profile = fieldsOf(options['profile'] ?? {}, known, ['profile'], report);
  const { rejectBps, noFillBps, partialBps } = profile as Record<string, unknown>;
  const written: Fields = isMap(profile['settlement']) ? profile['settlement'] : {};
  const isWanted = profile['settlement'] !== undefined || settlesOnChain(name, options['rules']);
  const settlement = { ...written, latency: textOnly(written['latency']) };
  const latencies = Object.fromEntries(latencyKeys.map((key) => [key, textOnly(profile[key])]));
  const fields = {
    opening: account['opening'],
    account: account['name'],
    ...latencies,
    rejectBps,
    noFillBps,
    partialBps,
    ...(isWanted ? { settlement } : {}),
    rules: options['rules'],
    book: writtenBook(options['book']),
    pool: options['pool'],
  };
  return treeOf(fields, ['venues', name], report) as TreeMap;
};

const textOnly = (value: unknown): unknown => (typeof value === 'string' ? value : undefined);

/** The tree of a venue's markets. */
export const marketsTree = (name: VenueName, markets: unknown, report: Report): TreeMap => {
  const trees: Record<string, Tree> = {};
  if (!Array.isArray(markets) || markets.length === 0) {
    report(['markets'], 'markets must be a list of at least one market, such as [{ market: "FED-DEC" }].');
    return { unnamed: {} };
  }
  markets.forEach((entry: unknown, index) => {
    const { market, ...fields }: Fields = isMap(entry) ? entry : {};
    if (typeof market !== 'string')
      report(['markets', name, index], 'a market must be an object with its name as market.');
    else if (Object.hasOwn(trees, market)) report(['markets', name, market], `${quoted(market)} stands twice.`);
    else trees[market] = treeOf(fields, ['markets', name, market], report) ?? {};
  });
  return Object.keys(trees).length === 0 ? { unnamed: {} } : trees;
};
