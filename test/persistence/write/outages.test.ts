// A real server that is stopped, restarted, made to wait, and cuts its connections in the middle of a run: every row is
// there once, and nothing stays lent.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore, type Store } from '../../../src/persistence/store/store.ts';
import { retryUntilCommitted } from '../../../src/persistence/write/retry-until-committed.ts';
import { createWriter } from '../../../src/persistence/write/writer.ts';
import type { Writer, WriterClock } from '../../../src/persistence/write/writer-types.ts';
import { startPostgres, whyNoPostgres, type TestServer } from '../postgres.ts';
import { lineNumber, linesOf, newRun, recordNumber, smallLimits } from './writer-world.ts';
import { until } from '../../until.ts';

const clock: WriterClock = {
  after: (delayMs, work) => {
    const timer = setTimeout(work, delayMs);
    return () => clearTimeout(timer);
  },
};

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe.skipIf(whyNoPostgres !== null)('a server in trouble', () => {
  let server: TestServer;
  let store: Store;
  let trouble: Store;
  beforeAll(async () => {
    server = startPostgres();
    store = await openStore(server.url);
    await store.migrate();
    trouble = await openStore(server.url);
  }, 120_000);
  afterAll(async () => {
    await store.close();
    await trouble.close();
    server.remove();
  });

  const count = 400;

  /** A run in the middle of which something happens; `at` receives every record, and may wait. */
  const runThrough = async (at: (number: number, run: number, writer: Writer) => Promise<void>): Promise<Writer> => {
    // A connection that was cut may not have been found broken yet.
    const patient: Pick<Store, 'borrow'> = { borrow: (work) => retryUntilCommitted(store, clock, work) };
    const run = await newRun(patient);
    const writer = createWriter({ store, run, epoch: 1, mark: 0, clock, random: Math.random, limits: smallLimits });
    let most = 0;
    for (let number = 1; number <= count; number += 1) {
      writer.consume(recordNumber(number), number, number * 10);
      if (number % 8 === 0) {
        writer.pump();
        await turn();
        if (writer.isHeld) await writer.released();
      }
      most = Math.max(most, writer.figures().unwritten);
      await at(number, run, writer);
    }
    await writer.drain();
    expect(await linesOf(patient, run, count)).toEqual(
      Array.from({ length: count }, (_, index) => lineNumber(index + 1)),
    );
    expect(writer.figures()).toMatchObject({ written: count, deadLettered: 0, unwritten: 0, mark: count });
    expect(most).toBeLessThanOrEqual(smallLimits.bufferRowsMax);
    expect(store.borrowed).toBe(0);
    return writer;
  };

  it('that crashes and comes back loses nothing and doubles nothing', async () => {
    const writer = await runThrough(async (number) => {
      if (number !== 100 && number !== 220) return;
      server.stop('immediate');
      setTimeout(() => server.start(), number === 100 ? 60 : 0);
    });
    expect(writer.figures().failures).toBeGreaterThan(0);
  });

  it('that is stopped and started by its administrator does neither', async () => {
    await runThrough(async (number) => {
      if (number !== 160) return;
      server.stop('fast');
      setTimeout(() => server.start(), 30);
    });
  });

  it('that cuts connections does neither', async () => {
    const cut = `select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and backend_type = 'client backend'`;
    const other = await openStore(server.url);
    await runThrough(async (number) => {
      if (number % 40 === 0) await other.borrow((session) => session.query(cut));
    });
    await other.close();
  });

  it('that makes a flush wait, or deadlocks it, does neither', async () => {
    const other = await openStore(server.url);
    await other.borrow((session) => session.query(`alter system set deadlock_timeout = '20ms'`));
    await other.borrow((session) => session.query('select pg_reload_conf()'));
    await runThrough(async (number, run) => {
      if (number !== 96) return;
      // It holds a table that the flush wants behind the run's row, and then wants the row that the flush holds.
      void other.borrow(async (session) => {
        await session.query('begin');
        await session.query('lock table order_events in access exclusive mode');
        await until('the flush waits for the table', async () => {
          const [row] = await session.query('select count(*)::int as count from pg_locks where not granted');
          return row?.['count'] !== 0;
        });
        await session.query('update runs set seed = seed where id = $1', [run]).catch(() => undefined);
        await session.query('rollback');
      });
    });
    await other.close();
  });
});
