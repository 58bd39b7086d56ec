// Goal: a remark says what makes a figure meaningless, where it does, and nowhere else: each kind on figures that call for it
// and on figures that just do not, and on the scenarios that are shipped.
import { describe, expect, test } from 'vitest';
import { loadScenario } from '../../src/run/load-scenario.ts';
import { createRun } from '../../src/run/create-run.ts';
import { remarksOn } from '../../src/report/remarks.ts';
import type { RunFigures } from '../../src/report/summary-types.ts';
import type { Scenario } from '../../src/scenario/types.ts';
import { goodRun } from './sample-summary.ts';

const demo = loadScenario('scenarios/demo.yaml').scenario;
const quiet = loadScenario('scenarios/quiet.yaml').scenario;
const { faults: _, ...faultless } = demo;
/** What the sample is a run of, without anything that would be remarked on. */
const plain: Scenario = { ...faultless, faults: [] };

const named = (figures: Partial<RunFigures>, scenario: Scenario = plain): readonly string[] =>
  remarksOn({ ...goodRun, ...figures }, scenario).map(({ name }) => name);
const sentence = (figures: Partial<RunFigures>, scenario: Scenario = plain): string =>
  remarksOn({ ...goodRun, ...figures }, scenario)[0]?.sentence ?? '';
const intentsOf = (
  total: number,
  refused: Readonly<Record<string, number>>,
  refusedBy: Readonly<Record<string, number>>,
) => ({
  intents: { total, planned: total, refused, refusedBy, byStrategy: { generator: total } },
});

describe('nothing is remarked', () => {
  test('on a run in which nothing is wrong with the figures', () => {
    expect(named({})).toEqual([]);
  });

  test.each([
    ['quiet', []],
    ['demo', []],
    ['burst', ['lanesRefusedMost']],
    ['resolution', ['resultsContradict']],
  ])('on %s as it is shipped, but for %o', (name, remarks) => {
    const { scenario, hash } = loadScenario(`scenarios/${name}.yaml`);
    const summary = createRun(scenario, { scenarioHash: hash }).runToEnd();
    expect(summary.remarks.map((remark) => remark.name)).toEqual(remarks);
  });
});

describe('intents that something else than the market refused', () => {
  test('most of them, by the limits, are named with the limit', () => {
    const most = intentsOf(
      56_653,
      { openExposure: 42_300, liveArbitrages: 44, noEdge: 12 },
      { risk: 42_344, plan: 12 },
    );
    expect(named(most)).toEqual(['limitsRefusedMost']);
    expect(sentence(most)).toContain('42,344 of 56,653 intents (openExposureMax 42,300 and liveArbitragesMax 44)');
    expect(named(intentsOf(56_653, { openExposure: 28_000 }, { risk: 28_000 }))).toEqual([]);
  });

  test('by lanes and by empty accounts are named too, and by the plan where hardly anything is left', () => {
    expect(named(intentsOf(100, { laneSaturated: 60 }, { lane: 60 }))).toEqual(['lanesRefusedMost']);
    expect(named(intentsOf(100, { notFunded: 60 }, { plan: 60 }))).toEqual(['accountsRefusedMost']);
    expect(named(intentsOf(100, { noEdge: 91 }, { plan: 91 }))).toEqual(['planRefusedMost']);
    expect(named(intentsOf(100, { noEdge: 90 }, { plan: 90 }))).toEqual([]);
  });

  test('all of them leave nothing that was tested', () => {
    const none = { ...goodRun.arbitrages, total: 0 };
    const all = { ...intentsOf(100, { noEdge: 100 }, { plan: 100 }), arbitrages: none };
    expect(named(all)).toEqual(['nothingBegun']);
    expect(sentence(all)).toContain('None of 100 intents was begun (noEdge 100)');
  });
});

describe('too little of a run', () => {
  test('few intents, and a kill switch', () => {
    expect(named(intentsOf(29, {}, {}))).toEqual(['fewIntents']);
    expect(named(intentsOf(30, {}, {}))).toEqual([]);
    expect(named({ tripped: 'drawdown' })).toEqual(['killSwitch']);
    expect(sentence({ tripped: 'drawdown' })).toContain('drawdown stopped the run after 1 min 43 s, at 2,000 of 2,000');
  });

  test('a strategy that wanted nothing', () => {
    const idle = { ...plain, strategies: [...plain.strategies, { ...plain.strategies[0]!, strategy: 'mine' }] };
    expect(named({}, idle)).toEqual(['idleStrategies']);
    expect(sentence({}, idle)).toContain('The strategy mine wanted nothing');
  });
});

describe('results that venues contradict each other in', () => {
  const resolved = loadScenario('scenarios/resolution.yaml').scenario;
  const unexpected: Scenario = { ...resolved, faults: [] };
  const paid = (amount: bigint) => ({
    pnl: {
      ...goodRun.pnl,
      expected: 328_660_000n,
      captured: 16_278_330_000n,
      differences: [{ name: 'resolution', amount }],
    },
  });

  test('are named with their events, and with what trading alone came to', () => {
    expect(named(paid(15_950_000_000n), unexpected)).toEqual(['resultsContradict']);
    expect(sentence(paid(15_950_000_000n), unexpected)).toBe(
      'Venues resolve the event of SHUTDOWN differently, which made +15,950.00 USD of the result: ' +
        'trading alone captured 328.33 of 328.66.',
    );
    expect(named(paid(-33_000_000n), unexpected)).toEqual(['resultsContradict']);
    expect(named(paid(32_000_000n), unexpected)).toEqual([]);
  });

  test('or that were paid otherwise than counted, without a contradiction', () => {
    expect(named(paid(15_950_000_000n))).toEqual(['resolutionDecides']);
  });
});

describe('markets that do not answer', () => {
  const recorded = (updates: number) => ({
    recording: { sha256: 'ab', updates, noted: {}, found: [] },
    throughput: { ...goodRun.throughput, virtualUs: 1_800_000_000_000 },
  });
  const replaying = { ...plain, data: { markets: [{}, {}] } } as unknown as Scenario;

  test('a recording that stands still while orders are under way', () => {
    expect(named(recorded(2_000), replaying)).toEqual(['latencyIsFree']);
    expect(sentence(recorded(2_000), replaying)).toContain(
      'moves every 30 min 0 s on average, and a fill takes 241 ms',
    );
    expect(named(recorded(2_000_000), replaying)).toEqual([]);
  });

  const venuesWith = (change: object): Scenario => ({
    ...plain,
    venues: plain.venues.map((one) => (one.venue === 'kalshi' ? { ...one, ...change } : one)),
  });

  test('a market maker that nobody else bets with', () => {
    expect(named({}, venuesWith({ pool: { bettors: null } }))).toEqual(['nothingMoves']);
    expect(named({}, venuesWith({ pool: { bettors: { every: 1 } } }))).toEqual([]);
  });

  test('fills by chance that come late, at a price that waits for them', () => {
    const hop = { ...goodRun.latency['kalshi']!.submitToFirstFill, p50: 5_000_000 };
    const late = { latency: { ...goodRun.latency, kalshi: { ...goodRun.latency['kalshi']!, submitToFirstFill: hop } } };
    expect(named(late)).toEqual(['lateAtTheSamePrice']);
    expect(named(late, venuesWith({ book: { refill: 'whenGrown' } }))).toEqual([]);
  });

  test('a book of which most was taken twice, if its refill says so', () => {
    const taken = (refilledQty: bigint) => ({ books: { kalshi: { filledQty: 1_000_000_000n, refilledQty } } });
    const shown = venuesWith({ book: { refill: 'whenShown' } });
    expect(named(taken(840_000_000n), shown)).toEqual(['refillDecides']);
    expect(sentence(taken(840_000_000n), shown)).toContain('840 of 1000 shares at kalshi (84 %)');
    expect(named(taken(250_000_000n), shown)).toEqual([]);
    expect(named(taken(840_000_000n), venuesWith({ book: { refill: 'whenGrown' } }))).toEqual([]);
  });
});

describe('trials that were none', () => {
  const expecting = (...expect: Scenario['expect']): Scenario => ({ ...plain, expect });

  test('a scenario that expects nothing, or what nothing can miss', () => {
    expect(named({}, expecting())).toEqual(['nothingExpected']);
    const free = { key: 'completed', comparison: '>=', value: 0n, text: '>= 0' } as const;
    const said = { key: 'captured', comparison: '>=', value: 0n, text: '>= 0' } as const;
    expect(named({}, expecting(free, said))).toEqual(['expectationsCannotMiss']);
    expect(sentence({}, expecting(free, said))).toContain('No run can miss completed: >= 0:');
    expect(named({}, expecting(said))).toEqual([]);
  });

  test('faults that have no chance, and faults that never struck at their venue', () => {
    const fault = (name: 'ackLost' | 'submitLost', venue: string, chanceBps: number) => ({
      fault: name,
      venue,
      chanceBps,
    });
    const with_ = (...faults: Scenario['faults']): Scenario => ({ ...plain, faults });
    expect(named({}, with_(fault('ackLost', 'polymarket', 0)))).toEqual(['faultsWithoutChance']);
    expect(named({}, with_(fault('ackLost', 'polymarket', 5)))).toEqual([]);
    const never = with_(
      fault('ackLost', 'polymarket', 5),
      fault('ackLost', 'opinion', 5),
      fault('submitLost', 'kalshi', 5),
    );
    expect(named({}, never)).toEqual(['faultsNeverStruck']);
    expect(sentence({}, never)).toBe(
      '2 faults of 3 never struck (ackLost at opinion and submitLost at kalshi): nothing was tested under them.',
    );
  });
});

test('a run in which the limits refuse nearly everything says so itself', () => {
  const { scenario, hash } = loadScenario('scenarios/quiet.yaml');
  const tight = { ...scenario, risk: { ...scenario.risk, openExposureMax: 8_000_000n } };
  const { remarks, intents } = createRun(tight, { scenarioHash: hash }).runToEnd();
  expect(intents.refusedBy['risk']).toBeGreaterThan(250);
  expect(remarks.map(({ name }) => name)).toContain('limitsRefusedMost');
  expect(quiet.risk.openExposureMax).toBe(null);
});
