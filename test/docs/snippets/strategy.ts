import { defineStrategy } from '../../../src/index.ts';

export const strategy = defineStrategy({
  name: 'at-the-ask',
  start: () => ({ wanted: 0 }),
  step: (state, { pair, quotes }) => {
    const prices = quotes.map(({ askPx }) => askPx ?? 1_000_000n); // money and quantities are bigint millionths
    const cost = prices.reduce((sum, px) => sum + px, 0n);
    if (cost > 970_000n) return [state, []]; // one share of each leg pays exactly 1
    return [{ wanted: state.wanted + 1 }, [{ pair, sets: 10_000_000n, prices }]];
  },
});
