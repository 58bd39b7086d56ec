// What a venue with a market maker promises, one promise at a time: small pools, few orders, and what comes of them.
import { describe, expect, it } from 'vitest';
import type { PoolProfile } from '../../../../src/venues/simulation/pool/pool-profile.ts';
import type { SimulatedVenueProfile } from '../../../../src/venues/simulation/stochastic-profile.ts';
import type { VenueOrderRequest } from '../../../../src/venues/simulation/types.ts';
import { recordsOf } from '../add-up.ts';
import { createWorld, usualProfile, type Plan, type Sending } from '../world.ts';

const shares = (count: number): bigint => BigInt(count) * 1_000_000n;
const cents = (count: number): bigint => BigInt(count) * 10_000n;
const constant = (valueUs: number) => ({ kind: 'constant', valueUs }) as const;

const submit = (atUs: number, clOrdId: string, order: Partial<VenueOrderRequest> = {}): Sending => ({
  atUs,
  what: 'submit',
  order: {
    clOrdId,
    market: 'FED',
    outcome: 'yes',
    side: 'buy',
    orderQty: shares(5),
    price: cents(60),
    timeInForce: 'GTC',
    ...order,
  },
});

/** Every message is 10 ms under way; the pools hold 60 shares of each outcome at 50 percent. */
const worldOf = (
  sendings: readonly Sending[],
  bettors: PoolProfile['bettors'] = null,
  more: Partial<Plan> = {},
): ReturnType<typeof createWorld> & { readonly told: unknown[] } => {
  const latencies: SimulatedVenueProfile = {
    ackLatency: constant(20_000),
    reportLatency: constant(10_000),
    cancelLatency: constant(20_000),
  };
  return createWorld({
    name: 'manifold',
    seed: 'promises',
    opening: shares(1_000),
    closesAtUs: null,
    profile: { ...usualProfile, ...latencies },
    pool: { bettors },
    faults: [],
    sendings,
    ...more,
  });
};

const fillsOf = ({ truth }: ReturnType<typeof createWorld>) => recordsOf(truth, 'venue.filled');
const endsOf = ({ truth }: ReturnType<typeof createWorld>) =>
  recordsOf(truth, 'venue.ended').map(({ clOrdId, status, reason }) => `${clOrdId} ${status} ${reason}`);

describe('an order that meets the pool', () => {
  it('pays what the curve asks, which rises as it takes, and never more than its limit', () => {
    const world = worldOf([
      submit(0, 'a'),
      submit(100_000, 'b'),
      submit(200_000, 'c', { outcome: 'no', price: cents(40) }),
    ]);
    world.run();
    const [a, b] = fillsOf(world);
    expect([a?.lastQty, b?.lastQty]).toEqual([shares(5), shares(5)]);
    expect(a!.lastPx > cents(50) && b!.lastPx > a!.lastPx && b!.lastPx < cents(60)).toBe(true);
    // NO costs 1 less what YES costs.
    expect(fillsOf(world)[2]).toBeUndefined();
    expect(world.venue.isLive('c')).toBe(true);
  });

  it('takes the pool to its limit, rests with what is left, and lets it be cancelled', () => {
    const world = worldOf([submit(0, 'a', { orderQty: shares(100) }), { atUs: 500_000, what: 'cancel', clOrdId: 'a' }]);
    world.run();
    const [fill] = fillsOf(world);
    expect(fill!.lastQty > shares(20) && fill!.lastQty < shares(30)).toBe(true);
    expect(endsOf(world)).toEqual(['a cancelled requested']);
    // From 50 to 60 percent: what is asked for now is more than 60.
    expect(world.venue.shown?.quoteOf('FED', 'yes').askPx).toBe(cents(61));
  });

  it('without a limit ends with what is left, and so does a sale of all that is held', () => {
    const market = { kind: 'market', timeInForce: 'IOC' } as const;
    const world = worldOf([
      submit(0, 'a', { ...market, orderQty: shares(100) }),
      submit(100_000, 'b', { side: 'sell', price: cents(40), ...market, orderQty: shares(20) }),
    ]);
    world.run();
    expect(endsOf(world)).toEqual(['a cancelled iocRemainder']);
    const [bought, sold] = fillsOf(world);
    expect(sold?.lastQty).toBe(shares(20));
    expect(sold!.lastPx < cents(60) && sold!.lastPx > bought!.lastPx).toBe(true);
  });

  it('gives back what it gave, but for roundings: nobody gains by going to and fro', () => {
    const world = worldOf([
      submit(0, 'a', { orderQty: shares(10) }),
      submit(100_000, 'b', { side: 'sell', price: cents(40), orderQty: shares(10) }),
    ]);
    world.run();
    const [{ amount } = { amount: 0n }, ...others] = world.venue.balances();
    expect(others).toEqual([]);
    expect(amount <= shares(1_000) && amount > shares(1_000) - 100n).toBe(true);
  });

  it('ends where it would meet an order of its own account', () => {
    const world = worldOf([
      submit(0, 'rests', { price: cents(48), orderQty: shares(10) }),
      submit(100_000, 'meets', { outcome: 'no', price: cents(60), orderQty: shares(40) }),
    ]);
    world.run();
    expect(endsOf(world)).toEqual(['meets cancelled selfTrade']);
    expect(world.venue.isLive('rests')).toBe(true);
    // It has taken the pool down to 48 percent, and no further.
    expect(world.venue.shown?.quoteOf('FED', 'yes')).toMatchObject({ bidPx: cents(47), askPx: cents(49) });
  });

  it.each([
    ['no', 'yes', [48, 45], 60, 48],
    ['no', 'yes', [45, 48], 60, 48],
    ['yes', 'no', [48, 45], 60, 52],
    ['yes', 'no', [45, 48], 60, 52],
  ] as const)('for %s ends at the nearest of its own account for %s: of %j', (outcome, contrary, rests, at, prob) => {
    const resting = rests.map((cent) =>
      submit(0, `at ${cent}`, { outcome: contrary, price: cents(cent), orderQty: shares(10) }),
    );
    const world = worldOf([...resting, submit(100_000, 'meets', { outcome, price: cents(at), orderQty: shares(60) })]);
    world.run();
    expect(endsOf(world)).toEqual(['meets cancelled selfTrade']);
    const quote = { bidPx: cents(prob - 1), askPx: cents(prob + 1) };
    expect(world.venue.shown?.quoteOf('FED', 'yes')).toMatchObject(quote);
  });

  it('finds what is shown: a level is there in full, for less than its price', () => {
    for (const [side, outcome] of [
      ['ask', 'yes'],
      ['ask', 'no'],
      ['bid', 'yes'],
      ['bid', 'no'],
    ] as const) {
      const depth = worldOf([]).venue.shown!.depthOf('FED', outcome, side, 3);
      expect(depth.map(({ px }) => px)).toEqual(side === 'ask' ? [51, 52, 53].map(cents) : [49, 48, 47].map(cents));
      const orderQty = depth.reduce((sum, { qty }) => sum + qty, 0n);
      const price = depth.at(-1)!.px;
      const world = worldOf([submit(0, 'a', { outcome, side: side === 'ask' ? 'buy' : 'sell', price, orderQty })]);
      world.run();
      expect(fillsOf(world).map(({ lastQty }) => lastQty)).toEqual([orderQty]);
      expect(fillsOf(world).every(({ lastPx }) => (side === 'ask' ? lastPx < price : lastPx > price))).toBe(true);
    }
  });
});

describe('an order that rests', () => {
  it('is filled at its own price by a bet that passes it', () => {
    // It rests above where the others take the market for: they come back to 50 percent at once, through it.
    const world = worldOf(
      [submit(0, 'up', { orderQty: shares(60), price: cents(60) }), submit(30_000, 'rests', { price: cents(55) })],
      { spreadProb: 0n, purseUnitsMax: 1_000, gapUs: 50_000, endsAtUs: 200_000 },
    );
    world.run();
    const fills = fillsOf(world).filter(({ clOrdId }) => clOrdId === 'up');
    expect(fills.at(-1)).toMatchObject({ lastPx: cents(60), leavesQty: 0n });
    expect(world.venue.isLive('up')).toBe(false);
  });

  it('is cancelled when it is met and its account has nothing left', () => {
    // Each is paid for by itself, and both are not.
    const world = worldOf(
      [
        submit(0, 'first', { price: cents(30), orderQty: shares(36) }),
        submit(1_000, 'second', { price: cents(25), orderQty: shares(40) }),
      ],
      { spreadProb: 450_000n, purseUnitsMax: 1_000, gapUs: 100_000, endsAtUs: 5_000_000 },
      { opening: shares(11) },
    );
    world.run(undefined, () => expect(world.venue.balances()[0]!.amount >= 0n).toBe(true));
    expect(fillsOf(world).findLast(({ clOrdId }) => clOrdId === 'first')?.leavesQty).toBe(0n);
    expect(endsOf(world)).toEqual(['second cancelled venue']);
  });

  it('that sells pays with what it sells: it is met as much, however little money its account has', () => {
    const salesOf = (opening: bigint): readonly (readonly [bigint, bigint])[] => {
      const world = worldOf(
        [
          submit(0, 'buys', { orderQty: shares(20) }),
          // What is left of 13 would not pay for as many shares of the other outcome, at 60 cents.
          submit(1_000, 'sells', { side: 'sell', price: cents(40), orderQty: shares(20) }),
        ],
        { spreadProb: 450_000n, purseUnitsMax: 1_000, gapUs: 50_000, endsAtUs: 5_000_000 },
        { opening },
      );
      world.run();
      expect(endsOf(world)).toEqual([]);
      return fillsOf(world)
        .filter(({ clOrdId }) => clOrdId === 'sells')
        .map(({ lastQty, lastPx }) => [lastQty, lastPx]);
    };
    const sales = salesOf(shares(1_000));
    expect(sales.reduce((sum, [qty]) => sum + qty, 0n)).toBe(shares(20));
    expect(salesOf(shares(13))).toEqual(sales);
  });

  it('finds nobody once its market has closed: others do not bet there either', () => {
    const bettors = { spreadProb: 300_000n, purseUnitsMax: 100, gapUs: 20_000, endsAtUs: 1_000_000 };
    const world = worldOf([], bettors, { closesAtUs: 500_000 });
    const shown = () =>
      String(world.venue.shown!.depthOf('GAME', 'yes', 'ask', 2).map(({ px, qty }) => `${qty} at ${px}`));
    const seen = new Map<boolean, Set<string>>([
      [false, new Set()],
      [true, new Set()],
    ]);
    world.run(undefined, () => seen.get(world.venue.stateOf('GAME') !== 'open')!.add(shown()));
    expect(seen.get(false)!.size).toBeGreaterThan(5);
    expect(seen.get(true)!.size).toBe(1);
  });

  it('stands in the way of nobody while its market is closed', () => {
    const world = worldOf(
      [submit(0, 'rests', { market: 'GAME', price: cents(45), orderQty: shares(30) })],
      { spreadProb: 300_000n, purseUnitsMax: 100, gapUs: 20_000, endsAtUs: 3_000_000 },
      { closesAtUs: 10_001 },
    );
    world.run();
    expect(fillsOf(world)).toEqual([]);
    expect(endsOf(world)).toEqual(['rests cancelled marketClosed']);
  });
});
