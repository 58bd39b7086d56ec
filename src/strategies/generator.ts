// The built-in strategy: wants every pair at every moment, at what is asked for its legs. Which of that is worth
// anything, planning decides. It is a strategy like a user's own.
import { coarsestStep } from '../arbitrage/plan-pair.ts';
import type { IntentDraft, Strategy, StrategyRandom } from './types.ts';

/** What the generator keeps: how it sizes each pair. It never changes. */
export interface GeneratorState {
  readonly sizes: Readonly<Record<string, SizeRange>>;
}

/** The sizes of a pair that are drawn from: `least`, and up to `steps` - 1 steps more. Micros of a share. */
export interface SizeRange {
  readonly step: bigint;
  readonly least: bigint;
  readonly steps: bigint;
}

/** The largest number that one draw tells apart. */
const drawBound = 2n ** 32n;

/** The built-in strategy under a name: one draft of each quotes event in which every leg is on offer. */
export const createGenerator = (name: string): Strategy<GeneratorState> => ({
  name,
  start: ({ options, pairs, markets }) => ({
    sizes: Object.fromEntries(
      pairs.map(({ pair, legs }) => {
        const steps = legs.flatMap(({ venue, market }) =>
          markets.filter((each) => each.venue === venue && each.market === market).map(({ qtyStep }) => qtyStep),
        );
        return [pair, sizeRange(coarsestStep(steps), options.setsMin, options.setsMax)];
      }),
    ),
  }),
  step: (state, { pair, quotes }, { random }) => {
    const range = state.sizes[pair];
    if (range === undefined) return [state, nothing];
    const wanted = drawSize(range, random);
    const prices: bigint[] = [];
    let offered = wanted;
    for (const { askPx, askQty } of quotes) {
      if (askPx === null) return [state, nothing];
      prices.push(askPx);
      if (askQty < offered) offered = askQty;
    }
    const sets = offered - (offered % range.step);
    return sets <= 0n ? [state, nothing] : [state, [{ pair, sets, prices }]];
  },
});

const nothing: readonly IntentDraft[] = [];

// The least size that every leg can have is taken where the range holds no whole step.
const sizeRange = (step: bigint, setsMin: bigint, setsMax: bigint): SizeRange => {
  const least = ((setsMin + step - 1n) / step) * step;
  const most = setsMax - (setsMax % step);
  return { step, least, steps: most > least ? (most - least) / step + 1n : 1n };
};

/** One size of the range, all of them alike. Draws one number. */
export const drawSize = ({ step, least, steps }: SizeRange, random: StrategyRandom): bigint => {
  if (steps <= drawBound) return least + step * BigInt(random.nextBelow(Number(steps)));
  // More sizes than a draw tells apart: every so many of them can come.
  return least + step * ((BigInt(random.nextBelow(Number(drawBound))) * steps) / drawBound);
};
