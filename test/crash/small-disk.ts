// A disk of a few megabytes, for tests that fill it: a tmpfs, which only root can mount. Where it cannot be mounted, those
// tests are skipped, and say so.
import { execFileSync } from 'node:child_process';
import { closeSync, chmodSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A disk that is mounted. */
export interface SmallDisk {
  readonly folder: string;
  /** Fills it, but for so many bytes. */
  fill(leftBytes: number): void;
  /** Gives the room back. */
  free(): void;
  remove(): void;
}

const MIB = 1_024 * 1_024;

/** Mounts one. Throws where that is not possible. */
export const mountSmallDisk = (mib: number): SmallDisk => {
  const folder = mkdtempSync(join(tmpdir(), 'dte-disk-'));
  const ballast = join(folder, 'ballast');
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${mib}m`, 'tmpfs', folder], { stdio: 'pipe' });
  } catch (error) {
    rmSync(folder, { recursive: true });
    throw error;
  }
  chmodSync(folder, 0o777);
  const free = (): void => rmSync(ballast, { force: true });
  return {
    folder,
    fill: (leftBytes) => {
      const file = openSync(ballast, 'a');
      const freeBytes = (): number => {
        const { bavail, bsize } = statfsSync(folder);
        return bavail * bsize;
      };
      try {
        for (let left = freeBytes() - leftBytes; left > 0; left = freeBytes() - leftBytes)
          writeSync(file, Buffer.alloc(Math.min(left, MIB)));
      } finally {
        closeSync(file);
      }
    },
    free,
    remove: () => {
      free();
      execFileSync('umount', ['-l', folder], { stdio: 'pipe' });
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

/** Why there is none here, or null. */
export const whyNoSmallDisk: string | null = (() => {
  try {
    mountSmallDisk(1).remove();
    return null;
  } catch {
    return 'a tmpfs cannot be mounted here, which takes root';
  }
})();

if (whyNoSmallDisk !== null) process.stderr.write(`\nSKIPPED: everything on a full disk, because ${whyNoSmallDisk}\n`);
