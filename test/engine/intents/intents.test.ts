// The moments of a seeded feed: each tells the strategies and makes the next due, until there are no more.
import { describe, expect, it } from 'vitest';
import type { Intent } from '../../../src/arbitrage/intent.ts';
import { Intents, type IntentsState } from '../../../src/engine/intents/intents.ts';
import type { MarketEvent, Strategy } from '../../../src/strategies/types.ts';
import type { ShownMarkets } from '../../../src/venues/simulation/types.ts';
import { million, noted, nothing, quietWorld } from '../fakes.ts';
import { smallScenario, strategyOf, wanted } from './small-scenario.ts';

const EVERY_US = 2_000_000;
const two = { px: 420_000n, qty: 2n * million };

const intentsOf = (length?: string, state?: IntentsState, module?: Strategy<unknown>) => {
  const calls: string[] = [];
  const [told, offered]: [MarketEvent[], Intent[]] = [[], []];
  const quiet = quietWorld();
  const scenario = smallScenario({ mine: 'sets: { min: 10, max: 50 }' }, length);
  const [name, mine] = strategyOf('mine', (event, step) => ((told[step] = event), []));
  const shown = { has: () => true, isTradable: () => true, depthOf: () => [two] } as unknown as ShownMarkets;
  const setup = {
    ...{ world: quiet.world, scenario, modules: new Map([[name, module ?? mine]]) },
    venues: new Map([
      ['polymarket', {}],
      ['kalshi', { shown }],
    ] as const),
    portfolio: { accounts: { fundsOf: () => 1_000n * million } as never },
    connections: { stateOf: () => null },
    admission: { offer: (intent: Intent) => void offered.push(intent), refuse: nothing },
    phases: noted(calls, { stop: nothing, exhausted: nothing }),
  };
  return { ...quiet, calls, told, offered, intents: new Intents(setup, state) };
};

describe('a moment of the feed', () => {
  it('tells the strategies and makes the next due, and the last one ends the intents', () => {
    const { intents, told, due, calls, until } = intentsOf();
    intents.moment();
    expect([intents.moments, told.length, due(), calls]).toEqual([1, 1, [`${EVERY_US} moment`], []]);
    until(EVERY_US);
    intents.moment();
    expect([intents.moments, told.map(({ atUs }) => atUs)]).toEqual([2, [0, EVERY_US]]);
    expect([due(), calls]).toEqual([[], ['exhausted']]);
    intents.moment();
    expect([intents.moments, told.length, calls]).toEqual([2, 2, ['exhausted', 'exhausted']]);
  });

  it('shows what a venue has of its own, and the opinion of the feed elsewhere', () => {
    const { intents, told } = intentsOf();
    intents.moment();
    const quotes = new Map(told[0]!.quotes.map((quote) => [quote.venue, quote]));
    expect(quotes.get('kalshi')).toMatchObject({
      askPx: two.px,
      askQty: two.qty,
      funds: 1_000n * million,
      roomQty: null,
    });
    expect(quotes.get('polymarket')).not.toHaveProperty('asks');
  });

  it('is seen as it is: the books are not older than the moment', () => {
    const [, module] = strategyOf('mine', ({ pair }) => [{ ...wanted, pair }]);
    const { intents, offered } = intentsOf(undefined, undefined, module);
    intents.moment();
    const { stalenessUs } = smallScenario({ mine: 'sets: { min: 10, max: 50 }' }).strategies[0]!;
    expect(offered).toMatchObject([{ strategy: 'mine', stalenessUs }]);
  });

  it('tells nobody once the intents are stopped', () => {
    const { intents, told, due, calls } = intentsOf();
    intents.stop();
    intents.moment();
    expect([told, due(), calls, intents.moments, intents.save().isStopped]).toEqual([[], [], [], 0, true]);
  });

  it('notes once, and with the first, a strategy that never started', () => {
    const start = (): never => {
      throw new Error('no start');
    };
    const module = { ...strategyOf('mine', () => [])[1], start } as Strategy<unknown>;
    const { intents, recordsOf, calls } = intentsOf('{ intents: 3 }', undefined, module);
    for (let moments = 1; moments <= 2; moments += 1) {
      intents.moment();
      expect([recordsOf('strategy.faulted').length, calls]).toEqual([1, ['stop strategyFaulted']]);
    }
  });

  it('is the one that follows in what was saved', () => {
    const { intents, told } = intentsOf('{ intents: 3 }');
    intents.moment();
    const saved = structuredClone(intents.save());
    expect(saved).toMatchObject({ isStopped: false, feed: { moments: 1 }, runners: [{ steps: 1 }] });
    const other = intentsOf('{ intents: 3 }', saved);
    expect(other.intents.moments).toBe(1);
    other.intents.moment();
    expect([other.told.length, told.length, other.intents.save().feed.moments]).toEqual([2, 1, 2]);
    const stopped = intentsOf('{ intents: 3 }', { ...saved, isStopped: true });
    stopped.intents.moment();
    expect(stopped.told).toEqual([]);
  });
});
