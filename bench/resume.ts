// What a checkpoint costs the core, and how long a resume takes, with 20,000 live orders: from the command, once its
// process is there, to the first new event. The rows of the run are not there, because none is behind the checkpoint.
import { assembleCore, type AssembledCore, type CoreSetup, type CoreState } from '../src/engine/assemble.ts';
import { buildOf } from '../src/persistence/build.ts';
import { writeCheckpoint } from '../src/persistence/checkpoints.ts';
import { bytesOfState, textOfBytes } from '../src/persistence/codec.ts';
import { findRun } from '../src/persistence/find-run.ts';
import { recoverRun } from '../src/persistence/recover.ts';
import { insertRun } from '../src/persistence/run-rows.ts';
import { openStore } from '../src/persistence/store.ts';
import type { Figure } from './measure.ts';
import { intent, workloadOf } from './workload.ts';
import { SameIntent } from './same-intent.ts';

const nowMs = (): number => Number(process.hrtime.bigint()) / 1e6;

/** So many arbitrages at once, none of whose orders is filled before its deadline. */
const crowdOf = (arbitrages: number): CoreSetup => {
  const setup = workloadOf(arbitrages);
  const venues = Object.entries(setup.venues).map(([name, venue]) => [
    name,
    {
      ...venue,
      profile: { ...venue.profile, rejectBps: 0, partialBps: 0, noFillBps: 10_000 },
      lane: {
        ...venue.lane,
        capacity: 16 * arbitrages,
        inFlightMax: 16 * arbitrages,
        rateLimit: { capacity: 1_000_000, refillPerSecond: 1_000_000 },
      },
    },
  ]);
  return {
    ...setup,
    venues: Object.fromEntries(venues) as CoreSetup['venues'],
    intents: (core, left) =>
      new SameIntent(core, { ...intent, deadlineUs: 60_000_000 }, (left as number | undefined) ?? arbitrages, 100),
  };
};

const crowd = (setup: CoreSetup, arbitrages: number): AssembledCore => {
  const assembled = assembleCore(setup);
  assembled.begin();
  const { core } = assembled;
  while (core.parts.arbitrages.startedCount < arbitrages && core.step());
  // Until the acks are in.
  const untilUs = core.nowUs + 1_000_000;
  while (core.nowUs < untilUs && core.step());
  return assembled;
};

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(2)} s`;

/** The figures of design §10's row for `resume`, in a store. */
export const resumeFigures = async (name: string, target: string, arbitrages = 10_000): Promise<Figure[]> => {
  const setup = crowdOf(arbitrages);
  const { core, save } = crowd(setup, arbitrages);
  const startedMs = nowMs();
  const bytes = bytesOfState(save());
  const tookMs = nowMs() - startedMs;
  const state = await textOfBytes(bytes);
  const build = buildOf('bench', {});
  const seq = core.journal.lastSeq;
  const store = await openStore(target);
  await store.migrate();
  const writtenMs = nowMs();
  const run = await store.borrow(async (session) => {
    const inputs = { name: 'bench', seed: '', scenarioHash: '', engineVersion: '', inputs: '' };
    const key = await insertRun(session, inputs);
    await session.query('update runs set mark = $2 where id = $1', [key, seq]);
    const checkpoint = { seq, atUs: core.nowUs, digest: core.journal.digestHex(), state };
    await writeCheckpoint(session, { run: key, epoch: 1 }, build, checkpoint);
    return key;
  });
  const writeMs = nowMs() - writtenMs;
  await store.close();

  const askedMs = nowMs();
  const again = await openStore(target);
  const row = await again.borrow((session) => findRun(session, String(run)));
  if (row === null) throw new Error('the run is not there');
  const clock = { after: () => () => undefined };
  const options = { store: again, build, clock, random: () => 0.5, checkpointEveryRecords: 500_000 };
  const found = await recoverRun(options, row);
  const foundMs = nowMs();
  const { core: restored } = assembleCore(setup, found.state as CoreState);
  const restoredMs = nowMs();
  const isSame = restored.journal.digestHex() === core.journal.digestHex();
  for (const { lastSeq } = restored.journal; restored.journal.lastSeq === lastSeq && restored.step(););
  const resumedMs = nowMs() - askedMs;
  await found.recorder.abandon();
  await again.close();
  const orders = core.parts.orders.liveCount;
  const restoreMs = restoredMs - foundMs;
  return [
    {
      name: `a checkpoint with ${orders.toLocaleString('en-US')} live orders: the core stands still`,
      value: `${Math.round(tookMs)} ms`,
    },
    { name: '  its text', value: `${(state.length / 1e6).toFixed(1)} MB` },
    { name: `  written to ${name}, besides`, value: `${Math.round(writeMs)} ms` },
    {
      name: `resume on ${name}, to the first new event`,
      value: seconds(resumedMs),
      must: '< 5 s',
      holds: resumedMs < 5_000 && isSame,
    },
    { name: '  of it, orders restored', value: seconds(restoreMs), must: '< 1 s', holds: restoreMs < 1_000 },
  ];
};
