// A strategy that changes its state in place: a list here, a map there.
import { defineStrategy } from 'dry-testing-engine';

export const strategy = defineStrategy<{ readonly pairs: string[]; readonly counts: Map<string, number> }>({
  name: 'changes-its-state',
  start: () => ({ pairs: [], counts: new Map() }),
  step: (state, { pair }) => {
    if (pair.startsWith('map')) state.counts.set(pair, 1);
    else state.pairs.push(pair);
    return [state, []];
  },
});
