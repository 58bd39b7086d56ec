// Goal: no rule of the layers is blind: each finds the tree that breaks it, by the very command that checks the sources, and
// finds nothing where a tree does what the rule lets through.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

interface Rule {
  readonly name: string;
  readonly from: { readonly path?: string };
  readonly to: { readonly path?: string | readonly string[] };
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const { forbidden } = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as {
  readonly forbidden: readonly Rule[];
};

const foldersIn = (path: unknown): readonly string[] => /^\^\((.*)\)\/$/.exec(String(path))?.[1]?.split('|') ?? [];
const isUpward = ({ name }: Rule): boolean => name.endsWith('-imports-nothing-below');
const upward = forbidden.filter(isUpward);
/** The layers from the ground up, as the rules have them. */
const layers = [...upward.map(({ from }) => foldersIn(from.path)[0]!), foldersIn(upward.at(-1)!.to.path)[0]!];

const folder = mkdtempSync(join(tmpdir(), 'layers-'));
const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};
/** An import of one source by another. */
const importOf = (from: string, to: string): string => {
  const path = relative(dirname(from), to);
  return `import '${path.startsWith('.') ? path : `./${path}`}';\n`;
};

type Specimen = readonly [path: string, text: string];

/** For each rule, files that break it. `plain.ts` is only there to be imported. */
const broken: Readonly<Record<string, readonly Specimen[]>> = {
  'every-folder-has-a-layer': [['src/attic/uses.ts', "import '../money/plain.ts';\n"]],
  'no-cycles': [
    ['src/money/egg.ts', "import { hen } from './hen.ts';\nexport const egg = () => hen;\n"],
    ['src/money/hen.ts', "import { egg } from './egg.ts';\nexport const hen = () => egg;\n"],
  ],
  'no-cycles-of-types': [
    ['src/world/egg.ts', "import type { Hen } from './hen.ts';\nexport interface Egg { readonly of: Hen }\n"],
    ['src/world/hen.ts', "import type { Egg } from './egg.ts';\nexport interface Hen { readonly lays: Egg }\n"],
    ['src/orders/egg.ts', "import type { Hen } from './hen.ts';\nexport interface Egg { readonly of: Hen }\n"],
    ['src/orders/hen.ts', "import type { Egg } from './egg.ts';\nexport interface Hen { readonly lays: Egg }\n"],
  ],
  'text-imports-money-and-kernel': [['src/text/told.ts', "import '../journal/plain.ts';\n"]],
  'wire-imports-money-and-kernel': [['src/wire/told.ts', "import '../text/plain.ts';\n"]],
  'wire-is-pure': [
    ['src/wire/reads.ts', "import { readFileSync } from 'node:fs';\nexport const read = readFileSync;\n"],
  ],
  'gateway-knows-no-trader': ['engine', 'strategies', 'arbitrage', 'accounting'].map((name): Specimen => [
    `src/gateway/${name}.ts`,
    `import '../${name}/plain.ts';\n`,
  ]),
  'engine-knows-no-wire': ['wire', 'gateway'].map((name): Specimen => [
    `src/engine/${name}.ts`,
    `import '../${name}/plain.ts';\n`,
  ]),
  'only-http-listens': [
    ['src/cli/serves.ts', "import { createServer } from 'node:http';\nexport const create = createServer;\n"],
    ['src/persistence/serves.ts', "import { createServer } from 'https';\nexport const create = createServer;\n"],
    ['src/inspect/serves.ts', "import { serve } from '@hono/node-server';\nexport const begin = serve;\n"],
    ['src/inspect/upgrades.ts', "import { WebSocketServer } from 'ws';\nexport const Sockets = WebSocketServer;\n"],
    ['src/gateway/serves.ts', "export const load = () => import('node:http2');\n"],
  ],
  'only-persistence-connects': [
    ['src/cli/connects.ts', "import { connect } from 'node:tls';\nexport const open = connect;\n"],
    ['src/http/connects.ts', "import { Client } from 'pg';\nexport const Database = Client;\n"],
    ['src/run/looks-up.ts', "import { lookup } from 'dns/promises';\nexport const look = lookup;\n"],
    ['machines/connects.ts', "import { createSocket } from 'node:dgram';\nexport const open = createSocket;\n"],
  ],
  'only-http-and-persistence-have-sockets': [
    ['src/engine/connects.ts', "import { connect } from 'node:net';\nexport const open = connect;\n"],
  ],
  'only-isolation-starts-threads': [
    ['src/run/threads.ts', "import { Worker } from 'node:worker_threads';\nexport const Thread = Worker;\n"],
    ['src/cli/forks.ts', "import { fork } from 'child_process';\nexport const start = fork;\n"],
    ['src/http/clusters.ts', "export const load = () => import('node:cluster');\n"],
  ],
  'kernel-imports-nothing': [['src/kernel/counts.ts', "import '../money/plain.ts';\n"]],
  'machines-import-only-money': [['machines/writes.ts', "import '../src/kernel/plain.ts';\n"]],
  'machines-import-only-xstate': [['machines/reads.ts', "import { z } from 'zod';\nexport const schema = z;\n"]],
  'decimal-at-the-edges': [
    ['src/report/prints.ts', "import { Decimal } from 'decimal.js';\nexport const Number = Decimal;\n"],
  ],
  'xstate-graph-through-one-seam': [
    [
      'src/xstate/paths.ts',
      "import { getShortestPaths } from 'xstate/graph';\nexport const paths = getShortestPaths;\n",
    ],
  ],
  'sql-in-persistence-only': [['src/cli/asks.ts', "import { sql } from 'drizzle-orm';\nexport const query = sql;\n"]],
  'store-before-what-it-keeps': ['write', 'read', 'checkpoints'].flatMap((name): readonly Specimen[] => [
    [`src/persistence/store/${name}.ts`, `import '../${name}/plain.ts';\n`],
    [`src/persistence/${name}/plain.ts`, 'export const plain = 1;\n'],
  ]),
  'index-before-who-looks-at-it': ['sources', 'page', 'stately'].flatMap((name): readonly Specimen[] => [
    [`src/inspect/index/${name}.ts`, `import '../${name}/plain.ts';\n`],
    [`src/inspect/${name}/plain.ts`, 'export const plain = 1;\n'],
  ]),
  'sources-before-the-page': ['page', 'stately'].map((name): Specimen => [
    `src/inspect/sources/${name}.ts`,
    `import '../${name}/plain.ts';\n`,
  ]),
  'no-tests-in-sources': [
    ['src/money/tested.ts', "import '../../test/plain.ts';\n"],
    ['test/plain.ts', 'export const plain = 1;\n'],
  ],
  'no-orphans': [['src/money/alone.ts', 'export const alone = 1;\n']],
  'no-development-dependencies': [['src/money/checked.ts', "import fc from 'fast-check';\nexport const check = fc;\n"]],
};

/** What each rule lets through, though it is near. */
const sound: Readonly<Record<string, readonly Specimen[]>> = {
  'only-http-listens': [
    ['src/http/serves.ts', "import { createServer } from 'node:http';\nexport const create = createServer;\n"],
    [
      'src/inspect/takes.ts',
      "import type { IncomingMessage } from 'node:http';\nexport type Taken = IncomingMessage;\n",
    ],
  ],
  'only-persistence-connects': [
    ['src/persistence/connects.ts', "import { Client } from 'pg';\nexport const Database = Client;\n"],
  ],
  'only-http-and-persistence-have-sockets': [
    ['src/http/addresses.ts', "import { isIP } from 'node:net';\nexport const is = isIP;\n"],
  ],
  'only-isolation-starts-threads': [
    ['src/isolation/refuses.ts', "import threads from 'node:worker_threads';\nexport const all = threads;\n"],
  ],
  'no-cycles': [
    ['src/risk/egg.ts', "import type { Hen } from './hen.ts';\nexport interface Egg { readonly of: Hen }\n"],
    [
      'src/risk/hen.ts',
      "import { egg } from './nest.ts';\nexport const hen = egg;\nexport interface Hen { readonly lays: unknown }\n",
    ],
    ['src/risk/nest.ts', "import type { Egg } from './egg.ts';\nexport const egg: Egg | null = null;\n"],
  ],
};

interface Violation {
  readonly from: string;
  readonly to: string;
  readonly rule: { readonly name: string };
}

let found: readonly Violation[] = [];

beforeAll(() => {
  for (const name of ['package.json', 'tsconfig.json']) copyFileSync(join(root, name), join(folder, name));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  for (const layer of layers) {
    write(`${layer}/plain.ts`, 'export const plain = 1;\n');
    const from = `${layer}/all.ts`;
    const others = layers.filter((other) => other !== layer);
    write(from, others.map((other) => importOf(from, `${other}/plain.ts`)).join(''));
  }
  for (const specimens of [...Object.values(broken), ...Object.values(sound)])
    for (const [path, text] of specimens) write(path, text);
  const command = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const config = join(root, '.dependency-cruiser.cjs');
  const text = execFileSync(
    process.execPath,
    [command, 'src', 'machines', 'drizzle', '--config', config, '--output-type', 'json'],
    { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28 },
  );
  found = (JSON.parse(text) as { readonly summary: { readonly violations: readonly Violation[] } }).summary.violations;
});
afterAll(() => rmSync(folder, { recursive: true }));

const foundBy = (rule: string): readonly string[] =>
  found.filter((one) => one.rule.name === rule).map(({ from }) => from);

describe('the layers', () => {
  it('let each folder import those before it in the list, and none behind it', () => {
    const isFound = (from: string, to: string): boolean =>
      found.some((one) => upward.some(({ name }) => name === one.rule.name) && one.from === from && one.to === to);
    for (const [at, layer] of layers.entries())
      for (const [place, other] of layers.entries())
        if (at !== place)
          expect([layer, other, isFound(`${layer}/all.ts`, `${other}/plain.ts`)]).toEqual([layer, other, place > at]);
  });
});

describe('each other rule', () => {
  const names = forbidden.filter((rule) => !isUpward(rule)).map(({ name }) => name);

  it('has a specimen here', () => {
    expect(Object.keys(broken).toSorted()).toEqual(names.toSorted());
  });

  it.each(names)('%s finds what breaks it', (name) => {
    // What is only there to be imported breaks nothing, and a circle is reported once.
    const breaking = (broken[name] ?? []).map(([path]) => path).filter((path) => !/\/(plain|hen)\.ts$/.test(path));
    expect(breaking).not.toEqual([]);
    expect(foundBy(name)).toEqual(expect.arrayContaining(breaking));
  });

  it.each(Object.entries(sound))('%s lets through what is near', (name, specimens) => {
    for (const [path] of specimens) expect(foundBy(name)).not.toContain(path);
  });
});
