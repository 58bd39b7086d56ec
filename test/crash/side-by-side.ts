// Two `dte run` and a `dte visualize` in one folder, by the real command, of which two are killed at random moments, round
// after round; and then the judgement: nobody failed for another, no number is of two runs, and every run that was begun
// ends with the digest of one that was never killed.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** What is done, and where. */
export interface SideBySide {
  /** How `dte` is started: a program and its first arguments. */
  readonly command: readonly string[];
  /** Where: the folder `runs/` is made in it. */
  readonly folder: string;
  /** The arguments of a run, but for its seed, and the digest that it has with each seed. */
  readonly run: readonly string[];
  readonly digests: ReadonlyMap<string, string>;
  /** Each of the three is killed so often. */
  readonly killsOfEach: number;
  /** A kill comes so long at most after the start, or after the run was begun or the page was served. */
  readonly killAfterMsMax: number;
  /** How many of the kills, from 0 to 1, wait until the victim is so far. */
  readonly upShare: number;
  /** A number from 0 up to 1. */
  readonly random: () => number;
}

/** What it came to. */
export interface SideBySideJudgement {
  /** How often the first run, the second, and the page were killed while they lived. */
  readonly kills: readonly number[];
  readonly runs: number;
  readonly resumed: number;
  readonly directories: number;
  /** Every sentence is a failure. */
  readonly failures: readonly string[];
}

interface Ended {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** What it has said so far. */
  readonly said: () => string;
}

/** Starts `dte` there, as a shell would. */
export const startDte = (
  { command, folder }: Pick<SideBySide, 'command' | 'folder'>,
  args: readonly string[],
): Started => {
  const [program = '', ...first] = command;
  const { DATABASE_URL: _, ...environment } = process.env;
  const child = spawn(program, [...first, ...args], {
    cwd: folder,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (text: Buffer) => (out += String(text)));
  child.stderr.on('data', (text: Buffer) => (err += String(text)));
  const ended = once(child, 'close').then(([exitCode, signal]): Ended => ({
    exitCode: exitCode as number | null,
    signal: signal as NodeJS.Signals | null,
    out,
    err,
  }));
  return { child, ended, said: () => `${out}${err}` };
};

/** Runs `dte` to its end. */
export const runDte = (where: Pick<SideBySide, 'command' | 'folder'>, args: readonly string[]): Promise<Ended> =>
  startDte(where, args).ended;

/** A run as `dte runs --json` lists it. */
export interface ListedByDte {
  readonly run: number;
  readonly seed: string;
  readonly state: string | null;
  readonly digest: string | null;
}

/** The runs of the folder. */
export const listedIn = async (where: Pick<SideBySide, 'command' | 'folder'>): Promise<readonly ListedByDte[]> => {
  const { exitCode, out, err } = await runDte(where, ['runs', '--limit', '10000', '--json']);
  if (exitCode !== 0) throw new Error(`dte runs ended with ${exitCode}: ${err}`);
  return (JSON.parse(out) as { readonly runs: readonly ListedByDte[] }).runs;
};

/** Looks at everything that a page shows, again and again, until the page is gone. */
const lookAt = async ({ said, ended }: Started): Promise<void> => {
  let isOver = false;
  void ended.then(() => (isOver = true));
  while (!isOver) {
    const [url] = /http:\/\/127\.0\.0\.1:\d+\//.exec(said()) ?? [];
    try {
      if (url !== undefined) {
        const runs = (await (await fetch(`${url}api/runs`)).json()) as readonly { readonly id: string }[];
        for (const { id } of runs) await (await fetch(`${url}api/runs/${id}/head`)).arrayBuffer();
      }
    } catch {
      // It was killed meanwhile.
    }
    await sleep(50);
  }
};

/** Waits until it has said so, or has ended. */
const saidBy = async ({ said, ended }: Started, words: RegExp): Promise<void> => {
  let isOver = false;
  void ended.then(() => (isOver = true));
  while (!isOver && !words.test(said())) await sleep(20);
};

const failureOf = (name: string, { exitCode, signal, err }: Ended): readonly string[] =>
  exitCode === 0 ? [] : [`${name} ended with ${exitCode ?? signal}: ${err.trim()}`];

/** Kills one at a moment; whether it lived until then. */
const kill = async ({ upShare, killAfterMsMax, random }: SideBySide, victim: Started): Promise<boolean> => {
  const isUp = random() < upShare;
  const afterMs = random() * killAfterMsMax;
  if (isUp) await saidBy(victim, /Its rows go to|http/);
  await sleep(afterMs);
  victim.child.kill('SIGKILL');
  return (await victim.ended).signal === 'SIGKILL';
};

/** One round: three start, some are killed, the others end by themselves. Whether each kill met one that lived. */
const round = async (
  world: SideBySide,
  seeds: readonly [string, string],
  victims: readonly number[],
  failures: string[],
): Promise<readonly boolean[]> => {
  const runs = seeds.map((seed) => startDte(world, [...world.run, '--seed', seed, '--json']));
  const page = startDte(world, ['visualize', '--port', '0']);
  const looked = lookAt(page);
  const all = [...runs, page];
  const killed = await Promise.all(victims.map((victim) => kill(world, all[victim]!)));
  for (const [index, { ended }] of runs.entries()) {
    const end = await ended;
    if (end.signal !== 'SIGKILL') failures.push(...failureOf(`run with seed ${seeds[index]}`, end));
  }
  // A process that is not yet up does not hear a Ctrl-C as the end of its serving.
  await saidBy(page, /http/);
  page.child.kill('SIGINT');
  const end = await page.ended;
  // Before there is any database there is nothing to show, and it says so.
  const isTooEarly = end.exitCode === 2 && end.err.includes('There is no database in');
  if (end.signal !== 'SIGKILL' && !isTooEarly) failures.push(...failureOf('visualize', end));
  await looked;
  return killed;
};

/** Kills each of the three so often, resumes what is not over, and judges. */
export const killSideBySide = async (world: SideBySide): Promise<SideBySideJudgement> => {
  const failures: string[] = [];
  const kills = [0, 0, 0];
  const seeds = [...world.digests.keys()];
  const [one = '', other = one] = seeds;
  // One that was over before it could be killed is no kill.
  for (
    let tries = 0;
    tries < 3 * world.killsOfEach * 3 && kills.some((count) => count < world.killsOfEach);
    tries += 1
  ) {
    const victims = [0, 1, 2].toSorted((left, right) => kills[left]! - kills[right]!).slice(0, 2);
    const killed = await round(world, [one, other], victims, failures);
    for (const [index, victim] of victims.entries()) if (killed[index]!) kills[victim]! += 1;
  }
  const begun = await listedIn(world);
  const unfinished = begun.filter(({ state }) => state !== 'ended');
  for (const { run, seed } of unfinished) {
    const resumed = await runDte(world, ['resume', String(run), '--quiet', '--json']);
    failures.push(...failureOf(`resume ${run}`, resumed));
    if (resumed.exitCode !== 0) continue;
    const { digest } = JSON.parse(resumed.out) as { readonly digest: string };
    if (digest !== world.digests.get(seed)) failures.push(`resume ${run} came to ${digest}`);
  }
  const runs = await listedIn(world);
  for (const { run, seed, state, digest } of runs)
    if (state !== 'ended' || digest !== world.digests.get(seed)) failures.push(`run ${run} ${state}, digest ${digest}`);
  if (new Set(runs.map(({ run }) => run)).size !== runs.length) failures.push('two runs have one number');
  if (runs.length < begun.length) failures.push(`of ${begun.length} runs ${runs.length} are left`);
  const names = existsSync(join(world.folder, 'runs')) ? readdirSync(join(world.folder, 'runs')) : [];
  return {
    kills,
    runs: runs.length,
    resumed: unfinished.length,
    directories: names.filter((name) => /^database(-\d+)?$/.test(name)).length,
    failures,
  };
};
