// Goal: an engine is known by all code that a run is a function of, and by no other. Method: the parts that a build carries are
// compared with the imports that the TypeScript parser finds, and the hash with that of a copy of the sources that is edited.
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { setup } from 'xstate';
import { catalogue } from '../../../machines/catalogue.ts';
import { buildParts } from '../../../src/cli/build-parts.ts';
import { indexModules } from '../../../src/inspect/index-modules.ts';
import { foreignBuild } from '../../../src/persistence/checkpoints/build.ts';
import { hashOfParts, type CodeParts } from '../../../src/run/build/code-parts.ts';
import { linksOf } from '../../../src/run/build/linked.ts';
import { ownBuild } from '../../../src/run/build/own-build.ts';
import { runModules } from '../../../src/run/build/run-modules.ts';
import { definitionHash } from '../../../src/xstate/definition-hash.ts';

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

const sources = ['src', 'machines', 'drizzle'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts'))
    .map((path) => `${folder}/${path}`),
);
const folders = [...new Set(sources.map((path) => dirname(path)))].toSorted();

/** What a file loads when it is linked, or at any time, as the compiler's own parser reads it. */
const parsedLinks = (path: string): readonly string[] => {
  const found: string[] = [];
  const take = (specifier: ts.Node | undefined): void => {
    if (specifier !== undefined && ts.isStringLiteral(specifier)) found.push(specifier.text);
  };
  const isOfTypes = (names: ts.NamedImportBindings | ts.NamedExportBindings | undefined): boolean =>
    names !== undefined &&
    (ts.isNamedImports(names) || ts.isNamedExports(names)) &&
    names.elements.length > 0 &&
    [...names.elements].every(({ isTypeOnly }) => isTypeOnly);
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      const clause = node.importClause;
      const isType = clause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
      if (!isType && !(clause?.name === undefined && isOfTypes(clause?.namedBindings))) take(node.moduleSpecifier);
    } else if (ts.isExportDeclaration(node) && !node.isTypeOnly && !isOfTypes(node.exportClause)) {
      take(node.moduleSpecifier);
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      take(node.arguments[0]);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, readFileSync(join(root, path), 'utf8'), ts.ScriptTarget.Latest));
  return found.toSorted();
};

const links = new Map(sources.map((path) => [path, parsedLinks(path)]));

test('no link of a source is missed that the parser of the compiler finds', () => {
  const missed = sources.flatMap((path) => {
    const found = linksOf(readFileSync(join(root, path), 'utf8'), true);
    return links.get(path)!.filter((specifier) => !found.includes(specifier));
  });
  expect(missed).toEqual([]);
});

/** All that modules load at any time, by the parser of the compiler: folders, and packages. */
const reachedBy = (modules: readonly string[]) => {
  const files = new Set(modules);
  const packages = new Set<string>();
  for (const file of files)
    for (const specifier of links.get(file) ?? [])
      if (specifier.startsWith('.')) files.add(relative(root, join(root, dirname(file), specifier)));
      else if (!specifier.startsWith('node:')) packages.add(specifier.split('/')[0]!);
  return {
    folders: [...new Set([...files].map((file) => dirname(file)))].toSorted(),
    packages: [...packages].toSorted(),
  };
};

const reached = { run: reachedBy(runModules), index: reachedBy(indexModules) };
const parts = buildParts(root);

test.each(['run', 'index'] as const)(
  'a build lists every folder and package that its %s depends on, and no other',
  (name) => {
    expect(Object.keys(parts[name].folders)).toEqual(reached[name].folders);
    expect(Object.keys(parts[name].packages)).toEqual(reached[name].packages);
  },
);

test('a run depends on planning and on what makes it of its inputs, and on no page, command, database or execution', () => {
  expect(reached.run.folders).toEqual(expect.arrayContaining(['src/arbitrage', 'src/engine', 'src/run', 'src/world']));
  expect(
    reached.run.folders.filter((folder) =>
      /^(drizzle|src\/(cli|inspect|persistence|run\/\w+|report\/html)(\/|$))/.test(folder),
    ),
  ).toEqual([]);
});

describe('of an engine whose sources are edited', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sources-'));
  const copySources = (): void => {
    for (const name of ['src', 'machines', 'drizzle', 'package.json'])
      cpSync(join(root, name), join(folder, name), { recursive: true });
  };
  beforeAll(copySources);
  afterAll(() => rmSync(folder, { recursive: true }));

  const hashes = (): { readonly run: string; readonly index: string } => {
    const { run, index } = buildParts(folder);
    return { run: hashOfParts(run), index: hashOfParts(index) };
  };
  let before = { run: '', index: '' };
  beforeEach(() => {
    before = hashes();
  });

  const edit = (name: string): void => {
    const [source] = sources.filter((path) => dirname(path) === name).toReversed();
    appendFileSync(join(folder, source!), '\n// One more thought.\n');
  };

  test.each(['run', 'index'] as const)('an edit changes the hash of a %s where it depends on the folder', (name) => {
    const known = buildParts(folder)[name];
    folders.filter((each) => !reached[name].folders.includes(each)).forEach(edit);
    expect(buildParts(folder)[name]).toEqual(known);
    reached[name].folders.forEach(edit);
    const edited = buildParts(folder)[name];
    for (const each of reached[name].folders) {
      const one = { ...known, folders: { ...known.folders, [each]: edited.folders[each]! } };
      expect(hashOfParts(one), each).not.toBe(hashOfParts(known));
    }
  });

  test('a folder that is added leaves older runs resumable, until a run imports it', () => {
    mkdirSync(join(folder, 'src/wire'));
    writeFileSync(join(folder, 'src/wire/frame.ts'), 'export const frame = 1;\n');
    expect(hashes()).toEqual(before);
    appendFileSync(join(folder, 'src/run/create-run.ts'), '\n');
    const edited = hashes();
    appendFileSync(join(folder, 'src/run/create-run.ts'), "import { frame } from '../wire/frame.ts';\n");
    const imported = hashes();
    expect(imported.run).not.toBe(edited.run);
    appendFileSync(join(folder, 'src/wire/frame.ts'), '// One more thought.\n');
    expect(hashes().run).not.toBe(imported.run);
  });

  test('a folder that only a command imports leaves older runs resumable', () => {
    mkdirSync(join(folder, 'src/gateway'));
    writeFileSync(join(folder, 'src/gateway/listen.ts'), 'export const listen = 1;\n');
    appendFileSync(join(folder, 'src/cli/run.ts'), "import { listen } from '../gateway/listen.ts';\n");
    expect(hashes().run).toBe(before.run);
  });

  test('the name of a source is part of it', () => {
    cpSync(join(folder, 'src/money/micros.ts'), join(folder, 'src/money/more.ts'));
    const copied = hashes();
    rmSync(join(folder, 'src/money/more.ts'));
    expect(copied.run).not.toBe(before.run);
    expect(hashes()).toEqual(before);
  });
});

test('another version of a package that a run uses is another engine, and one of a package that serves the page is not', () => {
  const withVersion = (name: string): CodeParts => ({
    ...parts.run,
    packages: { ...parts.run.packages, [name]: '0.0.1' },
  });
  expect(hashOfParts(withVersion('xstate'))).not.toBe(hashOfParts(parts.run));
  expect(parts.run.packages).not.toHaveProperty('hono');
});
