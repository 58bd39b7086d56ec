// Several accounts at a venue with books or a pool. Goal: accounts trade with each other and nothing comes from nowhere; none
// sees, spends or touches what is another's. Method: random crowds in a book where nobody else is, under all faults, so that
// every trade is between two of them; and each promise once by hand.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RecordBody } from '../../../src/journal/records.ts';
import type { VenueOrderRequest } from '../../../src/venues/simulation/types.ts';
import type { VenueAccountOptions } from '../../../src/venues/simulation/venue-account-state.ts';
import { venueCatalogue } from '../../../src/venues/definitions/catalogue.ts';
import type { VenueName } from '../../../src/venues/definitions/words.ts';
import { floorOf } from '../../fc-seed.ts';
import { recordsOf } from './add-up.ts';
import { expectGoesOn } from './every-venue.ts';
import { ACCOUNT, anyPlan, createWorld, usualBook, usualProfile, VENUE, type Plan, type Sending } from './world.ts';

type World = ReturnType<typeof createWorld>;

const share = 1_000_000n;
const book = { ...usualBook, queue: 'proportional' } as const;
const accountNames = [ACCOUNT, 'bob', 'eve'];

const accountOf = (name: VenueName, account: string, opening: bigint, yes = 0n): VenueAccountOptions => ({
  account,
  currency: venueCatalogue[name].currency.value,
  opening,
  ...(yes === 0n ? {} : { holdings: [{ market: 'FED', outcome: 'yes', qty: yes }] }),
});

/** Nobody else is in the books. */
const empty = ['FED', 'GAME'].map((market): Sending => ({
  atUs: 0,
  what: 'move',
  update: { what: 'snapshot', bids: [], asks: [], atUs: 0, venue: VENUE, market },
}));

/** Whose an order is: each has ids of its own. */
const ownerOf = (clOrdId: string): string => accountNames[Number(clOrdId.slice(2)) % 3]!;

/** A plan of three accounts: the orders are theirs in turn, and now and then one asks for what is another's. */
const crowdOf = (plan: Plan, yes: bigint, strangers: readonly boolean[]): Plan => {
  const seen = new Set<string>();
  const sendings = plan.sendings
    .toSorted((left, right) => left.atUs - right.atUs)
    .flatMap((sending, index): Sending[] => {
      if (sending.what === 'move' || sending.what === 'open') return [sending];
      const isStranger = strangers[index % strangers.length] ?? false;
      if (sending.what !== 'submit') {
        const owner = ownerOf(sending.clOrdId);
        return [{ ...sending, account: isStranger ? accountNames.find((name) => name !== owner)! : owner }];
      }
      const { clOrdId } = sending.order;
      if (seen.has(clOrdId)) return [];
      seen.add(clOrdId);
      // Near each other, so that they meet.
      const price = 400_000n + ((sending.order.price / 10_000n) % 21n) * 10_000n;
      return [{ ...sending, order: { ...sending.order, price, account: ownerOf(clOrdId) } }];
    });
  const others = [accountOf(plan.name, 'bob', plan.opening, yes), accountOf(plan.name, 'eve', 50n * share)];
  return { ...plan, others, book, sendings: [...empty, ...sendings] };
};

const anyCrowd = (name: VenueName): fc.Arbitrary<Plan> =>
  fc
    .record({
      plan: anyPlan(4, [name]),
      yes: fc.constantFrom(0n, 40n * share),
      strangers: fc.array(fc.boolean(), { minLength: 1, maxLength: 7 }),
    })
    .map(({ plan, yes, strangers }) => crowdOf(plan, yes, strangers));

const cancelAll = (world: World, plan: Plan): void => {
  for (let round = 0; world.venue.live > 0 && round < 200; round += 1) {
    for (const sending of plan.sendings) {
      if (sending.what !== 'submit') continue;
      const { clOrdId, account } = sending.order;
      if (world.venue.isLive(clOrdId)) world.send({ atUs: 0, what: 'cancel', clOrdId, account: account! });
    }
    world.run();
  }
};

/** Money with the venue's fees and a unit for each set that is out, and by how much YES is ahead of NO, of each market. */
const sumsOf = (world: World, currency: string) => {
  const failed = new Set(
    recordsOf(world.truth, 'venue.settled').flatMap(({ tradeId, status }) => (status === 'failed' ? [tradeId] : [])),
  );
  const amounts = new Map<string, bigint>();
  for (const { asset, amount } of world.venue.balances()) amounts.set(asset, (amounts.get(asset) ?? 0n) + amount);
  const of = (asset: string): bigint => amounts.get(asset) ?? 0n;
  const fees = recordsOf(world.truth, 'venue.filled').reduce(
    (sum, { tradeId, fee }) => (failed.has(tradeId) ? sum : sum + fee),
    0n,
  );
  return {
    worth: of(currency) + fees + of('FED:no') + of('GAME:no'),
    ahead: [of('FED:yes') - of('FED:no'), of('GAME:yes') - of('GAME:no')],
  };
};

/** The trades, two sides each: what they were between, and whether they agree. */
const tradesOf = (truth: readonly RecordBody[], orders: ReadonlyMap<string, VenueOrderRequest>) => {
  const fills = recordsOf(truth, 'venue.filled');
  return fills.flatMap((taker, index) => {
    const maker = fills[index + 1];
    if (index % 2 === 1 || maker === undefined) return [];
    const [taking, making] = [orders.get(taker.clOrdId)!, orders.get(maker.clOrdId)!];
    const px = taking.outcome === making.outcome ? maker.lastPx : share - maker.lastPx;
    return [{ taker, maker, taking, making, isFair: px === taker.lastPx && maker.lastQty === taker.lastQty }];
  });
};

describe.each(['polymarket', 'kalshi', 'gemini'] as const)('accounts in one book at %s', (name) => {
  const currency = venueCatalogue[name].currency.value;

  it('keep all money and all shares among them, with the fees at the venue, whatever happens', () => {
    let trades = 0;
    let failures = 0;
    fc.assert(
      fc.property(anyCrowd(name), (plan) => {
        const world = createWorld(plan);
        const before = sumsOf(world, currency);
        world.run(undefined, () => {
          for (const { account, asset, amount } of world.venue.balances())
            expect([account, asset, amount >= 0n]).toEqual([account, asset, true]);
        });
        cancelAll(world, plan);
        expect(world.venue.live).toBe(0);
        expect(sumsOf(world, currency)).toEqual(before);
        const orders = new Map(
          plan.sendings.flatMap((each) => (each.what === 'submit' ? [[each.order.clOrdId, each.order]] : [])),
        );
        for (const { taker, maker, taking, making, isFair } of tradesOf(world.truth, orders)) {
          expect([isFair, maker.liquidity, taker.liquidity]).toEqual([true, 'maker', undefined]);
          expect(taking.account).not.toBe(making.account);
          expect([taker.account ?? ACCOUNT, maker.account ?? ACCOUNT]).toEqual([taking.account, making.account]);
          trades += 1;
        }
        failures += recordsOf(world.truth, 'venue.settled').filter(({ status }) => status === 'failed').length;
      }),
      { numRuns: 60 },
    );
    expect(trades).toBeGreaterThan(floorOf(name === 'gemini' ? 15 : 60));
    if (name === 'polymarket') expect(failures).toBeGreaterThan(floorOf(10));
  });

  it('continue in a copy, from any step, as if the venue had never been put down', () => {
    fc.assert(
      fc.property(anyCrowd(name), fc.double({ min: 0, max: 1, noNaN: true }), (plan, share) => {
        expectGoesOn(plan, share);
      }),
      { numRuns: 20 },
    );
  });
});

const quiet: Plan = {
  name: 'polymarket',
  seed: '1',
  opening: 100n * share,
  closesAtUs: null,
  profile: { ...usualProfile, rejectBps: 0, noFillBps: 0 },
  book,
  faults: [],
  sendings: [],
};

const order = (clOrdId: string, account: string, changes: Partial<VenueOrderRequest> = {}): VenueOrderRequest => ({
  ...{ clOrdId, account, market: 'FED', outcome: 'yes', side: 'buy', timeInForce: 'GTC' },
  ...{ orderQty: 10n * share, price: 500_000n },
  ...changes,
});

const crowd = (name: VenueName, sendings: readonly Sending[], changes: Partial<Plan> = {}) => {
  const others = [accountOf(name, 'bob', 100n * share, 30n * share), accountOf(name, 'eve', 3n * share)];
  const world = createWorld({ ...quiet, name, others, ...changes, sendings: [...empty, ...sendings] });
  world.run();
  const heard = (clOrdId: string) =>
    world.told.flatMap((told) => (told.kind === 'report' && told.clOrdId === clOrdId ? [told.event] : []));
  return { world, heard };
};

const submit = (atUs: number, wanted: VenueOrderRequest): Sending => ({ atUs, what: 'submit', order: wanted });

describe.each(['polymarket', 'kalshi'] as const)('an account at %s', (name) => {
  it('meets the order of another, and not its own that is better', () => {
    const { world, heard } = crowd(name, [
      submit(10, order('b', 'bob', { side: 'sell', price: 490_000n })),
      submit(1_000_000, order('m', ACCOUNT)),
      submit(2_000_000, order('b2', 'bob', { side: 'sell', price: 480_000n })),
      submit(3_000_000, order('b3', 'bob', { price: 490_000n })),
    ]);
    expect(recordsOf(world.truth, 'venue.filled').map(({ clOrdId }) => clOrdId)).toEqual(['m', 'b']);
    expect(heard('b3').at(-1)).toMatchObject({ type: 'venue.cancelled', reason: 'selfTrade' });
  });

  it('spends no money and no shares but its own', () => {
    const { world, heard } = crowd(name, [
      submit(10, order('e', 'eve')),
      submit(20, order('f', 'eve', { side: 'sell', price: 400_000n, outcome: 'yes' })),
    ]);
    expect(heard('e')).toMatchObject([{ type: 'venue.rejected', reason: 'insufficientFunds' }]);
    // Where YES and NO are held against each other, it is money for the rest of each set that is missing.
    const reason = name === 'kalshi' ? 'insufficientFunds' : 'insufficientShares';
    expect(heard('f')).toMatchObject([{ type: 'venue.rejected', reason }]);
    expect(world.venue.balances().find(({ account }) => account === 'eve')?.amount).toBe(3n * share);
  });

  it('is answered of the order of another as of one that there is not', () => {
    const asks = (clOrdId: string): readonly Sending[] => [
      { atUs: 1_000_000, what: 'cancel', clOrdId, account: 'eve' },
      { atUs: 2_000_000, what: 'replace', clOrdId, orderQty: 20n * share, price: 480_000n, account: 'eve' },
      { atUs: 3_000_000, what: 'query', clOrdId, account: 'eve' },
    ];
    const { world, heard } = crowd(name, [submit(10, order('b', 'bob')), ...asks('b'), ...asks('none')]);
    expect(heard('b').slice(1)).toEqual(heard('none'));
    expect(heard('none')).toHaveLength(3);
    expect(world.venue.isLive('b')).toBe(true);
    expect(recordsOf(world.truth, 'venue.replaced')).toEqual([]);
  });

  it('opens in the middle of a run, with shares, and trades at once', () => {
    const { world } = crowd(name, [
      submit(10, order('m', ACCOUNT)),
      { atUs: 1_000_000, what: 'open', account: accountOf(name, 'late', 0n, 10n * share) },
      submit(1_000_001, order('l', 'late', { side: 'sell' })),
    ]);
    const [opened] = recordsOf(world.truth, 'account.opened');
    expect(opened).toMatchObject({
      account: 'late',
      amount: 0n,
      holdings: [{ asset: 'FED:yes', amount: 10n * share }],
    });
    expect(recordsOf(world.truth, 'venue.filled').map(({ account }) => account)).toEqual(['late', undefined]);
    const { fee } = recordsOf(world.truth, 'venue.filled')[0]!;
    expect(world.venue.balances().filter(({ account }) => account === 'late')).toMatchObject([
      { amount: 5n * share - fee },
    ]);
  });
});

describe('accounts at a market maker', () => {
  const pool = { bettors: null };
  const changes: Partial<Plan> = { pool, book: undefined as never };
  const bets = (sendings: readonly Sending[]) => {
    const { book: _book, ...plan } = { ...quiet, name: 'manifold' as const, pool, ...changes };
    const others = [accountOf('manifold', 'bob', 100n * share), accountOf('manifold', 'eve', 2n * share)];
    const world = createWorld({ ...plan, others, sendings });
    world.run();
    return world;
  };

  it('meet the resting orders of others on their way through the pool, and pay what the others do not', () => {
    const world = bets([
      submit(10, order('b', 'bob', { outcome: 'no', price: 400_000n })),
      submit(1_000_000, order('m', ACCOUNT, { price: 700_000n, orderQty: 60n * share })),
    ]);
    const fills = recordsOf(world.truth, 'venue.filled');
    const between = fills.filter(({ lastPx, clOrdId }) => clOrdId === 'b' || lastPx === 600_000n);
    expect(between.map(({ clOrdId, lastPx, lastQty }) => [clOrdId, lastPx, lastQty])).toEqual([
      ['m', 600_000n, 10n * share],
      ['b', 400_000n, 10n * share],
    ]);
    expect(fills.length).toBeGreaterThan(2);
  });

  it('end the order of one that can no longer pay, and continue', () => {
    const world = bets([
      submit(10, order('e', 'eve', { outcome: 'no', price: 400_000n, orderQty: 4n * share })),
      submit(20, order('e2', 'eve', { outcome: 'no', price: 420_000n, orderQty: 4n * share })),
      submit(1_000_000, order('m', ACCOUNT, { price: 700_000n, orderQty: 60n * share })),
    ]);
    expect(recordsOf(world.truth, 'venue.ended')).toMatchObject([
      { clOrdId: 'e', status: 'cancelled', reason: 'venue' },
    ]);
    const held = world.venue.balances().filter(({ account }) => account === 'eve');
    expect(held.every(({ amount }) => amount >= 0n)).toBe(true);
    expect(recordsOf(world.truth, 'venue.filled').filter(({ account }) => account === 'eve').length).toBeGreaterThan(0);
  });

  it('end the order of one that owes more than it has by then', () => {
    const sell = { side: 'sell', orderQty: 4n * share } as const;
    const world = bets([
      submit(10, order('e', 'eve', { ...sell, price: 600_000n })),
      submit(20, order('e2', 'eve', { ...sell, price: 620_000n })),
      submit(1_000_000, order('m', ACCOUNT, { price: 700_000n, orderQty: 60n * share })),
    ]);
    expect(recordsOf(world.truth, 'venue.ended')).toMatchObject([{ clOrdId: 'e2', reason: 'venue' }]);
  });
});
