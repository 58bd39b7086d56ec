// A store is opened or refused with a sentence, and every connection that is lent comes back.
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Pool } from '../../../src/persistence/store/pool.ts';
import type { Session } from '../../../src/persistence/store/session.ts';
import { openStore, StoreError, type StoreProblem } from '../../../src/persistence/store/store.ts';
import { permitOutbound, refuseOutbound } from '../../../src/isolation/outbound.ts';
import { startPostgres, whyNoPostgres, type TestServer } from '../postgres.ts';
import { until } from '../../until.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dte-store-'));
});
afterEach(() => {
  permitOutbound();
  rmSync(folder, { recursive: true, force: true });
});

const problemOf = async (attempt: Promise<unknown>): Promise<readonly [StoreProblem, string]> => {
  const error: unknown = await attempt.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(StoreError);
  const { problem, message } = error as StoreError;
  expect(message).toMatch(/^[A-Z/].*\.$/);
  return [problem, message];
};

describe('a directory', () => {
  it('is refused if it is a file, holds something else, or another version', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    expect((await problemOf(openStore(file)))[0]).toBe('notADirectory');
    expect((await problemOf(openStore(folder)))[0]).toBe('notADirectory');
    const old = join(folder, 'old');
    mkdirSync(old);
    writeFileSync(join(old, 'PG_VERSION'), '16\n');
    const [problem, sentence] = await problemOf(openStore(old));
    expect(problem).toBe('wrongVersion');
    expect(sentence).toContain('Postgres 16');
  });

  it('keeps what was written, and gives itself back when it is closed, in a process that may reach nothing', async () => {
    const directory = join(folder, 'deep', 'data');
    refuseOutbound();
    for (const expected of [0, 1]) {
      const store = await openStore(directory);
      await store.migrate();
      const [row] = await store.borrow((session) => session.query('select count(*)::int as count from catalogues'));
      expect(row?.['count']).toBe(expected);
      await store.borrow((session) =>
        session.query(`insert into catalogues (catalogue, hash) values ($1, '')`, [expected]),
      );
      expect((await problemOf(openStore(directory)))[0]).toBe('directoryHeld');
      await store.close();
      expect(existsSync(`${store.where}.lock`)).toBe(false);
    }
  });
});

describe('a pool', () => {
  const sessions = () => {
    const made: { isBroken: boolean; isClosed: boolean }[] = [];
    const pool = new Pool(async () => {
      const session = { isBroken: false, isClosed: false, close: async () => void (session.isClosed = true) };
      made.push(session);
      return session as unknown as Session;
    }, 2);
    return { made, pool };
  };

  it('lends no more than it may, and everything comes back on success, on error and at the end', async () => {
    const { made, pool } = sessions();
    let most = 0;
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) =>
        pool.borrow(async () => {
          most = Math.max(most, pool.borrowed);
          await new Promise((resolve) => setImmediate(resolve));
          if (index % 3 === 0) throw new Error('no');
          return index;
        }),
      ),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(13);
    expect([most, made.length, pool.borrowed, pool.resting]).toEqual([2, 2, 0, 2]);
    const slow = pool.borrow(() => new Promise((resolve) => setImmediate(resolve)));
    await pool.close();
    await slow;
    expect([pool.borrowed, pool.resting, made.every(({ isClosed }) => isClosed)]).toEqual([0, 0, true]);
    await expect(pool.borrow(async () => 1)).rejects.toThrow(/nothing is borrowed from a store that is closed/);
  });

  it('lends no connection that is broken, and none that could not be made stays lent', async () => {
    const { made, pool } = sessions();
    await pool.borrow(async () => void (made[0]!.isBroken = true));
    await pool.borrow(async () => undefined);
    expect(made.map(({ isClosed }) => isClosed)).toEqual([true, false]);
    const failing = new Pool(() => Promise.reject(new Error('no server')), 1);
    await expect(failing.borrow(async () => 1)).rejects.toThrow('no server');
    await expect(failing.borrow(async () => 1)).rejects.toThrow('no server');
    expect(failing.borrowed).toBe(0);
    await failing.close();
  });
});

describe.skipIf(whyNoPostgres !== null)('a server', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = startPostgres(['fsync = off']);
    const store = await openStore(server.url);
    await store.borrow(async (session) => {
      await session.query(`create role guarded login password 'open sesame'`);
      await session.query(`create database latin encoding 'LATIN1' template template0`);
    });
    await store.close();
  }, 120_000);
  afterAll(() => server.remove());

  it('that is given up ends what hangs on it, lends nothing more, and closes at once', async () => {
    const store = await openStore(server.url);
    const hanging = store.borrow((session) => session.query('select pg_sleep(1000)'));
    const failed = expect(hanging).rejects.toThrow();
    await store.borrow((session) => session.query('select 1'));
    const reason = new Error('given up');
    store.cut(reason);
    await failed;
    await expect(store.borrow((session) => session.query('select 1'))).rejects.toBe(reason);
    await store.close();
    expect(store.borrowed).toBe(0);
  });

  it('is refused with a sentence for each thing that can be wrong, and no password is said', async () => {
    expect((await problemOf(openStore(server.urlOf('guarded'))))[0]).toBe('wrongPassword');
    const [problem, sentence] = await problemOf(openStore(server.urlOf('guarded:secret')));
    expect(problem).toBe('wrongPassword');
    expect(sentence).not.toContain('secret');
    expect((await problemOf(openStore(server.urlOf('tester', 'nowhere'))))[0]).toBe('noDatabase');
    expect((await problemOf(openStore(server.urlOf('tester', 'latin'))))[0]).toBe('wrongEncoding');
    expect((await problemOf(openStore('postgres://localhost:1/nowhere')))[0]).toBe('unreachable');
    expect((await problemOf(openStore('postgres://host.invalid/nowhere')))[0]).toBe('unreachable');
    expect((await problemOf(openStore('postgres://%')))[0]).toBe('notATarget');
  });

  it('is refused for writing where it can only be read', async () => {
    const store = await openStore(`${server.url}&options=-c%20default_transaction_read_only%3Don`);
    expect((await problemOf(store.migrate()))[0]).toBe('readOnly');
    expect(store.borrowed).toBe(0);
    await store.close();
  });

  it('is reached through the isolation, and nothing else is', async () => {
    refuseOutbound();
    try {
      const store = await openStore(server.url);
      expect(await store.borrow((session) => session.query('select 1 as one'))).toEqual([{ one: 1 }]);
      await store.close();
    } finally {
      permitOutbound();
    }
  });

  it('has no connection of ours left, after success, error, a restart and the end', async () => {
    const watcher = await openStore(server.url);
    const countOthers = () =>
      watcher.borrow(async (session) => {
        const [row] = await session.query(
          `select count(*)::int as count from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`,
        );
        return row?.['count'];
      });
    const store = await openStore(server.url);
    const lent = new Set<Session>();
    await Promise.allSettled(
      Array.from({ length: 12 }, (_, index) =>
        store.borrow((session) => {
          lent.add(session);
          return session.query(index % 2 === 0 ? 'select 1' : 'select nonsense');
        }),
      ),
    );
    expect(store.borrowed).toBe(0);
    server.stop('immediate');
    await expect(store.borrow((session) => session.query('select 1'))).rejects.toThrow();
    expect(store.borrowed).toBe(0);
    server.start();
    await until('the driver has found every connection broken that rested when the server stopped', () =>
      [...lent].every(({ isBroken }) => isBroken),
    );
    expect(await store.borrow((session) => session.query('select 1 as one'))).toEqual([{ one: 1 }]);
    await store.close();
    await until('the server has no connection of ours left', async () => (await countOthers()) === 0);
    await watcher.close();
  });
});
