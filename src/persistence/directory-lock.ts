// Who may use a directory: PGlite does not ask, and two processes in one directory corrupt it. A file beside the directory
// names the process that holds it. It is never taken away for its age: only from a process that lives no more.
import { linkSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { storeError, wordsOf } from './store-error.ts';

/** Who holds a directory. */
interface Holder {
  readonly pid: number;
  /** When the process was started, as the system counts it, so that a number given again is not taken for it; or ''. */
  readonly startedAt: string;
}

/** A directory that is held. */
export interface DirectoryLock {
  /** The directory, whatever way led to it. */
  readonly directory: string;
  /** Gives it back. */
  release(): void;
}

/** The field of a process's line in `/proc` that says when it began, counted behind the name in brackets. */
const startField = 19;

const startOf = (pid: number): string => {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return line.slice(line.lastIndexOf(')') + 2).split(' ')[startField] ?? '';
  } catch {
    return '';
  }
};

const lives = ({ pid, startedAt }: Holder): boolean => {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // It lives, and belongs to somebody else.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const startsNow = startOf(pid);
  return startedAt === '' || startsNow === '' || startsNow === startedAt;
};

const holderIn = (file: string): Holder | null => {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  const [pid, startedAt = ''] = text.trim().split(' ');
  // A file that is not ours to understand holds the directory all the same.
  return { pid: Number(pid), startedAt };
};

/**
 * Makes the file whole or not at all: written elsewhere, then linked to its name, which fails if the name is taken. Where
 * there are no links, it is made in its place, which fails as well if it is there.
 */
const create = (file: string, text: string): boolean => {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, text);
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'EEXIST' && createInPlace(file, text);
  } finally {
    rmSync(draft, { force: true });
  }
};

const createInPlace = (file: string, text: string): boolean => {
  try {
    writeFileSync(file, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  }
};

const canonical = (directory: string): string => {
  mkdirSync(dirname(directory), { recursive: true });
  try {
    return realpathSync(directory);
  } catch {
    return join(realpathSync(dirname(directory)), basename(directory));
  }
};

const held = (directory: string, { pid }: Holder, file: string) =>
  storeError(
    'directoryHeld',
    directory,
    Number.isSafeInteger(pid)
      ? `process ${pid}, which uses it now: wait until it ends, or give another directory`
      : `the lock file ${file}, which says not by whom: remove it if no process uses the directory`,
  );

/** Takes a directory for this process. Throws a `StoreError` that names the process which holds it. */
export const lockDirectory = (path: string): DirectoryLock => {
  const directory = canonical(path);
  const file = `${directory}.lock`;
  const own = `${process.pid} ${startOf(process.pid)}\n`;
  const release = (): void => {
    if (readIfThere(file) === own) rmSync(file, { force: true });
  };
  if (create(file, own)) return { directory, release };
  const holder = holderIn(file);
  if (holder !== null && (!Number.isSafeInteger(holder.pid) || lives(holder))) throw held(directory, holder, file);
  takeOver(directory, file, own);
  return { directory, release };
};

/** Puts a dead process's file away. One process at a time does, or the second would put away the first one's own. */
const takeOver = (directory: string, file: string, own: string): void => {
  const claim = `${file}.claim`;
  if (!create(claim, own)) {
    const claimer = holderIn(claim);
    throw storeError(
      'directoryHeld',
      directory,
      claimer === null || lives(claimer)
        ? 'a process that is taking it over at this moment: try again'
        : `a process that died while it took it over: remove ${claim}`,
    );
  }
  try {
    const holder = holderIn(file);
    if (holder !== null) {
      if (lives(holder)) throw held(directory, holder, file);
      rmSync(file);
    }
    if (!create(file, own)) throw held(directory, holderIn(file) ?? { pid: Number.NaN, startedAt: '' }, file);
  } finally {
    rmSync(claim, { force: true });
  }
};

const readIfThere = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    return wordsOf(error);
  }
};
