// The indexes that are built when a run has ended: all of them, however often and by however many at once, or a sentence that
// says which trade is there twice. And they are dropped only for a run that is worth it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  buildIndexes,
  dropIndexesFor,
  indexesThere,
  lateIndexes,
} from '../../../src/persistence/write/late-indexes.ts';
import { openStore, type Store } from '../../../src/persistence/store/store.ts';
import { assembleCore } from '../../../src/engine/assemble.ts';
import type { RecordBody } from '../../../src/journal/records.ts';
import { workloadOf } from '../../../bench/workload.ts';
import { keepRecords } from '../kept-runs.ts';
import { startPostgres, whyNoPostgres, type TestServer } from '../postgres.ts';

const names = lateIndexes.map(({ name }) => name);
const bodies: RecordBody[] = [];
const core = assembleCore(workloadOf(30));
core.world.journal.consume((body) => bodies.push(body));
core.begin();
while (core.step());

const promises = (open: () => Promise<Store>): void => {
  let store: Store;
  beforeAll(async () => {
    store = await open();
    await store.migrate();
    for (const name of ['one', 'two']) await keepRecords(store, name, bodies);
  }, 120_000);
  afterAll(() => store.close());
  const there = async () => [...(await store.borrow(indexesThere)).whole].toSorted();

  it('are all built, and once, also by three at the same time, and again', async () => {
    expect(await there()).toEqual([]);
    const reports = await Promise.all([1, 2, 3].map(() => store.borrow(buildIndexes)));
    expect(reports.flatMap(({ built }) => built).toSorted()).toEqual(names.toSorted());
    expect(reports.flatMap(({ failures }) => failures)).toEqual([]);
    expect(await there()).toEqual(names.toSorted());
    expect(await store.borrow(buildIndexes)).toEqual({ built: [], isBusy: false, failures: [] });
    expect(store.borrowed).toBe(0);
  });

  it('are dropped for a run that is large against the existing rows, and kept for a small one', async () => {
    await store.borrow(buildIndexes);
    expect(await store.borrow((session) => dropIndexesFor(session, 10))).toBe(false);
    expect(await there()).toEqual(names.toSorted());
    expect(await store.borrow((session) => dropIndexesFor(session, 10_000_000))).toBe(true);
    expect(await there()).toEqual([]);
  });

  it('name a trade that two rows have, and the others are built', async () => {
    const run = await keepRecords(store, 'three', bodies);
    const copy = `insert into fills (seq, at_us, last_qty, last_px, fee, leaves_qty, run, venue, cl_ord_id, trade_id)
      select seq + 1000000, at_us, last_qty, last_px, fee, leaves_qty, run, venue, cl_ord_id, trade_id from fills
      where run = ${run} order by seq limit 1`;
    await store.borrow((session) => session.query(copy));
    const { built, failures } = await store.borrow(buildIndexes);
    expect([...built, 'fills_of_trade'].toSorted()).toEqual(names.toSorted());
    expect(failures).toHaveLength(1);
    expect(failures[0]).toMatch(
      new RegExp(
        `^The index fills_of_trade cannot be built. The run ${run} has the trade \\S+ of \\w+ twice, as its records (\\d+) and 1\\d+\\.$`,
      ),
    );
    await store.borrow((session) => session.query(`delete from fills where run = ${run} and seq > 1000000`));
    expect((await store.borrow(buildIndexes)).built).toEqual(['fills_of_trade']);
  });
};

describe('the late indexes of PGlite', () => {
  promises(() => openStore('memory'));
});

describe.skipIf(whyNoPostgres !== null)('the late indexes of a Postgres server', () => {
  let server: TestServer;
  let url: string;
  afterAll(() => server.remove());
  promises(() => {
    server = startPostgres(['fsync = off']);
    ({ url } = server);
    return openStore(url);
  });

  it('are built beside a run that is being written, and one whose building was cut short is built again', async () => {
    const store = await openStore(url);
    try {
      await store.borrow((session) => dropIndexesFor(session, 10_000_000));
      await store.borrow(async (live) => {
        await live.query('select pg_advisory_lock(728364511, 1)');
        await store.borrow((session) => session.query('create index orders_of_id on orders (run, cl_ord_id)'));
        await store.borrow((session) =>
          session.query(`update pg_index set indisvalid = false where indexrelid = 'orders_of_id'::regclass`),
        );
        const { built } = await store.borrow(buildIndexes);
        expect(built.toSorted()).toEqual(names.toSorted());
        await live.query('select pg_advisory_unlock(728364511, 1)');
      });
      const { whole, broken } = await store.borrow(indexesThere);
      expect([whole.size, broken.size]).toEqual([names.length, 0]);
    } finally {
      await store.close();
    }
  });
});
