// The strategy that `dte init` writes.

/** A strategy module to start from, commented. */
export const strategyTemplate = `// A strategy of your own: a pure step from what it knows and what happened to what it wants. It receives the quotes of
// verified pairs, and answers with intents: so many sets of a pair, each leg at most at that price. Sizing, checking,
// routing, unwinding and accounting are the engine's.
//
// What it keeps is in its state, which is plain data. Time and chance come with each step: a strategy that reads the
// clock or opens a socket is stopped. Prices and quantities are bigint millionths: 480_000n is 0.48, 10_000_000n ten
// shares.
import { defineStrategy } from 'dry-testing-engine';

interface State {
  readonly setsMin: bigint;
  readonly setsMax: bigint;
  /** Least edge of a set, in basis points of 1. */
  readonly minEdgeBps: bigint;
  readonly intents: number;
}

const ONE = 1_000_000n;

/** Buys every outcome at the best offers, in equal shares, where together they cost less than what they pay. */
export const strategy = defineStrategy<State>({
  name: 'mine',

  start: ({ options }) => ({
    setsMin: options.setsMin,
    setsMax: options.setsMax,
    minEdgeBps: BigInt(options.minEdgeBps),
    intents: 0,
  }),

  step: (state, event) => {
    let cost = 0n;
    let sets = state.setsMax;
    const prices: bigint[] = [];
    for (const { askPx, askQty } of event.quotes) {
      if (askPx === null) return [state, []]; // nobody offers that leg
      cost += askPx;
      if (askQty < sets) sets = askQty; // equal shares of every leg
      prices.push(askPx);
    }
    // One share of each leg pays exactly 1. Fees are not counted here: the engine refuses what is not worth them.
    const isWorthIt = (ONE - cost) * 10_000n >= state.minEdgeBps * ONE;
    sets -= sets % ONE; // whole shares, which every venue takes
    if (!isWorthIt || sets < state.setsMin) return [state, []];
    return [{ ...state, intents: state.intents + 1 }, [{ pair: event.pair, sets, prices }]];
  },
});
`;
