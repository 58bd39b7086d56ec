// The views say of a run what its journal says: the last revision of each order and arbitrage, its fills, its positions.
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fillList, lastArbitrages, lastOrders, orderHistory, positions } from '../../drizzle/views.ts';
import { uuidOfSequence } from '../../src/kernel/deterministic-uuid.ts';
import type { JournalRecord, RecordOf, RecordType } from '../../src/journal/records.ts';
import { openStore, type Store } from '../../src/persistence/store/store.ts';
import { createWriter } from '../../src/persistence/write/writer.ts';
import { assembleCore } from '../../src/engine/assemble.ts';
import { workloadOf } from '../../bench/workload.ts';
import { impatientClock, newRun, smallLimits } from './write/writer-world.ts';

const records: JournalRecord[] = [];
let store: Store;
let run: number;

beforeAll(async () => {
  store = await openStore('memory');
  await store.migrate();
  // Another run with the same records: nothing of it may show in ours.
  for (const _ of [1, 2]) {
    run = await newRun(store);
    records.length = 0;
    const writer = createWriter({
      store,
      run,
      epoch: 1,
      mark: 0,
      clock: impatientClock(),
      random: () => 0,
      limits: smallLimits,
    });
    const core = assembleCore(workloadOf(12));
    core.world.journal.consume((body, seq, atUs) => records.push({ ...body, seq, atUs }));
    core.world.journal.consume(writer.consume);
    core.begin();
    while (core.step()) {
      writer.pump();
      if (writer.isHeld) await writer.released();
    }
    await writer.drain();
  }
}, 120_000);
afterAll(() => store.close());

const of = <T extends RecordType>(type: T): readonly RecordOf<T>[] =>
  records.filter((record): record is RecordOf<T> => record.type === type);
const lastBy = <T>(items: readonly T[], keyOf: (item: T) => unknown): ReadonlyMap<unknown, T> =>
  new Map(items.map((item) => [keyOf(item), item]));

describe('the views', () => {
  it('show each order with its last revision', async () => {
    const rows = await store.borrow(({ database }) =>
      database.select().from(lastOrders).where(eq(lastOrders.run, run)),
    );
    const last = lastBy(of('order.moved'), ({ clOrdId }) => clOrdId);
    const expected = of('order.created').map((order) => {
      const { clOrdId, owner, ownerId, leg = null, venue, account, market, outcome, side, orderQty, price } = order;
      const move = last.get(clOrdId);
      return {
        ...{ run, id: uuidOfSequence('writer', order.seq), clOrdId, owner, ownerId, leg },
        ...{ venue, account, market, outcome, side },
        ...{ orderQty, price, seq: move?.seq ?? order.seq, atUs: move?.atUs ?? order.atUs },
        ...{ status: move?.to ?? 'pendingNew', cumQty: move?.cumQty ?? 0n, leavesQty: move?.leavesQty ?? orderQty },
        revisions: of('order.moved').filter((each) => each.clOrdId === clOrdId).length,
      };
    });
    expect(expected.length).toBeGreaterThan(20);
    const byId = (left: { clOrdId: string | null }, right: { clOrdId: string | null }) =>
      String(left.clOrdId) < String(right.clOrdId) ? -1 : 1;
    expect(rows.toSorted(byId)).toEqual(expected.toSorted(byId));
  });

  it('show each arbitrage with its last step', async () => {
    const rows = await store.borrow(({ database }) =>
      database.select().from(lastArbitrages).where(eq(lastArbitrages.run, run)).orderBy(lastArbitrages.arbitrage),
    );
    const last = lastBy(of('arbitrage.moved'), ({ arbitrage }) => arbitrage);
    expect(rows.map(({ arbitrage, status, seq }) => ({ arbitrage, status, seq }))).toEqual(
      [...last.values()]
        .map(({ arbitrage, to: status, seq }) => ({ arbitrage, status, seq }))
        .toSorted((left, right) => left.arbitrage - right.arbitrage),
    );
  });

  it('tell the life of every order and every fill in words', async () => {
    const [history, filled] = await store.borrow(async ({ database }) => [
      await database.select().from(orderHistory).where(eq(orderHistory.run, run)).orderBy(orderHistory.id),
      await database.select().from(fillList).where(eq(fillList.run, run)).orderBy(fillList.seq),
    ]);
    expect(history.map(({ seq, event, toStatus, tradeId }) => ({ seq, event, toStatus, tradeId }))).toEqual(
      of('order.moved').map(({ seq, event, to, tradeId = null }) => ({ seq, event, toStatus: to, tradeId })),
    );
    expect(filled.map(({ seq, venue, tradeId, lastQty }) => ({ seq, venue, tradeId, lastQty }))).toEqual(
      of('venue.filled').map(({ seq, venue, tradeId, lastQty }) => ({ seq, venue, tradeId, lastQty })),
    );
  });

  it('sum up what was bought and sold', async () => {
    const rows = await store.borrow(({ database }) => database.select().from(positions).where(eq(positions.run, run)));
    const last = lastBy(of('order.moved'), ({ clOrdId }) => clOrdId);
    const expected = new Map<string, { boughtQty: bigint; soldQty: bigint }>();
    for (const { clOrdId, venue, market, outcome, side } of of('order.created')) {
      const sums = expected.get(`${venue}/${market}/${outcome}`) ?? { boughtQty: 0n, soldQty: 0n };
      sums[side === 'buy' ? 'boughtQty' : 'soldQty'] += last.get(clOrdId)?.cumQty ?? 0n;
      expected.set(`${venue}/${market}/${outcome}`, sums);
    }
    expect(
      new Map(
        rows.map(({ venue, market, outcome, boughtQty, soldQty }) => [
          `${venue}/${market}/${outcome}`,
          { boughtQty, soldQty },
        ]),
      ),
    ).toEqual(expected);
    for (const { boughtQty, soldQty, netQty } of rows) expect(netQty).toBe((boughtQty ?? 0n) - (soldQty ?? 0n));
  });
});
