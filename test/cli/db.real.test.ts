// Goal: the maintenance of a database shows what is in it, and rows that it refused are written after all.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadScenario } from '../../src/run/load-scenario.ts';
import { openStore, type Store } from '../../src/persistence/store/store.ts';
import { keepRun } from '../persistence/kept-runs.ts';
import { startPostgres, whyNoPostgres, type TestServer } from '../persistence/postgres.ts';
import { createFolder } from './folder.ts';
import { dte, type CliRun } from './memory-terminal.ts';

const folder = createFolder();
let server: TestServer | null = null;
let target = '';
beforeAll(() => {
  // A directory takes a second to open: everything is done on a server, where there is one.
  server = whyNoPostgres === null ? startPostgres(['fsync = off']) : null;
  target = server?.url ?? folder.path('database');
}, 120_000);
afterAll(() => server?.remove());

const db = (...args: readonly string[]): Promise<CliRun> => dte([...args, '--db', target]);
const withStore = async <T>(work: (store: Store) => Promise<T>): Promise<T> => {
  const store = await openStore(target);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
};
const query = (text: string) => withStore((store) => store.borrow((session) => session.query(text)));

describe('dte db', () => {
  it('migrates, once, and says before that what is to be done', async () => {
    if (server !== null) {
      expect((await db('db', 'status')).out).toMatch(/version 0 of \d+: 'dte db migrate' brings it up/);
      expect(await db('runs')).toMatchObject({
        exitCode: 3,
        err: expect.stringContaining("run 'dte db migrate' first"),
      });
    } else expect(await db('db', 'status')).toMatchObject({ exitCode: 2, err: expect.stringContaining('no database') });
    expect((await db('db', 'migrate')).out).toMatch(/: \d+ migrations applied\.\n$/);
    expect((await db('db', 'migrate')).out).toMatch(/: nothing was to be done\.\n$/);
    expect(await db('runs')).toMatchObject({ exitCode: 0, out: expect.stringContaining('There is no run in') });
  });

  it('brings refused records back into their tables, and says which are refused still', async () => {
    const { scenario, hash } = loadScenario('scenarios/storm.yaml');
    const { key, run, writer } = await withStore(async (store) => {
      // Refused are events at some places and, until the end of this test, at some others.
      const constraint = (name: string, outcome: string) =>
        `alter table order_events add constraint ${name} check (${outcome}) not valid`;
      await store.borrow(async (session) => {
        await session.query(constraint('refused', 'seq % 50 <> 0'));
        await session.query(constraint('refused_for_good', 'seq % 70 <> 0'));
      });
      const kept = await keepRun(store, scenario, { scenarioHash: hash, intentsMax: 40 });
      await store.borrow((session) => session.query('alter table order_events drop constraint refused'));
      return kept;
    });
    const { deadLettered } = writer.figures();
    expect(deadLettered).toBeGreaterThan(3);

    const report = await db('report', String(key));
    expect(report.out).toContain(`Dead letters: ${deadLettered} records that the database refused`);
    expect(report.out).toContain(`db redrive ${key}  tries them again`);
    const before = JSON.parse((await db('report', String(key), '--json')).out) as { deadLetters: { total: number } };
    expect(before.deadLetters.total).toBe(deadLettered);
    expect((await db('runs')).out).toMatch(new RegExp(`^ *${key} .* ${deadLettered} `, 'm'));

    const redriven = await db('db', 'redrive', String(key));
    expect(redriven.exitCode).toBe(1);
    const [, left] = /in their tables now, (\d+) refused still/.exec(redriven.out) ?? [];
    expect(Number(left)).toBeGreaterThan(0);
    expect(Number(left)).toBeLessThan(deadLettered);
    expect(redriven.err).toMatch(
      /The record \d+0 \(order\.moved\) of the run \d+ is refused still: .*refused_for_good/,
    );
    expect(await db('verify', String(key))).toMatchObject({ exitCode: 0, out: expect.stringContaining(run.digest) });

    await query('alter table order_events drop constraint refused_for_good');
    const status = JSON.parse((await db('db', 'status', '--json')).out) as { deadLetters: number };
    expect(status.deadLetters).toBe(Number(left));
    expect(await db('db', 'redrive')).toMatchObject({
      exitCode: 0,
      out: expect.stringMatching(new RegExp(`^${left} dead letters? in their tables now, 0 refused still`)),
    });
    expect((await db('db', 'redrive')).out).toMatch(/^0 dead letters/);
    expect((await db('db', 'status')).out).toMatch(/dead letters +none/);
    const [row] = await query(
      `select count(*)::int as letters, count(redriven_at)::int as redriven from dead_letters where run = ${key}`,
    );
    expect(row).toEqual({ letters: deadLettered, redriven: deadLettered });
    expect(await db('verify', String(key))).toMatchObject({ exitCode: 0, out: expect.stringContaining(run.digest) });
    expect((await db('report', String(key))).out).not.toContain('Dead letters');
  });

  it('refuses a line that was changed by hand, and loses nothing of it', async () => {
    await query(
      `insert into dead_letters (seq, at_us, run, type, line, sql_state, reason)
       select mark + 1, 0, id, 'order.moved', '{"type":"order.moved"}', '23514', 'by hand' from runs order by id limit 1`,
    );
    expect(await db('db', 'redrive')).toMatchObject({
      exitCode: 1,
      err: expect.stringMatching(
        /The record \d+ \(order\.moved\) of the run \d+ is refused still: its line holds no record/,
      ),
    });
    expect(await query('select reason from dead_letters where redriven_at is null')).toEqual([{ reason: 'by hand' }]);
    await query('delete from dead_letters where redriven_at is null');
  });

  it('builds the indexes, and shows which are there', async () => {
    expect((await db('db', 'status')).out).toMatch(/indexes +0 of 7/);
    expect((await db('db', 'index')).out).toMatch(/^7 indexes built: fills_of_trade, /);
    expect((await db('db', 'index')).out).toBe('All indexes are there.\n');
    expect((await db('db', 'status')).out).toMatch(/indexes +all 7/);
  });

  it('refuses a database that a newer engine has migrated, with exit code 3', async () => {
    await query(`insert into drizzle.__drizzle_migrations (hash, created_at) values ('newer', 9999999999999)`);
    for (const command of [['runs'], ['report', '1'], ['db', 'status'], ['db', 'migrate'], ['db', 'redrive']])
      expect(await db(...command)).toMatchObject({
        exitCode: 3,
        out: '',
        err: expect.stringContaining('was migrated by a newer version of this engine: update the engine.'),
      });
  });
});
