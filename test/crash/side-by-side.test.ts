// Goal: two runs and a page in one folder, of which each is killed: nothing that was begun is lost, and nobody fails for another.
// `npm run test:side-by-side` does it ten times as often, by the command that was built.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { loadScenario } from '../../src/run/load-scenario.ts';
import { createRun } from '../../src/run/create-run.ts';
import { killSideBySide } from './side-by-side.ts';

const demo = resolve('scenarios/demo.yaml');
const intents = 1_200;

const digestWith = async (seed: string): Promise<string> => {
  const { scenario, hash } = loadScenario(demo);
  const run = createRun(scenario, { scenarioHash: hash, seed, intentsMax: intents });
  await run.finish();
  return run.digest;
};

it('two runs and a page are killed in turn: each run resumes to its digest, and nobody fails for another', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dte-side-by-side-'));
  try {
    const { kills, runs, resumed, directories, failures } = await killSideBySide({
      command: [
        process.execPath,
        '--import',
        pathToFileURL(resolve('node_modules/tsx/dist/loader.mjs')).href,
        resolve('src/cli/dte.ts'),
      ],
      folder,
      run: ['run', demo, '--intents', String(intents), '--checkpoint-every', '8000'],
      digests: new Map([
        ['7', await digestWith('7')],
        ['other', await digestWith('other')],
      ]),
      killsOfEach: 1,
      killAfterMsMax: 400,
      upShare: 1,
      random: () => 0.5,
    });
    expect(failures).toEqual([]);
    expect(kills.reduce((sum, count) => sum + count, 0)).toBe(4);
    expect(runs).toBe(4);
    expect(resumed).toBeGreaterThan(0);
    expect(directories).toBeGreaterThan(1);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 600_000);
