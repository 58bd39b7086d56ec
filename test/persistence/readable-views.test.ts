// What is shown to a person says what the journal says: decimals as the engine prints them, identifiers as it derives them.
import fc from 'fast-check';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readableArbitrages, readableFills, readableOrders, readablePostings } from '../../drizzle/readable-views.ts';
import { ledgerPostings } from '../../drizzle/ledger-views.ts';
import { uuidOfSequence } from '../../src/kernel/deterministic-uuid.ts';
import { printMicros } from '../../src/money/decimal.ts';
import { openStore, type Store } from '../../src/persistence/store/store.ts';
import { scenarioOf } from '../properties/any-scenario.ts';
import { anyChoice } from '../properties/any-scenario.ts';
import { recordsOf, toEnd, watched } from '../properties/whole-runs.ts';
import { keepRecords } from './kept-runs.ts';

let store: Store;
beforeAll(async () => {
  store = await openStore('memory');
  await store.migrate();
}, 120_000);
afterAll(() => store.close());

describe('the readable views', () => {
  it('print every amount as the engine does', async () => {
    const any = fc.oneof(
      fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
      fc.bigInt({ min: -2_000_000n, max: 2_000_000n }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(any, { minLength: 20, maxLength: 20 }), async (amounts) => {
        const rows = await store.borrow((session) =>
          session.query(
            'select micros_text(m) as text from unnest($1::bigint[]) with ordinality as u(m, place) order by place',
            [amounts.map(String)],
          ),
        );
        expect(rows.map(({ text }) => text)).toEqual(amounts.map((amount) => printMicros(amount)));
      }),
      { numRuns: 20 },
    );
  });

  it('show orders, arbitrages, fills and postings by their identifiers', async () => {
    const [choice] = fc.sample(anyChoice, { numRuns: 1, seed: 11 });
    const { run, records } = watched(scenarioOf(choice!, 30));
    toEnd(run);
    const key = await keepRecords(store, run.runId, records);
    const [orders, arbitrages, fills, postings, ledger] = await store.borrow(async ({ database }) => [
      await database.select().from(readableOrders).where(eq(readableOrders.run, key)),
      await database.select().from(readableArbitrages).where(eq(readableArbitrages.run, key)),
      await database.select().from(readableFills).where(eq(readableFills.run, key)).orderBy(readableFills.id),
      await database.select().from(readablePostings).where(eq(readablePostings.run, key)),
      await database.select().from(ledgerPostings).where(eq(ledgerPostings.run, key)),
    ]);
    const idOf = (body: (typeof records)[number]): string => uuidOfSequence(run.runId, records.indexOf(body) + 1);
    const created = recordsOf(records, 'order.created');
    const intents = recordsOf(records, 'intent.received');
    const refused = new Set(recordsOf(records, 'intent.refused').map(({ intent }) => intent));
    expect(created.length).toBeGreaterThan(5);
    const arbitrageIds = new Map(intents.map((intent) => [intent.intent, idOf(intent)]));
    expect(
      new Set(orders.map(({ id, arbitrageId, clOrdId, price }) => `${id} ${arbitrageId} ${clOrdId} ${price}`)),
    ).toEqual(
      new Set(
        created.map(
          (body) => `${idOf(body)} ${arbitrageIds.get(body.ownerId)} ${body.clOrdId} ${printMicros(body.price)}`,
        ),
      ),
    );
    const statuses = new Map(recordsOf(records, 'arbitrage.moved').map(({ arbitrage, to }) => [arbitrage, to]));
    expect(new Set(arbitrages.map(({ id, status }) => `${id} ${status}`))).toEqual(
      new Set(
        intents.map(
          (body) => `${idOf(body)} ${refused.has(body.intent) ? 'refused' : (statuses.get(body.intent) ?? 'planning')}`,
        ),
      ),
    );
    expect(fills.map(({ id, qty, price, fee }) => ({ id, qty, price, fee }))).toEqual(
      recordsOf(records, 'venue.filled').map((body) => ({
        id: idOf(body),
        qty: printMicros(body.lastQty),
        price: printMicros(body.lastPx),
        fee: printMicros(body.fee),
      })),
    );
    expect(postings.length).toBe(ledger.length);
    expect(postings.map(({ amount }) => amount).toSorted()).toEqual(
      ledger.map(({ amount }) => printMicros(amount ?? 0n)).toSorted(),
    );
  });
});
