// Goal: the page is served by the real process, behind the sandbox that refuses every way out, until Ctrl-C; and whoever
// mistypes is told in one sentence.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { RunHead } from '../../src/inspect/answers.ts';
import { createFolder } from './folder.ts';
import { dte } from './memory-terminal.ts';

const folder = createFolder();
const root = fileURLToPath(new URL('../..', import.meta.url));
const demo = ['run', 'scenarios/demo.yaml', '--intents', '40'];

/** Starts `dte`, waits until it has said something, looks, and ends it by Ctrl-C. */
const look = async <T>(args: readonly string[], said: RegExp, work: (url: string) => Promise<T>) => {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/dte.ts', ...args], { cwd: root });
  let out = '';
  let err = '';
  const closed = once(child, 'close');
  const isSaid = new Promise<void>((resolve, reject) => {
    const hear = (): void => {
      if (said.test(out + err)) resolve();
    };
    child.stdout.on('data', (data: Buffer) => {
      out += data.toString('utf8');
      hear();
    });
    child.stderr.on('data', (data: Buffer) => {
      err += data.toString('utf8');
      hear();
    });
    child.on('close', () => reject(new Error(`it ended, and had said: ${out}${err}`)));
  });
  try {
    await isSaid;
    const url = /http:\/\/127\.0\.0\.1:\d+\//.exec(out + err)?.[0] ?? '';
    const seen = await work(url);
    child.kill('SIGINT');
    const [exitCode] = (await closed) as [number | null];
    return { seen, out, err, exitCode };
  } finally {
    child.kill('SIGKILL');
  }
};

const headOf = async (url: string, run: string): Promise<RunHead> => {
  for (;;) {
    const response = await fetch(`${url}api/runs/${run}/head`);
    const head = (await response.json()) as RunHead;
    if (head.state === 'whole' || head.state === 'failed') return head;
  }
};

describe('dte visualize', () => {
  test('serves a journal and its page, and ends well at Ctrl-C', async () => {
    const path = folder.path('one.jsonl');
    await dte([...demo, '--quiet', '--out', path]);
    const { seen, exitCode, err } = await look(['visualize', path, '--port', '0'], /Ctrl-C/, async (url) => ({
      head: await headOf(url, 'one'),
      page: await (await fetch(url)).text(),
    }));
    expect(seen.head).toMatchObject({ simulation: true, name: 'demo', state: 'whole', problem: null });
    expect(seen.page).toContain('<title>simulation');
    expect(exitCode).toBe(0);
    expect(err).toContain('simulation');
  }, 60_000);

  test.each([
    [['visualize', folder.path('none.jsonl')], /none\.jsonl cannot be read: there is no such file\./],
    [['visualize', '--port', '99999'], /port is a whole number/],
    [['visualize', 'x', '--db', 'none'], /a run is a journal file/],
    [['visualize', '--db', folder.path('no-database')], /There is no database in/],
  ])('%o is refused with one sentence', async (args, sentence) => {
    const { exitCode, out, err } = await dte(args);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(err).toMatch(sentence);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
  });
});

describe('dte run --inspect', () => {
  test('shows the run while it goes on and after, and changes nothing of it', async () => {
    const plain = JSON.parse((await dte([...demo, '--json', '--quiet'])).out) as { readonly digest: string };
    const args = [...demo, '--json', '--quiet', '--inspect', '--port', '0'];
    const { seen, out, exitCode } = await look(args, /stays at/, (url) => headOf(url, 'demo'));
    expect(seen).toMatchObject({ simulation: true, state: 'whole', endedBy: 'finished' });
    expect(exitCode).toBe(0);
    expect((JSON.parse(out) as { readonly digest: string }).digest).toBe(plain.digest);
  }, 60_000);
});
