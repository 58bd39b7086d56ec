// What a run says that it made is what its accounts have gained. Goal: once every market has resolved, shares are money, and
// the captured edge has to be the money there is more or less than at the beginning, whatever was hedged, exposed, busted or
// resolved differently at two venues. Method: random runs whose markets all resolve; nothing but balances is looked at.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { floorOf } from '../fc-seed.ts';
import { anyChoice, scenarioOf, type ScenarioChoice } from './any-scenario.ts';
import { recordsOf, toEnd, watched } from './whole-runs.ts';

const unit = 1_000_000n;

/** When markets resolve that the drawn scenario leaves open. */
const anyTime = fc.constantFrom(500, 3_000, 40_000);

/** A drawn scenario whose markets all resolve. */
const anyResolved: fc.Arbitrary<ScenarioChoice> = fc.tuple(anyChoice, anyTime).map(([choice, atMs]) => {
  const resolution = { atMs, winner: 0, isEven: false, paysAfterMs: 100, disputedForMs: null };
  return { ...choice, pairs: choice.pairs.map((pair) => ({ ...pair, resolution: pair.resolution ?? resolution })) };
});

/** One pair at two venues, whose sets are made before it resolves: at both 50/50, or differently, when both of its legs pay or none. */
const anyApart: fc.Arbitrary<ScenarioChoice> = fc
  .tuple(anyResolved, fc.constantFrom(false, false, true))
  .map(([choice, isEven]) => ({
    ...choice,
    pairs: choice.pairs.slice(0, 1).map(({ resolution, ...pair }) => ({
      ...pair,
      shape: 'two',
      at: [0, 1, 2],
      isBothWays: false,
      resolution: resolution === null ? null : { ...resolution, atMs: 40_000, isEven },
    })),
  }));

describe('the results of a run whose markets have all resolved', () => {
  it('are the money that its accounts have gained, but for roundings', () => {
    const met = { paid: 0, halves: 0, less: 0, more: 0, changed: 0 };
    fc.assert(
      fc.property(fc.oneof(anyResolved, anyApart), (choice) => {
        const { run, records } = watched(scenarioOf({ ...choice, mispricingPx: 150_000n }, 40));
        const { pnl, arbitrages } = toEnd(run);
        const [{ rates } = { rates: [] }] = recordsOf(records, 'run.started');
        const rateOf = (currency: string): bigint => rates.find(({ from }) => from === currency)?.rate ?? unit;
        const opened = recordsOf(records, 'account.opened');
        const currencies = new Set(opened.map(({ currency }) => currency));
        const balances = recordsOf(records, 'ledger.balance').filter(({ amount }) => amount !== 0n);
        expect(balances.filter(({ asset }) => !currencies.has(asset))).toEqual([]);
        let gainedPicos = 0n;
        for (const { currency, amount } of opened) gainedPicos -= amount * rateOf(currency);
        for (const { asset, amount } of balances) gainedPicos += amount * rateOf(asset);
        const gap = gainedPicos / unit - pnl.captured;
        // Each arbitrage is rounded by itself, cause by cause, and so is what its shares were counted as.
        const roundings = BigInt(arbitrages.total) * 8n + 8n;
        expect(gap >= -roundings && gap <= roundings, `${gap} of ${pnl.captured}`).toBe(true);
        const sum = pnl.differences.reduce((total, { amount }) => total + amount, 0n);
        expect(sum).toBe(pnl.captured - pnl.expected);
        // Where sets are netted, the venue may pay out what our portfolio had netted already: its trades settle later.
        for (const { venue, sets } of opened) {
          if (sets === 'netted') continue;
          const redeemed = recordsOf(records, 'venue.redeemed').filter((each) => each.venue === venue);
          const paid = redeemed.reduce((total, { cash }) => total + cash, 0n);
          expect(pnl.paidOut.find((each) => each.venue === venue)?.amount ?? 0n).toBe(paid);
          if (paid > 0n) met.paid += 1;
        }
        met.halves += recordsOf(records, 'venue.redeemed').filter(({ payout }) => payout === 500_000n).length;
        met.changed += recordsOf(records, 'venue.resolved').filter(({ stage }) => stage === 'disputed').length;
        const difference = pnl.differences.find(({ name }) => name === 'resolution')?.amount ?? 0n;
        if (difference < 0n) met.less += 1;
        if (difference > 0n) met.more += 1;
      }),
      { numRuns: 30, unbiased: true },
    );
    // Nothing is proved by runs in which nothing is paid out.
    expect(
      Object.values(met).every((times) => times > floorOf(2)),
      JSON.stringify(met),
    ).toBe(true);
  });
});
