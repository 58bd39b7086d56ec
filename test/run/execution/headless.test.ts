// Goal: a program of at most 20 lines executes a run by `src/run`, without a command line. Method: it runs as a process of its
// own, which writes down itself which files it loads; its digest is that of the command.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { linkedBy } from '../../../src/run/build/linked.ts';
import { dte } from '../../cli/memory-terminal.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const program = fileURLToPath(new URL('headless-run.ts', import.meta.url));
const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
const folder = mkdtempSync(join(tmpdir(), 'headless-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The files that a process has loaded, as it wrote them down at its end: paths from the package's folder. */
const loaded = (): readonly string[] => {
  const urls = readdirSync(folder).flatMap((name) => {
    const { result } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as {
      readonly result: readonly { readonly url: string }[];
    };
    return result.map(({ url }) => url.replace(/\?.*$/, ''));
  });
  return [...new Set(urls)].filter((url) => url.startsWith('file:')).map((url) => relative(root, fileURLToPath(url)));
};

/** Files of the command line, the inspector and the database's client, and packages that serve a terminal or a page. */
const foreign =
  /^src\/(cli|inspect)\/|(^|\/)node_modules\/(commander|picocolors|hono|@hono|ws|drizzle-orm|pg|@electric-sql)\//;

test('a program of at most 20 lines executes a run as dte does, and loads no command, terminal, page or database', async () => {
  expect(readFileSync(program, 'utf8').trimEnd().split('\n').length).toBeLessThanOrEqual(20);
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', tsx, program], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, NODE_V8_COVERAGE: folder },
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const command = await dte(['run', 'quiet', '--intents', '40', '--json', '--quiet']);
  const { digest, verdict } = JSON.parse(command.out) as { readonly digest: string; readonly verdict: string };
  expect(JSON.parse(stdout)).toEqual({ digest, verdict });
  const files = loaded();
  expect(files).toContain('src/run/execution/execute-run.ts');
  expect(files).toContain('src/run/run.ts');
  expect(files.filter((path) => foreign.test(path))).toEqual([]);
});

test('nothing in src/run links to a command line or a terminal, now or later', () => {
  const sources = readdirSync(join(root, 'src/run'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => join(root, 'src/run', path));
  const { files, packages } = linkedBy(sources, true);
  expect([...files].map((path) => relative(root, path)).filter((path) => /^src\/(cli|inspect)\//.test(path))).toEqual(
    [],
  );
  expect([...packages].filter((name) => /^(commander|picocolors|hono|@hono\/.*|ws)$/.test(name))).toEqual([]);
});
