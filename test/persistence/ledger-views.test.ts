// The ledger of the views is the ledger of the portfolio: the same sums for every account and asset, whatever venues told of
// their trades, netted sets, busts and final results among it. And every entry balances.
import fc from 'fast-check';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ledgerPostings, ledgerSums } from '../../drizzle/ledger-views.ts';
import { isCounterAccount } from '../../src/accounting/counter-accounts.ts';
import { Portfolio } from '../../src/accounting/portfolio.ts';
import type { RecordBody } from '../../src/journal/records.ts';
import { openStore, type Store } from '../../src/persistence/store/store.ts';
import { anySteps, emptyModel, happen, opening, type Step } from '../accounting/journals.ts';
import { anyChoice, scenarioOf } from '../properties/any-scenario.ts';
import { toEnd, watched } from '../properties/whole-runs.ts';
import { keepRecords } from './kept-runs.ts';
import { startPostgres, whyNoPostgres, type TestServer } from './postgres.ts';

/** By venue, account and asset. */
type Amounts = ReadonlyMap<string, bigint>;

const held = (portfolio: Portfolio): Amounts =>
  new Map(
    portfolio.accounts
      .balances()
      .filter(({ amount }) => amount !== 0n)
      .map(({ venue, account, asset, amount }) => [`${venue} ${account} ${asset}`, amount]),
  );

/** What the portfolio holds in the end, and each change on the way there: after which record, of what, by how much. */
const bookedOf = (bodies: readonly RecordBody[]): { readonly end: Amounts; readonly changes: readonly string[] } => {
  const portfolio = new Portfolio();
  const changes: string[] = [];
  let before: Amounts = new Map();
  for (const [index, body] of bodies.entries()) {
    portfolio.observe(body);
    const after = held(portfolio);
    for (const name of new Set([...before.keys(), ...after.keys()])) {
      const change = (after.get(name) ?? 0n) - (before.get(name) ?? 0n);
      if (change !== 0n) changes.push(`${index + 1} ${name} ${change}`);
    }
    before = after;
  }
  return { end: before, changes: changes.toSorted() };
};

const sumsOf = async (store: Store, run: number): Promise<Amounts> => {
  const rows = await store.borrow(({ database }) => database.select().from(ledgerSums).where(eq(ledgerSums.run, run)));
  return new Map(
    rows
      .filter(({ owner, amount }) => amount !== 0n && !isCounterAccount(owner ?? ''))
      .map(({ venue, owner, asset, amount }) => [`${venue} ${owner} ${asset}`, amount ?? 0n]),
  );
};

type Posting = typeof ledgerPostings.$inferSelect;

const postingsOf = (store: Store, run: number): Promise<readonly Posting[]> =>
  store.borrow(({ database }) => database.select().from(ledgerPostings).where(eq(ledgerPostings.run, run)));

/** Sums by a key, where they are not nothing. */
const summed = (postings: readonly Posting[], keyOf: (posting: Posting) => string): readonly string[] => {
  const sums = new Map<string, bigint>();
  for (const posting of postings) {
    const key = keyOf(posting);
    sums.set(key, (sums.get(key) ?? 0n) + (posting.amount ?? 0n));
  }
  return [...sums].flatMap(([key, sum]) => (sum === 0n ? [] : [`${key} ${sum}`]));
};

/** What does not sum up to nothing in an entry and asset. */
const imbalances = (postings: readonly Posting[]): readonly string[] =>
  summed(postings, ({ seq, entry, venue, asset }) => `${seq} ${entry} ${venue} ${asset}`);

/** How the postings change what accounts hold: after which record, of what, by how much. */
const postedChanges = (postings: readonly Posting[]): readonly string[] =>
  summed(
    postings.filter(({ owner }) => !isCounterAccount(owner ?? '')),
    ({ seq, venue, owner, asset }) => `${seq} ${venue} ${owner} ${asset}`,
  ).toSorted();

const anyPx = fc.bigInt({ min: 0n, max: 1_000_000n });
/**
 * A final result: of which market, when among the records, and what it makes of two outcomes. It need not be 1 together: so
 * a set that was netted differs from one that was paid out.
 */
const anyResult = fc.record({ pick: fc.nat(1_000), at: fc.nat(1_000), payouts: fc.tuple(anyPx, anyPx) });
const anyResults = fc.array(anyResult, { maxLength: 6 });
type Result = typeof anyResult extends fc.Arbitrary<infer Value> ? Value : never;

/** Everything at Kalshi in one market of two outcomes, so that there are sets to be netted. */
const inOneMarket = (body: RecordBody): RecordBody => {
  const placed = <T extends { readonly outcome: string }>(at: T) => ({
    ...at,
    ...{ venue: 'kalshi', market: 'M', outcome: at.outcome.startsWith('yes') ? 'yes' : 'no' },
  });
  if (body.type === 'intent.received') return { ...body, legs: body.legs.map(placed) };
  return body.type === 'order.created' ? placed(body) : body;
};

/**
 * A journal in which Kalshi nets: its markets are listed with the first two outcomes that orders name. Each market may
 * have its result reported, once and anywhere among the records.
 */
const journalOf = (steps: readonly Step[], results: readonly Result[], isOneMarket: boolean): readonly RecordBody[] => {
  const model = emptyModel();
  const told: RecordBody[] = [];
  for (const step of steps) {
    const happening = happen(model, step);
    if (happening === null || !('record' in happening)) continue;
    told.push(isOneMarket ? inOneMarket(happening.record) : happening.record);
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

  it('changes with each record as the portfolio does, whatever venues tell of their trades before and after results', async () => {
    const late = { split: 0, redemption: 0 };
    await fc.assert(
      fc.asyncProperty(anySteps(80), anyResults, fc.boolean(), async (steps, results, isOneMarket) => {
        const bodies = journalOf(steps, results, isOneMarket);
        const run = await keepRecords(store, 'ledger', bodies);
        const { end, changes } = bookedOf(bodies);
        const postings = await postingsOf(store, run);
        expect(postedChanges(postings)).toEqual(changes);
        expect(await sumsOf(store, run)).toEqual(end);
        expect(imbalances(postings)).toEqual([]);
        expect(postings.filter(({ seq, atUs }) => seq !== atUs)).toEqual([]);
        const toldAt = new Map<string, number>();
        for (const [index, body] of bodies.entries())
          if (body.type === 'resolution.told') toldAt.set(`${body.venue} ${body.market}`, index + 1);
        for (const { entry, seq, venue, asset } of postings) {
          const told = toldAt.get(`${venue} ${asset?.split(':')[0]}`) ?? Number.POSITIVE_INFINITY;
          if (Number(seq) <= told) continue;
          if (entry === 'split') late.split += 1;
          if (entry === 'redemption') late.redemption += 1;
        }
      }),
      { numRuns: journals },
    );
    // A late word is of one outcome: of sets it can only say that there are fewer.
    expect([late.split > 0, late.redemption > 10], JSON.stringify(late)).toEqual([true, true]);
  });

  it('changes as the portfolio does in any run, and ends with what the journal says itself', async () => {
    await fc.assert(
      fc.asyncProperty(anyChoice, async (choice) => {
        const { run, records } = watched(scenarioOf(choice, 25));
        toEnd(run);
        const kept = await keepRecords(store, 'whole', records);
        const sums = await sumsOf(store, kept);
        const postings = await postingsOf(store, kept);
        expect(postedChanges(postings)).toEqual(bookedOf(records).changes);
        const told = records.flatMap((body) =>
          body.type === 'ledger.balance' && body.amount !== 0n
            ? [[`${body.venue} ${body.account} ${body.asset}`, body.amount] as const]
            : [],
        );
        expect(sums).toEqual(new Map(told));
        expect(imbalances(postings)).toEqual([]);
      }),
      { numRuns: runs, unbiased: true },
    );
  });
};

describe('the ledger in PGlite', () => {
  promises(() => openStore('memory'), 30, 10);
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
