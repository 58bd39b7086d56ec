// Goal: while a process has a database of the folder `runs/`, nobody is locked out: a run takes a database beside it, a number
// is of one run whichever database has it, and who must wait says for whom.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { runCli } from '../../src/cli/program.ts';
import { lockAs, nobodysPid, startLiving, type Living } from '../persistence/store/holders.ts';
import { createFolder } from './folder.ts';
import type { CliRun } from './memory-terminal.ts';
import { until } from '../until.ts';

const demo = resolve('scenarios/demo.yaml');
const folder = createFolder();
const home = process.cwd();

interface Going {
  readonly ended: Promise<CliRun>;
  readonly err: () => string;
}

/** Starts `dte` in the folder, as a shell without `DATABASE_URL` would. */
const start = (...args: readonly string[]): Going => {
  let out = '';
  let err = '';
  const ended = runCli(args, {
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    environment: {},
  }).then((exitCode) => ({ exitCode, out, err }));
  return { ended, err: () => err };
};

const dte = (...args: readonly string[]): Promise<CliRun> => start(...args).ended;

const run = (...args: readonly string[]): Promise<CliRun> => dte('run', demo, '--intents', '10', '--json', ...args);

const digestOf = ({ out }: CliRun): string => (JSON.parse(out) as { readonly digest: string }).digest;

const runs = async (): Promise<readonly Record<string, unknown>[]> =>
  (JSON.parse((await dte('runs', '--json')).out) as { readonly runs: readonly Record<string, unknown>[] }).runs;

/** Somebody else holds a database until the work is done. */
const whileHeld = async <T>(
  path: string,
  use: 'read' | 'write',
  number: number | null,
  work: (living: Living) => Promise<T>,
) => {
  const living = await startLiving();
  lockAs(path, { pid: living.pid, use, run: number });
  try {
    return await work(living);
  } finally {
    await living.kill();
  }
};

const said = (going: Going, words: RegExp): Promise<void> =>
  until(
    `the command says ${words}`,
    () => words.test(going.err()),
    () => `It said: ${going.err()}`,
  );

beforeAll(() => process.chdir(folder.path('.')));
afterAll(() => process.chdir(home));

describe('in a folder runs/', () => {
  const digests: string[] = [];

  it('without any database there is nothing to read, and a run makes one', async () => {
    for (const args of [['runs'], ['report', '1'], ['visualize'], ['db', 'status'], ['resume', '1']])
      expect(await dte(...args)).toMatchObject({
        exitCode: 2,
        err: "dte: There is no database in runs/database: 'dte run' makes one, and --db names another.\n",
      });
    expect(existsSync('runs')).toBe(false);
    const first = await run();
    expect(first.exitCode).toBe(0);
    expect(first.err).toContain('Making a database in runs/database, ');
    expect(first.err).toContain('Its rows go to runs/database, where it is run 1;');
    digests.push(digestOf(first));
    expect(readdirSync('runs').toSorted()).toEqual(['.gitignore', 'database', 'numbers']);
    expect(readFileSync('runs/.gitignore', 'utf8')).toBe('*\n');
  });

  it('a run takes a database beside one that is held, and the list has both', async () => {
    await whileHeld('runs/database', 'write', 1, async ({ pid }) => {
      const second = await run('--seed', 'other');
      expect(second.exitCode).toBe(0);
      expect(second.err).toContain(
        `runs/database is in use by process ${pid}, which writes run 1: this run takes a database beside it.\n`,
      );
      expect(second.err).toContain('Its rows go to runs/database-2, where it is run 2;');
      digests.push(digestOf(second));
      const listed = await dte('runs');
      expect(listed.exitCode).toBe(0);
      expect(listed.err).toContain(`runs/database is in use by process ${pid}, which writes run 1: `);
      expect(listed.out).toMatch(/\n +2 .* other +ended .*\n +1 +\w+ +demo +7 +not over +– /);
      const { exitCode, out } = await dte('report', '2', '--json');
      expect(exitCode).toBe(0);
      expect(JSON.parse(out)).toMatchObject({ run: 2, digest: digests[1] });
    });
    expect(await runs()).toMatchObject([
      { run: 2, seed: 'other', state: 'ended', digest: digests[1] },
      { run: 1, seed: '7', state: 'ended', digest: digests[0] },
    ]);
  });

  it('a run of a database that is held is waited for, in words that say for whom and how to watch', async () => {
    await whileHeld('runs/database', 'write', null, async ({ pid, kill }) => {
      const report = start('report', '1', '--json');
      await said(report, /waiting for it/);
      expect(report.err()).toBe(
        `runs/database is in use by process ${pid}: waiting for it, until Ctrl-C. ` +
          `To watch a run live, start it with 'dte run --inspect'.\n`,
      );
      expect((await dte('verify', '2')).exitCode).toBe(0);
      await kill();
      const told = await report.ended;
      expect(told.exitCode).toBe(0);
      expect(digestOf(told)).toBe(digests[0]);
    });
  });

  it('a run that is being written is not resumed by another, and one beside it is', async () => {
    await whileHeld('runs/database', 'write', 1, async ({ pid }) => {
      expect(await dte('resume', '1')).toMatchObject({
        exitCode: 2,
        err: `dte: The run 1 of runs/database is being written by a process that lives (${pid}): wait until it ends.\n`,
      });
      expect((await dte('resume', '2')).err).toBe(
        'dte: The run 2 is over: it ended, and there is nothing to resume.\n',
      );
    });
  });

  it('who reads is waited for, and no database is made for that', async () => {
    await whileHeld('runs/database-2', 'read', null, () =>
      whileHeld('runs/database', 'read', null, async ({ pid, kill }) => {
        const asked = vi.spyOn(process, 'kill');
        const going = start('run', demo, '--intents', '10', '--json');
        await until('the run has looked whether the reader lives', () =>
          asked.mock.calls.some(([asks, signal]) => asks === pid && signal === 0),
        );
        await kill();
        const third = await going.ended;
        expect(third.exitCode).toBe(0);
        expect(third.err).toContain('Its rows go to runs/database, where it is run 3;');
      }),
    );
  });

  it('runs of two databases are compared, told and named as those of one', async () => {
    expect(await dte('diff', '1', '3')).toMatchObject({ exitCode: 0, out: expect.stringContaining(digests[0]!) });
    expect(await dte('explain', '1', '--journal', '2')).toMatchObject({ exitCode: 0 });
    const [second, first] = (await runs()).slice(1);
    expect(JSON.parse((await dte('report', String(second!['runId']), '--json')).out)).toMatchObject({ run: 2 });
    // The last of that name.
    expect(JSON.parse((await dte('report', String(first!['runId']).slice(0, 9), '--json')).out)).toMatchObject({
      run: 3,
    });
    expect(await dte('report', '99')).toMatchObject({
      exitCode: 2,
      err: "dte: There is no run '99' in runs: 'dte runs' lists them.\n",
    });
    const { exitCode, out } = await dte('db', 'status', '--json');
    expect(exitCode).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ runs: { ended: 2 }, others: [{ runs: { ended: 1 } }] });
  });

  it('a database that is named is that one: it is waited for, and has the numbers of the folder', async () => {
    await whileHeld('runs/database-2', 'write', 2, async ({ pid, kill }) => {
      const named = ['--db', 'runs/database-2'] as const;
      const going = start('run', demo, '--intents', '10', '--json', ...named);
      await said(going, /waiting for it/);
      expect(going.err()).toContain(
        `runs/database-2 is in use by process ${pid}, which writes run 2: waiting for it, `,
      );
      expect((await dte('resume', '2', ...named)).exitCode).toBe(2);
      await kill();
      expect((await going.ended).err).toContain('Its rows go to runs/database-2, where it is run 4;');
    });
  });

  it('a database that a process of another machine holds is left to it, and refused where it is named', async () => {
    const lock = lockAs('runs/database', { pid: nobodysPid, machine: 'elsewhere', boot: 'another' });
    const refused = await run('--db', 'runs/database');
    expect(refused.exitCode).toBe(3);
    expect(refused.err).toMatch(/cannot be seen from here: remove .*runs\/database\.lock if it has ended\.\n$/);
    expect((await run()).err).toContain('Its rows go to runs/database-2, where it is run 5;');
    rmSync(lock, { recursive: true });
  });

  it('what a killed process left hinders nobody, nor does a database that is gone', async () => {
    lockAs('runs/database-2', { pid: nobodysPid, run: 6 });
    const killed = { directory: 'database-2', name: 'killed', seed: '', scenario: null };
    writeFileSync('runs/numbers/6', JSON.stringify(killed));
    writeFileSync('runs/numbers/7', '');
    expect(await dte('report', '6')).toMatchObject({
      exitCode: 2,
      err: 'dte: The run 6 was killed before its first row was written: there is nothing of it.\n',
    });
    rmSync('runs/database', { recursive: true });
    expect((await run()).err).toContain('Its rows go to runs/database-2, where it is run 8;');
    expect((await runs()).map(({ run: number }) => number)).toEqual([8, 5, 4, 2]);
    expect(await dte('report', '1')).toMatchObject({
      exitCode: 2,
      err: 'dte: The run 1 was in runs/database, which is there no more.\n',
    });
  });
});

describe('where runs/ cannot be one', () => {
  it('a sentence says so', async () => {
    const elsewhere = folder.path('elsewhere');
    mkdirSync(elsewhere);
    process.chdir(elsewhere);
    writeFileSync('runs', '');
    for (const args of [['run', demo, '--intents', '10', '--quiet'], ['runs']])
      expect(await dte(...args)).toMatchObject({
        exitCode: 3,
        err: 'dte: runs is no directory of a database: it is a file.\n',
      });
    rmSync('runs');
    mkdirSync('runs');
    writeFileSync(join('runs', 'database'), '');
    expect(await dte('run', demo, '--intents', '10', '--quiet')).toMatchObject({
      exitCode: 3,
      err: 'dte: runs/database is no directory of a database: it is a file.\n',
    });
    process.chdir(folder.path('.'));
  });
});
