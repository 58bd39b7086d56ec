// The order of a scenario's parts, wherever they were read from. A run draws by it and writes by it, so it must not be the
// order of the file's lines: two lines that change places would be another run.
import { compareText } from '../kernel/compare-text.ts';
import type { Scenario, ScenarioData, ScenarioStrategy } from './types.ts';

type Compare<T> = (left: T, right: T) => number;

/** By one name after the other. */
const by =
  <T>(...names: readonly ((part: T) => string)[]): Compare<T> =>
  (left, right) => {
    for (const name of names) {
      const order = compareText(name(left), name(right));
      if (order !== 0) return order;
    }
    return 0;
  };

/**
 * The same scenario with its parts by name, in code units: venues, markets, pairs, rates, faults, expectations, and what
 * maps a recording. Strategies compete for the same money in their order: the highest priority comes first, then the name.
 */
export const inOrder = (scenario: Scenario): Scenario => {
  const { data } = scenario;
  return {
    ...scenario,
    rates: scenario.rates.toSorted(
      by(
        ({ from }) => from,
        ({ to }) => to,
      ),
    ),
    venues: scenario.venues.toSorted(by(({ venue }) => venue)),
    markets: scenario.markets.toSorted(
      by(
        ({ terms }) => terms.venue,
        ({ terms }) => terms.market,
      ),
    ),
    pairs: scenario.pairs.toSorted(by(({ pair }) => pair.pair)),
    ...(data === undefined ? {} : { data: dataInOrder(data) }),
    strategies: scenario.strategies.map(strategyInOrder).toSorted(byPriority),
    faults: scenario.faults.toSorted(
      by(
        ({ venue }) => venue,
        ({ fault }) => fault,
      ),
    ),
    expect: scenario.expect.toSorted(by(({ key }) => key)),
  };
};

const dataInOrder = (data: ScenarioData): ScenarioData => ({
  ...data,
  markets: data.markets.toSorted(
    by(
      ({ venue }) => venue,
      ({ market }) => market,
    ),
  ),
  tokens: data.tokens.toSorted(by(({ token }) => token)),
});

const strategyInOrder = (strategy: ScenarioStrategy): ScenarioStrategy => ({
  ...strategy,
  pairs: strategy.pairs.toSorted(compareText),
});

const byName = by<ScenarioStrategy>(({ strategy }) => strategy);
const byPriority: Compare<ScenarioStrategy> = (left, right) =>
  (right.priority ?? 0) - (left.priority ?? 0) || byName(left, right);
