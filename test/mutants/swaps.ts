// The fifteen swaps of the six effects in `Orders.tell`: `npm run test:swaps -- [random runs] [seed]`. A swap that changes what a
// user of orders sees must fail a test of order-effects.test.ts. One that changes nothing stands in `independent`, and must
// leave every test, every pinned run and the random runs as they are. Exits 1, with a list, where one does otherwise.
// docs/decisions/order-effects.md has the reason for each.
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../..', import.meta.url));
const SOURCE = 'src/orders/orders.ts';
/** Looks at the journal, the owner and the venues: a test that lists calls would fail for any swap. */
const EFFECTS_TEST = 'test/orders/order-effects.test.ts';
const EFFECTS = 6;

/** The pairs whose order decides nothing. */
const independent: ReadonlySet<string> = new Set(['1 2', '1 3', '1 4', '2 3', '2 4', '3 4']);

/** The source with two of the numbered effects in each other's place; each begins with its comment. */
const exchanged = (source: string, left: number, right: number): string => {
  const starts = Array.from({ length: EFFECTS }, (_, effect) => source.indexOf(`    // ${effect + 1}. `));
  const end = source.indexOf('\n  }\n', starts.at(-1)) + 1;
  if (starts.some((start, effect) => start < (starts[effect - 1] ?? 0)) || end === 0)
    throw new Error(`${SOURCE} has no six effects in 'tell' that are numbered by their comments.`);
  const effects = starts.map((start, effect) => source.slice(start, starts[effect + 1] ?? end));
  const order = effects.map((_, effect) => (effect === left ? right : effect === right ? left : effect));
  return source.slice(0, starts[0]) + order.map((effect) => effects[effect]).join('') + source.slice(end);
};

/** A copy of the checkout in which sources may be altered: nothing is written into the checkout itself. */
const copyOfCheckout = (): string => {
  const copy = mkdtempSync(join(tmpdir(), 'swaps-'));
  const left = new Set(['node_modules', 'dist', '.git', 'runs', 'coverage']);
  cpSync(root, copy, { recursive: true, filter: (path) => !left.has(basename(path)) });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  return copy;
};

interface Ran {
  readonly passes: boolean;
  readonly output: string;
}

const run = promisify(execFile);

const ran = async (cwd: string, ...args: readonly string[]): Promise<Ran> => {
  try {
    const { stdout } = await run('npx', args, { cwd, maxBuffer: 1 << 28 });
    return { passes: true, output: stdout };
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { readonly stdout?: string; readonly stderr?: string };
    return { passes: false, output: stdout + stderr };
  }
};

const [runs = '1000', seed = '7'] = process.argv.slice(2);
const copy = copyOfCheckout();
process.on('exit', () => rmSync(copy, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1));
const source = readFileSync(join(root, SOURCE), 'utf8');
const test = (what: string): Promise<Ran> => ran(copy, 'vitest', 'run', what, '--maxWorkers=1', '--reporter=json');
const random = (): Promise<Ran> => ran(copy, 'tsx', 'test/mutants/swap-digests.ts', runs, '40', seed);

/** The names of the tests that failed. */
const failedIn = ({ output }: Ran): string[] => {
  interface Result {
    readonly name: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }
  const { testResults } = JSON.parse(output.slice(output.indexOf('{'), output.lastIndexOf('}') + 1)) as {
    readonly testResults: readonly Result[];
  };
  return testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'failed')
      .map(({ fullName }) => `${basename(name)}: ${fullName}`),
  );
};

const wrong: string[] = [];
const asItIs = await random();
if (!(await test('test/orders')).passes) wrong.push('without a swap: test/orders fails');
for (let left = 0; left < EFFECTS; left += 1)
  for (let right = left + 1; right < EFFECTS; right += 1) {
    const pair = `${left + 1} ${right + 1}`;
    writeFileSync(join(copy, SOURCE), exchanged(source, left, right));
    const isIndependent = independent.has(pair);
    const tested = await test(isIndependent ? 'test/orders' : EFFECTS_TEST);
    if (!isIndependent) {
      const failed = tested.passes ? [] : failedIn(tested);
      process.stdout.write(`${pair}: ${failed.length} tests fail\n${failed.map((name) => `  ${name}\n`).join('')}`);
      if (tested.passes) wrong.push(`${pair}: no test fails`);
      continue;
    }
    const pinned = await ran(copy, 'tsx', 'test/digests/run.ts');
    const drawn = await random();
    const isSame = drawn.output === asItIs.output;
    process.stdout.write(
      `${pair}: tests ${tested.passes ? 'pass' : 'fail'}, pinned runs ${pinned.passes ? 'equal' : 'differ'}, ` +
        `${asItIs.output.split('\n').length - 1} random runs ${isSame ? 'equal' : 'differ'}\n`,
    );
    if (!tested.passes || !pinned.passes || !isSame) wrong.push(`${pair}: is not independent`);
  }
for (const line of wrong) process.stdout.write(`WRONG: ${line}\n`);
process.exitCode = wrong.length === 0 ? 0 : 1;
