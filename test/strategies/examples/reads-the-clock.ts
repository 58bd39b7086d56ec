// A strategy whose answers depend on when it is run.
import { defineStrategy } from 'dry-testing-engine';

export const strategy = defineStrategy({
  name: 'reads-the-clock',
  start: () => ({ lastMs: 0 }),
  step: () => [{ lastMs: Date.now() }, []],
});
