// Processes that hold a directory, as their locks name them.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ownHolder, textOfHolder, type Holder } from '../../../src/persistence/store/lock-holder.ts';

/** A process that lives until it is killed. */
export interface Living {
  readonly pid: number;
  kill(): Promise<void>;
}

/** Starts a process that does nothing. */
export const startLiving = async (): Promise<Living> => {
  const child: ChildProcess = spawn(process.execPath, ['-e', `console.log('up'); setInterval(() => {}, 1000)`], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await once(child.stdout!, 'data');
  return {
    pid: child.pid!,
    kill: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
};

/** This process's holder with something changed. */
export const holderWith = (change: Partial<Holder>): Holder => ({ ...ownHolder('write'), startedAt: '', ...change });

/** The lock of a directory as that holder has it. */
export const lockAs = (directory: string, holder: Partial<Holder>): string => {
  const lock = `${directory}.lock`;
  mkdirSync(lock, { recursive: true });
  writeFileSync(join(lock, 'Holder'), textOfHolder(holderWith(holder)));
  return lock;
};

/** A number that no process has. */
export const nobodysPid = 999_999_999;
