// Goal: what is built is what the sources say, loads what a command needs and no more, and guards a run as the sources do.
// Method: the real build into a folder of its own; its files are read, and its command is run as a process.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildParts } from '../../src/cli/build-parts.ts';
import { dte } from '../cli/memory-terminal.ts';
import { linkedBy, type Linked } from '../../src/run/build/linked.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
mkdirSync(join(root, 'coverage'), { recursive: true });
const dist = mkdtempSync(join(root, 'coverage', 'dist-'));

beforeAll(async () => {
  // What an earlier build left must not stay.
  mkdirSync(join(dist, 'src/engine'), { recursive: true });
  for (const name of ['run.js', 'run.js.map', 'run.d.ts']) writeFileSync(join(dist, 'src/engine', name), '');
  await build({
    configFile: join(root, 'vite.config.ts'),
    logLevel: 'error',
    build: { outDir: dist },
  });
});
afterAll(() => rmSync(dist, { recursive: true, force: true }));

/** Paths in the build, with `/` between folders. */
const files = (): readonly string[] =>
  readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(dist, join(parentPath, name)))
    .toSorted();

const linked = (...paths: readonly string[]): Linked => linkedBy(paths.map((path) => join(dist, path)));

interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

const node = (args: readonly string[], environment: Readonly<Record<string, string>> = {}): Ended => {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, DATABASE_URL: 'none', ...environment },
  });
  return { status, out: stdout, err: stderr };
};

const executable = join(dist, 'src/cli/dte.js');
const quiet = ['run', 'scenarios/quiet.yaml', '--quiet'];

/** The packages of which a process loads anything, by name: it writes down itself which files those are. */
const packagesOf = (args: readonly string[]): readonly string[] => {
  const folder = mkdtempSync(join(dist, 'loaded-'));
  const { status } = node(args, { NODE_V8_COVERAGE: folder });
  const found = new Set<string>();
  for (const name of readdirSync(folder)) {
    const { result } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as {
      readonly result: readonly { readonly url: string }[];
    };
    for (const { url } of result) {
      const [, owner] = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url) ?? [];
      if (owner !== undefined) found.add(owner);
    }
  }
  expect([0, 1]).toContain(status);
  return [...found].toSorted();
};

const example = (name: string): string => join(root, 'test/strategies/examples', `${name}.ts`);

describe('what is built', () => {
  it('is known by the hashes of the sources', () => {
    expect(JSON.parse(readFileSync(join(dist, 'build.json'), 'utf8'))).toEqual(buildParts(root));
  });

  it('holds no code of an earlier build, no source map, and all that it links to', () => {
    const code = files().filter((path) => /\.(?:js|map)$/.test(path));
    expect(code.filter((path) => !/^src\/(?:chunks|cli|isolation)\/[\w-]+\.js$|^src\/\w+\.js$/.test(path))).toEqual([]);
    expect(files()).toContain('src/engine/run.d.ts');
    expect(() => linked(...code)).not.toThrow();
  });

  it('blocks outbound connections before anything but the guards is loaded', () => {
    const { files: first, packages } = linked('src/cli/dte.js');
    expect([...packages]).toEqual([]);
    expect([...first].map((path) => relative(dist, path)).toSorted()).toEqual([
      'src/cli/dte.js',
      'src/isolation/outbound.js',
    ]);
    const others = files().filter((path) => path.endsWith('.js') && path !== 'src/cli/dte.js');
    // A module linked to the executable would wait for it, while it waits for the module.
    for (const path of others) expect(readFileSync(join(dist, path), 'utf8')).not.toContain('cli/dte.js');
  });

  it('keeps the guards in a folder of their own, by which they know their calls', () => {
    const guards = readdirSync(join(dist, 'src/isolation')).filter((name) => name.endsWith('.js'));
    expect(guards.toSorted()).toEqual(['ambient.js', 'outbound.js']);
    for (const name of guards) {
      const text = readFileSync(join(dist, 'src/isolation', name), 'utf8');
      const modules = [...text.matchAll(/^\/\/ (\S+\.ts)$/gm)].map(([, path]) => path);
      expect(modules.length).toBeGreaterThan(0);
      expect(modules.filter((path) => path?.startsWith('src/isolation/') !== true)).toEqual([]);
    }
  });
});

describe('a built command', () => {
  // A bundler leaves out a call whose value nobody asks for, though it was made for what it throws.
  it.each([
    'postgres://me:Qz7x@host/db?options=%zz',
    'postgres://me:Qz7x%@host/db',
    'postgres://host/db?password=Qz7x%',
  ])('refuses %s with a sentence, as the sources do', (url) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [executable, ...quiet, '--db', url], {
      encoding: 'utf8',
    });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('--db holds a %');
    expect(stderr).not.toContain('Qz7x');
  });
});

describe('what is loaded', () => {
  it.each([
    [['--help'], ['commander']],
    [['faults'], ['commander', 'decimal.js']],
    [['venues'], ['commander', 'decimal.js']],
    [['machines'], ['commander', 'decimal.js', 'xstate']],
    // No database, no page, nobody's module: nothing that reads or serves one.
    [
      [...quiet, '--intents', '1'],
      ['commander', 'decimal.js', 'picocolors', 'pure-rand', 'xstate', 'yaml', 'zod'],
    ],
  ])('by dte %o: %o', (args, packages) => {
    expect(packagesOf([executable, ...args])).toEqual(packages);
  });

  it('by the library: the engine, and no command line', () => {
    const entry = JSON.stringify(`file://${join(dist, 'src/index.js')}`);
    const packages = packagesOf(['--input-type=module', '--eval', `await import(${entry})`]);
    expect(packages).toEqual(['decimal.js', 'pure-rand', 'xstate', 'yaml', 'zod']);
  });
});

/** A strategy that wants nothing, and prints: the runtime waits and looks at the environment for it, which it may not. */
const printing = `
import { defineStrategy } from 'dry-testing-engine';
export const strategy = defineStrategy({
  name: 'prints',
  start: () => 0,
  step: (steps) => {
    if (steps === 0) console.log('first step');
    return [steps + 1, []];
  },
});
`;

describe('the built command', () => {
  it.each([[[]], [['--strategy', example('moving-average')]]])('runs as the sources do with %o', async (options) => {
    const args = [...quiet, '--intents', '40', ...options];
    const { status, out, err } = node([executable, ...args]);
    expect({ exitCode: status, out, err }).toEqual(await dte(args, { npm_execpath: process.env['npm_execpath'] }));
    expect(out).toContain('digest');
  });

  it('lets a strategy print', () => {
    const module = join(dist, 'prints.ts');
    writeFileSync(module, printing);
    const { err } = node([executable, ...quiet, '--strategy', module]);
    expect(err).toContain('first step\n');
    expect(err).not.toContain('may not');
  });

  it.each([
    ['reads-the-clock', 'may not read the clock'],
    ['opens-a-socket', 'may not use a connection'],
  ])('stops a strategy that %s', (name, sentence) => {
    const { status, err } = node([executable, ...quiet, '--strategy', example(name)]);
    expect(status).toBe(1);
    expect(err).toContain(sentence);
  });
});
