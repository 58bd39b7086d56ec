// What a folder learns of the runs of a directory: each with its number, its name and seed, and its scenario where it has begun.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { adoptRuns } from '../../../src/persistence/store/adopt-runs.ts';
import type { RunNumbers } from '../../../src/persistence/store/run-numbers.ts';
import { openStore, type Store } from '../../../src/persistence/store/store.ts';
import { recordNewRun } from '../../../src/persistence/write/recorder.ts';
import { impatientClock, smallLimits } from '../write/writer-world.ts';

let store: Store;
beforeAll(async () => {
  store = await openStore('memory');
  await store.migrate();
}, 60_000);
afterAll(() => store.close());

it('a run that was given up before its first record has no scenario', async () => {
  const options = { store, build: { codec: 1, buildHash: '', chartHashes: {} }, clock: impatientClock() };
  const more = { random: () => 0.5, checkpointEveryRecords: 10, limits: smallLimits };
  const run = { name: 'mine', seed: '7', scenarioHash: '', engineVersion: '', inputs: '' };
  const begun = await recordNewRun({ ...options, ...more }, run);
  await begun.abandon();
  const other = await recordNewRun({ ...options, ...more }, { ...run, name: 'yours' });
  const frame = { name: 'storm', seed: '7', scenarioHash: '', engineVersion: '', currency: 'USD', rates: [] };
  const started = { journalFormat: 2, kind: 'run', epochMs: 0, rulesHash: '', ...frame } as const;
  other.consume({ type: 'run.started', ...started }, 1, 0);
  await other.end('whole');
  const adopted: unknown[] = [];
  const numbers = { adopt: (...given: unknown[]) => void adopted.push(given) } as unknown as RunNumbers;
  await store.borrow((session) => adoptRuns(session, { folder: { numbers } as never, name: 'database' }));
  expect(adopted).toEqual([
    [
      'database',
      [
        { number: begun.run, name: 'mine', seed: '7', scenario: null },
        { number: other.run, name: 'yours', seed: '7', scenario: 'storm' },
      ],
    ],
  ]);
});
