// Goal: a matcher is green for a run that held and came to what was expected, red for everything else, and its message names
// what broke and the command that shows it.
import { describe, expect, test } from 'vitest';
import { createRun } from '../../../src/run/create-run.ts';
import type { RunSummary } from '../../../src/report/summary-types.ts';
import { loadScenario } from '../../../src/run/load-scenario.ts';
import { runScenario, type ScenarioRun } from '../../../src/run/testing/run-scenario.ts';
import { matchers } from '../../../src/vitest.ts';
import { goodRun } from '../../report/sample-summary.ts';

const messageOf = (act: () => void): string => {
  try {
    act();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('the matcher was green');
};

const found = [
  { invariant: 'conservation', actor: 'arb:12', seq: 812, sentence: '31 shares were bought, and 30 are accounted for' },
  { invariant: 'sequence', actor: 'journal', seq: 900, sentence: 'record 899 is missing' },
];
const broken: RunSummary = { ...goodRun, audit: { ...goodRun.audit, violations: 9, found } };
const expecting = (holds: boolean): RunSummary => ({
  ...goodRun,
  expectations: [
    { key: 'exposed', text: '0', holds: true, actual: '0' },
    { key: 'captured', text: '>= 0.9', holds, actual: '0.885' },
  ],
});
const stopped: RunSummary = {
  ...expecting(true),
  strategies: { faulted: 1, found: ["Strategy 'mine' threw at step 4: Error: no more."] },
};
const runOf = (summary: RunSummary): ScenarioRun =>
  ({ summary, scenarioHash: 'hash', command: 'npx dte run my/scenario.yaml --seed 7' }) as ScenarioRun;

describe('toHoldEveryPromise', () => {
  test('is green for a run, its summary, and what runScenario returns', async () => {
    expect(await runScenario('quiet', { intents: 50 })).toHoldEveryPromise();
    const { scenario, hash } = loadScenario('quiet');
    const run = createRun(scenario, { scenarioHash: hash, intentsMax: 50 });
    expect(run.runToEnd()).toHoldEveryPromise();
    expect(run).toHoldEveryPromise();
  });

  test('names the broken promises, and the commands that show them', () => {
    expect(runOf(broken)).not.toHoldEveryPromise();
    expect(messageOf(() => expect(runOf(broken)).toHoldEveryPromise()).split('\n')).toEqual([
      'The run of demo with seed 7 broke 9 promises:',
      '  conservation, record 812, arb:12: 31 shares were bought, and 30 are accounted for',
      '  sequence, record 900, journal: record 899 is missing',
      '  and 7 more violations',
      'It shows with: npx dte run my/scenario.yaml --seed 7',
      'Its life: npx dte explain 12 my/scenario.yaml --seed 7',
    ]);
    expect(messageOf(() => expect(broken).toHoldEveryPromise())).toContain('npx dte run <the file of demo> --seed 7');
  });

  test('is red where a strategy had to be stopped', () => {
    expect(messageOf(() => expect(runOf(stopped)).toHoldEveryPromise())).toContain("Strategy 'mine' threw at step 4");
  });
});

describe('toMeetItsExpectations', () => {
  test('is green where all hold, and names those that do not', () => {
    expect(runOf(expecting(true))).toMeetItsExpectations();
    expect(messageOf(() => expect(runOf(expecting(false))).toMeetItsExpectations()).split('\n')).toEqual([
      'The run of demo with seed 7 misses 1 of 2 expectations:',
      '  The scenario expects captured: >= 0.9, and it is 0.885.',
      'It shows with: npx dte run my/scenario.yaml --seed 7',
    ]);
    expect(messageOf(() => expect(runOf(expecting(true))).not.toMeetItsExpectations())).toBe(
      'The run of demo with seed 7 meets 2 expectations.',
    );
  });

  test('is red where nothing is expected, and where a strategy had to be stopped', () => {
    const none = { ...goodRun, expectations: [] };
    expect(messageOf(() => expect(none).toMeetItsExpectations())).toContain('expects nothing');
    expect(messageOf(() => expect(runOf(stopped)).toMeetItsExpectations())).toContain('had to be stopped');
  });
});

const notRuns = (): readonly (readonly [string, unknown, string])[] => {
  const { scenario, hash } = loadScenario('quiet');
  const run = createRun(scenario, { scenarioHash: hash });
  for (let steps = 0; steps < 100; steps += 1) run.step();
  return [
    ['a promise', Promise.resolve(), 'write expect(await runScenario(…))'],
    ['a run that is not over', run, 'The run is not over'],
    ['the summary of one', run.summary(), 'The run is not over'],
    ['nothing', undefined, 'This is no run'],
    ['a scenario', scenario, 'This is no run'],
  ];
};

describe.each(['toHoldEveryPromise', 'toMeetItsExpectations'] as const)('%s', (matcher) => {
  test.each(notRuns())('is red for %s, also behind not', (_, given, says) => {
    expect(messageOf(() => expect(given)[matcher]())).toContain(says);
    expect(messageOf(() => expect(given).not[matcher]())).toContain(says);
  });

  test('is what another test runner extends its expect with', () => {
    expect(matchers[matcher].call(undefined, expecting(true))).toMatchObject({ pass: true });
    expect(matchers[matcher].call(undefined, 5)).toMatchObject({ pass: false });
  });
});
