// Goal: nothing in a chart is there for nothing, and no event breaks one. Method: walk to every place, send every event
// from there, and ask the interpreter which states it entered and which transitions it took.
import { expect, test } from 'vitest';
import { coverageOf } from './coverage.ts';
import { chartWalks } from './walks.ts';

test.each(chartWalks)('$name: every state is entered, every transition taken, and no event makes it throw', (walk) => {
  const { failures, states, missedStates, transitions, missedTransitions, places, steps } = coverageOf(walk);
  const entered = states - missedStates.length;
  const taken = transitions - missedTransitions.length;
  process.stdout.write(
    `${walk.name}: ${entered} of ${states} states, ${taken} of ${transitions} transitions (${places} places, ${steps} steps)\n`,
  );
  expect(failures).toEqual([]);
  expect(missedStates).toEqual([]);
  // Exactly those that have a reason: one that is taken after all must lose it.
  expect(missedTransitions.toSorted()).toEqual(Object.keys(walk.unreachable).toSorted());
});
