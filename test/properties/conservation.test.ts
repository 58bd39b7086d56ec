// No money and no share is made or lost. From what the venues did alone, added up in decimals by the plainest means: what
// an account began with, its fills with their fees, less those that never settled, and complete sets turned into money
// where the venue does that, and what markets paid that resolved. Both sides must have exactly that in the end, to the micro.
import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RecordBody } from '../../src/journal/records.ts';
import { anyChoice, scenarioOf } from './any-scenario.ts';
import { recordsOf, toEnd, watched } from './whole-runs.ts';
import { floorOf } from '../fc-seed.ts';

const Exact = Decimal.clone({ precision: 60 });
const unit = new Exact(1_000_000);
const of = (micros: bigint): Decimal => new Exact(micros.toString());
const micros = (amount: Decimal): string => amount.toFixed();

interface Naive {
  readonly balances: ReadonlyMap<string, string>;
  /** By venue. */
  readonly fees: ReadonlyMap<string, string>;
}

/** What each account has, by venue and asset, but what it has nothing of. */
const naive = (records: readonly RecordBody[]): Naive => {
  const orders = new Map(recordsOf(records, 'order.created').map((order) => [order.clOrdId, order]));
  const failed = new Set(
    recordsOf(records, 'venue.settled')
      .filter(({ status }) => status === 'failed')
      .map(({ venue, tradeId }) => `${venue} ${tradeId}`),
  );
  const cash = new Map(recordsOf(records, 'account.opened').map(({ venue, amount }) => [venue, of(amount)]));
  const fees = new Map<string, Decimal>();
  const shares = new Map<string, Decimal>();
  for (const { venue, clOrdId, tradeId, lastQty, lastPx, fee } of recordsOf(records, 'venue.filled')) {
    if (failed.has(`${venue} ${tradeId}`)) continue;
    const order = orders.get(clOrdId);
    if (order === undefined) throw new Error(`a fill of nobody's order ${clOrdId}`);
    const isBuy = order.side === 'buy';
    const value = of(lastQty).mul(of(lastPx)).div(unit);
    // A fraction of a micro goes against the trader.
    const paid = isBuy ? value.ceil() : value.floor().neg();
    cash.set(venue, (cash.get(venue) ?? new Exact(0)).minus(paid).minus(of(fee)));
    fees.set(venue, (fees.get(venue) ?? new Exact(0)).plus(of(fee)));
    const asset = `${venue} ${order.market}:${order.outcome}`;
    shares.set(asset, (shares.get(asset) ?? new Exact(0)).plus(isBuy ? of(lastQty) : of(lastQty).neg()));
  }
  const netting = new Set(
    recordsOf(records, 'account.opened').flatMap(({ venue, sets }) => (sets === 'netted' ? [venue] : [])),
  );
  for (const { venue, market, outcomes } of recordsOf(records, 'market.listed')) {
    if (!netting.has(venue)) continue;
    const assets = outcomes.map(({ outcome }) => `${venue} ${market}:${outcome}`);
    // As many sets as all outcomes have; fewer than none where one was sold that nobody held: it came out of a set.
    const sets = Exact.min(...assets.map((asset) => shares.get(asset) ?? new Exact(0)));
    cash.set(venue, (cash.get(venue) ?? new Exact(0)).plus(sets));
    for (const asset of assets) shares.set(asset, (shares.get(asset) ?? new Exact(0)).minus(sets));
  }
  // In the end a share is what its market's final result says.
  for (const { venue, market, stage, payouts } of recordsOf(records, 'venue.resolved')) {
    if (stage !== 'final') continue;
    for (const { outcome, payout } of payouts) {
      const asset = `${venue} ${market}:${outcome}`;
      const paid = (shares.get(asset) ?? new Exact(0)).mul(of(payout)).div(unit);
      cash.set(venue, (cash.get(venue) ?? new Exact(0)).plus(paid));
      shares.delete(asset);
    }
  }
  const balances = new Map<string, string>();
  for (const { venue, currency } of recordsOf(records, 'account.opened'))
    balances.set(`${venue} ${currency}`, micros(cash.get(venue) ?? new Exact(0)));
  for (const [asset, amount] of shares) balances.set(asset, micros(amount));
  return {
    balances: new Map([...balances].filter(([, amount]) => amount !== '0')),
    fees: new Map([...fees].map(([venue, fee]) => [venue, micros(fee)])),
  };
};

const said = (records: readonly RecordBody[], side: 'venue.balance' | 'ledger.balance') =>
  new Map(
    recordsOf(records, side)
      .filter(({ amount }) => amount !== 0n)
      .map(({ venue, asset, amount }) => [`${venue} ${asset}`, String(amount)]),
  );

describe('money and shares', () => {
  it('are conserved to the micro on both sides, netting, failed settlements and fees included', () => {
    const met = { fills: 0, failed: 0, netted: 0, sold: 0, redeemed: 0, halves: 0 };
    fc.assert(
      fc.property(anyChoice, (choice) => {
        const { run, records } = watched(scenarioOf({ ...choice, mispricingPx: 150_000n }, 60));
        const { pnl } = toEnd(run);
        const { balances, fees } = naive(records);
        expect(said(records, 'venue.balance')).toEqual(balances);
        expect(said(records, 'ledger.balance')).toEqual(balances);
        const feesSaid = pnl.feesByVenue.filter(({ amount }) => amount !== 0n);
        expect(new Map(feesSaid.map(({ venue, amount }) => [venue, String(amount)]))).toEqual(
          new Map([...fees].filter(([, fee]) => fee !== '0')),
        );
        met.fills += recordsOf(records, 'venue.filled').length;
        met.failed += recordsOf(records, 'venue.settled').filter(({ status }) => status === 'failed').length;
        met.netted += recordsOf(records, 'account.opened').filter(({ sets }) => sets === 'netted').length;
        met.redeemed += recordsOf(records, 'venue.redeemed').length;
        met.halves += recordsOf(records, 'venue.redeemed').filter(({ payout }) => payout === 500_000n).length;
        met.sold += recordsOf(records, 'order.created').filter(({ side }) => side === 'sell').length;
      }),
      { numRuns: 60, unbiased: true },
    );
    // Nothing is proved by runs in which nothing happens.
    for (const [what, times] of Object.entries(met)) expect(times, what).toBeGreaterThan(floorOf(20));
  });
});
