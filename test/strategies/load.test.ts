// A user's module is loaded from anywhere, says by its hash what it was, and what is wrong with it is said in a
// sentence that names the file and the line.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { permitAmbient } from '../../src/isolation/ambient.ts';
import { permitOutbound, refuseOutbound } from '../../src/isolation/outbound.ts';
import { RandomStreams } from '../../src/kernel/random/streams.ts';
import { loadStrategy, StrategyNotLoaded } from '../../src/strategies/load.ts';
import { createRunner } from '../../src/strategies/runner.ts';
import type { StrategyRunner } from '../../src/strategies/runner.ts';
import { quotesAt, setupOf } from './scenes.ts';

const example = (name: string): string => fileURLToPath(new URL(`examples/${name}.ts`, import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'a strategy '));

beforeEach(refuseOutbound);
afterEach(() => {
  permitOutbound();
  permitAmbient();
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A module of the user's, somewhere else on the disk. */
const write = (name: string, text: string): string => {
  const file = join(folder, name);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, text);
  return file;
};

const failureOf = async (file: string): Promise<StrategyNotLoaded> => {
  const failure: unknown = await loadStrategy(file).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(StrategyNotLoaded);
  return failure as StrategyNotLoaded;
};

const runnerOf = async (name: string): Promise<StrategyRunner> => {
  const { strategy } = await loadStrategy(example(name));
  return createRunner({ strategy, setup: setupOf(name), streams: new RandomStreams(1) });
};

/** The sentence with which an example is stopped within 30 steps. */
const sentenceOf = async (name: string, pair = 'fed'): Promise<string | undefined> => {
  const runner = await runnerOf(name);
  for (let step = 0; step < 30; step += 1) runner.step(quotesAt([400_000n, 500_000n], step, pair));
  return runner.fault?.sentence;
};

describe('an example strategy', () => {
  it('trades when a pair is much cheaper than it usually is, and only then', async () => {
    const runner = await runnerOf('moving-average');
    const usual = quotesAt([450_000n, 530_000n]);
    for (let step = 0; step < 12; step += 1) expect(runner.step(usual)).toEqual({ fault: null, drafts: [] });
    const cheap = [400_000n, 500_000n];
    expect(runner.step(quotesAt(cheap)).drafts).toEqual([{ pair: 'fed', sets: 50_000_000n, prices: cheap }]);
    expect(runner.step(usual).drafts).toEqual([]);
    expect(runner.step(quotesAt([null, 500_000n])).drafts).toEqual([]);
  });

  it.each([
    [
      'opens-a-socket',
      /^Strategy 'opens-a-socket' was stopped at step 1: A simulation may not use a connection to clob\.polymarket\.com:443: nothing/,
    ],
    ['hides-a-socket', /^Strategy 'hides-a-socket' was stopped at step 1: A simulation may not use fetch of https:/],
    [
      'reads-the-clock',
      /^Strategy 'reads-the-clock' was stopped at step 1: A strategy may not read the clock \(Date\.now\): use tools\.nowUs\.$/,
    ],
    [
      'throws-at-step-three',
      /^Strategy 'throws-at-step-three' threw at step 3: RangeError: the third time is not the charm\.$/,
    ],
    ['counts-beside-its-state', /^Strategy 'counts-beside-its-state' failed at step 1: it gave two answers/],
    ['changes-its-state', /^Strategy 'changes-its-state' failed at step 1: it changed what it was given \(TypeError/],
  ])('is stopped with a sentence: %s', async (name, sentence) => {
    expect(await sentenceOf(name)).toMatch(sentence);
  });

  it('is stopped with a sentence when it changes a map in its state, which cannot be frozen', async () => {
    expect(await sentenceOf('changes-its-state', 'map')).toMatch(/it changed what it was given: states and events/);
  });

  it('is not loaded when it reads the environment as it is', async () => {
    const { line, message } = await failureOf(example('reads-the-environment'));
    expect(line).toBe(4);
    expect(message).toMatch(
      /reads-the-environment\.ts:4 cannot be loaded: A strategy may not read the environment \(process\.env\): what it needs/,
    );
  });
});

describe('a module of a user', () => {
  it.each([
    ['a built-in by its default', "import util from 'node:util';", "util.inspect('a')"],
    ['a built-in without its prefix', "import path from 'path';", "path.join('a', 'b')"],
    ['a function that is a module', "import assert from 'node:assert';", 'assert(true)'],
    ['default and name at once', "import strict, { equal } from 'node:assert/strict';", 'strict(true), equal(1, 1)'],
    ['a built-in as a namespace', "import * as url from 'node:url';", "url.default.format(new url.URL('file:///a'))"],
    ['its own default export', "import ten from './ten.ts';", 'ten.toFixed(1)'],
    ['a package in CommonJS', "import answer from 'answer-in-commonjs';", 'answer.is42(42)'],
  ])('imports %s, as in Node', async (_, imports, use) => {
    write('ten.ts', 'export default 10;\n');
    write('node_modules/answer-in-commonjs/package.json', '{ "name": "answer-in-commonjs", "main": "main.js" }');
    write('node_modules/answer-in-commonjs/main.js', 'module.exports = { is42: (n) => n === 42 };\n');
    const text = `${imports}\n${use};\nexport const strategy = { name: 'a', start: () => 0, step: (s) => [(${use}, s), []] };\n`;
    const { strategy } = await loadStrategy(write('imports.ts', text));
    const runner = createRunner({ strategy, setup: setupOf('imports'), streams: new RandomStreams(1) });
    expect(runner.step(quotesAt([400_000n, 500_000n]))).toEqual({ fault: null, drafts: [] });
  });

  const mine = "import { defineStrategy } from 'dry-testing-engine';\n";
  const rest = ' start: () => 0, step: (state) => [state, []] ';

  it('imports this package from anywhere, and exports its strategy by name or as default', async () => {
    const byName = write('named.ts', `${mine}export const strategy = defineStrategy({ name: 'named',${rest}});\n`);
    expect((await loadStrategy(byName)).strategy.name).toBe('named');
    const byDefault = write(
      'default.ts',
      `${mine}export default defineStrategy<number>({ name: 'default',${rest}});\n`,
    );
    expect((await loadStrategy(byDefault)).strategy.name).toBe('default');
    const plain = write('plain.mjs', `export const strategy = { name: 'plain',${rest}};\n`);
    expect((await loadStrategy(plain)).strategy.name).toBe('plain');
    const money = write(
      'money.ts',
      `import { parseMicros } from 'dry-testing-engine';\nexport const strategy = { name: 'money', ${rest}, one: parseMicros('1') };\n`,
    );
    expect((await loadStrategy(money)).strategy).toMatchObject({ one: 1_000_000n });
  });

  it('is hashed with all that it imports of its own, wherever it lies', async () => {
    const module = (at: string, edge: number): string => {
      write(`${at}/lib/edge.ts`, `export const edge = ${edge};\n`);
      return write(
        `${at}/mine.ts`,
        `import { edge } from './lib/edge.ts';\nexport const strategy = { name: 'mine', edge,${rest}};\n`,
      );
    };
    const here = await loadStrategy(module('here', 5));
    const there = await loadStrategy(module('there', 5));
    expect(here.sources.map(({ path }) => path)).toEqual(['lib/edge.ts', 'mine.ts']);
    expect(there.sha256).toBe(here.sha256);
    expect(here.strategy).toMatchObject({ edge: 5 });
    const changed = await loadStrategy(module('here', 6));
    expect(changed.strategy).toMatchObject({ edge: 6 });
    expect(changed.sha256).not.toBe(here.sha256);
    expect(changed.sources[1]).toEqual(here.sources[1]);
  });

  it('is refused with a sentence when it is not there, a folder, or not TypeScript', async () => {
    const none = join(folder, 'none.ts');
    expect(await failureOf(none)).toMatchObject({
      file: none,
      line: null,
      message: `The strategy's module ${none} does not exist.`,
    });
    expect((await failureOf(folder)).message).toBe(`The strategy's module ${folder} is a folder: name the file in it.`);
    const bad = write('bad.ts', '// A slip of the pen.\nexport const edge = 5;\nexport const = 7;\n');
    expect(await failureOf(bad)).toMatchObject({ file: bad, line: 3 });
    expect((await failureOf(bad)).message).toBe(
      `The strategy's module ${bad}:3 cannot be loaded: ParseError: Unexpected token.`,
    );
  });

  it('is refused with the line of the mistake, also in a file that it imports', async () => {
    const throws = write(
      'throws.ts',
      'interface Edge {\n  edge: number;\n}\nconst it: Edge = { edge: 5 };\nthrow new Error(`no ${it.edge}`);\n',
    );
    expect((await failureOf(throws)).message).toBe(`The strategy's module ${throws}:5 cannot be loaded: no 5.`);
    const imports = write('imports.ts', "import './throws.ts';\n");
    expect(await failureOf(imports)).toMatchObject({ file: throws, line: 5 });
    const misses = write('misses.ts', "import { x } from './nowhere.ts';\nexport const strategy = x;\n");
    expect((await failureOf(misses)).message).toMatch(
      /misses\.ts.* cannot be loaded: Cannot find module '\.\/nowhere\.ts'/,
    );
  });

  it('may import a package that looks around while it is loaded, but not have it look around', async () => {
    const text = 'exports.home = process.env.HOME;\nexports.look = () => process.env.HOME;\n';
    write('node_modules/curious/index.js', text);
    write('node_modules/curious/package.json', '{ "name": "curious", "main": "index.js" }');
    const imports = write(
      'imports-curious.ts',
      `import { look } from 'curious';\nexport const strategy = { name: 'a', look,${rest}};\n`,
    );
    const { sources } = await loadStrategy(imports);
    expect(sources.map(({ path }) => path)).toEqual(['imports-curious.ts']);
    const asks = write(
      'asks-curious.ts',
      `import { look } from 'curious';\nexport const strategy = { name: look(),${rest}};\n`,
    );
    expect(await failureOf(asks)).toMatchObject({ file: asks, line: 2 });
  });

  it('is refused when it reaches outside as it is loaded, even if it hides it', async () => {
    const text =
      "let ok = 0;\ntry {\n  await_();\n} catch {\n  ok = 1;\n}\nfunction await_() {\n  fetch('https://example.com');\n}\n";
    const file = write('hides.ts', `${text}export const strategy = { name: 'hides', ok,${rest}};\n`);
    expect(await failureOf(file)).toMatchObject({ file, line: 8 });
  });

  it.each([
    ['export const edge = 5;', /exports no strategy: write 'export const strategy = defineStrategy/],
    [
      'export const strategy = 5;',
      /The strategy of .* must be an object with name, start and step, and not a number\.$/,
    ],
    [`export default {${rest}};`, /The strategy of .* has no name: give it one/],
    [`export const strategy = { name: 'a b',${rest}};`, /has the name "a b", but a name begins with a letter/],
    [`export const strategy = { name: 'x'.repeat(65),${rest}};`, /has at most 64 letters/],
    ["export const strategy = { name: 'x', step: () => 0 };", /has no start: 'x' needs a function/],
    ["export const strategy = { name: 'x', start: () => 0 };", /has no step: 'x' needs a function/],
    [
      "export const strategy = { name: 'x', start: () => 0, step: async () => 0 };",
      /has an async step: 'x' must answer at once/,
    ],
    [
      `${mine}export const strategy = defineStrategy({ name: 7,${rest}});`,
      /cannot be loaded: This strategy has no name/,
    ],
  ])('is refused when it holds no strategy: %s', async (text, sentence) => {
    expect((await failureOf(write('holds.ts', `${text}\n`))).message).toMatch(sentence);
  });
});
