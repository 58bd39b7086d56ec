// Goal: whatever a server does to a whole run, the run ends with the digest it has without a database, its rows are there
// once, at most the one that the server refuses among the dead letters, and what waits stays within its bound.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore, type Store } from '../../src/persistence/store/store.ts';
import { startPostgres, whyNoPostgres, type TestServer } from '../persistence/postgres.ts';
import { linesOf } from '../persistence/write/writer-world.ts';
import type { Recorder } from '../../src/persistence/write/recorder.ts';
import { begunIn, recordingOf, runIn, type AtLook } from './in-process.ts';
import { differencesOf } from './same-rows.ts';
import { smallWorld } from './worlds.ts';

const intents = 120;
const waitMs = (durationMs: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, durationMs));

describe.skipIf(whyNoPostgres !== null)('a whole run on a server', () => {
  let server: TestServer;
  let store: Store;
  let trouble: Store;
  let whole: { readonly run: number; readonly digest: string | null };
  const query = (text: string) => trouble.borrow((session) => session.query(text));
  const lastRun = async (): Promise<number> => Number((await query('select max(id) as run from runs'))[0]?.['run']);
  beforeAll(async () => {
    server = startPostgres([`deadlock_timeout = '20ms'`]);
    store = await openStore(server.url);
    trouble = await openStore(server.url);
    await store.migrate();
    const { digest } = await runIn(recordingOf(store), intents);
    whole = { run: await lastRun(), digest };
  }, 120_000);
  afterAll(async () => {
    await store.close();
    await trouble.close();
    server.remove();
  });

  /** The run with that trouble. */
  const through = async (atLook: AtLook): Promise<number> => {
    expect(await runIn(recordingOf(store), intents, atLook)).toMatchObject({ exitCode: 0, digest: whole.digest });
    expect(store.borrowed).toBe(0);
    return await lastRun();
  };
  const same = async (run: number): Promise<void> => {
    expect((await store.borrow((session) => differencesOf(session, [[run, whole.run]]))).found).toEqual([]);
  };

  it('that crashes and is started again, twice, is whole', async () => {
    let crashes = 0;
    const run = await through((look) => {
      if (look !== 8 && look !== 20) return;
      crashes += 1;
      server.stop('immediate');
      setTimeout(() => server.start(), 50);
    });
    expect(crashes).toBe(2);
    await same(run);
  });

  it('that cuts its connections again and again is whole', async () => {
    let cuts = 0;
    const cut = `select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and backend_type = 'client backend'`;
    const run = await through(async (look) => {
      if (look % 8 !== 0) return;
      cuts += 1;
      await query(cut);
    });
    expect(cuts).toBeGreaterThan(2);
    await same(run);
  });

  it('that is slow holds it back, and lets no more wait than may', async () => {
    const { bufferRowsMax = 0, heldFromRows = 0 } = smallWorld.limits;
    let most = 0;
    const slow: Store = {
      ...store,
      get borrowed() {
        return store.borrowed;
      },
      borrow: async (work) => {
        // Slower than the run, however fast the machine is: until as much waits as holds a run back, or for some turns.
        for (let turn = 0; turn < 20 && (turn === 0 || most < heldFromRows); turn += 1) await waitMs(15);
        return await store.borrow(work);
      },
    };
    const watch = (recorder: Recorder): void => {
      most = Math.max(most, recorder.figures().unwritten);
    };
    const { recorder, digest } = await begunIn(recordingOf(slow), { intents }, Number.MAX_SAFE_INTEGER, watch);
    await recorder.end(digest);
    expect(digest).toBe(whole.digest);
    expect(most).toBeGreaterThanOrEqual(heldFromRows);
    expect(most).toBeLessThanOrEqual(bufferRowsMax);
    // What a report needs besides is kept by the command, which was not used here.
    await query(`update runs set facts = (select facts from runs where id = ${whole.run}) where id = ${recorder.run}`);
    await same(recorder.run);
  });

  it('that deadlocks a flush is whole', async () => {
    let isLocked = false;
    const run = await through((look) => {
      if (look !== 8) return;
      isLocked = true;
      // Somebody holds a table that the flush wants behind the run's row, and then wants the row that the flush holds.
      void trouble.borrow(async (session) => {
        await session.query('begin');
        await session.query('lock table order_events in access exclusive mode');
        await waitMs(60);
        await session.query('update runs set seed = seed').catch(() => undefined);
        await session.query('rollback');
      });
    });
    expect(isLocked).toBe(true);
    await same(run);
  });

  it('that refuses one row has that row among the dead letters, and its journal is whole', async () => {
    await query(`create function refuse() returns trigger language plpgsql as $$ begin
      if new.intent = 60 then raise exception 'not this one' using errcode = '23514'; end if; return new; end $$`);
    await query('create trigger refuse before insert on intents for each row execute function refuse()');
    const run = await through(() => undefined);
    await query('drop trigger refuse on intents');
    const letters = await query(`select type, reason from dead_letters where run = ${run}`);
    expect(letters).toEqual([{ type: 'intent.received', reason: 'not this one' }]);
    const all = async (each: number): Promise<readonly string[]> => {
      const [row] = await query(`select mark from runs where id = ${each}`);
      return linesOf(store, each, Number(row?.['mark']));
    };
    expect(await all(run)).toEqual(await all(whole.run));
  });
});
