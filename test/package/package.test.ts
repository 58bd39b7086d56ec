// Goal: the package works in a project of somebody else's, from the tarball that is published: their test is green with their
// strategy and red without it, their compiler checks every declaration, and a recorded scenario runs without a network.
// Where no registry can be reached to install it from, all of this is skipped, and says so.
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, type TestContext } from 'vitest';
import { scenarioTemplate } from '../../src/cli/init/scenario-template.ts';
import { strategyTemplate } from '../../src/cli/init/strategy-template.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const home = mkdtempSync(join(tmpdir(), 'dte-package-'));
const project = join(home, 'project');
// Thousands of files, on a machine that has other work.
afterAll(() => rmSync(home, { recursive: true, force: true }), 120_000);

interface Ended {
  readonly code: number;
  readonly text: string;
}

/** Neither this test runner's settings nor npm's own are the other project's. */
const environment = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) => !/^(npm_(?!config_)|VITEST|NODE_OPTIONS|NODE_ENV|FORCE_COLOR)/.test(name),
  ),
);

const runIn = (directory: string, command: string, ...words: readonly string[]): Promise<Ended> =>
  new Promise((resolve) => {
    const env = { ...environment, NO_COLOR: '1', DATABASE_URL: 'none' };
    execFile(command, words, { cwd: directory, env, maxBuffer: 50_000_000 }, (error, out, err) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
      resolve({ code, text: `${out}\n${err}` });
    });
  });

const put = (name: string, text: string): void => {
  mkdirSync(join(project, name, '..'), { recursive: true });
  writeFileSync(join(project, name), text);
};

const isUnreachable = (text: string): boolean =>
  /ENOTCACHED|ENOTFOUND|ECONNREFUSED|ECONNRESET|EAI_AGAIN|ETIMEDOUT|ENETUNREACH|network/i.test(text);

let tarball = '';
let whyNot: string | null = null;

beforeAll(async () => {
  const built = await runIn(root, 'npm', 'run', '--silent', 'build');
  expect(built.code, built.text).toBe(0);
  const packed = await runIn(root, 'npm', 'pack', '--ignore-scripts', '--pack-destination', home);
  expect(packed.code, packed.text).toBe(0);
  tarball = join(home, readdirSync(home).find((name) => name.endsWith('.tgz')) ?? '');
  const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly devDependencies: Record<string, string>;
  };
  put('package.json', JSON.stringify({ name: 'somebody-else', private: true, type: 'module' }));
  const { code, text } = await runIn(
    project,
    'npm',
    ...['install', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel', 'error', tarball],
    ...['typescript', 'vitest'].map((name) => `${name}@${devDependencies[name]}`),
  );
  if (code !== 0 && isUnreachable(text)) {
    whyNot = 'the registry cannot be reached';
    process.stderr.write(`\nSKIPPED: ${whyNot}, and the packed package is not tried in a project of its own.\n`);
    return;
  }
  expect(code, text).toBe(0);
  put('scenario.yaml', scenarioTemplate.replace('intents: 500', 'intents: 60'));
  put('my-strategy.ts', strategyTemplate);
}, 600_000);

const installed = (context: TestContext): void => {
  if (whyNot !== null) context.skip(whyNot);
};

const vitest = (file: string): Promise<Ended> => runIn(project, 'npx', '--no-install', 'vitest', 'run', file);

const withStrategy = `import 'dry-testing-engine/vitest';
import { runScenario } from 'dry-testing-engine';
import { expect, test } from 'vitest';

test('my strategy', async () => {
  const run = await runScenario(new URL('./scenario.yaml', import.meta.url));
  expect(run).toHoldEveryPromise();
  expect(run).toMeetItsExpectations();
  expect(run.summary.arbitrages.total).toBeGreaterThan(10);
});
`;

const withoutIt = `import { readFileSync } from 'node:fs';
import { createRun, parseScenario } from 'dry-testing-engine';
import { expect, test } from 'vitest';

test('my strategy', () => {
  const parsed = parseScenario(readFileSync('scenario.yaml', 'utf8'), 'scenario.yaml');
  if (!parsed.ok) throw new Error('the scenario is wrong');
  const { audit } = createRun(parsed.scenario, { scenarioHash: parsed.hash }).runToEnd();
  expect(audit.violations).toBe(0);
});
`;

const missesWhatItExpects = withStrategy.replace(
  "new URL('./scenario.yaml', import.meta.url)",
  "'scenario.yaml', { strategy: './silent.ts' }",
);

describe('a project with the packed package', () => {
  test("has a green test with the user's strategy", async (context) => {
    installed(context);
    put('green.test.ts', withStrategy);
    const { code, text } = await vitest('green.test.ts');
    expect(code, text).toBe(0);
    expect(text).toContain('1 passed');
  }, 120_000);

  test('has a red one where the strategy is left out, and where another does not do what is expected', async (context) => {
    installed(context);
    put('left-out.test.ts', withoutIt);
    const left = await vitest('left-out.test.ts');
    expect(left.code).toBe(1);
    expect(left.text).toContain("trades by the module of its strategy 'mine'");
    put(
      'scenario.yaml',
      readFileSync(join(project, 'scenario.yaml'), 'utf8').replace('expect:\n', 'expect:\n  fills: "> 5"\n'),
    );
    put('silent.ts', "export const strategy = { name: 'silent', start: () => 0, step: (s: number) => [s, []] };\n");
    put('red.test.ts', missesWhatItExpects);
    const red = await vitest('red.test.ts');
    expect(red.code).toBe(1);
    expect(red.text).toContain('The scenario expects fills: > 5, and it is 0.');
    expect(red.text).toContain('It shows with: npx dte run scenario.yaml --seed 7 --strategy ./silent.ts');
  }, 120_000);

  const compilations = [
    ['with the declarations of a browser', {}],
    ['with those of nothing but the language, and none of a test runner', { lib: ['ES2023'], types: [] }],
  ] as const;
  test.for(compilations)(
    'compiles against every declaration, %s',
    { timeout: 120_000 },
    async ([, options], context) => {
      installed(context);
      const isBare = 'lib' in options;
      put(
        'use.ts',
        isBare
          ? withoutIt
              .replace(/^import .*(node:fs|vitest).*$/gm, '')
              .replace(/test\([^]*$/, 'void [createRun, parseScenario];')
          : withStrategy,
      );
      const base = { target: 'ES2022', module: 'NodeNext', moduleResolution: 'NodeNext', strict: true, noEmit: true };
      const compilerOptions = { ...base, skipLibCheck: false, ...options };
      put('tsconfig.json', JSON.stringify({ compilerOptions, files: ['use.ts'] }));
      const { code, text } = await runIn(project, 'npx', '--no-install', 'tsc', '-p', '.');
      expect(
        text.split('\n').filter((line) => line.includes('dry-testing-engine') || line.startsWith('use.ts')),
      ).toEqual([]);
      if (!isBare) expect(code, text).toBe(0);
    },
  );

  test('runs shipped scenarios by their names, the recorded one without a network', async (context) => {
    installed(context);
    for (const name of ['demo', 'fed-dec2025']) {
      const { code, text } = await runIn(project, 'npx', '--offline', 'dte', 'run', name, '--quiet');
      expect(code, text).toBe(0);
      expect(text).toContain(name);
    }
  });

  test('has what its README shows, its licences, and no source map without a source', async (context) => {
    installed(context);
    const folder = join(project, 'node_modules', 'dry-testing-engine');
    const there = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    const readme = readFileSync(join(folder, 'README.md'), 'utf8');
    const pictures = [...readme.matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)].map(([, path]) => path);
    expect(pictures.length).toBeGreaterThan(0);
    for (const path of [...pictures, 'docs/README.md', 'LICENSE', 'CHANGELOG.md', 'scenarios/data/fed-dec2025/LICENSE'])
      expect(there).toContain(path);
    const maps = there.filter((path) => path.endsWith('.map') && !path.includes('node_modules'));
    expect(maps).toEqual([]);
    const code = there.filter((path) => path.startsWith('dist') && path.endsWith('.js'));
    expect(code.filter((path) => /^\/\/# sourceMappingURL=/m.test(readFileSync(join(folder, path), 'utf8')))).toEqual(
      [],
    );
  });
});
