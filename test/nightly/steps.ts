// What a night runs, each step with the seed that brings it back.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** One command of the night. */
export interface Step {
  readonly name: string;
  /** A script of package.json. */
  readonly script: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/** How much of it. */
export interface NightOptions {
  /** Mutants of the sources that are tried in each area. */
  readonly mutants: number;
  /** How often the property tests run, each time with another seed. */
  readonly rounds: number;
  /** Random whole runs, of any scenario and of any latencies. */
  readonly runs: number;
  readonly drawSeed: () => number;
}

const importPattern = /from '(\.{1,2}\/[^']+\.ts)'/g;

const isOfProperties = (path: string, seen: Set<string>): boolean => {
  // A test may hold the text of a source that exists nowhere, imports included.
  if (seen.has(path) || !existsSync(path)) return false;
  seen.add(path);
  const text = readFileSync(path, 'utf8');
  if (text.includes("from 'fast-check'")) return true;
  const imported = [...text.matchAll(importPattern)].map(([, name]) => join(dirname(path), name as string));
  return imported.some((other) => other.startsWith('test/') && isOfProperties(other, seen));
};

/** The test files that look at random cases, by themselves or by a helper; paths from the root, where it has to be called. */
export const propertyFiles = (): readonly string[] =>
  readdirSync('test', { recursive: true, encoding: 'utf8' })
    .map((name) => join('test', name))
    .filter((path) => path.endsWith('.test.ts') && isOfProperties(path, new Set()))
    .toSorted();

/** All steps, the short ones first. */
export const stepsOf = ({ mutants, rounds, runs, drawSeed }: NightOptions): readonly Step[] => {
  const seed = (): string => String(drawSeed());
  const step = (name: string, script: string, args: readonly string[], environment = {}): Step => ({
    name,
    script,
    args,
    environment,
  });
  const files = propertyFiles();
  return [
    ...Array.from({ length: rounds }, (_, round) =>
      step(`properties, ${round + 1} of ${rounds}`, 'test', files, { FC_SEED: seed() }),
    ),
    step('isolated', 'test:isolated', [], { FC_SEED: seed() }),
    step('thousand', 'test:thousand', [String(runs), '200', seed()]),
    step('thousand late', 'test:thousand', ['late', String(runs), '20', seed()]),
    step('side-by-side', 'test:side-by-side', ['10', 'dist/src/cli/dte.js', seed()]),
    step('deep', 'test:deep', ['200', seed()]),
    step('mutants of charts', 'test:mutants', []),
    step('swaps', 'test:swaps', [String(runs), seed()]),
    step('mutants of sources', 'test:mutants:sources', ['--sample', String(mutants), '--seed', seed()]),
  ];
};

/** The step as one would type it. */
export const commandOf = ({ script, args, environment }: Step): string => {
  const variables = Object.entries(environment).map(([name, value]) => `${name}=${value} `);
  const given = args.length === 0 ? '' : ` -- ${args.join(' ')}`;
  return `${variables.join('')}npm run ${script}${given}`;
};
