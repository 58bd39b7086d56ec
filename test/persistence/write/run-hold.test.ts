// How a run is held at a server: by a lock of a connection. Method: connections with scripted answers.
import { describe, expect, it } from 'vitest';
import { holderOf, holdRun, RunIsLive, runLocks } from '../../../src/persistence/write/run-hold.ts';
import type { Session } from '../../../src/persistence/store/session.ts';
import type { Store } from '../../../src/persistence/store/store.ts';

const sqlError = (code: string): Error => Object.assign(new Error(code), { code });

/** What becomes of the lock on the connections to come, in order; those behind the last get it. */
const worldOf = (fates: (Error | Promise<void>)[] = [], kind: Store['kind'] = 'postgres', pid: number | null = 42) => {
  const asked: string[] = [];
  const sessions: { isBroken: boolean }[] = [];
  const waits: { readonly delayMs: number; readonly work: () => void; isForgotten: boolean }[] = [];
  let borrowed = 0;
  const createSession = (number: number) => {
    const session = {
      isBroken: false,
      query: async (text: string, values: readonly unknown[] = []) => {
        const words = text.replaceAll(/\s+/g, ' ');
        asked.push(`${number} ${words.slice(0, 26)}${values.length === 0 ? '' : ` ${values.join('/')}`}`);
        if (text.includes('pg_locks')) return pid === null ? [] : [{ pid: String(pid) }];
        const fate = text.includes('pg_advisory_lock') ? fates.shift() : undefined;
        if (fate instanceof Error) throw fate;
        await fate;
        return [];
      },
    };
    sessions.push(session);
    return session;
  };
  const store = {
    kind,
    where: 'here',
    borrow: async (work: (session: Session) => Promise<unknown>) => {
      borrowed += 1;
      try {
        return await work(createSession(sessions.length) as unknown as Session);
      } finally {
        borrowed -= 1;
      }
    },
  } as unknown as Store;
  const clock = {
    after: (delayMs: number, work: () => void) => {
      const wait = { delayMs, work, isForgotten: false };
      waits.push(wait);
      return () => void (wait.isForgotten = true);
    },
  };
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 30; turn += 1) await Promise.resolve();
  };
  return { hold: () => holdRun(store, 7, clock), asked, sessions, waits, settle, borrowed: () => borrowed };
};

const locking = (number: number): readonly string[] => [
  `${number} set lock_timeout = 3000`,
  `${number} select pg_advisory_lock($1 ${runLocks}/7`,
  `${number} set lock_timeout = default`,
];
const unlocking = (number: number): string => `${number} select pg_advisory_unlock( ${runLocks}/7`;

describe('a hold on a run', () => {
  it('is a lock that is waited for three seconds, kept on one connection, and given back', async () => {
    const { hold, asked, borrowed } = worldOf();
    const held = await hold();
    expect([asked, borrowed()]).toEqual([locking(0), 1]);
    held.tend();
    expect(asked).toEqual(locking(0));
    await held.release();
    expect([asked, borrowed()]).toEqual([[...locking(0), unlocking(0)], 0]);
  });

  it('is nothing where the store is no server', async () => {
    const { hold, asked } = worldOf([], 'pglite' as Store['kind']);
    const held = await hold();
    held.tend();
    await held.release();
    expect(asked).toEqual([]);
  });

  it('is refused while another process has it, which is named where it is known', async () => {
    for (const [pid, words] of [
      [42, "lives (the server's process 42 is its connection): wait"],
      [null, 'lives: wait'],
    ] as const) {
      const { hold, asked, borrowed } = worldOf([sqlError('55P03')], 'postgres', pid);
      const error = await hold().catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(RunIsLive);
      expect((error as Error).message).toContain(words);
      expect([borrowed(), asked.at(-1)]).toEqual([0, '0 set lock_timeout = default']);
      expect(asked).toContain(`0 select l.pid from pg_locks ${runLocks}/7`);
    }
    const { hold } = worldOf([sqlError('57P01')]);
    await expect(hold()).rejects.toThrow('57P01');
  });

  it('is taken again once its connection is lost, and tried again each second until it is', async () => {
    const { hold, asked, sessions, waits, settle, borrowed } = worldOf();
    const held = await hold();
    sessions[0]!.isBroken = true;
    held.tend();
    await settle();
    // Nothing is asked of a connection that is broken.
    expect([asked, borrowed()]).toEqual([[...locking(0), ...locking(1)], 1]);
    held.tend();
    await settle();
    expect(sessions.length).toBe(2);
    await held.release();
    expect([asked.at(-1), borrowed(), waits]).toEqual([unlocking(1), 0, []]);
    const failing = worldOf([Promise.resolve(), sqlError('57P01'), sqlError('57P01')]);
    const again = await failing.hold();
    failing.sessions[0]!.isBroken = true;
    again.tend();
    await failing.settle();
    again.tend();
    await failing.settle();
    expect([failing.sessions.length, failing.waits.map(({ delayMs }) => delayMs)]).toEqual([2, [1_000]]);
    for (const wait of [0, 1]) {
      failing.waits[wait]!.work();
      await failing.settle();
    }
    expect([failing.sessions.length, failing.waits.length, failing.borrowed()]).toEqual([4, 2, 1]);
    await again.release();
    expect(failing.borrowed()).toBe(0);
  });

  it('is not taken again from a process that took it meanwhile', async () => {
    const { hold, sessions, waits, settle, borrowed } = worldOf([Promise.resolve(), sqlError('55P03')]);
    const held = await hold();
    sessions[0]!.isBroken = true;
    held.tend();
    await settle();
    expect([waits, borrowed()]).toEqual([[], 0]);
    await held.release();
  });

  it('is given back where it was released while it was taken again, and is not tried again after that', async () => {
    let land: () => void = () => undefined;
    const slow = new Promise<void>((resolve) => (land = resolve));
    const { hold, sessions, settle, borrowed, asked } = worldOf([Promise.resolve(), slow]);
    const held = await hold();
    sessions[0]!.isBroken = true;
    held.tend();
    await settle();
    const released = held.release();
    land();
    await released;
    expect([borrowed(), asked.at(-1)]).toEqual([0, unlocking(1)]);
    const failing = worldOf([Promise.resolve(), sqlError('57P01')]);
    const other = await failing.hold();
    failing.sessions[0]!.isBroken = true;
    other.tend();
    await failing.settle();
    await other.release();
    expect(failing.waits.map(({ isForgotten }) => isForgotten)).toEqual([true]);
    let lose: (error: Error) => void = () => undefined;
    const lost = new Promise<void>((_, reject) => (lose = reject));
    const late = worldOf([Promise.resolve(), lost]);
    const last = await late.hold();
    late.sessions[0]!.isBroken = true;
    last.tend();
    await late.settle();
    const over = last.release();
    lose(sqlError('57P01'));
    await over;
    expect(late.waits).toEqual([]);
  });
});

it('who holds a run is asked of the server, and is nobody where it knows of none', async () => {
  const session = (rows: readonly unknown[]): Session => ({ query: () => Promise.resolve(rows) }) as unknown as Session;
  expect(await holderOf(session([{ pid: '12' }]), 1)).toBe(12);
  expect(await holderOf(session([]), 1)).toBeNull();
});
