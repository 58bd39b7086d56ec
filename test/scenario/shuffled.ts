// The same scenario with everything in another order whose order has no meaning.
import { RandomStream } from '../../src/kernel/random/stream.ts';
import type { Tree, TreeMap } from '../../src/scenario/read-tree.ts';
import type { Scenario } from '../../src/scenario/types.ts';

/** Puts a list into another order. */
export type Shuffle = <T>(list: readonly T[]) => readonly T[];

/** Every order is as likely as every other. */
export const shuffleBy = (seed: number): Shuffle => {
  const random = RandomStream.fromSeed(String(seed), 'another order');
  return (list) => {
    const rest = [...list];
    return list.map(() => rest.splice(random.nextBelow(rest.length), 1)[0] as (typeof rest)[number]);
  };
};

/** Lists of a file that are sets; the others have an order of their own: outcomes, legs, points of a distribution. */
const sets = new Set(['rates', 'faults', 'venue', 'pairs', 'paysIn', 'timesInForce']);

/** A file's tree with the keys of each of its maps in another order, and its sets too. */
export const shuffledTree = (tree: Tree | undefined, shuffle: Shuffle, key = ''): Tree => {
  if (Array.isArray(tree)) {
    const parts = (tree as readonly Tree[]).map((part) => shuffledTree(part, shuffle));
    return sets.has(key) ? shuffle(parts) : parts;
  }
  if (typeof tree !== 'object') return tree ?? '';
  const entries = Object.entries(tree as TreeMap).map(
    ([name, part]) => [name, shuffledTree(part, shuffle, name)] as const,
  );
  return Object.fromEntries(shuffle(entries));
};

/** A scenario with all of its lists in another order. */
export const shuffledScenario = (scenario: Scenario, shuffle: Shuffle): Scenario => ({
  ...scenario,
  rates: shuffle(scenario.rates),
  venues: shuffle(scenario.venues),
  markets: shuffle(scenario.markets),
  pairs: shuffle(scenario.pairs),
  strategies: shuffle(scenario.strategies.map((each) => ({ ...each, pairs: shuffle(each.pairs) }))),
  faults: shuffle(scenario.faults),
  expect: shuffle(scenario.expect),
});
