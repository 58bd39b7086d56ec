// An example of a user's strategy: it learns what each pair usually costs, and trades only when the pair is much
// cheaper than that and cheaper than what it pays. All that it keeps is in its state, all that it computes is whole.
import { defineStrategy, MICROS_PER_UNIT } from 'dry-testing-engine';
import type { MarketEvent } from '../../../src/strategies/types.ts';
import { priceOfSet, smallestOffer } from './prices.ts';

interface State {
  /** By pair: a moving average of what a set costs, micros, and how many quotes it rests on. */
  readonly seen: Readonly<Record<string, { readonly averagePx: bigint; readonly count: number }>>;
}

/** How much cheaper than usual, and than 1, a set must be: two cents. */
const edgePx = 20_000n;
const memory = 16n;

export const strategy = defineStrategy<State>({
  name: 'moving-average',
  start: () => ({ seen: {} }),
  step: (state, event: MarketEvent) => {
    const askPx = priceOfSet(event.quotes);
    if (askPx === null) return [state, []];
    const before = state.seen[event.pair] ?? { averagePx: askPx, count: 0 };
    const after = { averagePx: before.averagePx + (askPx - before.averagePx) / memory, count: before.count + 1 };
    const next: State = { seen: { ...state.seen, [event.pair]: after } };
    const isCheap = askPx + edgePx <= before.averagePx && askPx + edgePx <= MICROS_PER_UNIT;
    if (before.count < 8 || !isCheap) return [next, []];
    const prices = event.quotes.map((quote) => quote.askPx ?? MICROS_PER_UNIT);
    return [next, [{ pair: event.pair, sets: smallestOffer(event.quotes), prices }]];
  },
});
