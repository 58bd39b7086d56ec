// Goal: the page is served by the real process, behind the isolation that refuses every way out, until Ctrl-C; and a
// mistake is answered with one sentence.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { RunHead } from '../../src/inspect/page/answers.ts';
import { openStore } from '../../src/persistence/store/store.ts';
import { attach } from '../inspect/stately/clients.ts';
import { createFolder } from './folder.ts';
import { dte } from './memory-terminal.ts';
import { until } from '../until.ts';

const folder = createFolder();
const root = fileURLToPath(new URL('../..', import.meta.url));
const demo = ['run', 'scenarios/demo.yaml', '--intents', '40'];

/** Starts `dte`, waits until it has said something, looks, and ends it by Ctrl-C. */
const look = async <T>(args: readonly string[], said: RegExp, work: (url: string, text: string) => Promise<T>) => {
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
    const seen = await work(url, out + err);
    child.kill('SIGINT');
    const [exitCode] = (await closed) as [number | null];
    return { seen, out, err, exitCode };
  } finally {
    child.kill('SIGKILL');
  }
};

/** Touches the rows of a database by hand. */
const withRows = async (target: string, sql: string): Promise<void> => {
  const store = await openStore(target);
  await store.borrow((session) => session.query(sql));
  await store.close();
};

const headOf = async (url: string, run: string): Promise<RunHead> => {
  let head: RunHead | undefined;
  await until(
    'the run is read to its end',
    async () => {
      head = (await (await fetch(`${url}api/runs/${run}/head`)).json()) as RunHead;
      return head.state === 'whole' || head.state === 'failed';
    },
    () => `Its state is ${head?.state}.`,
  );
  return head as RunHead;
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
  }, 120_000);

  test.each([
    [['visualize', folder.path('none.jsonl')], /none\.jsonl cannot be read: there is no such file\./],
    [['visualize', '--port', '99999'], /port is a whole number/],
    [['visualize', 'x', '--db', 'none'], /a run is a journal file/],
    [['visualize', '--db', folder.path('no-database')], /There is no database in/],
    [['visualize', '--stately'], /--stately shows one run of the database/],
    [['visualize', '3', '4', '--stately'], /--stately shows one run of the database/],
    [['visualize', 'some.jsonl', '--stately'], /'dte stately some\.jsonl <scenario\.yaml>' shows it/],
    [['visualize', '3', '--actors', '7'], /--actors says what --stately shows\./],
  ])('%o is refused with one sentence', async (args, sentence) => {
    const { exitCode, out, err } = await dte(args);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(err).toMatch(sentence);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
  });
});

describe('dte run --inspect', () => {
  test('shows the run while it is live and after, and changes nothing of it', async () => {
    const plain = JSON.parse((await dte([...demo, '--json', '--quiet'])).out) as { readonly digest: string };
    const args = [...demo, '--json', '--quiet', '--inspect', '--port', '0', '--db', 'none'];
    const { seen, out, exitCode } = await look(args, /stays at/, (url) => headOf(url, 'demo'));
    expect(seen).toMatchObject({ simulation: true, state: 'whole', endedBy: 'finished' });
    expect((seen as RunHead).verdict?.text).toMatch(/^demo, seed 7: /);
    expect(exitCode).toBe(0);
    expect((JSON.parse(out) as { readonly digest: string }).digest).toBe(plain.digest);
  }, 120_000);
});

describe('page and inspector of one run', () => {
  const database = folder.path('database');
  const served = /^Served until Ctrl-C: (?:the last [\d,]+ of )?([\d,]+) messages, at (\S+)$/m;
  const framesOf = async (text: string): Promise<readonly string[]> => {
    const [, count, url] = served.exec(text) ?? [];
    return await (await attach(url ?? '')).until(Number(count?.replaceAll(',', '')));
  };
  const both = /Served until[^]*stays at|stays at[^]*Served until/;
  const options = ['--port', '0', '--stately', '0', '--actors', '3-9', '--db', database];

  test('stay beside each other when it is over, and leave its database to others', async () => {
    const { seen, exitCode, out } = await look([...demo, '--inspect', '--json', ...options], both, async (_, text) => ({
      frames: await framesOf(text),
      runs: await dte(['runs', '--db', database]),
    }));
    expect(exitCode).toBe(0);
    expect(seen.runs).toMatchObject({ exitCode: 0, err: '' });
    const { digest } = JSON.parse(out) as { readonly digest: string };
    expect(seen.runs.out).toContain(digest.slice(0, 8));
    expect(seen.frames.length).toBeGreaterThan(100);

    const again = await look(['visualize', '1', ...options], served, async (url, text) => ({
      frames: await framesOf(text),
      head: await headOf(url, '1'),
    }));
    expect(again.seen.frames).toEqual(seen.frames);
    expect(again.seen.head).toMatchObject({
      name: 'demo',
      state: 'whole',
      verdict: { outcome: expect.stringMatching(/passed|failed/) },
    });
    expect(again.err).toMatch(/^[\d,]+ records, the same as in the rows of run 1\.$/m);
    expect(again.exitCode).toBe(0);
  }, 120_000);

  test('end at once where the re-executed run is not what its rows say, and name the record', async () => {
    await withRows(database, `update orders set price = price + 1 where seq = (select min(seq) from orders)`);
    const { exitCode, err } = await dte(['visualize', '1', ...options]);
    expect(exitCode).toBe(1);
    expect(err).toMatch(
      /dte: Run 1 and its re-execution differ from record \d+ on: its rows were changed[^]*there: [^]*here: /,
    );
  }, 120_000);
});
