// The folder `runs/`: databases that stand side by side, one for each process that writes at the same time, and the numbers
// that are given for all of them. A directory belongs to such a folder by its name: `runs/database`, `runs/database-2`, ….
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { whoHoldsDirectory } from './directory-lock.ts';
import { storeError } from './store-error.ts';
import { RunNumbers } from './run-numbers.ts';

const folderName = 'runs';
const firstName = 'database';
const databaseName = /^database(?:-([2-9]|[1-9]\d{1,5}))?$/;

/** The name of the database at that place, from 1 on. */
export const databaseAt = (place: number): string => (place === 1 ? firstName : `${firstName}-${place}`);

const placeOf = (name: string): number | null => {
  const found = databaseName.exec(name);
  return found === null ? null : Number(found[1] ?? 1);
};

/** In a directory while its database is made: what holds it is of no use to anybody yet. */
const unfinishedName = 'dte-unfinished';
/** What is found in every database. */
const versionName = 'PG_VERSION';
/** The folders of a database, which are copied first: all that a former build left where it was killed while it made one. */
const databaseFolder = /^(base|global|pg_[a-z]+)$/;

/** What is in a directory: a database, nothing, one that was killed before it was whole, or something else. */
export const contentOf = (directory: string): 'database' | 'nothing' | 'unfinished' | 'else' => {
  const names = existsSync(directory) ? readdirSync(directory) : [];
  if (names.length === 0) return 'nothing';
  if (names.includes(unfinishedName)) return 'unfinished';
  if (names.includes(versionName)) return 'database';
  return names.every((name) => databaseFolder.test(name)) ? 'unfinished' : 'else';
};

/** The version of Postgres whose files a directory holds. */
export const versionIn = (directory: string): string => readFileSync(join(directory, versionName), 'utf8').trim();

/**
 * Begins to make a database in a directory that this process holds, and removes what one that was killed left there. The
 * answer is to be called when the database is whole.
 */
export const beginDatabase = (directory: string): (() => void) => {
  if (existsSync(directory)) for (const name of readdirSync(directory)) removeUnlessMark(directory, name);
  mkdirSync(directory, { recursive: true });
  const mark = join(directory, unfinishedName);
  writeFileSync(mark, '');
  return () => rmSync(mark, { force: true });
};

/** The mark stays to the last: a process that is killed here leaves what can be recognized. */
const removeUnlessMark = (directory: string, name: string): void => {
  if (name !== unfinishedName) rmSync(join(directory, name), { recursive: true, force: true });
};

/** A `runs/` folder. */
export class RunsFolder {
  readonly path: string;
  readonly numbers: RunNumbers;

  constructor(path: string) {
    this.path = path;
    this.numbers = new RunNumbers(join(path, 'numbers'));
  }

  /** The names of the existing directories, in their order. One that is still being created is among them. */
  names(): readonly string[] {
    if (!existsSync(this.path)) return [];
    if (!statSync(this.path).isDirectory()) throw storeError('notADirectory', this.path, 'it is a file');
    return readdirSync(this.path, { withFileTypes: true })
      .filter((entry) => placeOf(entry.name) !== null && !entry.isFile())
      .map(({ name }) => name)
      .toSorted((left, right) => placeOf(left)! - placeOf(right)!);
  }

  /** The directory of that name. */
  pathOf(name: string): string {
    return join(this.path, name);
  }

  /** Those that hold a database, or in which a process that lives is making one. */
  databases(): readonly string[] {
    return this.names().filter((name) => {
      const path = this.pathOf(name);
      const content = contentOf(path);
      return content === 'database' || (content !== 'else' && whoHoldsDirectory(path)?.isSeen === true);
    });
  }

  /** Makes the folder, so that no version control takes it for a part of a project. A file that was removed stays so. */
  make(): void {
    const numbers = join(this.path, 'numbers');
    if (existsSync(numbers)) return;
    if (this.names().length === 0) mkdirSync(this.path, { recursive: true });
    try {
      writeFileSync(join(this.path, '.gitignore'), '*\n', { flag: 'wx' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    mkdirSync(numbers, { recursive: true });
  }
}

/** A directory's place in a `runs/` folder. */
export interface PlaceInRuns {
  readonly folder: RunsFolder;
  /** The directory's name. */
  readonly name: string;
}

/**
 * Where a directory stands in a `runs/` folder, whatever way leads to it: `named` is how it was named, `directory` its path
 * without links. Null where it stands in none, so that its numbers are its own.
 */
export const placeInRuns = (named: string, directory: string): PlaceInRuns | null => {
  const above = dirname(directory);
  const name = basename(directory);
  if (placeOf(name) === null) return null;
  const folder = new RunsFolder(above);
  const isRuns = [above, dirname(resolve(named))].some((path) => basename(path) === folderName);
  return isRuns || folder.numbers.isListed(name) ? { folder, name } : null;
};
