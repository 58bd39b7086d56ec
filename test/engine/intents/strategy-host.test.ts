// Each strategy receives the quotes of its own pairs, what it wants is planned by what is known at that moment, and one
// that fails receives nothing more.
import { describe, expect, it } from 'vitest';
import type { Intent } from '../../../src/arbitrage/intent.ts';
import { StrategyHost } from '../../../src/engine/intents/strategy-host.ts';
import type { RunnerState } from '../../../src/strategies/runner.ts';
import type { IntentDraft, Strategy } from '../../../src/strategies/types.ts';
import type { TradingState } from '../../../src/venues/definitions/words.ts';
import { million, noted, nothing, quietWorld } from '../fakes.ts';
import { moment, smallScenario, strategyOf, wanted } from './small-scenario.ts';

type Module = readonly [string, Strategy<unknown>];
const usual = 'pairs: [FED], sets: { min: 10, max: 50 }';

const desksOf = (
  strategies: Readonly<Record<string, string>>,
  modules: readonly Module[],
  { state = null, funds = 1_000n }: { readonly state?: TradingState | null; readonly funds?: bigint } = {},
  runners?: readonly RunnerState[],
) => {
  const calls: string[] = [];
  const offered: Intent[] = [];
  const quiet = quietWorld();
  const offer = (intent: Intent): void => {
    offered.push(intent);
    quiet.world.defer(() => void calls.push('its orders'));
  };
  const setup = {
    ...{ world: quiet.world, scenario: smallScenario(strategies), modules: new Map(modules) },
    portfolio: { accounts: { fundsOf: () => funds * million } as never },
    connections: { stateOf: (venue: string) => (venue === 'kalshi' ? state : null) },
    admission: noted(calls, { offer, refuse: (_intent: object, _reason: string) => undefined }),
    phases: noted(calls, { stop: nothing }),
  };
  return { ...quiet, calls, offered, desks: new StrategyHost(setup, runners) };
};

const wants = (...drafts: readonly IntentDraft[]): Module => strategyOf('mine', () => drafts);

describe('what a strategy wants', () => {
  it('is planned and offered, and its orders hold their money before the next is planned', () => {
    const { desks, calls, offered } = desksOf({ mine: usual }, [wants(wanted, wanted)]);
    desks.tell(moment(), 0);
    expect(calls).toEqual(['offer mine', 'its orders', 'offer mine', 'its orders']);
    expect(offered[0]).toMatchObject({ strategy: 'mine', pair: 'FED', sets: 10n * million });
    expect(offered[0]?.legs.map(({ price }) => price)).toEqual(wanted.prices);
  });

  it.each<readonly [string, TradingState | null, boolean]>([
    ['its market began open and nothing was reported', null, true],
    ['its venue is halted', 'halted', false],
    ['its market is closed', 'closed', false],
    ['its market is open again', 'open', true],
  ])('is planned by the state of each market: where %s', (_where, state, isPlanned) => {
    const { desks, calls } = desksOf({ mine: usual }, [wants(wanted)], { state });
    desks.tell(moment(), 0);
    expect(calls[0]).toBe(isPlanned ? 'offer mine' : 'refuse mine marketNotOpen');
  });

  it.each([
    ['books that are too old', { ...wanted }, 1_000_000, {}, 'refuse mine staleBooks'],
    ['books that are almost too old', { ...wanted }, 999_999, {}, 'offer mine'],
    ['money that is not there', { ...wanted }, 0, { funds: 1n }, 'refuse mine notFunded'],
    ['no edge', { ...wanted, prices: [400_000n, 650_000n] }, 0, {}, 'refuse mine noEdge'],
  ] as const)('is planned by what is known: %s', (_by, draft, ageUs, known, call) => {
    const { desks, calls } = desksOf({ mine: `${usual}, staleness: 1s` }, [wants(draft)], known);
    desks.tell(moment(), ageUs);
    expect(calls[0]).toBe(call);
  });

  it.each([
    ['in its own way', { mode: 'sequential', policy: 'hold' }, 'sequential', 'hold'],
    ['in the way of its strategy', {}, 'parallel', 'complete'],
  ] as const)('is written down as it was wanted where it is refused: %s', (_way, own, mode, policy) => {
    const draft = { ...wanted, ...own, prices: [400_000n, 650_000n] };
    const refused: unknown[] = [];
    const { world } = quietWorld();
    const desks = new StrategyHost({
      ...{ world, scenario: smallScenario({ mine: `${usual}, policy: complete` }), modules: new Map([wants(draft)]) },
      portfolio: { accounts: { fundsOf: () => 1_000n * million } as never },
      ...{ connections: { stateOf: () => null }, phases: { stop: nothing } },
      admission: { offer: nothing, refuse: (...given) => void refused.push(given) },
    });
    desks.tell(moment(), 0);
    const leg = { market: 'FED', side: 'buy', qty: wanted.sets, worstFee: 0n };
    const legs = [
      { venue: 'polymarket', outcome: 'yes', paysIn: 1, price: 400_000n, ...leg },
      { venue: 'kalshi', outcome: 'no', paysIn: 2, price: 650_000n, ...leg },
    ];
    const sums = { sets: wanted.sets, expectedEdge: 0n, roiBps: 0, outcomes: 2 };
    expect(refused).toEqual([[{ strategy: 'mine', pair: 'FED', ...sums, mode, policy, legs }, 'noEdge']]);
  });
});

describe('a strategy', () => {
  it('receives the quotes of the pairs that it trades', () => {
    const told: string[] = [];
    const names = ['one', 'two', 'both'] as const;
    const pairs = { one: '[FED]', two: '[OTHER]', both: '[FED, OTHER]' };
    const { desks } = desksOf(
      Object.fromEntries(names.map((name) => [name, `pairs: ${pairs[name]}, sets: { min: 10, max: 50 }`])),
      names.map((name) => strategyOf(name, ({ pair }) => (told.push(`${name} ${pair}`), []))),
    );
    desks.tell(moment('FED'), 0);
    desks.tell(moment('OTHER'), 0);
    // Each step is taken twice, to see that it is pure.
    expect([...new Set(told)].toSorted()).toEqual(['both FED', 'both OTHER', 'one FED', 'two OTHER']);
  });

  it.each([
    ['generator at each moment', 'generator', usual, 2],
    ['scanner once in a while', 'scanner', `module: scanner, coolDown: 1s, ${usual}`, 1],
  ])('that is built in wants what is on offer: the %s', (_which, name, more, times) => {
    const { desks, offered } = desksOf({ [name]: more }, []);
    for (let told = 0; told < 2; told += 1) desks.tell(moment(), 0);
    const prices = offered.map(({ strategy, legs }) => [strategy, ...legs.map(({ price }) => price)]);
    expect(prices).toEqual(Array.from({ length: times }, () => [name, ...wanted.prices]));
  });

  const fails = (name: string): Module =>
    strategyOf(name, () => {
      throw new Error('no idea');
    });

  it('that fails is journaled, receives nothing more, and the others continue', () => {
    const good = strategyOf('good', () => [wanted]);
    const { desks, calls, recordsOf } = desksOf({ bad: usual, good: usual }, [fails('bad'), good]);
    desks.tell(moment(), 0);
    desks.tell(moment(), 0);
    expect(recordsOf('strategy.faulted')).toMatchObject([
      { strategy: 'bad', reason: expect.stringContaining('no idea') },
    ]);
    expect(calls.filter((call) => call !== 'its orders')).toEqual(['offer good', 'offer good']);
  });

  it('that fails as the last one stops the run', () => {
    const { desks, calls } = desksOf({ bad: usual, worse: usual }, [fails('bad'), fails('worse')]);
    desks.tell(moment(), 0);
    expect(calls).toEqual(['stop strategyFaulted']);
  });

  it('that fails before its first step is journaled with the first moment', () => {
    const [name, module] = wants();
    const start = (): never => {
      throw new Error('no start');
    };
    const { desks, calls, recordsOf } = desksOf({ mine: usual }, [[name, { ...module, start }]]);
    expect(recordsOf('strategy.faulted')).toEqual([]);
    desks.noticeStillborn();
    expect(recordsOf('strategy.faulted')).toMatchObject([
      { strategy: 'mine', reason: expect.stringContaining('no start') },
    ]);
    expect(calls).toEqual(['stop strategyFaulted']);
  });

  it('resumes with what it kept', () => {
    const counted = strategyOf('mine', (_event, step) => [{ ...wanted, sets: BigInt(10 + step) * million }]);
    const { desks } = desksOf({ mine: usual }, [counted]);
    desks.tell(moment(), 0);
    const saved = structuredClone(desks.save());
    expect(saved).toMatchObject([{ steps: 1, state: 1, fault: null }]);
    const other = desksOf({ mine: usual }, [counted], {}, saved);
    other.desks.tell(moment(), 0);
    expect(other.offered.map(({ sets }) => sets)).toEqual([11n * million]);
  });
});

describe('books are fresh', () => {
  it.each([
    ['FED', 5_000_000],
    ['OTHER', 9_000_000],
    ['none', 0],
  ])('for as long as any desk takes those of %s for it', (pair, stalenessUs) => {
    const sets = 'sets: { min: 10, max: 50 }';
    const strategies = {
      first: `pairs: [FED], staleness: 3s, ${sets}`,
      middle: `pairs: [FED], staleness: 5s, ${sets}`,
      other: `pairs: [OTHER], staleness: 9s, ${sets}`,
      zero: `pairs: [FED], staleness: 1s, ${sets}`,
    };
    const modules = Object.keys(strategies).map((name) => strategyOf(name, () => []));
    expect(desksOf(strategies, modules).desks.stalenessUsOf(pair)).toBe(stalenessUs);
  });
});
