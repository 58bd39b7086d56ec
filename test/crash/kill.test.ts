// Goal: whatever moment a process is killed at, by the signal that nobody can catch, and however often, the resumed run
// ends with the digest and the rows of one that was never killed. Method: real processes, one after the other, each killed
// at another boundary of what it asks of its database; some while they resume a run that was killed already, up to three
// times in a row; half of the runs are stopped by Ctrl-C. `npm run test:deep` kills at every boundary, and 200 times at
// random moments of a larger run.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPostgres, whyNoPostgres, type TestServer } from '../persistence/postgres.ts';
import { buildWorker, type BuiltWorker } from './built.ts';
import { killAll, type Death, type World } from './kills.ts';
import { smallWorld } from './worlds.ts';

const killsPerBackend = 20;

/** Boundaries all over a run; two of seven processes die while they resume the run of the one before. */
function* deathsOf(boundaries: number): Generator<Death> {
  for (let number = 0; number < 2 * killsPerBackend; number += 1)
    yield {
      resumeKill: number % 7 === 5 ? 6 : number % 7 === 6 ? 14 : null,
      kill: 1 + (Math.floor(((number + 0.5) * boundaries) / killsPerBackend) % boundaries),
      afterMs: null,
      isStopped: number % 2 === 1,
    };
}

describe.concurrent('a run that is killed twenty times, on', () => {
  let worker: BuiltWorker;
  let folder: string;
  let server: TestServer | null = null;
  beforeAll(async () => {
    worker = await buildWorker();
    folder = mkdtempSync(join(tmpdir(), 'dte-crash-'));
    if (whyNoPostgres === null) server = startPostgres();
  }, 120_000);
  afterAll(() => {
    worker.remove();
    server?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const judged = async (target: string): Promise<void> => {
    const world: World = { ...smallWorld, worker: worker.path, target };
    const { failures, kills, runs, rows } = await killAll(world, killsPerBackend, deathsOf);
    expect(failures).toEqual([]);
    expect(kills).toBe(killsPerBackend);
    // The first dies before its run has a row; those that die while they resume begin none.
    expect(runs).toBeGreaterThanOrEqual(killsPerBackend / 2);
    expect(rows).toBeGreaterThan(300 * runs);
  };

  it('the embedded database, ends as if nobody had', () => judged(join(folder, 'database')), 900_000);
  it.skipIf(whyNoPostgres !== null)('a server, ends as if nobody had', () => judged(server!.url), 900_000);
});
