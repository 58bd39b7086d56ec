// The process that judges mutants: one vitest whose transformer puts a mutated text in the place of a source. Nothing is
// written into the checkout, so that several of these run side by side, and a kill leaves nothing to restore.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { createVitest, type TestRunResult, type TestSpecification } from 'vitest/node';
import { root } from './areas.ts';
import { placesFileVariable, type Judgement, type Question } from './protocol.ts';

/** The temporary folder is this process's own. */
const placesFile = join(tmpdir(), 'places.json');

/** Texts that stand in for those of files, by path. */
let texts: ReadonlyMap<string, string> = new Map();
/** The test files to run, in the order in which they are to run. */
let order: readonly string[] = [];

const standIn: Plugin = {
  name: 'mutants',
  enforce: 'pre',
  transform: (_, id) => {
    const text = texts.get(id);
    return text === undefined ? null : { code: text, map: null };
  },
};

const placeInOrder = ({ moduleId }: TestSpecification): number => order.indexOf(moduleId);

class InOrder {
  shard = (files: TestSpecification[]): Promise<TestSpecification[]> => Promise.resolve(files);
  sort = (files: TestSpecification[]): Promise<TestSpecification[]> =>
    Promise.resolve(files.toSorted((left, right) => placeInOrder(left) - placeInOrder(right)));
}

// A snapshot that is missing fails, and none is written.
process.env['CI'] = 'true';
process.env[placesFileVariable] = placesFile;

const vitest = await createVitest(
  'test',
  {
    root,
    watch: false,
    bail: 1,
    maxWorkers: 1,
    isolate: false,
    update: false,
    pool: 'forks',
    execArgv: [],
    reporters: [{}],
    setupFiles: ['test/setup.ts', 'test/mutants/sources/in-worker.ts'],
    sequence: { sequencer: InOrder },
  },
  { plugins: [standIn] },
);
const project = vitest.getRootProject();

const firstFailure = ({ testModules, unhandledErrors }: TestRunResult): string | null => {
  for (const module of testModules) {
    if (module.ok()) continue;
    for (const test of module.children.allTests('failed')) {
      const [message = ''] = test.result().errors?.map((error) => error.message.split('\n')[0]) ?? [];
      return `${module.relativeModuleId}: ${test.fullName}: ${message}`;
    }
    return `${module.relativeModuleId}, which cannot be run: ${module
      .errors()
      .map(({ message }) => message)
      .join('; ')}`;
  }
  return unhandledErrors.length === 0 ? null : 'an error outside of any test';
};

const judge = async (question: Question): Promise<Judgement> => {
  const startedMs = performance.now();
  const altered = new Map(Object.entries(question.texts).map(([file, text]) => [`${root}${file}`, text]));
  for (const path of new Set([...texts.keys(), ...altered.keys()]))
    if (texts.get(path) !== altered.get(path)) vitest.invalidateFile(path);
  texts = altered;
  order = question.testFiles.map((file) => `${root}${file}`);
  rmSync(placesFile, { force: true });
  vitest.state.filesMap.clear();
  const result = await vitest.runTestSpecifications(order.map((path) => project.createSpecification(path)));
  // A test file that did not run would let every mutant live.
  if (result.testModules.length === 0) throw new Error('No test file ran.');
  const places = existsSync(placesFile) ? (JSON.parse(readFileSync(placesFile, 'utf8')) as string[]) : [];
  return { failed: firstFailure(result), durationMs: performance.now() - startedMs, places };
};

process.on('message', (question: Question) => {
  judge(question).then(
    (judgement) => process.send?.(judgement),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});
// The one who asked has ended.
process.on('disconnect', () => process.exit(0));
