// The code that a result is a function of, as a list of folders with a hash each, and of packages with their versions. A bundle
// does not show which folder a line of it came from, so a build carries these lists in a file of its own.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { assert } from '../../kernel/assert.ts';
import { linkedBy } from './linked.ts';

/** The code that something is a function of. */
export interface CodeParts {
  /** sha256 of the sources that lie in the folder itself, by the folder's path from the package's. Hexadecimal digits. */
  readonly folders: Readonly<Record<string, string>>;
  /** The version of each package, by name. */
  readonly packages: Readonly<Record<string, string>>;
}

/** The file in which a build keeps its parts, by what they are the parts of, in the folder that holds all of the build. */
export const partsFile = 'build.json';

const isSource = (name: string): boolean => name.endsWith('.ts') && !name.endsWith('.d.ts');

const hashOfFolder = (root: string, folder: string): string => {
  const hash = createHash('sha256');
  for (const name of readdirSync(join(root, folder)).filter(isSource).toSorted()) {
    const text = readFileSync(join(root, folder, name));
    hash.update(`${name} ${text.length}\n`).update(text);
  }
  return hash.digest('hex');
};

/**
 * The parts that modules link to or load at any time. `root` holds `package.json` and the sources; the modules are paths from
 * there. A whole folder counts where one of its files does: a file that is added there may change what the others do.
 */
export const partsOf = (root: string, modules: readonly string[]): CodeParts => {
  const linked = linkedBy(
    modules.map((module) => join(root, module)),
    true,
  );
  const folders = [...linked.files].map((file) => relative(root, dirname(file)).replaceAll(sep, '/'));
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly dependencies: Readonly<Record<string, string>>;
  };
  return {
    folders: Object.fromEntries([...new Set(folders)].toSorted().map((folder) => [folder, hashOfFolder(root, folder)])),
    packages: Object.fromEntries([...linked.packages].toSorted().map((name) => [name, dependencies[name] ?? ''])),
  };
};

/** The parts of the code that runs: those that its build carries under that name, or those of the sources without a build. */
export const ownParts = (name: string, modules: readonly string[]): CodeParts => {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const kept = join(folder, partsFile);
    if (existsSync(kept)) {
      const parts = (JSON.parse(readFileSync(kept, 'utf8')) as Readonly<Record<string, CodeParts>>)[name];
      assert(parts !== undefined, `the build does not carry the parts '${name}'`);
      return parts;
    }
    if (existsSync(join(folder, 'package.json'))) return partsOf(folder, modules);
    assert(dirname(folder) !== folder, 'the engine lies in no package');
  }
};

/** One hash of these parts, and of this Node. Hexadecimal digits. */
export const hashOfParts = ({ folders, packages }: CodeParts): string => {
  const hash = createHash('sha256').update(`${process.version} ${process.arch}\n`);
  for (const [name, value] of [...Object.entries(folders), ...Object.entries(packages)])
    hash.update(`${name} ${value}\n`);
  return hash.digest('hex');
};
