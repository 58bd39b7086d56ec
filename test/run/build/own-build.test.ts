// What an engine is known by is the same whenever it is asked, names every chart, and changes with all code that a run is a
// function of, and with no other.
import { appendFileSync, cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { setup } from 'xstate';
import { catalogue } from '../../../machines/catalogue.ts';
import { hashOfParts, indexParts, ownBuild, runParts, type Parts } from '../../../src/run/build/own-build.ts';
import { hashSources } from '../../../src/run/build/source-hashes.ts';
import { foreignBuild } from '../../../src/persistence/checkpoints/build.ts';
import { definitionHash } from '../../../src/xstate/definition-hash.ts';
import { linkedBy } from '../../build/linked.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

test('an engine knows itself again, and nobody else', () => {
  const build = ownBuild();
  expect(ownBuild()).toEqual(build);
  expect(foreignBuild(build, ownBuild())).toBeNull();
  expect(Object.keys(build.chartHashes)).toEqual(catalogue.map(({ name }) => name));
  expect(foreignBuild({ ...build, buildHash: 'other' }, build)).toContain('another build');
  expect(foreignBuild({ ...build, chartHashes: {} }, build)).toContain(`'order'`);
  expect(foreignBuild({ ...build, codec: build.codec + 1 }, build)).toContain(`writing ${build.codec + 1}`);
});

test('a chart that is defined otherwise has another hash', () => {
  const { createMachine } = setup({ types: { events: {} as { type: 'go' } } });
  const one = createMachine({ id: 'light', initial: 'red', states: { red: { on: { go: 'green' } }, green: {} } });
  const other = createMachine({ id: 'light', initial: 'red', states: { red: { on: { go: 'red' } }, green: {} } });
  expect(definitionHash(other)).not.toBe(definitionHash(one));
});

describe('of an engine whose sources are edited', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sources-'));
  beforeAll(() => {
    for (const name of ['src', 'machines', 'drizzle', 'package.json'])
      cpSync(join(root, name), join(folder, name), { recursive: true });
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const hashes = (): { readonly run: string; readonly index: string } => {
    const sources = hashSources(folder);
    return { run: hashOfParts(runParts, sources), index: hashOfParts(indexParts, sources) };
  };

  /** A source of a folder, as deep in it as they go. */
  const sourceOf = (name: string): string => {
    const paths = readdirSync(join(folder, name), { recursive: true, encoding: 'utf8' });
    return join(folder, name, paths.filter((path) => path.endsWith('.ts')).toSorted((a, b) => b.length - a.length)[0]!);
  };

  const folders = [
    'machines',
    'drizzle',
    ...readdirSync(join(root, 'src'))
      .filter((name) => !name.includes('.'))
      .map((name) => `src/${name}`),
  ];

  test.each(folders)('an edit in %s changes the hash of the run, or of an index, where they depend on it', (name) => {
    const before = hashes();
    appendFileSync(sourceOf(name), '\n// One more thought.\n');
    const after = hashes();
    expect(after.run !== before.run).toBe(runParts.folders.includes(name));
    expect(after.index !== before.index).toBe(indexParts.folders.includes(name));
  });

  test('the page and the command line leave older runs resumable, and planning does not', () => {
    expect(runParts.folders).toContain('src/arbitrage');
    for (const name of ['src/inspect', 'src/cli', 'src/persistence']) expect(runParts.folders).not.toContain(name);
  });

  test('the name of a source is part of it', () => {
    const before = hashes();
    cpSync(sourceOf('src/money'), join(folder, 'src/money/more.ts'));
    const copied = hashes();
    rmSync(join(folder, 'src/money/more.ts'));
    expect(copied.run).not.toBe(before.run);
    expect(hashes()).toEqual(before);
  });

  test('another version of a package that a run uses is another engine, and one of a package that serves the page is not', () => {
    const sources = hashSources(folder);
    const withVersion = (name: string) => ({ ...sources, packages: { ...sources.packages, [name]: '0.0.1' } });
    expect(hashOfParts(runParts, withVersion('xstate'))).not.toBe(hashOfParts(runParts, sources));
    expect(hashOfParts(runParts, withVersion('hono'))).toBe(hashOfParts(runParts, sources));
  });
});

/** The folders and packages that modules link to or load. */
const partsOf = (...modules: readonly string[]): Parts => {
  const { files, packages } = linkedBy(
    modules.map((module) => join(root, 'src', module)),
    true,
  );
  const paths = [...files].map((file) => relative(root, file).split('/'));
  const folders = paths.map(([first = '', second = '']) => (first === 'src' ? `src/${second}` : first));
  return { folders: [...new Set(folders)].toSorted(), packages: [...packages].toSorted() };
};

test('a run is known by all that the engine, and what reads its scenario, strategies and recording, load', () => {
  const read = ['scenario/parse.ts', 'scenario/sections.ts', 'strategies/load.ts', 'run/open-recording.ts'];
  expect(partsOf('run/create-run.ts', ...read)).toEqual(runParts);
});

test('an index is known by all that the inspector loads', () => {
  const inspector = ['inspected-run.ts', 'file-source.ts', 'database-source.ts', 'spool-source.ts', 'sidecar.ts'];
  expect(partsOf(...inspector.map((name) => `inspect/${name}`))).toEqual(indexParts);
});
