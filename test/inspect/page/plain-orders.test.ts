// Goal: the page shows orders that are of no arbitrage like all others: in its list, by its search, and their lives, whether
// a client or a strategy sent them, and whatever their ids look like.
import { describe, expect, it } from 'vitest';
import type { Hit, Life, OrderRow, Page } from '../../../src/inspect/page/answers.ts';
import { createInspectApp } from '../../../src/inspect/page/server.ts';
import { InspectedRun, runsOf } from '../../../src/inspect/sources/inspected-run.ts';
import { RunIndex } from '../../../src/inspect/index/run-index.ts';
import type { JournalRecord, RecordBody } from '../../../src/journal/records.ts';
import { venueWith } from '../../harness/venues.ts';
import { completed, journalOf } from '../../report/journals.ts';

const askOf = async (records: readonly JournalRecord[]) => {
  const run = new InspectedRun('run', {
    name: 'run.jsonl',
    share: 1,
    async *batches() {
      yield records;
    },
    read: async (first, last) => records.slice(first - 1, last),
    close: async () => undefined,
  });
  await run.read();
  expect(run.problem).toBeNull();
  const app = createInspectApp({ runs: runsOf([run]), assets: new Map() });
  return async <T>(path: string): Promise<T> => (await (await app.request(`/api/runs/run/${path}`)).json()) as T;
};

const clientJournal = (...ids: readonly string[]): readonly JournalRecord[] => {
  const venue = venueWith('kalshi');
  for (const clOrdId of ids)
    venue.submit({ clOrdId, market: 'FED-DEC', outcome: 'yes', side: 'buy', orderQty: '20', price: '0.48' });
  venue.advanceTo(20_000_000);
  return venue.journal();
};

const terms = { venue: 'kalshi', account: 'main', market: 'FED-26', outcome: 'no', side: 'buy' } as const;
const plain: RecordBody = {
  ...{ type: 'order.created', clOrdId: '2.1', owner: 'strategy', ownerId: 2, ...terms },
  ...{ orderQty: 10_000_000n, price: 400_000n, timeInForce: 'GTC' },
};
const sent: RecordBody = {
  ...{ type: 'order.moved', clOrdId: '2.1', event: 'order.sent', from: 'pendingNew', to: 'pendingNew' },
  ...{ cumQty: 0n, leavesQty: 10_000_000n },
};

describe("a client's orders", () => {
  it.each(['c1', '7', '1.1', 'é.1'])(
    'are listed, found and told of, each with its own records alone: %s',
    async (id) => {
      const records = clientJournal('x', id, 'y');
      const ask = await askOf(records);
      const { rows } = await ask<Page<OrderRow>>('orders');
      expect(rows.map((row) => [row.id, row.owner, row.arbitrage])).toEqual([
        ['x', 'client', 0],
        [id, 'client', 0],
        ['y', 'client', 0],
      ]);
      expect((await ask<readonly Hit[]>(`find?q=${encodeURIComponent(id)}`)).map((hit) => hit.id)).toContain(id);
      const life = await ask<Life>(`lives/${encodeURIComponent(id)}`);
      const own = records.filter((record) => 'clOrdId' in record && record.clOrdId === id);
      expect(own.length).toBeGreaterThan(2);
      expect(life.steps.map(({ seq }) => seq)).toEqual(own.map(({ seq }) => seq));
      expect(life).toMatchObject({ kind: 'order', id, arbitrage: 0, orders: [id] });
      expect(life.parties.map((party) => party.id)).toContain('client:');
      expect(life.story[0]).toBe(`Order ${id}: buy 20 YES at 0.48 on kalshi.`);
    },
  );

  it('have no arbitrage of the number 0', async () => {
    const ask = await askOf(clientJournal('c1'));
    expect(await ask('lives/0')).toEqual({ problem: "There is no order or arbitrage '0' in this run." });
    expect((await ask<Page<unknown>>('arbitrages')).total).toBe(0);
  });
});

describe("a strategy's plain order", () => {
  const records = journalOf(completed(1, 0), [
    [1, plain],
    [2, sent],
  ]);

  it('is found by the number of its intent and by its id', async () => {
    const ask = await askOf(records);
    const life = await ask<Life>('lives/2.1');
    expect(life).toMatchObject({ kind: 'order', id: '2.1', arbitrage: 0 });
    expect(life.steps.map(({ from }) => from)).toEqual(['strategy:', 'lane:kalshi']);
    expect(await ask<Life>('lives/2')).toEqual(life);
    expect((await ask<readonly Hit[]>('find?q=2')).map(({ kind, id }) => `${kind} ${id}`)).toEqual(['order 2.1']);
  });

  it('belongs to no arbitrage in the index, and is the same in a kept one', () => {
    const index = new RunIndex();
    for (const record of records) index.observe(record, record.seq, record.atUs);
    const kept = new RunIndex();
    kept.restore(structuredClone(index.save()));
    for (const { actors } of [index, kept]) {
      const place = actors.orderOf('2.1');
      expect([actors.clOrdIdAt(place), actors.arbitrageAt(place), actors.plainOrderOf(2)]).toEqual(['2.1', 0, place]);
      expect([1, 2].map((number) => actors.ordersOf(number).length)).toEqual([2, 0]);
    }
  });
});
