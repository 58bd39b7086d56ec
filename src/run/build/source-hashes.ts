// What the engine's code is, folder by folder: hashes of the sources, and the versions of the packages that they use. A build is
// a few files in which no folder can be told from another, so it carries the hashes of the sources that it was made from.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { assert } from '../../kernel/assert.ts';

/** The code of the engine, by its parts. */
export interface SourceHashes {
  /** sha256 of each folder's sources with their paths, in hexadecimal digits, by the folder's path from the package's. */
  readonly folders: Readonly<Record<string, string>>;
  /** The version of each package that it depends on, by name. */
  readonly packages: Readonly<Record<string, string>>;
}

/** The file in which a build keeps them, in the folder that holds all of it. */
export const hashesFile = 'build.json';

const isSource = (name: string): boolean => name.endsWith('.ts') && !name.endsWith('.d.ts');

const sourcesBelow = (root: string, folder: string): readonly string[] =>
  readdirSync(join(root, folder), { withFileTypes: true })
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return sourcesBelow(root, path);
      return isSource(entry.name) ? [path] : [];
    })
    .toSorted();

const hashOf = (root: string, folder: string): string => {
  const hash = createHash('sha256');
  for (const path of sourcesBelow(root, folder)) {
    const text = readFileSync(join(root, path));
    hash.update(`${path} ${text.length}\n`).update(text);
  }
  return hash.digest('hex');
};

/** The hashes of the sources in a folder that holds `src`, `machines`, `drizzle` and `package.json`. */
export const hashSources = (root: string): SourceHashes => {
  const below = readdirSync(join(root, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const folders = ['drizzle', 'machines', ...below.map(({ name }) => `src/${name}`).toSorted()];
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly dependencies: Readonly<Record<string, string>>;
  };
  return {
    folders: Object.fromEntries(folders.map((folder) => [folder, hashOf(root, folder)])),
    packages: dependencies,
  };
};

/** The hashes of the code that runs: those that its build carries, or those of the sources where it was not built. */
export const ownHashes = (): SourceHashes => {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const kept = join(folder, hashesFile);
    if (existsSync(kept)) return JSON.parse(readFileSync(kept, 'utf8')) as SourceHashes;
    if (existsSync(join(folder, 'package.json'))) return hashSources(folder);
    assert(dirname(folder) !== folder, 'the engine lies in no package');
  }
};
