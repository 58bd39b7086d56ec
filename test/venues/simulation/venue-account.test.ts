// An account at a venue: what an order reserves is enough, whatever the pieces in which it fills, and no more.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { venueCatalogue } from '../../../src/venues/definitions/catalogue.ts';
import { VenueAccount } from '../../../src/venues/simulation/venue-account.ts';
import type { BookedEntry } from '../../../src/venues/simulation/venue-account-state.ts';
import { marketsOf } from './world.ts';

const names = ['polymarket', 'kalshi', 'opinion', 'gemini', 'other'] as const;

const accountOf = (name: (typeof names)[number], opening: bigint) =>
  new VenueAccount(venueCatalogue[name], marketsOf({ name, closesAtUs: null }), {
    account: 'main',
    currency: 'USD',
    opening,
  });

/** The entry of an order that was taken; a refusal is a failure. */
const entryOf = (taken: BookedEntry | string): BookedEntry =>
  typeof taken === 'string' ? expect.fail(`the order was refused: ${taken}`) : taken;

const anyOrder = fc.record({
  name: fc.constantFrom(...names),
  steps: fc.bigInt({ min: 2n, max: 3_000_000n }),
  firstShare: fc.bigInt({ min: 1n, max: 99n }),
  px: fc.bigInt({ min: 1n, max: 999_999n }),
});

describe('what a buy ties up', () => {
  it('pays for it in one piece or in two, to the last micro, and is what it needs to be taken at all', () => {
    fc.assert(
      fc.property(anyOrder, ({ name, steps, firstShare, px }) => {
        const { qtyStep, grid } = { ...marketsOf({ name, closesAtUs: null })[0]! };
        const tick = grid.ranges[0]!.step;
        const price = px < tick ? tick : px - (px % tick);
        const order = {
          clOrdId: '1.1',
          market: 'FED',
          outcome: 'yes',
          side: 'buy',
          timeInForce: 'GTC',
          price,
        } as const;
        const orderQty = steps * qtyStep;
        const rich = accountOf(name, 10n ** 15n);
        const { cash: needed } = entryOf(rich.take({ ...order, orderQty }));
        expect(accountOf(name, needed - 1n).take({ ...order, orderQty })).toBe('insufficientFunds');
        const account = accountOf(name, needed);
        const entry = entryOf(account.take({ ...order, orderQty }));
        const first = ((steps * firstShare) / 100n || 1n) * qtyStep;
        for (const qty of [first, orderQty - first]) account.fill(entry, `T${qty}`, qty, false);
        const [balance, shares] = account.balances();
        expect([balance!.amount >= 0n, shares]).toEqual([
          true,
          { account: 'main', asset: 'FED:yes', amount: orderQty },
        ]);
        expect([entry.openQty, entry.cash, entry.shares]).toEqual([0n, 0n, 0n]);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('a single millionth of a share', () => {
  const order = { clOrdId: '1.1', market: 'FED', outcome: 'yes', timeInForce: 'GTC', price: 500_000n } as const;

  it('is not there to be sold before its buy has settled, and is afterwards', () => {
    const account = accountOf('polymarket', 10n ** 9n);
    account.fill(entryOf(account.take({ ...order, side: 'buy', orderQty: 1n })), 'T1', 1n, true);
    expect(account.take({ ...order, side: 'sell', orderQty: 1n })).toBe('insufficientShares');
    account.settle('T1', true);
    const sale = entryOf(account.take({ ...order, side: 'sell', orderQty: 1n }));
    expect(sale.shares).toBe(1n);
  });

  it('that is all that is open of an order is freed when the order ends', () => {
    const buy = { ...order, side: 'buy', orderQty: 1n } as const;
    const { cash: needed } = entryOf(accountOf('polymarket', 10n ** 9n).take(buy));
    const account = accountOf('polymarket', needed);
    const entry = entryOf(account.take(buy));
    expect(account.take(buy)).toBe('insufficientFunds');
    account.end(entry);
    expect([entry.openQty, entry.cash, entryOf(account.take(buy)).cash]).toEqual([0n, 0n, needed]);
  });

  it('that is held is sold, and what is sold beyond it is owed', () => {
    const account = accountOf('kalshi', 10n ** 9n);
    // At a price of 1 a millionth of a share is worth a whole micro, as it must be there.
    const atOne = { ...order, price: 1_000_000n };
    account.fill(entryOf(account.take({ ...atOne, side: 'buy', orderQty: 1n })), 'T1', 1n, false);
    expect(entryOf(account.take({ ...atOne, side: 'sell', orderQty: 2n })).shares).toBe(1n);
  });
});

describe('a single micro', () => {
  const order = { clOrdId: '1.1', market: 'FED', outcome: 'yes', timeInForce: 'GTC', price: 500_000n } as const;

  it('that a sale brought is not there to buy with before the sale has settled, and is afterwards', () => {
    const big = { ...order, side: 'buy', orderQty: 10_000_000n } as const;
    const afterRoundTrip = (opening: bigint): VenueAccount => {
      const account = accountOf('polymarket', opening);
      for (const side of ['buy', 'sell'] as const) {
        const entry = entryOf(account.take({ ...order, side, orderQty: 2n, isPostOnly: true }));
        account.fill(entry, side, 2n, side === 'sell');
      }
      return account;
    };
    const rich = afterRoundTrip(10n ** 9n);
    const spent = 10n ** 9n - rich.balances()[0]!.amount;
    const { cash: needed } = entryOf(rich.take(big));
    const account = afterRoundTrip(needed + spent);
    expect(account.balances()).toEqual([{ account: 'main', asset: 'USD', amount: needed }]);
    expect(account.take(big)).toBe('insufficientFunds');
    account.settle('sell', true);
    expect(entryOf(account.take(big)).cash).toBe(needed);
    // One micro it was that was missing.
    const short = afterRoundTrip(needed + spent + 1n);
    expect(entryOf(short.take(big)).cash).toBe(needed);
  });
});
