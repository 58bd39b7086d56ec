// `npm run test:deep`: a run killed at every boundary of what it asks of its database, and 200 runs killed at random moments,
// a quarter of them two and three times in a row; on the embedded database and on a server. Takes many minutes.
//
//   npm run test:deep -- [kills at random] [seed]
//
// The seed is that of the moments; where a process stands then, the machine decides.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RandomStreams } from '../../src/kernel/random/streams.ts';
import { drawnSeed } from '../fc-seed.ts';
import { startPostgres, whyNoPostgres } from '../persistence/postgres.ts';
import { buildWorker } from './built.ts';
import { killAll, type Death, type World } from './kills.ts';
import { largerWorld, smallWorld } from './worlds.ts';

const randomKills = Number(process.argv[2] ?? 200);
const seed = process.argv[3] ?? String(drawnSeed());
/** A run of the larger world takes about so long. */
const runMsMax = 1_500;

function* everyBoundary(boundaries: number): Generator<Death> {
  for (let kill = 1; kill <= boundaries; kill += 1)
    yield { resumeKill: null, kill, afterMs: null, isStopped: kill % 2 === 1 };
  // And while the run of the one before is resumed: those processes begin none.
  for (let kill = 1; kill <= boundaries / 2; kill += 1) {
    yield { resumeKill: null, kill: Math.ceil(boundaries / 2), afterMs: null, isStopped: false };
    yield { resumeKill: kill, kill: null, afterMs: null, isStopped: false };
  }
}

function* anyMoment(): Generator<Death> {
  const moments = new RandomStreams(seed).stream('moments of death');
  for (let number = 0; number < 2 * randomKills; number += 1)
    yield {
      resumeKill: number % 4 > 1 ? 1 + moments.nextBelow(60) : null,
      kill: null,
      afterMs: 1 + moments.nextBelow(runMsMax),
      isStopped: number % 2 === 1,
    };
}

const worker = await buildWorker();
const folder = mkdtempSync(join(tmpdir(), 'dte-deep-'));
const servers = whyNoPostgres === null ? [startPostgres(), startPostgres()] : [];
let isFine = whyNoPostgres === null;

const startedMs = Date.now();
process.stdout.write(`seed ${seed}\n`);

const judge = async (name: string, world: World, wanted: number, deathsOf: (count: number) => Iterable<Death>) => {
  const { kills, runs, rows, failures } = await killAll(world, wanted, deathsOf);
  const minutes = ((Date.now() - startedMs) / 60_000).toFixed(1);
  process.stdout.write(
    `${name}: ${minutes} min, ${kills} kills, ${runs} runs, ${rows} rows compared, ${failures.length} differences\n`,
  );
  for (const failure of failures) process.stdout.write(`  ${failure}\n`);
  isFine &&= failures.length === 0 && kills >= Math.min(wanted, 50);
};

try {
  // Every kind of boundary, each several times: four flushes, and two checkpoints.
  const small = { ...smallWorld, intents: 24, worker: worker.path };
  const larger = { ...largerWorld, worker: worker.path };
  await Promise.all([
    (async () => {
      await judge('PGlite, every boundary', { ...small, target: join(folder, 'small') }, Infinity, everyBoundary);
      await judge('PGlite, at random', { ...larger, target: join(folder, 'larger') }, randomKills, anyMoment);
    })(),
    (async () => {
      const [one, other] = servers;
      if (one === undefined || other === undefined) return;
      await judge('Postgres, every boundary', { ...small, target: one.url }, Infinity, everyBoundary);
      await judge('Postgres, at random', { ...larger, target: other.url }, randomKills, anyMoment);
    })(),
  ]);
} finally {
  worker.remove();
  for (const server of servers) server.remove();
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = isFine ? 0 : 1;
