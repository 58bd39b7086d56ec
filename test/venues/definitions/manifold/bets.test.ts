// Bets at Manifold, MAN-11 to MAN-15. Goal: a bet takes limit orders and pool in the order of their prices, and no mana and
// no share is made or lost. Method: worked examples, and properties over any pool with any limit orders.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMicros } from '../../../../src/money/decimal.ts';
import {
  buy,
  sell,
  type BalanceOf,
  type Bet,
  type BetResult,
  type LimitOrder,
} from '../../../../src/venues/definitions/manifold/bets.ts';
import {
  buyFromPool,
  mirrored,
  probOf,
  type ManifoldOutcome,
  type Pool,
} from '../../../../src/venues/definitions/manifold/market-maker.ts';
import { anyPool, roundingsOf } from './any-pool.ts';

const mana = parseMicros;
const pool: Pool = { yes: mana('100'), no: mana('100'), p: 500_000n };
const rich: BalanceOf = () => mana('1000000');
const against = (
  id: string,
  limitProb: string,
  amount: string,
  outcome: ManifoldOutcome = 'no',
  user = id,
): LimitOrder => ({
  id,
  user,
  outcome,
  limitProb: mana(limitProb),
  amount: mana(amount),
});
const yesFor = (amount: string, limitProb: string | null = null): Bet => ({
  outcome: 'yes',
  amount: mana(amount),
  limitProb: limitProb === null ? null : mana(limitProb),
});
const withWhom = ({ fills }: BetResult) => fills.map(({ order }) => order);

const anyOrder = fc.record({
  user: fc.constantFrom('a', 'b', 'c'),
  outcome: fc.constantFrom<ManifoldOutcome>('yes', 'no'),
  limitProb: fc.bigInt({ min: 1n, max: 99n }).map((percent) => percent * 10_000n),
  amount: fc.bigInt({ min: 1n, max: mana('2000') }),
});
const anyOrders = fc
  .array(anyOrder, { maxLength: 8 })
  .map((orders) => orders.map((order, index): LimitOrder => ({ ...order, id: `${index}` })));
const anyBalances = fc
  .record({
    a: fc.bigInt({ min: -10n, max: mana('3000') }),
    b: fc.constantFrom(0n, mana('5')),
    c: fc.constant(mana('9000')),
  })
  .map(
    (balances): BalanceOf =>
      (user) =>
        balances[user as 'a' | 'b' | 'c'],
  );
const anyBet = fc.record({
  outcome: fc.constantFrom<ManifoldOutcome>('yes', 'no'),
  amount: fc.bigInt({ min: 1n, max: mana('5000') }),
  limitProb: fc.option(fc.bigInt({ min: 1n, max: 99n }).map((percent) => percent * 10_000n)),
});

/** What an outcome costs at a probability of YES. */
const priceOf = (outcome: ManifoldOutcome, prob: bigint): bigint => (outcome === 'yes' ? prob : 1_000_000n - prob);

/** On which side of the pool, and how far from it. */
const anyNear = fc.array(
  fc.tuple(fc.constantFrom<ManifoldOutcome>('yes', 'no'), fc.bigInt({ min: 1_000n, max: 20_000n })),
  { minLength: 2, maxLength: 6 },
);

describe('Manifold: bets', () => {
  it('MAN-11 meet the pool up to the lowest limit, then the limit, then the pool again', () => {
    const orders = [against('late', '0.7', '100'), against('first', '0.6', '4')];
    const result = buy(pool, orders, yesFor('60'), rich);
    expect(withWhom(result)).toEqual([null, 'first', null, 'late']);
    const [upTo60, first] = result.fills;
    expect(upTo60?.amount).toBe(mana('22.474487'));
    // 4 mana of NO at 0.4 a share are 10 shares, of which YES pays 6.
    expect(first).toMatchObject({ shares: mana('10'), amount: mana('6'), makerAmount: mana('4') });
    expect(result.spent).toBe(mana('60'));
  });

  it('MAN-12 of equal limits meet the older one first, and one at the present probability before the pool', () => {
    const orders = [against('older', '0.5', '5'), against('newer', '0.5', '5')];
    const result = buy(pool, orders, yesFor('8'), rich);
    expect(withWhom(result)).toEqual(['older', 'newer']);
    expect(result.pool).toEqual(pool);
    expect(withWhom(buy(pool, [], yesFor('8'), rich))).toEqual([null]);
  });

  it('MAN-13 cancel the order of a maker that has nothing left, and take no more of one than it has', () => {
    const orders = [
      against('a1', '0.5', '5', 'no', 'a'),
      against('b1', '0.5', '5', 'no', 'b'),
      against('a2', '0.55', '5', 'no', 'a'),
    ];
    const result = buy(pool, orders, yesFor('500'), (user) => (user === 'a' ? mana('2') : 0n));
    expect(result.cancelled).toEqual(['b1', 'a2']);
    expect(result.fills[0]).toMatchObject({ order: 'a1', makerAmount: mana('2'), shares: mana('4') });
  });

  it('MAN-14 with a limit stop there, and without one at 99 percent; what is left is left', () => {
    const limited = buy(pool, [against('x', '0.7', '100')], yesFor('500', '0.6'), rich);
    expect(withWhom(limited)).toEqual([null]);
    expect([limited.spent, limited.left]).toEqual([mana('22.474487'), mana('477.525513')]);
    const clamped = buy(pool, [], yesFor('100000'), rich);
    expect(probOf(clamped.pool)).toBe(990_000n);
    expect(clamped.left > 0n).toBe(true);
  });

  it('MAN-15 make and lose no mana and no share, whatever they meet', () => {
    fc.assert(
      fc.property(anyPool, anyOrders, anyBet, anyBalances, (before, orders, bet, balanceOf) => {
        const result = buy(before, orders, bet, balanceOf);
        const { fills, pool: after, spent, left, shares } = result;
        expect(spent + left).toBe(bet.amount);
        let [ofPool, manaOfPool] = [0n, 0n];
        for (const { order, amount, shares: bought, makerAmount } of fills) {
          expect(bought > 0n && amount >= 0n).toBe(true);
          if (order === null) [ofPool, manaOfPool] = [ofPool + bought, manaOfPool + amount];
          // A share of YES and one of NO are made for exactly one mana.
          else expect(amount + makerAmount).toBe(bought);
        }
        expect(shares).toBe(fills.reduce((sum, fill) => sum + fill.shares, 0n));
        const own = bet.outcome === 'yes' ? 'yes' : 'no';
        const other = own === 'yes' ? 'no' : 'yes';
        expect(after[own] + ofPool).toBe(before[own] + manaOfPool);
        expect(after[other]).toBe(before[other] + manaOfPool);
      }),
      { numRuns: 60 },
    );
  });

  it('MAN-15 take the cheapest first, never beyond the limit, and leave nothing cheaper behind', () => {
    fc.assert(
      fc.property(anyPool, anyOrders, anyBet, anyBalances, (before, orders, bet, balanceOf) => {
        const { fills, pool: after, left, cancelled } = buy(before, orders, bet, balanceOf);
        const limit = bet.limitProb === null ? 990_000n : priceOf(bet.outcome, bet.limitProb);
        const byId = new Map(orders.map((order) => [order.id, order]));
        const spentBy = new Map<string, bigint>();
        const prices = fills.flatMap(({ order, makerAmount }) => {
          const maker = byId.get(order ?? '');
          if (maker === undefined) return [];
          expect(maker.outcome).not.toBe(bet.outcome);
          expect(makerAmount <= maker.amount).toBe(true);
          spentBy.set(maker.user, (spentBy.get(maker.user) ?? 0n) + makerAmount);
          return [priceOf(bet.outcome, maker.limitProb)];
        });
        expect(prices).toEqual(prices.toSorted((one, two) => (one < two ? -1 : one > two ? 1 : 0)));
        for (const price of prices) expect(price <= limit).toBe(true);
        for (const [user, spent] of spentBy) expect(spent <= balanceOf(user)).toBe(true);
        for (const id of cancelled)
          expect(balanceOf(byId.get(id)?.user ?? '') - (spentBy.get(byId.get(id)?.user ?? '') ?? 0n) <= 0n).toBe(true);
        const probOfOwn = (at: Pool): bigint => probOf(bet.outcome === 'yes' ? at : mirrored(at), 'floor');
        expect(probOfOwn(after) <= (probOfOwn(before) > limit ? probOfOwn(before) : limit)).toBe(true);
        // With mana left, whatever is open and cheap enough has been met to its last share.
        if (left < 1_000n) return;
        for (const order of orders) {
          if (order.outcome === bet.outcome || priceOf(bet.outcome, order.limitProb) > limit) continue;
          const met = fills.filter((fill) => fill.order === order.id).reduce((sum, fill) => sum + fill.makerAmount, 0n);
          const isSpent = balanceOf(order.user) - (spentBy.get(order.user) ?? 0n) <= 1n;
          expect(order.amount - met <= 1n || isSpent).toBe(true);
        }
      }),
      { numRuns: 80 },
    );
  });

  it('MAN-15 stop at an order that counts in whole shares, and do not go by it with what is less than one', () => {
    let stopped = 0;
    fc.assert(
      fc.property(anyPool, anyNear, anyBet, fc.constantFrom(1_000_000n, 25_000_000n), ({ p }, near, bet, step) => {
        const before = { yes: mana('300'), no: mana('300'), p };
        // All rest where the pool is worse than their limits.
        const counted = near.map(([outcome, away], index): LimitOrder => {
          const limitProb = probOf(before) + (outcome === 'yes' ? -away : away);
          const inShares = { max: 3n * step, step };
          return { id: `${index}`, user: 'a', outcome, limitProb, amount: mana('90000'), inShares };
        });
        const amount = (bet.amount % mana('60')) + 1n;
        const placed = { ...bet, amount, limitProb: null };
        const { fills, pool: after, cancelled } = buy(before, counted, placed, () => mana('90000'));
        expect(cancelled).toEqual([]);
        for (const { id, outcome, limitProb } of counted) {
          const had = fills.filter(({ order }) => order === id).reduce((sum, { shares }) => sum + shares, 0n);
          expect(had % step === 0n && had <= 3n * step).toBe(true);
          if (had === 3n * step) continue;
          stopped += had > 0n ? 1 : 0;
          const prob = probOf(after);
          expect(outcome === 'yes' ? prob >= limitProb - 1n : prob <= limitProb + 1n).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
    expect(stopped).toBeGreaterThan(10);
  });

  it('MAN-15 sold again to what is left make no profit', () => {
    fc.assert(
      fc.property(anyPool, anyOrders, anyBet, (before, orders, bet) => {
        // An order that the pool is better than would have been filled by it: none of those rests.
        const ownProb = probOf(bet.outcome === 'yes' ? before : mirrored(before), 'ceil');
        const resting = orders.filter(({ limitProb }) => priceOf(bet.outcome, limitProb) >= ownProb);
        const bought = buy(before, resting, { ...bet, limitProb: null }, rich);
        const met = new Map(bought.fills.map(({ order, makerAmount }) => [order, makerAmount]));
        // Those who would buy at a better price than they sold at are no loss of the market's: one side only.
        const open = resting
          .filter(({ outcome }) => outcome !== bet.outcome)
          .map((order) => ({ ...order, amount: order.amount - (met.get(order.id) ?? 0n) }));
        const sold = sell(bought.pool, open, { outcome: bet.outcome, shares: bought.shares }, rich);
        expect(sold.shares + sold.left).toBe(bought.shares);
        expect(sold.proceeds <= bought.spent).toBe(true);
        if (bought.fills.every(({ order }) => order === null) && sold.left === 0n)
          expect(bought.spent - sold.proceeds <= roundingsOf(bought.pool)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it('MAN-15 in pieces get what they get in one, but for rounding', () => {
    fc.assert(
      fc.property(anyPool, fc.bigInt({ min: 2n, max: mana('100') }), (before, amount) => {
        const once = buyFromPool(before, 'yes', amount);
        const first = buyFromPool(before, 'yes', amount / 2n);
        const second = buyFromPool(first.pool, 'yes', amount - amount / 2n);
        const gap = once.shares - first.shares - second.shares;
        expect(gap >= 0n && gap <= 10n).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
