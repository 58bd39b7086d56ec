// Goal: what a test of a user's own runs is what `dte run` runs, and nothing is left out in silence: no module, no option,
// no recording. Oracle: the command itself.
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { createRun } from '../../../src/run/create-run.ts';
import { openRecordingFor } from '../../../src/run/open-recording.ts';
import { loadScenario } from '../../../src/run/load-scenario.ts';
import { runScenario } from '../../../src/run/testing/run-scenario.ts';
import { defineStrategy } from '../../../src/strategies/define.ts';
import type { RunSummary } from '../../../src/report/summary-types.ts';
import { scenarioTemplate } from '../../../src/cli/init/scenario-template.ts';
import { strategyTemplate } from '../../../src/cli/init/strategy-template.ts';
import { createFolder } from '../../cli/folder.ts';
import { dte } from '../../cli/memory-terminal.ts';

const folder = createFolder();
const scenario = folder.write('scenario.yaml', scenarioTemplate.replace('intents: 500', 'intents: 60'));
folder.write('my-strategy.ts', strategyTemplate);
const other = folder.write('other.ts', strategyTemplate.replace("name: 'mine'", "name: 'other'"));

const commanded = async (...words: readonly string[]): Promise<RunSummary> => {
  const { out, err } = await dte(['run', ...words, '--json', '--quiet']);
  expect(err).toBe('');
  return JSON.parse(out) as RunSummary;
};

const refused = async (act: () => unknown): Promise<string> => {
  try {
    await act();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('nothing was refused');
};

describe('runScenario', () => {
  test.each([
    ['as it stands', {}, []],
    [
      'with another seed, fewer intents and a fault',
      { seed: 8n, intents: 40, fault: ['ackLost@kalshi=900'] },
      [...['--seed', '8', '--intents', '40', '--fault', 'ackLost@kalshi=900']],
    ],
    ['with a module', { strategy: other }, ['--strategy', other]],
    ['with a module by its URL', { strategy: pathToFileURL(other) }, ['--strategy', other]],
  ] as const)('comes to the digest, the run id and the verdict of the command: %s', async (_, options, words) => {
    const { summary, digest, passed, command } = await runScenario(scenario, options);
    const byCommand = await commanded(scenario, ...words);
    expect({ digest, runId: summary.runId, passed }).toEqual({
      digest: byCommand.digest,
      runId: byCommand.runId,
      passed: true,
    });
    expect(summary.arbitrages.total).toBeGreaterThan(10);
    expect(await commanded(...(command ?? '').split(' ').slice(3))).toEqual(byCommand);
  });

  test('replays the recording of a shipped scenario, by its name', async () => {
    const { digest, command } = await runScenario('fed-dec2025');
    expect(command).toBe('npx dte run fed-dec2025 --seed 1');
    expect(digest).toBe((await commanded('fed-dec2025')).digest);
  });

  test('trades by a strategy that is no module, which no command can show', async () => {
    const silent = defineStrategy({ name: 'silent', start: () => 0, step: (state) => [state, []] });
    const { summary, command } = await runScenario(scenario, { strategy: silent });
    expect({ intents: summary.intents.total, command }).toEqual({ intents: 0, command: null });
  });

  test('hands on every record of the journal', async () => {
    const seen: number[] = [];
    const { summary } = await runScenario(scenario, { consume: (_, seq) => void seen.push(seq) });
    expect(seen).toEqual(Array.from({ length: summary.throughput.records }, (_, index) => index + 1));
  });

  test.each([
    ['reads the clock', 'void Date.now();', 'A strategy may not read the clock (Date.now)'],
    ['calls out', "void fetch('https://example.com');", 'A simulation may not use fetch of https://example.com'],
    ['throws', "throw new Error('no more');", 'no more'],
  ])('fails a run whose strategy %s', async (_, code, says) => {
    const text = `export const strategy = { name: 'odd', start: () => 0, step: (state) => { ${code} return [state, []]; } };`;
    const { passed, failures } = await runScenario(scenario, { strategy: folder.write('odd.ts', text) });
    expect(passed).toBe(false);
    expect(failures.join('\n')).toContain(says);
  });

  test('leaves the rest of the process what it had', async () => {
    await runScenario(scenario);
    expect(Date.now()).toBeGreaterThan(0);
    await expect(fetch('data:text/plain,still')).resolves.toMatchObject({ status: 200 });
  });

  test.each([
    ['a misspelt option', { stratgy: other }, 'runScenario has no option stratgy: did you mean strategy?'],
    ['a seed of nothing', { seed: ' ' }, "The option seed cannot be ' '. A seed is a number or a word, and not empty."],
    ['half an intent', { intents: 0.5 }, 'The option intents cannot be 0.5. It must be a whole number from 1 to'],
    ['an unknown fault', { fault: ['ackLots'] }, "There is no fault 'ackLots'; did you mean ackLost?"],
    ['a fault that is no list', { fault: 'ackLost' }, 'The option fault is a list of texts'],
    ['a module that is missing', { strategy: folder.path('none.ts') }, 'does not exist.'],
    ['a strategy that is none', { strategy: { name: 'half' } }, 'The strategy of runScenario has no start'],
    ['a recording for nothing', { data: 'some.csv' }, '--data is of no use to my-scenario'],
    ['a URL of the web', { strategy: new URL('https://example.com/mine.ts') }, 'is no file URL'],
  ])('refuses %s with a sentence', async (_, options, says) => {
    expect(await refused(() => runScenario(scenario, options as object))).toContain(says);
  });

  test('says what is wrong with a scenario as the command does', async () => {
    const wrong = folder.write('wrong.yaml', 'length: { intents: 0 }\n');
    const { err } = await dte(['run', wrong]);
    expect(`dte: ${await refused(() => runScenario(wrong))}\n`).toBe(err);
  });
});

describe('createRun', () => {
  const own = loadScenario(scenario);
  const options = { scenarioHash: own.hash };

  test('refuses a scenario that trades by a module, where it is given none', async () => {
    expect(await refused(() => createRun(own.scenario, options))).toBe(
      `The scenario my-scenario trades by the module of its strategy 'mine' (${folder.path('my-strategy.ts')}), and the run ` +
        "was given none: use 'await runScenario(file)', which loads it, or give it as options.strategies, by that name.",
    );
  });

  const silent = defineStrategy({ name: 'silent', start: () => 0, step: (state) => [state, []] });

  test('refuses a strategy of a name that the scenario does not have, and an option that it does not have', async () => {
    const strategies = new Map([
      ['mine', silent],
      ['mien', silent],
    ]);
    expect(await refused(() => createRun(own.scenario, { ...options, strategies }))).toBe(
      "The scenario my-scenario has no strategy 'mien', which the run was given: did you mean mine?",
    );
    const misspelt = { ...options, strategy: silent } as typeof options;
    expect(await refused(() => createRun(own.scenario, misspelt))).toBe(
      'createRun has no option strategy: did you mean strategies?',
    );
  });

  test('takes the steps of a strategy in place of a built-in one twice, as it does those of a module', () => {
    const quiet = loadScenario('quiet');
    let steps = 0;
    const counts = defineStrategy({ name: 'counts', start: () => 0, step: () => [(steps += 1), []] });
    const strategies = new Map([[quiet.scenario.strategies[0]!.strategy, counts]]);
    const { strategies: stopped } = createRun(quiet.scenario, { scenarioHash: quiet.hash, strategies }).runToEnd();
    expect(stopped.found.join()).toContain('gave two answers to the same state and event');
  });

  test('takes no step before its recording is read', async () => {
    const { scenario: recorded, hash } = loadScenario('fed-dec2025');
    const data = recorded.data!;
    const input = await openRecordingFor(data, data.file!);
    const run = createRun(recorded, { scenarioHash: hash, input });
    expect(() => run.runToEnd()).toThrow("replays a recording, which is read ahead: use 'await run.finish()'");
  });
});
