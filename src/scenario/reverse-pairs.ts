// A pair of two legs the other way round: where one bought YES, NO is bought, and where it bought NO, YES. Both pairs
// hedge the same event.
import { lookUpMarket } from './markets.ts';
import type { PairContext } from './pair-context.ts';
import type { Path } from './problem.ts';
import type { ScenarioPair } from './types.ts';

/** What the other way round of a pair is called. */
export const reverseName = (pair: string): string => `${pair}.reverse`;

/** The pair the other way round; null where there is none, which has been said. */
export const reversed = (
  { reader, markets }: PairContext,
  path: Path,
  { pair, ...fed }: ScenarioPair,
): ScenarioPair | null => {
  const all = (1 << pair.outcomes.length) - 1;
  const legs = pair.legs.flatMap(({ venue, market, outcome, paysIn }) => {
    const found = lookUpMarket(markets, venue, market);
    const outcomes = found.kind === 'found' ? found.value.terms.outcomes : [];
    const other = outcomes.length === 2 ? outcomes.find((each) => each !== outcome) : undefined;
    return other === undefined ? [] : [{ venue, market, outcome: other, paysIn: all & ~paysIn }];
  });
  if (legs.length === 2 && pair.legs.length === 2)
    return { ...fed, pair: { ...pair, pair: reverseName(pair.pair), legs } };
  reader.report(
    [...path, 'ways'],
    `ways cannot be both: ${pair.pair} has no other way round, which two legs have in markets of two outcomes each.`,
  );
  return null;
};
