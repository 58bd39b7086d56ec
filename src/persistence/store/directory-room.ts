// Whether the embedded database may write into its directory. It has to be asked before: a log that cannot grow makes the
// database spin for ever inside this process, where no timer and no Ctrl-C is heard any more; and a directory that was taken
// away is written to in files that no name leads to.
import { statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { storeError } from './store-error.ts';

const MIB = 1_024 * 1_024;
/** Two new segments of the log, 16 MiB each, and what one transaction adds to tables, with as much again to spare. */
const freeBytesMin = 64 * MIB;
/** The size of a new database. */
const newBytes = 48 * MIB;

/** Bytes that are free where a path is; null where the file system does not say. */
const freeAt = (path: string): number | null => {
  const { bavail, bsize, blocks } = statfsSync(path);
  return blocks === 0 ? null : bavail * bsize;
};

const refuseFull = (directory: string, at: string, wantedBytes: number): void => {
  const free = freeAt(at);
  if (free !== null && free < wantedBytes)
    throw storeError(
      'diskFull',
      directory,
      `${Math.floor(free / MIB)} MiB are free, and the embedded database needs ${wantedBytes / MIB} MiB to write safely`,
    );
};

/** Before a directory is made a database. Throws a `StoreError`; `parent` is a folder above it that exists. */
export const refuseNewIn = (directory: string, parent: string): void =>
  refuseFull(directory, parent, newBytes + freeBytesMin);

/** The check of one directory before each write. It throws a `StoreError`, or what the operating system throws. */
export const createRoomCheck = (directory: string): (() => void) => {
  const { ino } = statSync(directory);
  return () => {
    const found = statSync(join(directory, 'PG_VERSION'), { throwIfNoEntry: false });
    const own = statSync(directory, { throwIfNoEntry: false });
    if (found === undefined || own === undefined || own.ino !== ino)
      throw storeError('gone', directory, 'its directory was moved or removed while this process wrote to it');
    refuseFull(directory, directory, freeBytesMin);
  };
};
