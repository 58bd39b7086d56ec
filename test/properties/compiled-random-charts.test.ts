// Goal: compile() is XState. Method: random charts that use all that compile() supports, random events, and both sides
// compared after every step in all that can be seen, also when one side persists in the middle and the other resumes.
// One difference is intended: when eventless transitions of two regions are enabled at the same time, XState takes
// them in the order in which the regions were last entered, the compiled chart in document order. So the first
// charts have eventless transitions in one region at most, and those of the last part compare what commutes.
// RANDOM_CHARTS says how many charts, RANDOM_CHARTS_SEED which; both are fixed when nothing is said.
import { inspect, isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomChart, type RandomChart } from './compiled-random-charts/chart.ts';
import { eventlessRegionsChart } from './compiled-random-charts/eventless-regions.ts';
import { marks } from './compiled-random-charts/marks.ts';
import { life, type Observation } from './compiled-random-charts/observe.ts';
import { choicesArbitrary } from './compiled-random-charts/tape.ts';

const numRuns = Number(process.env['RANDOM_CHARTS'] ?? 600);
const timeoutMs = 60_000 + numRuns * 100;
const seed = Number(process.env['RANDOM_CHARTS_SEED'] ?? 20_260_101);

/** Lives that are compared with the one that XState alone lives. */
const otherLives = [
  ['compiled', 'compiled'],
  ['interpreted', 'compiled'],
  ['compiled', 'interpreted'],
] as const;

const expectSameLives = (chart: RandomChart): readonly Observation[] => {
  const expected = life(chart, 'interpreted', 'interpreted');
  for (const [before, after] of otherLives) {
    const seen = life(chart, before, after);
    if (isDeepStrictEqual(seen, expected)) continue;
    const told = `${inspect(chart.config, { depth: 20 })}\n${inspect(chart.events)}\nbreaks at ${chart.breakAt}`;
    expect(seen, `${before}, then ${after}, of the chart ${told}`).toStrictEqual(expected);
    throw new Error(`${before}, then ${after}, differs in something that toStrictEqual does not tell.`);
  }
  return expected;
};

describe('a random chart', () => {
  const counts = new Map(Object.keys(marks).map((name) => [name, 0]));

  it(
    'lives compiled as it lives interpreted, step by step, and either side takes over from the other',
    () => {
      fc.assert(
        fc.property(choicesArbitrary(1_000), (choices) => {
          const chart = randomChart(choices);
          const seen = expectSameLives(chart);
          for (const [name, isReached] of Object.entries(marks))
            if (isReached(seen, chart)) counts.set(name, (counts.get(name) ?? 0) + 1);
        }),
        { seed, numRuns },
      );
    },
    timeoutMs,
  );

  it.skipIf(numRuns < 300)('is of a kind that comes to everything that is to be compared', () => {
    expect([...counts].filter(([, count]) => count < numRuns / 300)).toEqual([]);
  });
});

describe('a random chart whose regions all have eventless transitions', () => {
  let reordered = 0;
  const inOrder = (chart: RandomChart) =>
    (['interpreted', 'compiled'] as const).map((side) => life({ ...chart, isOrdered: true }, side, side));

  it(
    'comes to the same configuration, context and effects, whatever their order',
    () => {
      fc.assert(
        fc.property(choicesArbitrary(400), (choices) => {
          const chart = eventlessRegionsChart(choices);
          expectSameLives(chart);
          const [interpreted, compiled] = inOrder(chart);
          if (!isDeepStrictEqual(interpreted, compiled)) reordered += 1;
        }),
        { seed, numRuns: numRuns / 3 },
      );
    },
    timeoutMs,
  );

  it.skipIf(numRuns < 300)('shows that only the order of such transitions is left to differ', () => {
    expect(reordered).toBeGreaterThan(0);
  });
});
