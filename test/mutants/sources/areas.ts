// The areas whose sources are altered, and the tests that answer for each. An area that names a file or folder which
// does not exist is an error: after a move it would otherwise measure nothing and say so with a full score.
import { readdirSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the package, with a slash at its end. */
export const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Sources that are altered together, and the test folders that must notice. */
export interface Area {
  readonly name: string;
  /** Folders of sources, from the root. */
  readonly sources: readonly string[];
  /** Of those folders only files of these names, without `.ts`, wherever they lie; null for all. */
  readonly only: readonly string[] | null;
  /** Folders of test files. */
  readonly tests: readonly string[];
  /** Test files there that only look at processes of their own, which know the sources from the disk and no mutant. */
  readonly without: readonly string[];
  /** The least score, in percent of the mutants that are not equivalent: some points below what was measured last. */
  readonly percentMin: number;
}

/** The five areas. `engine` includes what it drives: orders as actors, and lanes. */
export const areas: readonly Area[] = [
  {
    name: 'engine',
    sources: ['src/engine', 'src/orders', 'src/lanes'],
    only: null,
    tests: ['test/engine', 'test/orders', 'test/lanes'],
    without: [],
    percentMin: 90,
  },
  { name: 'arbitrage', sources: ['src/arbitrage'], only: null, tests: ['test/arbitrage'], without: [], percentMin: 97 },
  {
    name: 'accounting',
    sources: ['src/accounting'],
    only: null,
    tests: ['test/accounting'],
    without: [],
    percentMin: 80,
  },
  {
    name: 'simulation',
    sources: ['src/venues/simulation'],
    only: null,
    // Recorded books come from a recording, and what strategies see of a book is built by the engine.
    tests: ['test/venues/simulation', 'test/venues/faults', 'test/world', 'test/engine/intents'],
    without: [],
    percentMin: 82,
  },
  {
    name: 'recovery',
    sources: ['src/persistence'],
    only: [
      'adopt-runs',
      'checkpointer',
      'checkpoints',
      'determinism-fault',
      'recover',
      'recorder',
      'run-hold',
      'segment',
      'tail-check',
      'retry-until-committed',
    ],
    // The quick ones, so that a mutant costs seconds: whole runs that are killed are tested in `test/crash`.
    tests: ['test/persistence/checkpoints', 'test/persistence/write', 'test/persistence/store'],
    without: [
      'test/persistence/write/late-indexes.test.ts',
      'test/persistence/write/outages.test.ts',
      'test/persistence/write/writer.test.ts',
      'test/persistence/store/directory-lock.test.ts',
      'test/persistence/store/migrations.test.ts',
      'test/persistence/store/store.test.ts',
    ],
    percentMin: 80,
  },
];

const isFolder = (path: string): boolean =>
  statSync(`${root}${path}`, { throwIfNoEntry: false })?.isDirectory() === true;

const filesBelow = (folder: string): string[] =>
  readdirSync(`${root}${folder}`, { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? filesBelow(`${folder}/${entry.name}`) : [`${folder}/${entry.name}`]))
    .toSorted();

const existing = (area: Area, folders: readonly string[]): readonly string[] => {
  for (const folder of folders)
    if (!isFolder(folder)) throw new Error(`The area '${area.name}' names ${folder}, which does not exist.`);
  return folders;
};

/** The source files of an area, in order of their paths. */
export const sourceFilesOf = (area: Area): readonly string[] => {
  const files = existing(area, area.sources)
    .flatMap(filesBelow)
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts'));
  const { only } = area;
  if (only === null) return files;
  const chosen = files.filter((path) => only.includes(basename(path, '.ts')));
  const missing = only.filter((name) => !chosen.some((path) => basename(path, '.ts') === name));
  if (missing.length > 0)
    throw new Error(`The area '${area.name}' names files that do not exist: ${missing.join(', ')}.`);
  return chosen;
};

/** The test files of an area, in order of its folders. */
export const testFilesOf = (area: Area): readonly string[] => {
  const files = existing(area, area.tests)
    .flatMap(filesBelow)
    .filter((path) => path.endsWith('.test.ts'));
  const missing = area.without.filter((path) => !files.includes(path));
  if (missing.length > 0)
    throw new Error(`The area '${area.name}' leaves out files that do not exist: ${missing.join(', ')}.`);
  return files.filter((path) => !area.without.includes(path));
};
