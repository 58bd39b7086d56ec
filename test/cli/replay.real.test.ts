// Goal: a recording is replayed from the command line, is frozen into its run, and a run that was killed is resumed over it to
// the same digest. The recording is made up, and written in the canonical form.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { canonicalHead, encodeUpdate } from '../../src/market-data/canonical.ts';
import { readLinesOf } from '../../src/market-data/recording.ts';
import { syntheticRecording } from '../../src/market-data/synthetic/recording.ts';
import type { RunSummary } from '../../src/report/summary-types.ts';
import { startPostgres, whyNoPostgres } from '../persistence/postgres.ts';
import { until } from '../until.ts';
import { createFolder } from './folder.ts';
import { dte } from './memory-terminal.ts';

const folder = createFolder();
const server = whyNoPostgres === null ? startPostgres() : null;
afterAll(() => server?.remove());
const root = fileURLToPath(new URL('../..', import.meta.url));

/** A recording of so many seconds as a file. */
const recordingAt = (name: string, seed: number): string => {
  const { lines, options } = syntheticRecording({ seed, durationMs: 60_000 });
  const { updates } = readLinesOf(lines, options);
  const path = folder.path(name);
  writeFileSync(
    path,
    [canonicalHead, ...updates.map((update, index) => encodeUpdate(update, index + 1)), ''].join('\n'),
  );
  return path;
};

const scenarioText = `name: made-up
currency: USD
rates: [{ from: pUSD, to: USD, rate: 1 }]
data: { file: made-up.jsonl, latency: 20ms }
venues:
  polymarket: { opening: 10000, book: {} }
  kalshi: { opening: 10000, book: {} }
markets:
  polymarket: { EVENT: { fees: { rate: 0 } } }
  kalshi: { EVENT: { step: 1 } }
pairs:
  EVENT: { verified: made up alike, ways: both, yes: polymarket/EVENT, no: kalshi/EVENT }
strategies:
  scanner: { module: scanner, sets: { min: 5, max: 100 }, timeInForce: IOC }
`;

const data = recordingAt('made-up.jsonl', 3);
const other = recordingAt('other.jsonl', 4);
const scenario = folder.path('made-up.yaml');
writeFileSync(scenario, scenarioText);
const nameless = folder.path('nameless.yaml');
writeFileSync(nameless, scenarioText.replace('file: made-up.jsonl, ', ''));

const summaryOf = (text: string): RunSummary => JSON.parse(text) as RunSummary;

describe('a recording', () => {
  test('is the one that the scenario names, or another that --data names, and another run', async () => {
    const own = await dte(['run', scenario, '--json', '--quiet']);
    expect(own.err).toBe('');
    const named = await dte(['run', scenario, '--json', '--quiet', '--data', data]);
    expect(named.out).toBe(own.out);
    const elsewhere = summaryOf((await dte(['run', scenario, '--json', '--quiet', '--data', other])).out);
    const { runId, recording, opportunities, arbitrages } = summaryOf(own.out);
    expect(elsewhere.runId).not.toBe(runId);
    expect(elsewhere.recording?.sha256).not.toBe(recording?.sha256);
    expect(arbitrages.total).toBeGreaterThan(3);
    expect(Object.keys(opportunities)).toEqual(['EVENT', 'EVENT.reverse']);
  }, 120_000);

  test.each([
    [['run', nameless], 'dte: made-up replays a recording, and names none: say which by --data <file>.'],
    [
      ['run', scenario, '--data', 'nowhere.csv'],
      'dte: The recording nowhere.csv cannot be read: there is no such file.',
    ],
    [['run', scenario, '--data', 'README.md'], 'dte: README.md holds no recording: '],
    [
      ['run', 'scenarios/quiet.yaml', '--data', data],
      'dte: --data is of no use to quiet, which replays no recording: ',
    ],
  ])('is refused with a sentence: dte %j', async (words, sentence) => {
    const { exitCode, out, err } = await dte(words);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(err).toContain(sentence);
  });

  const killed = async (database: string): Promise<void> => {
    const { digest } = summaryOf((await dte(['run', scenario, '--json', '--quiet'])).out);
    const began = ['--import', 'tsx', 'src/cli/dte.ts', 'run', scenario, '--db', database];
    const out = folder.path('killed.jsonl');
    rmSync(out, { force: true });
    // A minute of a market in five seconds.
    const pace = ['--checkpoint-every', '100', '--speed', '12', '--out', out];
    const child = spawn(process.execPath, [...began, ...pace], { cwd: root, stdio: 'ignore' });
    const closed = once(child, 'close');
    // It is written in pieces, and one is about half of it.
    await until('a piece of the journal is written', () => {
      if (child.exitCode !== null) throw new Error(`The run ended with ${child.exitCode} before it could be killed.`);
      return existsSync(out) && statSync(out).size > 0;
    });
    child.kill('SIGKILL');
    expect(await closed).toEqual([null, 'SIGKILL']);
    const right = readFileSync(data);
    writeFileSync(data, readFileSync(other));
    const refused = await dte(['resume', '1', '--db', database, '--quiet']);
    expect(refused).toMatchObject({ exitCode: 2 });
    expect(refused.err).toContain('The recording is not what it was when the run 1 began.');
    writeFileSync(data, right);
    const resumed = await dte(['resume', '1', '--db', database, '--json', '--quiet']);
    expect(summaryOf(resumed.out).digest).toBe(digest);
  };
  const words = 'is resumed after a kill, to the same digest, and only if it is still the same';
  test(`${words}, in a directory`, () => killed(folder.path('database')), 150_000);
  test.skipIf(server === null)(`${words}, on a server`, () => killed(server?.url ?? ''), 150_000);
});
