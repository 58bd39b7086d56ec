// What a checkpoint costs the core, and how long a resume takes, with 20,000 live orders: in a process of its own, from the
// command to the first new event. The rows of the run are not there, because none is behind the checkpoint.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { buildOf } from '../src/persistence/checkpoints/build.ts';
import { writeCheckpoint } from '../src/persistence/checkpoints/checkpoints.ts';
import { bytesOfState, textOfBytes } from '../src/persistence/checkpoints/codec.ts';
import { insertRun } from '../src/persistence/write/run-rows.ts';
import { openStore } from '../src/persistence/store/store.ts';
import { crowded, crowdOf } from './crowd.ts';
import { median, type Figure } from './measure.ts';
import type { Resumed } from './resumed.ts';
import { figuresOfStores } from './stores.ts';

const nowMs = (): number => Number(process.hrtime.bigint()) / 1e6;

/** The crowd's one run in a store, with a checkpoint, and what that cost. */
const writeCrowd = async (target: string, arbitrages: number) => {
  const core = crowded(crowdOf(arbitrages), arbitrages);
  const startedMs = nowMs();
  const bytes = bytesOfState(core.save());
  const savedMs = nowMs() - startedMs;
  const state = await textOfBytes(bytes);
  const seq = core.world.journal.lastSeq;
  const digest = core.world.journal.digestHex();
  const store = await openStore(target);
  await store.migrate();
  const writingMs = nowMs();
  await store.borrow(async (session) => {
    const inputs = { name: 'bench', seed: '', scenarioHash: '', engineVersion: '', inputs: '' };
    const run = await insertRun(session, inputs);
    await session.query('update runs set mark = $2 where id = $1', [run, seq]);
    const checkpoint = { seq, atUs: core.world.nowUs, digest, state };
    await writeCheckpoint(session, { run, epoch: 1 }, buildOf('bench', {}), checkpoint);
  });
  const writtenMs = nowMs() - writingMs;
  await store.close();
  return { digest, orders: core.orders.liveCount, letters: state.length, savedMs, writtenMs };
};

const script = fileURLToPath(new URL('./resumed.js', import.meta.url));

const resume = (target: string, arbitrages: number): Resumed => {
  const args = [...process.execArgv, script, target, String(arbitrages), String(process.hrtime.bigint())];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as Resumed;
};

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(2)} s`;

const figuresOf = async (name: string, target: string, arbitrages: number, rounds: number): Promise<Figure[]> => {
  const { digest, orders, letters, savedMs, writtenMs } = await writeCrowd(target, arbitrages);
  const all = Array.from({ length: rounds }, () => resume(target, arbitrages));
  const isSame = all.every((resumed) => resumed.digest === digest);
  const medianOf = (ms: (resumed: Resumed) => number): number => median(all.map(ms));
  const eventMs = medianOf((resumed) => resumed.eventMs);
  const restoreMs = medianOf((resumed) => resumed.restoredMs - resumed.readMs);
  return [
    {
      name: `a checkpoint with ${orders.toLocaleString('en-US')} live orders: the core stands still`,
      value: `${Math.round(savedMs)} ms`,
    },
    { name: '  its text', value: `${(letters / 1e6).toFixed(1)} MB` },
    { name: `  written to ${name}, besides`, value: `${Math.round(writtenMs)} ms` },
    {
      name: `resume on ${name}, to the first new event`,
      value: seconds(eventMs),
      must: '< 5 s',
      holds: eventMs < 5_000 && isSame,
    },
    { name: '  of it, the process and its modules', value: seconds(medianOf(({ readyMs }) => readyMs)) },
    { name: '  the store opened', value: seconds(medianOf((resumed) => resumed.openedMs - resumed.readyMs)) },
    { name: '  the checkpoint read', value: seconds(medianOf((resumed) => resumed.readMs - resumed.openedMs)) },
    { name: '  the orders restored', value: seconds(restoreMs), must: '< 1 s', holds: restoreMs < 1_000 },
  ];
};

/** The figures of design §10's row for `resume`, in each store. */
export const resumeFigures = (arbitrages = 10_000, rounds = 5): Promise<Figure[]> =>
  figuresOfStores((name, target) => figuresOf(name, target, arbitrages, rounds));
