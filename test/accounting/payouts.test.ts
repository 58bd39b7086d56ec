// Goal: what a final result pays beyond what was counted for it is found, for arbitrages that are kept and for those that
// are forgotten alike, and only where every market of the pair that is held has its result. Method: arbitrages of two legs
// in two currencies, with figures that were worked out by hand.
import { describe, expect, it } from 'vitest';
import type { BookedArbitrage } from '../../src/accounting/booked-arbitrage.ts';
import type { Holding } from '../../src/accounting/holdings.ts';
import { Payouts } from '../../src/accounting/payouts.ts';

const unit = 1_000_000n;

const holdingAt = (venue: string, market: string, outcome: string): Holding =>
  ({ accountKey: { account: 'main', venue }, market, outcome, share: `${market}:${outcome}` }) as unknown as Holding;

const yes = holdingAt('kalshi', 'M', 'yes');
const no = holdingAt('polymarket', 'N', 'no');
const all = [yes, no];

/** Holds so much YES at kalshi and so much NO at polymarket, where a unit is worth 0.5. */
const arbitrage = (yesQty: bigint, noQty: bigint, pair = 'p'): BookedArbitrage =>
  ({
    intent: { pair, outcomes: 2 },
    instruments: [
      { holding: yes, pays: [true, false], rate: unit, qty: yesQty, paid: 0n },
      { holding: no, pays: [false, true], rate: 500_000n, qty: noQty, paid: 0n },
    ],
  }) as unknown as BookedArbitrage;

const paying = (yesPayout: bigint | undefined, noPayout: bigint | undefined) => (holding: Holding) =>
  holding === yes ? yesPayout : noPayout;

describe('the payouts of what has ended', () => {
  it.each([
    // The least that is paid is 1 (2 of NO at 0.5); YES pays 3.
    ['where the better outcome comes true', arbitrage(3n * unit, 2n * unit), paying(unit, 0n), 2n * unit],
    ['where the worse one does', arbitrage(3n * unit, 2n * unit), paying(0n, unit), 0n],
    // 1.5 + 0.5, rounded down once.
    ['where both pay in part', arbitrage(3n * unit + 1n, 2n * unit), paying(500_000n, 500_000n), unit],
    ['while one result is not known', arbitrage(3n * unit, 2n * unit), paying(unit, undefined), 0n],
    ['where the unknown one is not held', arbitrage(3n * unit, 0n), paying(unit, undefined), 3n * unit],
    ['where nothing is held', arbitrage(0n, 0n), paying(unit, unit), 0n],
  ])('differ from what was counted %s', (_, ended, payoutOf, difference) => {
    expect(new Payouts(holdingAt).difference([ended], payoutOf)).toBe(difference);
    const forgotten = new Payouts(holdingAt);
    forgotten.forget(ended);
    expect(forgotten.difference([], payoutOf)).toBe(difference);
    // It has only been asked: the same again.
    expect(forgotten.difference([], payoutOf)).toBe(difference);
  });

  it('are those of a pair, of which some arbitrages are forgotten and others are not', () => {
    const payouts = new Payouts(holdingAt);
    payouts.forget(arbitrage(3n * unit, 2n * unit));
    payouts.forget(arbitrage(unit, 2n * unit));
    payouts.forget(arbitrage(5n * unit, 0n, 'other'));
    expect(payouts.difference([arbitrage(2n * unit, 2n * unit)], paying(unit, 0n))).toBe(
      2n * unit + 0n + 5n * unit + unit,
    );
    // With YES unknown nothing of the pair that holds it counts, and the other pair holds nothing else.
    expect(payouts.difference([arbitrage(0n, 4n * unit, 'third')], paying(undefined, unit))).toBe(2n * unit);
  });

  it('resume from what was saved, by the names of what is held', () => {
    const payouts = new Payouts(holdingAt);
    payouts.forget(arbitrage(3n * unit, 2n * unit));
    const state = payouts.save();
    expect(state.forgotten).toMatchObject([
      {
        pair: 'p',
        counted: unit,
        held: [
          { venue: 'kalshi', market: 'M', outcome: 'yes', rate: unit, qty: 3n * unit },
          { venue: 'polymarket', market: 'N', outcome: 'no', rate: 500_000n, qty: 2n * unit },
        ],
      },
    ]);
    const find = (venue: string, market: string, outcome: string): Holding =>
      all.find((one) => one.accountKey.venue === venue && one.market === market && one.outcome === outcome)!;
    const restored = new Payouts(find, structuredClone(state));
    restored.forget(arbitrage(unit, 0n));
    payouts.forget(arbitrage(unit, 0n));
    expect(restored.save()).toEqual(payouts.save());
    expect(restored.difference([], paying(unit, 0n))).toBe(payouts.difference([], paying(unit, 0n)));
  });
});
