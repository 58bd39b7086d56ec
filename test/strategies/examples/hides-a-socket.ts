// A strategy that tries to reach a venue, and hides that it could not.
import { defineStrategy } from 'dry-testing-engine';

export const strategy = defineStrategy({
  name: 'hides-a-socket',
  start: () => null,
  step: (state) => {
    try {
      fetch('https://api.elections.kalshi.com/trade-api/v2/portfolio/orders', { method: 'POST' }).catch(() => null);
    } catch {
      // As if nothing had been.
    }
    return [state, []];
  },
});
