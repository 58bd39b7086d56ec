// Many runs of one database, each killed somewhere and resumed, by processes that die one after the other; and then
// the judgement: every run ended, with a digest and rows that a run which was never killed has.
import { spawn } from 'node:child_process';
import { asc } from 'drizzle-orm';
import { checkpoints, runs } from '../../drizzle/run-tables.ts';
import { openStore } from '../../src/persistence/store/store.ts';
import type { Order, Said } from './orders.ts';
import { differencesOf } from './same-rows.ts';

/** How one process dies. */
export interface Death {
  /** At that boundary of the first run that it resumes; null: not there. */
  readonly resumeKill: number | null;
  /** At that boundary of the run it begins; null: not there. */
  readonly kill: number | null;
  /** By somebody else, so long after it began its run; null: by nobody. */
  readonly afterMs: number | null;
  /** Whether Ctrl-C is pressed in the run it begins. */
  readonly isStopped: boolean;
  /** So many commands of a session are given in the run it begins. Default: none. */
  readonly commands?: number;
}

/** Runs to be killed. */
export interface World {
  readonly worker: string;
  readonly target: string;
  readonly scenario: string;
  readonly intents: number;
  readonly limits: Order['limits'];
  readonly everyRecords: number;
  readonly stopAtLook: number;
}

/** What a process said, and whether it was killed. */
export interface Ended {
  readonly said: readonly Said[];
  readonly isKilled: boolean;
}

/** Starts a worker, and waits for its end, or for the one that is brought about. Throws where it fails by itself. */
export const work = (world: World, death: Death | null, isLast = false): Promise<Ended> =>
  new Promise((resolve, reject) => {
    const { worker, target, scenario, intents, limits, everyRecords, stopAtLook } = world;
    const order: Order = {
      target,
      limits,
      everyRecords,
      resumeKill: death?.resumeKill ?? null,
      run: isLast
        ? null
        : {
            scenario,
            intents,
            stopAtLook: death?.isStopped === true ? stopAtLook : null,
            commands: death?.commands ?? 0,
            kill: death?.kill ?? null,
          },
    };
    // The embedded database lives too short for a better compiler to pay: that would double what a process takes.
    const child = spawn(process.execPath, ['--liftoff-only', worker, JSON.stringify(order)], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let out = '';
    let err = '';
    child.stdout.on('data', (text: Buffer) => {
      if (out === '' || !out.includes('"begun"')) {
        const afterMs = death?.afterMs ?? null;
        if (afterMs !== null && String(text).includes('"begun"')) setTimeout(() => child.kill('SIGKILL'), afterMs);
      }
      out += String(text);
    });
    child.stderr.on('data', (text: Buffer) => (err += String(text)));
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code !== 0 && signal !== 'SIGKILL') return reject(new Error(`the worker ended with ${code}: ${err}${out}`));
      const said = out
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Said);
      return resolve({ said, isKilled: signal === 'SIGKILL' });
    });
  });

/** What became of the runs. */
export interface Judgement {
  readonly runs: number;
  readonly kills: number;
  /** Rows that were compared with those of runs that were never killed. */
  readonly rows: number;
  /** Every sentence is a failure. */
  readonly failures: readonly string[];
}

/**
 * A run that nobody kills, and one that is stopped; then the deaths in turn, until so many have come true (a run that is
 * over before its boundary comes lives on); then all that is left is resumed.
 */
export const killAll = async (
  world: World,
  killsWanted: number,
  deathsOf: (boundaries: number) => Iterable<Death>,
): Promise<Judgement> => {
  const whole = await work(world, null);
  const boundaries = whole.said.flatMap((said) => (said.said === 'ran' ? [said.boundaries] : []))[0] ?? 0;
  await work(world, { resumeKill: null, kill: null, afterMs: null, isStopped: true });
  let kills = 0;
  for (const death of deathsOf(boundaries)) {
    if ((await work(world, death)).isKilled) kills += 1;
    if (kills === killsWanted) break;
  }
  await work(world, null, true);
  return { kills, ...(await judge(world.target)) };
};

const judge = async (target: string): Promise<Omit<Judgement, 'kills'>> => {
  const store = await openStore(target);
  try {
    return await store.borrow(async (session) => {
      const failures: string[] = [];
      const pairs: (readonly [run: number, reference: number])[] = [];
      const all = await session.database.select().from(runs).orderBy(asc(runs.id));
      const [plain, stopped, ...others] = all;
      if (plain === undefined || stopped === undefined || plain.digest === stopped.digest)
        return { runs: 0, rows: 0, failures: ['there is nothing to compare with'] };
      for (const { id, state, digest } of others) {
        const reference = [plain, stopped].find((each) => each.digest === digest);
        if (state !== 'ended' || reference === undefined) {
          failures.push(`run ${id} ${state} with the digest ${digest}`);
          continue;
        }
        pairs.push([id, reference.id]);
      }
      const { found, rows } = await differencesOf(session, pairs);
      failures.push(...found);
      const left = await session.database.select({ run: checkpoints.run }).from(checkpoints);
      failures.push(...left.map(({ run }) => `run ${run} has a checkpoint left`));
      return { runs: others.length, rows, failures };
    });
  } finally {
    await store.close();
  }
};
