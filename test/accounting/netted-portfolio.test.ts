// Goal: where sets are netted, and where results are final, the portfolio has what the venue has: money for whole sets, and a
// payout for every share, whichever outcome the last trade was in. Method: a portfolio of one account that observes record by record.
import { describe, expect, it } from 'vitest';
import { Portfolio } from '../../src/accounting/portfolio.ts';
import type { RecordBody } from '../../src/journal/records.ts';

const million = 1_000_000n;

type Trade = readonly [outcome: 'yes' | 'no', side: 'buy' | 'sell', qty: bigint, px: bigint, fee?: bigint];

/** A portfolio of one account with so much money, at a venue that nets sets or keeps them. */
const opened = (amount: bigint, sets: 'netted' | 'kept' = 'netted'): Portfolio => {
  const portfolio = new Portfolio();
  const leg = { venue: 'kalshi', market: 'M', side: 'buy', price: 500_000n, qty: 10n * million, worstFee: million };
  const records: readonly RecordBody[] = [
    {
      ...{ type: 'run.started', name: 'netted', seed: '1', scenarioHash: '', engineVersion: '' },
      ...{ currency: 'USD', rates: [] },
    },
    { type: 'account.opened', account: 'main', venue: 'kalshi', currency: 'USD', amount, escrow: 'none', sets },
    { type: 'market.listed', venue: 'kalshi', market: 'M', outcomes: [{ outcome: 'yes' }, { outcome: 'no' }] },
    {
      ...{ type: 'intent.received', intent: 1, strategy: 's', pair: 'p', sets: 10n * million },
      ...{ expectedEdge: 0n, roiBps: 0, outcomes: 2, mode: 'parallel', policy: 'hold' },
      legs: [
        { ...leg, outcome: 'yes', paysIn: 1 },
        { ...leg, outcome: 'no', paysIn: 2 },
      ],
    },
  ];
  for (const record of records) portfolio.observe(record);
  return portfolio;
};

/** Orders that fill at once and wholly, one for each trade. */
const trade = (portfolio: Portfolio, ...trades: readonly Trade[]): void => {
  for (const [outcome, side, qty, price, fee = 0n] of trades) {
    const clOrdId = `1.${portfolio.save().arbitrages[0]!.orders.length + 1}`;
    portfolio.observe({
      ...{ type: 'order.created', clOrdId, owner: 'unwind', ownerId: 1, venue: 'kalshi', account: 'main' },
      ...{ market: 'M', outcome, side, orderQty: qty, price, timeInForce: 'GTC', worstFee: million },
    });
    portfolio.observe({
      ...{ type: 'order.moved', clOrdId, event: 'venue.traded', from: 'new', to: 'filled', cumQty: qty, leavesQty: 0n },
      ...{ tradeId: 't', lastQty: qty, lastPx: price, fee },
    });
  }
};

const resolve = (portfolio: Portfolio, yes: bigint): void =>
  portfolio.observe({
    ...{ type: 'resolution.told', venue: 'kalshi', market: 'M' },
    payouts: [
      { outcome: 'yes', payout: yes },
      { outcome: 'no', payout: million - yes },
    ],
  });

const balancesOf = (portfolio: Portfolio): Readonly<Record<string, bigint>> =>
  Object.fromEntries(portfolio.accounts.balances().map(({ asset, amount }) => [asset, amount]));

/** The shares of NO and of YES by the positions, which must be those of the ledger. */
const positionsOf = (portfolio: Portfolio): readonly bigint[] =>
  portfolio.accounts.positionList().map(({ qty }) => qty);

const paidOutOf = (portfolio: Portfolio): readonly bigint[] => portfolio.accounts.paidOut().map(({ amount }) => amount);

describe('the portfolio of a venue that nets sets', () => {
  it('turn whole sets into money at once, and keep what is over', () => {
    const portfolio = opened(10n * million);
    trade(portfolio, ['yes', 'buy', 3n * million, 400_000n], ['no', 'buy', 2n * million, 500_000n]);
    expect(balancesOf(portfolio)).toEqual({ USD: 9_800_000n, 'M:yes': million });
    expect(positionsOf(portfolio)).toEqual([0n, million]);
  });

  it('net sets after they were saved as before', () => {
    const whole = opened(10n * million);
    const parted = new Portfolio(whole.save());
    for (const portfolio of [whole, parted])
      trade(portfolio, ['yes', 'buy', 3n * million, 400_000n], ['no', 'buy', 2n * million, 500_000n]);
    expect(balancesOf(parted)).toEqual({ USD: 9_800_000n, 'M:yes': million });
    expect(new Portfolio(parted.save()).save()).toEqual(whole.save());
  });

  it('buy the sets of which an outcome is sold that is not held, and say so where the money is not there', () => {
    const portfolio = opened(200_000n);
    trade(portfolio, ['yes', 'sell', million, 600_000n]);
    expect(balancesOf(portfolio)).toEqual({ USD: -200_000n, 'M:no': million });
    expect(positionsOf(portfolio)).toEqual([million, 0n]);
  });

  it('keep sets where the venue keeps them', () => {
    const portfolio = opened(10n * million, 'kept');
    trade(portfolio, ['yes', 'buy', million, 400_000n], ['no', 'buy', million, 500_000n]);
    expect(balancesOf(portfolio)).toEqual({ USD: 9_100_000n, 'M:yes': million, 'M:no': million });
  });
});

describe('the portfolio after a final result', () => {
  it('round what shares pay down, as the money of a sell, and count it as paid out', () => {
    const portfolio = opened(10n * million, 'kept');
    trade(portfolio, ['yes', 'buy', 1_000_003n, 500_000n]);
    resolve(portfolio, 500_000n);
    expect(balancesOf(portfolio)).toEqual({ USD: 9_999_999n });
    expect(paidOutOf(portfolio)).toEqual([500_001n]);
    expect(positionsOf(portfolio)).toEqual([0n]);
  });

  it('pay out every outcome of a set that a late trade has broken, and not only the one that was traded', () => {
    const portfolio = opened(10n * million);
    resolve(portfolio, 700_000n);
    trade(portfolio, ['yes', 'sell', million, 600_000n]);
    // 0.6 for the sale, 1 for the set of which it was, and 0.3 for the NO of that set.
    expect(balancesOf(portfolio)).toEqual({ USD: 9_900_000n });
    expect(paidOutOf(portfolio)).toEqual([300_000n]);
  });

  it('take a payout back, to the micro, of shares that a busted trade had not brought', () => {
    const portfolio = opened(10n * million, 'kept');
    trade(portfolio, ['yes', 'buy', 2_000_003n, 500_000n, 7n]);
    resolve(portfolio, 500_000n);
    portfolio.observe({
      ...{ type: 'order.moved', clOrdId: '1.1', event: 'venue.tradeBusted', from: 'filled', to: 'filled' },
      ...{ cumQty: 0n, leavesQty: 0n, tradeId: 't' },
    });
    // What was paid out was rounded down, and what is taken back is too: it costs its owner a micro, never the venue.
    expect(balancesOf(portfolio)).toEqual({ USD: 9_999_999n });
    expect(paidOutOf(portfolio)).toEqual([-1n]);
    expect(portfolio.accounts.fees().map(({ amount }) => amount)).toEqual([0n]);
  });
});
