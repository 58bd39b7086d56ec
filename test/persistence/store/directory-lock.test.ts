// Two processes never hold one directory, and what a dead process left hinders nobody.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DirectoryHeld, lockDirectory, whoHoldsDirectory } from '../../../src/persistence/store/directory-lock.ts';
import {
  fateOf,
  holderOfText,
  ownHolder,
  textOfHolder,
  type Holder,
} from '../../../src/persistence/store/lock-holder.ts';
import { holderWith, lockAs, nobodysPid, startLiving } from './holders.ts';

let folder: string;
let directory: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dte-lock-'));
  directory = join(folder, 'data');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const heldBy = (path = directory): DirectoryHeld => {
  try {
    lockDirectory(path).release();
  } catch (error) {
    expect(error).toBeInstanceOf(DirectoryHeld);
    return error as DirectoryHeld;
  }
  throw new Error('nobody holds it');
};

describe('a directory', () => {
  it('is held once, whichever way leads to it, and is free again afterwards', () => {
    mkdirSync(directory);
    const lock = lockDirectory(directory);
    expect(heldBy(join(folder, '.', 'x', '..', 'data')).message).toMatch(/is held by process \d+, which uses it now/);
    lock.release();
    lock.release();
    expect(readdirSync(folder)).toEqual(['data']);
    lockDirectory(directory).release();
  });

  it('says which run is written to it, and who only reads', () => {
    const writer = lockDirectory(directory);
    writer.note(7);
    expect(heldBy()).toMatchObject({ isSeen: true, holder: { pid: process.pid, use: 'write', run: 7 } });
    expect(heldBy().message).toContain('which writes run 7');
    writer.release();
    writer.note(8);
    const reader = lockDirectory(directory, 'read');
    expect(whoHoldsDirectory(directory)).toMatchObject({ holder: { use: 'read', run: null } });
    reader.release();
    expect(whoHoldsDirectory(directory)).toBeNull();
  });

  it('is free when its holder has ended, however, and is held again by its own name', async () => {
    const living = await startLiving();
    lockAs(directory, { pid: living.pid });
    expect(heldBy().message).toContain(`is held by process ${living.pid}`);
    await living.kill();
    const lock = lockDirectory(directory);
    expect(heldBy().holder?.pid).toBe(process.pid);
    lock.release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is released by its own process alone, also where another has it by now', () => {
    const lock = lockDirectory(directory);
    rmSync(`${directory}.lock`, { recursive: true });
    const next = lockDirectory(directory);
    lock.release();
    expect(heldBy().holder?.pid).toBe(process.pid);
    next.release();
  });

  it.each([
    ['an empty lock, whose holder was killed while it was released', (lock: string) => mkdirSync(lock)],
    [
      'a lock that was noted in when its holder was killed',
      (lock: string) => {
        lockAs(directory, { pid: nobodysPid });
        writeFileSync(join(lock, 'Holder.note'), '');
      },
    ],
    [
      'a lock that was only drafted',
      (lock: string) => {
        mkdirSync(`${lock}.AbCdEf`);
        writeFileSync(join(`${lock}.AbCdEf`, 'AbCdEf'), textOfHolder(holderWith({ pid: nobodysPid })));
      },
    ],
    ['the file of a former build', (lock: string) => writeFileSync(lock, `${nobodysPid} 1\n`)],
    [
      'the file of a former build, and the claim of one that was killed while it took that over',
      (lock: string) => {
        writeFileSync(lock, `${nobodysPid} 1\n`);
        writeFileSync(`${lock}.claim`, `${nobodysPid} 1\n`);
      },
    ],
  ])('is free where there is %s', (_, leave) => {
    leave(`${directory}.lock`);
    lockDirectory(directory).release();
    expect(existsSync(`${directory}.lock`)).toBe(false);
  });

  it('is held by a former build that lives, or that is taking it over', async () => {
    const living = await startLiving();
    try {
      writeFileSync(`${directory}.lock`, `${living.pid} \n`);
      expect(heldBy()).toMatchObject({ isSeen: true, holder: { pid: living.pid } });
      writeFileSync(`${directory}.lock`, `${nobodysPid} 1\n`);
      writeFileSync(`${directory}.lock.claim`, `${living.pid} \n`);
      expect(heldBy()).toMatchObject({ isSeen: true, holder: { pid: living.pid } });
    } finally {
      await living.kill();
    }
  });

  it.each(['something\n', '', '{}', '[1]', 'null', '{"pid":1.5}'])(
    'is held by a lock that nobody understands (%j), until somebody removes it',
    (text) => {
      const lock = lockAs(directory, {});
      writeFileSync(join(lock, 'Holder'), text);
      expect(heldBy()).toMatchObject({ isSeen: false, holder: null });
      expect(heldBy().message).toMatch(/which says not by whom: remove it if no process uses the directory\.$/);
      expect(readFileSync(join(lock, 'Holder'), 'utf8')).toBe(text);
    },
  );

  it('is held by a process of another machine or container, which nobody can see, until somebody removes it', () => {
    for (const change of [{ machine: 'elsewhere', boot: 'another' }, { namespace: 'pid:[1]' }]) {
      const lock = lockAs(directory, { pid: nobodysPid, ...change });
      expect(heldBy()).toMatchObject({ isSeen: false });
      expect(heldBy().message).toMatch(/cannot be seen from here: remove .*data\.lock if it has ended\.$/);
      rmSync(lock, { recursive: true });
    }
  });

  it('is no directory where what is above it is a file', () => {
    writeFileSync(join(folder, 'file'), '');
    expect(() => lockDirectory(join(folder, 'file', 'database'))).toThrow(
      /file is no directory of a database: it is a file/,
    );
  });
});

describe('a holder', () => {
  const own = ownHolder('write');
  const fate = (change: Partial<Holder>) => fateOf({ ...own, ...change });

  it('lives as long as its process does, and no other has its number', async () => {
    expect(fate({})).toBe('lives');
    const living = await startLiving();
    expect(fate({ pid: living.pid, startedAt: '' })).toBe('lives');
    await living.kill();
    expect(fate({ pid: living.pid, startedAt: '' })).toBe('dead');
    if (own.startedAt !== '') expect(fate({ startedAt: '1' })).toBe('dead');
  });

  it.skipIf(own.boot === '')('of an earlier boot of this machine is dead, and of any other machine unseen', () => {
    expect(fate({ boot: 'earlier' })).toBe('dead');
    expect(fate({ boot: 'earlier', machine: 'elsewhere' })).toBe('unseen');
    // A machine that was given another name meanwhile.
    expect(fate({ machine: 'renamed' })).toBe('lives');
    expect(fate({ namespace: 'pid:[1]' })).toBe('unseen');
  });

  it('of a system that says little is known by its machine and number', () => {
    const little = { machine: 'here', boot: '', namespace: '' };
    expect(fateOf({ ...own, ...little, startedAt: '' }, little)).toBe('lives');
    expect(fateOf({ ...own, ...little, pid: nobodysPid, startedAt: '' }, little)).toBe('dead');
    expect(fateOf({ ...own, ...little, machine: 'there' }, little)).toBe('unseen');
  });

  it('is read as it was written', () => {
    for (const holder of [own, ownHolder('read'), ownHolder('write', 12)])
      expect(holderOfText(textOfHolder(holder))).toEqual(holder);
  });
});

/** Takes the lock as often as asked, and fails where another has it at the same time. */
const contender = `
  const { lockDirectory, DirectoryHeld } = await import(process.argv[1]);
  const { openSync, closeSync, unlinkSync } = await import('node:fs');
  const directory = process.argv[2];
  for (let turns = 0; turns < 40; ) {
    try {
      const lock = lockDirectory(directory);
      closeSync(openSync(directory + '.alone', 'wx'));
      unlinkSync(directory + '.alone');
      turns += 1;
      if (process.argv[3] === 'die' && turns === 20) process.kill(process.pid, 'SIGKILL');
      lock.release();
    } catch (error) {
      if (!(error instanceof DirectoryHeld)) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
`;

describe('of processes that want one directory', () => {
  it('none has it while another does, even where some are killed while they have it', async () => {
    lockAs(directory, { pid: nobodysPid });
    const source = fileURLToPath(new URL('../../../src/persistence/store/directory-lock.ts', import.meta.url));
    const start = async (end: 'live' | 'die') => {
      const child = spawn(
        process.execPath,
        ['--import', 'tsx', '--input-type=module', '-e', contender, source, directory, end],
        { stdio: ['ignore', 'ignore', 'pipe'] },
      );
      let err = '';
      child.stderr.on('data', (text: Buffer) => (err += String(text)));
      const [exitCode, signal] = (await once(child, 'close')) as [number | null, string | null];
      return { exitCode, signal, err };
    };
    const ended = await Promise.all([start('live'), start('die'), start('live'), start('die'), start('live')]);
    expect(ended.map(({ err }) => err)).toEqual(['', '', '', '', '']);
    expect(ended.map(({ exitCode, signal }) => exitCode ?? signal)).toEqual([0, 'SIGKILL', 0, 'SIGKILL', 0]);
    // One that was killed last has left its lock, which hinders nobody.
    lockDirectory(directory).release();
    expect(existsSync(`${directory}.lock`)).toBe(false);
  });
});
