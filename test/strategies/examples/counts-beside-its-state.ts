// A strategy that keeps something where nobody can save it.
import { defineStrategy } from 'dry-testing-engine';

let steps = 0;

export const strategy = defineStrategy<number>({
  name: 'counts-beside-its-state',
  start: () => 0,
  step: () => {
    steps += 1;
    return [steps, []];
  },
});
