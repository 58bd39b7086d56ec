// A strategy with a mistake that shows late.
import { defineStrategy } from 'dry-testing-engine';

export const strategy = defineStrategy<number>({
  name: 'throws-at-step-three',
  start: () => 0,
  step: (count) => {
    if (count === 2) throw new RangeError('the third time is not the charm');
    return [count + 1, []];
  },
});
