// Goal: what a newcomer types works with the real engine, and comes to the same digest however it is run and watched.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { isExitCode } from '../../src/cli/exit-codes.ts';
import { createFolder } from './folder.ts';
import type { RunSummary } from '../../src/report/summary-types.ts';
import { dte, type CliRun } from './memory-terminal.ts';
import { until } from '../until.ts';

const folder = createFolder();
const root = fileURLToPath(new URL('../..', import.meta.url));
const demo = 'scenarios/demo.yaml';
const program = ['--import', 'tsx', 'src/cli/dte.ts'];

/** `dte` in a process of its own. */
const spawned = (args: readonly string[]): CliRun => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...program, ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  expect(status === null ? status : isExitCode(status), `dte ${args.join(' ')} ended with ${status}`).toBe(true);
  return { exitCode: status ?? -1, out: stdout, err: stderr };
};

const digestOf = ({ out }: CliRun): string => (JSON.parse(out) as { readonly digest: string }).digest;
const run = (...more: readonly string[]): Promise<CliRun> => dte(['run', demo, '--intents', '40', ...more]);

describe('the digest of a run', () => {
  test('is the same in two processes, and in this one, and another for another seed', async () => {
    const args = ['run', demo, '--intents', '40', '--seed', '7', '--json'];
    const [first, second] = [spawned(args), spawned(args)];
    expect(first.exitCode).toBe(0);
    expect(second.out).toBe(first.out);
    expect((await run('--seed', '7', '--json')).out).toBe(first.out);
    expect(digestOf(await run('--seed', '8', '--json'))).not.toBe(digestOf(first));
  }, 120_000);

  test('does not depend on a journal that is written, on quiet, on the pace, or on whether a story is picked', async () => {
    const plain = digestOf(await run('--json'));
    const out = folder.path('run.jsonl');
    expect(digestOf(await run('--json', '--quiet'))).toBe(plain);
    expect(digestOf(await run('--json', '--out', out))).toBe(plain);
    expect(digestOf(await run('--json', '--speed', '1000'))).toBe(plain);
    const verified = await dte(['verify', out, '--digest', plain]);
    expect(verified).toMatchObject({ exitCode: 0, err: '' });
  });
});

describe('the demo', () => {
  test('tells of a lost ack that is in doubt, reconciled and unwound, and where the edge went', async () => {
    const { exitCode, out } = await dte(['run', demo]);
    expect(exitCode).toBe(0);
    const story = out.slice(out.indexOf('The story'), out.indexOf('\n\nWhose order'));
    for (const part of ['FAULT ackLost', 'in doubt', 'out of doubt', 'to get out of it', 'was expected'])
      expect(story.replaceAll(/\s+/g, ' ')).toContain(part);
    for (const part of ['completed', 'cancelled', 'failed', 'exposed', 'captured', 'every promise held'])
      expect(out).toContain(part);
    expect(out.replaceAll(/\s+/g, ' ')).toMatch(/dte explain \d+ scenarios\/demo.yaml --seed 7/);
    expect(out.split('\n').filter((line) => /^ {10,}\S+$/.test(line) && line.trim().length < 6)).toEqual([]);
  });
});

describe('dte init', () => {
  test('writes what runs as it is, and trades', async () => {
    const directory = folder.path('mine');
    expect(await dte(['init', directory])).toMatchObject({ exitCode: 0 });
    const { exitCode, out } = await dte(['run', `${directory}/scenario.yaml`, '--json', '--quiet']);
    expect(exitCode).toBe(0);
    const { intents, arbitrages } = JSON.parse(out) as Record<'intents' | 'arbitrages', Record<string, number>>;
    expect(intents['planned']).toBeGreaterThan(100);
    expect(arbitrages['completed']).toBeGreaterThan(100);
  });
});

describe('a strategy of the user', () => {
  const strategy = (name: string, step: string): string =>
    folder.write(
      name,
      `import { defineStrategy } from 'dry-testing-engine';
       export const strategy = defineStrategy({ name: 'mine', start: () => 0, step: (seen: number) => { ${step} return [seen + 1, []] as const; } });`,
    );

  test('that prints does not break --json, and is not stopped for it', () => {
    const printing = strategy('printing.ts', "process.stdout.write('seen');");
    const { exitCode, out, err } = spawned([
      'run',
      demo,
      '--intents',
      '5',
      '--json',
      '--quiet',
      '--strategy',
      printing,
    ]);
    expect(JSON.parse(out)).toMatchObject({ strategies: { faulted: 0, found: [] } });
    expect(err).toContain('seen');
    expect(exitCode).toBe(1); // it expects an edge, and nothing was wanted
  }, 120_000);

  test.each([
    ['throws', "if (seen > 2) throw new Error('no more');", "Strategy 'mine' threw at step 4: Error: no more."],
    ['reads the clock', 'Date.now();', 'A strategy may not read the clock'],
  ])('that %s is stopped, with a sentence, and the run fails', async (name, step, says) => {
    const module = strategy(`${name.replaceAll(' ', '-')}.ts`, step);
    const { exitCode, out, err } = await run('--strategy', module);
    expect(exitCode).toBe(1);
    expect(err).toContain(says);
    expect(out.replaceAll(/\s+/g, ' ')).toContain('It ended early: its strategy had to be stopped.');
    expect(out).toContain('1 strategy had to be stopped:');
  });
});

describe('a process that is not let finish', () => {
  const untilWritten = (out: string, child: ChildProcess): Promise<void> =>
    until('a piece of the journal is written', () => {
      if (child.exitCode !== null) throw new Error(`The run ended with ${child.exitCode} before a piece was written.`);
      return existsSync(out) && statSync(out).size > 0;
    });
  const endless = (out: string) => [
    ...program,
    'run',
    demo,
    '--intents',
    '1000000',
    '--quiet',
    '--db',
    'none',
    '--out',
    out,
  ];

  test('leaves a journal that can be read up to its end when it is killed', async () => {
    const out = folder.path('killed.jsonl');
    const child = spawn(process.execPath, endless(out), { cwd: root, stdio: 'ignore' });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    await untilWritten(out, child);
    child.kill('SIGKILL');
    await ended;
    const { exitCode, out: text, err } = await dte(['verify', out]);
    expect(exitCode).toBe(1);
    expect(text).toContain('every promise held so far');
    expect(err).toMatch(/killed\.jsonl stops at record \d+, before its run had ended\./);
  }, 120_000);

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)(
    'by %s drains and says that it was interrupted, exits %i, and its journal is whole',
    async (signal, code) => {
      const out = folder.path(`drained-${signal}.jsonl`);
      const child = spawn(process.execPath, [...endless(out), '--json'], {
        cwd: root,
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      let text = '';
      child.stdout.on('data', (data: Buffer) => (text += String(data)));
      const ended = new Promise((resolve) => child.once('close', resolve));
      await untilWritten(out, child);
      child.kill(signal);
      expect(await ended).toBe(code);
      const { passed, verdict, interrupted } = JSON.parse(text) as RunSummary;
      expect({ passed, verdict, of: interrupted?.intentsMax }).toEqual({
        passed: false,
        verdict: 'interrupted',
        of: 1_000_000,
      });
      expect(interrupted?.intents).toBeGreaterThan(0);
      const verified = await dte(['verify', out, '--json']);
      expect(verified).toMatchObject({ exitCode: 0, err: '' });
      expect(JSON.parse(verified.out)).toMatchObject({ isWhole: true, interrupted: { reason: 'interrupted' } });
      expect((await dte(['verify', out])).out).toMatch(
        /^[\d,]+ records of a simulation, interrupted at [\d,]+ intents, .* of virtual time\n/,
      );
    },
    120_000,
  );

  test('does not mind a reader that has seen enough', async () => {
    const child = spawn(process.execPath, [...program, 'venues', 'kalshi'], { cwd: root });
    child.stdout.destroy();
    let err = '';
    child.stderr.on('data', (data: Buffer) => (err += String(data)));
    expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(0);
    expect(err).toBe('');
  }, 120_000);
});
