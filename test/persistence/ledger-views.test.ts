// The ledger of the views is the ledger of the books: the same sums for every account and asset, whatever venues told of
// their trades, netted sets, busts and final results among it. And every entry balances.
import fc from 'fast-check';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ledgerPostings, ledgerSums } from '../../drizzle/ledger-views.ts';
import { isCounterAccount } from '../../src/accounting/counter-accounts.ts';
import { Books } from '../../src/accounting/books.ts';
import type { RecordBody } from '../../src/journal/records.ts';
import { openStore, type Store } from '../../src/persistence/store.ts';
import { anySteps, emptyModel, happen, opening, type Step } from '../accounting/journals.ts';
import { anyChoice, scenarioOf } from '../properties/any-scenario.ts';
import { toEnd, watched } from '../properties/whole-runs.ts';
import { keepRecords } from './kept-runs.ts';
import { startPostgres, whyNoPostgres, type TestServer } from './postgres.ts';

const namesOf = (bodies: readonly RecordBody[]): Map<string, bigint> => {
  const books = new Books();
  for (const body of bodies) books.observe(body);
  const held = books.accounts.balances().filter(({ amount }) => amount !== 0n);
  return new Map(held.map(({ venue, account, asset, amount }) => [`${venue} ${account} ${asset}`, amount]));
};

const sumsOf = async (store: Store, run: number): Promise<Map<string, bigint>> => {
  const rows = await store.borrow(({ database }) => database.select().from(ledgerSums).where(eq(ledgerSums.run, run)));
  return new Map(
    rows
      .filter(({ owner, amount }) => amount !== 0n && !isCounterAccount(owner ?? ''))
      .map(({ venue, owner, asset, amount }) => [`${venue} ${owner} ${asset}`, amount ?? 0n]),
  );
};

/** The sum of each entry's postings in each asset, where it is not nothing. */
const imbalances = async (store: Store, run: number): Promise<readonly string[]> => {
  const rows = await store.borrow(({ database }) =>
    database.select().from(ledgerPostings).where(eq(ledgerPostings.run, run)),
  );
  const sums = new Map<string, bigint>();
  for (const { seq, entry, venue, asset, amount } of rows) {
    const key = `${seq} ${entry} ${venue} ${asset}`;
    sums.set(key, (sums.get(key) ?? 0n) + (amount ?? 0n));
  }
  return [...sums].filter(([, sum]) => sum !== 0n).map(([key]) => key);
};

const anyPx = fc.bigInt({ min: 0n, max: 1_000_000n });
/**
 * A final result: of which market, when among the records, and what it makes of two outcomes. It need not be 1 together: so
 * a set that was netted is told from one that was paid out.
 */
const anyResult = fc.record({ pick: fc.nat(1_000), at: fc.nat(1_000), payouts: fc.tuple(anyPx, anyPx) });
type Result = typeof anyResult extends fc.Arbitrary<infer Value> ? Value : never;

/**
 * A journal in which Kalshi nets: its markets are listed with the first two outcomes that orders name. Each market may be
 * told its result, once and anywhere among the records.
 */
const journalOf = (steps: readonly Step[], results: readonly Result[]): readonly RecordBody[] => {
  const model = emptyModel();
  const told: RecordBody[] = [];
  for (const step of steps) {
    const happening = happen(model, step);
    if (happening !== null && 'record' in happening) told.push(happening.record);
  }
  const markets = new Map<string, { readonly venue: string; readonly market: string; readonly named: Set<string> }>();
  for (const body of told) {
    if (body.type !== 'order.created') continue;
    const { venue, market, outcome } = body;
    const known = markets.get(`${venue} ${market}`) ?? { venue, market, named: new Set() };
    markets.set(`${venue} ${market}`, known);
    known.named.add(outcome);
  }
  const listed = [...markets.values()].map(({ venue, market, named }) => {
    const [first = 'yes', second = 'other'] = named;
    return { type: 'market.listed' as const, venue, market, outcomes: [{ outcome: first }, { outcome: second }] };
  });
  const open = [...listed];
  for (const { pick, at, payouts } of results) {
    const [ended] = open.splice(pick % Math.max(1, open.length), 1);
    if (ended === undefined) continue;
    const { venue, market, outcomes } = ended;
    const pays = outcomes.map(({ outcome }, index) => ({ outcome, payout: payouts[index] ?? 0n }));
    told.splice(at % (told.length + 1), 0, { type: 'resolution.told', venue, market, payouts: pays });
  }
  const opened = opening.map((body) =>
    body.type === 'account.opened' && body.venue === 'kalshi' ? { ...body, sets: 'netted' } : body,
  );
  return [...opened, ...listed, ...told];
};

const promises = (open: () => Promise<Store>, journals: number, runs: number): void => {
  let store: Store;
  beforeAll(async () => {
    store = await open();
    await store.migrate();
  }, 120_000);
  afterAll(() => store.close());

  it('sums up as the books do, whatever venues tell of their trades before and after results are final', async () => {
    await fc.assert(
      fc.asyncProperty(anySteps(80), fc.array(anyResult, { maxLength: 6 }), async (steps, results) => {
        const bodies = journalOf(steps, results);
        const run = await keepRecords(store, 'ledger', bodies);
        expect(await sumsOf(store, run)).toEqual(namesOf(bodies));
        expect(await imbalances(store, run)).toEqual([]);
      }),
      { numRuns: journals },
    );
  });

  it('sums up as the books do at the end of any run, which is what the journal says itself', async () => {
    await fc.assert(
      fc.asyncProperty(anyChoice, async (choice) => {
        const { run, records } = watched(scenarioOf(choice, 25));
        toEnd(run);
        const kept = await keepRecords(store, 'whole', records);
        const sums = await sumsOf(store, kept);
        expect(sums).toEqual(namesOf(records));
        const told = records.flatMap((body) =>
          body.type === 'ledger.balance' && body.amount !== 0n
            ? [[`${body.venue} ${body.account} ${body.asset}`, body.amount] as const]
            : [],
        );
        expect(sums).toEqual(new Map(told));
        expect(await imbalances(store, kept)).toEqual([]);
      }),
      { numRuns: runs, unbiased: true },
    );
  });
};

describe('the ledger in PGlite', () => {
  promises(() => openStore('memory'), 40, 15);
});

describe.skipIf(whyNoPostgres !== null)('the ledger on a Postgres server', () => {
  let server: TestServer;
  afterAll(() => server.remove());
  promises(
    () => {
      server = startPostgres(['fsync = off']);
      return openStore(server.url);
    },
    20,
    10,
  );
});
