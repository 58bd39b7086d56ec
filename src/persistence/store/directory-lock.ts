// Who may use a directory: PGlite does not ask, and two processes in one directory corrupt it. A lock is a folder beside the
// directory with one file in it, which names the process that holds it. A folder is put in its place whole, by renaming it,
// which fails where another is there that is not empty. The file of a dead process is removed by its own name, which no
// other process ever has, so that nobody removes the lock of one that lives. A lock is never taken for its age.
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { StoreError, storeError } from './store-error.ts';
import { fateOf, holderOfText, ownHolder, textOfHolder, type DirectoryUse, type Holder } from './lock-holder.ts';

/** A directory that this process holds. */
export interface DirectoryLock {
  /** The directory, whatever way led to it. */
  readonly directory: string;
  /** Says in the lock which run is written. */
  note(run: number): void;
  /** Releases it. A second call changes nothing. */
  release(): void;
}

/** Another process holds the directory. The message is a sentence that names it. */
export class DirectoryHeld extends StoreError {
  /** The directory. */
  readonly directory: string;
  /** The process that holds it; null where the lock does not say. */
  readonly holder: Holder | null;
  /** Whether the process can be seen from here: only then is its end worth waiting for. */
  readonly isSeen: boolean;

  constructor(directory: string, holder: Holder | null, isSeen: boolean, words: string) {
    super('directoryHeld', storeError('directoryHeld', directory, words).message);
    this.directory = directory;
    this.holder = holder;
    this.isSeen = isSeen;
  }
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? '';

/** What the system says where something else stands in a folder's place, or where it is not empty. */
const isTaken = (error: unknown): boolean => ['ENOTEMPTY', 'EEXIST', 'ENOTDIR'].includes(codeOf(error));

/** A lock that is nobody's is there once or twice, while others come and go. */
const triesMax = 1_000;

const readOrNull = (file: string): string | null => {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (['ENOENT', 'EISDIR', 'ENOTDIR'].includes(codeOf(error))) return null;
    throw error;
  }
};

const removeIfThere = (file: string): void => {
  try {
    unlinkSync(file);
  } catch (error) {
    // A folder in its place is the lock of another process.
    if (!['ENOENT', 'ENOTDIR', 'EISDIR', 'EPERM'].includes(codeOf(error))) throw error;
  }
};

/** Behind the name of a holder's file: its successor, until it is put in its place. */
const noteSuffix = '.note';

/** A file that names a holder. */
interface Named {
  /** The files of that holder, its own last. */
  readonly files: readonly string[];
  readonly text: string;
}

/** What stands in the place of a lock; null where nobody holds it. */
const namedIn = (lock: string): Named | null => {
  const found = statSync(lock, { throwIfNoEntry: false });
  if (found === undefined) return null;
  if (!found.isDirectory()) {
    // A former build's lock is a file. It is no file any more where that process has just released it.
    const text = readOrNull(lock);
    return text === null ? null : { files: [`${lock}.claim`, lock], text };
  }
  let names: readonly string[];
  try {
    names = readdirSync(lock);
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return null;
    throw error;
  }
  const own = names.find((name) => !name.endsWith(noteSuffix));
  if (own === undefined) {
    for (const name of names) removeIfThere(join(lock, name));
    return null;
  }
  const text = readOrNull(join(lock, own));
  return text === null ? null : { files: [join(lock, `${own}${noteSuffix}`), join(lock, own)], text };
};

const whoHolds = ({ pid, use, run }: Holder): string => {
  if (use === 'read') return `process ${pid}, which reads it`;
  return `process ${pid}, which ${run === null ? 'uses it' : `writes run ${run} to it`}`;
};

const heldBy = (directory: string, lock: string, holder: Holder | null): DirectoryHeld => {
  if (holder === null)
    return new DirectoryHeld(
      directory,
      null,
      false,
      `the lock ${lock}, which says not by whom: remove it if no process uses the directory`,
    );
  if (fateOf(holder) === 'unseen')
    return new DirectoryHeld(
      directory,
      holder,
      false,
      `process ${holder.pid} of another machine or container (${holder.machine.split(' ')[0]}), which cannot be seen from ` +
        `here: remove ${lock} if it has ended`,
    );
  return new DirectoryHeld(
    directory,
    holder,
    true,
    `${whoHolds(holder)} now: wait until it ends, or give another directory`,
  );
};

/** The error that says who holds the lock; null where nobody does. Removes what a dead process left. */
const heldNow = (directory: string, lock: string): DirectoryHeld | null => {
  const named = namedIn(lock);
  if (named === null) return null;
  const holder = holderOfText(named.text);
  if (holder === null || fateOf(holder) !== 'dead') return heldBy(directory, lock, holder);
  // A former build takes a dead one's lock over under a claim.
  const claim = named.files[0]!;
  const claimer = claim.endsWith('.claim') ? holderOfText(readOrNull(claim) ?? '') : null;
  if (claimer !== null && fateOf(claimer) !== 'dead') return heldBy(directory, lock, claimer);
  for (const file of named.files) removeIfThere(file);
  return null;
};

const canonical = (directory: string): string => {
  const above = dirname(directory);
  if (statSync(above, { throwIfNoEntry: false })?.isDirectory() === false)
    throw storeError('notADirectory', above, 'it is a file');
  mkdirSync(above, { recursive: true });
  try {
    return realpathSync(directory);
  } catch {
    return join(realpathSync(above), basename(directory));
  }
};

/** Writes a small file so that it is whole even after the machine has lost its power. */
const writeDown = (file: string, text: string): void => {
  const open = openSync(file, 'w');
  try {
    writeFileSync(open, text);
    fsyncSync(open);
  } finally {
    closeSync(open);
  }
};

const lockOf = (directory: string): string => `${directory}.lock`;

/** The error that says which process holds a directory at this moment; null where nobody does. */
export const whoHoldsDirectory = (path: string): DirectoryHeld | null => {
  const directory = canonical(path);
  return heldNow(directory, lockOf(directory));
};

/** Takes a directory for this process. Throws `DirectoryHeld`, a `StoreError`, or what the operating system says. */
export const lockDirectory = (path: string, use: DirectoryUse = 'write'): DirectoryLock => {
  const directory = canonical(path);
  const lock = lockOf(directory);
  const draft = mkdtempSync(`${lock}.`);
  // The system made this name up, and so it is no other holder's.
  const own = join(lock, basename(draft).slice(basename(lock).length + 1));
  try {
    writeDown(join(draft, basename(own)), textOfHolder(ownHolder(use)));
    for (let tries = 1; !put(draft, lock, tries === triesMax); tries += 1) {
      const held = heldNow(directory, lock);
      if (held !== null) throw held;
      // Some file systems put nothing in the place of a folder that is empty.
      removeFolder(lock);
    }
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw error;
  }
  let isReleased = false;
  return {
    directory,
    note: (run) => {
      if (isReleased) return;
      try {
        writeDown(`${own}${noteSuffix}`, textOfHolder(ownHolder(use, run)));
        renameSync(`${own}${noteSuffix}`, own);
      } catch {
        // It is held all the same: the note is for people who wait.
      }
    },
    release: () => {
      if (isReleased) return;
      isReleased = true;
      removeIfThere(own);
      removeFolder(lock);
    },
  };
};

/** Puts a lock in its place; false where another is there. The last time, that is an error. */
const put = (draft: string, lock: string, isLast: boolean): boolean => {
  try {
    renameSync(draft, lock);
    return true;
  } catch (error) {
    if (isTaken(error) && !isLast) return false;
    throw error;
  }
};

/** Removes an empty folder. One that is not empty is the next holder's. */
const removeFolder = (folder: string): void => {
  try {
    rmdirSync(folder);
  } catch (error) {
    if (!isTaken(error) && codeOf(error) !== 'ENOENT') throw error;
  }
};
