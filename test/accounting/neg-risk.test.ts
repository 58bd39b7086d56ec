// Polymarket's neg-risk conversion in the ledger: NO of one outcome of an event becomes YES of every other. Goal: no value
// is made or lost by it. Method: whatever comes true, the account is worth after any conversions what it was worth before.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { againstTheTrader, Holdings, type Holding } from '../../src/accounting/holdings.ts';
import { Ledger } from '../../src/accounting/ledger.ts';
import { Positions } from '../../src/accounting/positions.ts';

const unit = 1_000_000n;

/** An event with a market for each outcome, YES and NO of each, and an account that holds NO shares. */
const eventOf = (held: readonly bigint[]) => {
  const holdings = new Holdings([
    { venue: 'polymarket', currency: 'pUSD', cashRounding: againstTheTrader, escrow: 'worstCase' },
  ]);
  const of = (outcome: string): Holding[] =>
    held.map((_, index) => holdings.of('main', 'polymarket', `candidate ${index}`, outcome));
  const [yes, no] = [of('yes'), of('no')];
  const ledger = new Ledger();
  const positions = new Positions();
  const accountKey = holdings.accountKey('main', 'polymarket');
  const open = (holding: Holding | null, amount: bigint): void =>
    positions.apply(ledger.open(accountKey, holding, amount));
  open(null, 0n);
  held.forEach((qty, index) => open(no[index]!, qty));
  /** What everything is worth if that outcome comes true. */
  const worthIf = (outcome: number): bigint =>
    held.reduce(
      (sum, _, index) => sum + ledger.sharesOf((index === outcome ? yes : no)[index]!),
      ledger.cashOf(accountKey),
    );
  const convert = (index: number, qty: bigint): void => {
    const others = yes.filter((_, other) => other !== index);
    positions.apply(ledger.convert(no[index]!, others, qty, 'refused'));
  };
  const mergePairs = (): void =>
    held.forEach((_, index) => {
      const pair = [yes[index]!, no[index]!];
      const sets = pair.reduce(
        (least, each) => (ledger.sharesOf(each) < least ? ledger.sharesOf(each) : least),
        10n ** 15n,
      );
      if (sets > 0n) positions.apply(ledger.merge(pair, sets, 'refused'));
    });
  return { ledger, positions, accountKey, yes, no, worthIf, convert, mergePairs };
};

const anyHeld = fc.array(fc.bigInt({ min: 0n, max: 1_000n * unit }), { minLength: 3, maxLength: 7 });

describe('a neg-risk conversion', () => {
  it('changes what an account is worth in no outcome, and what it has cost not at all', () => {
    fc.assert(
      fc.property(
        anyHeld,
        fc.array(fc.tuple(fc.nat(), fc.bigInt({ min: 0n, max: 100n })), { maxLength: 8 }),
        (held, steps) => {
          const { ledger, positions, no, worthIf, convert, mergePairs } = eventOf(held);
          const before = held.map((_, outcome) => worthIf(outcome));
          const made = () => positions.list().reduce((sum, { realised }) => sum + realised, 0n);
          for (const [place, percent] of steps) {
            const index = place % held.length;
            const qty = (ledger.sharesOf(no[index]!) * percent) / 100n;
            if (qty > 0n) convert(index, qty);
            mergePairs();
            expect(held.map((_, outcome) => worthIf(outcome))).toEqual(before);
            ledger.assertBalanced();
          }
          // The shares came at no cost: all that merging pays is made.
          const merged = ledger.balances().find(({ owner, asset }) => owner === 'main' && asset === 'pUSD');
          expect(made()).toBe(merged?.amount ?? 0n);
        },
      ),
    );
  });

  it('of NO of m outcomes leaves, with their pairs merged, m − 1 in money and one YES of every other', () => {
    const { ledger, accountKey, yes, no, convert, mergePairs } = eventOf([unit, unit, unit, 0n, 0n]);
    for (const index of [0, 1, 2]) {
      if (ledger.sharesOf(no[index]!) > 0n) convert(index, ledger.sharesOf(no[index]!));
      mergePairs();
    }
    expect(ledger.cashOf(accountKey) + ledger.sharesOf(yes[3]!)).toBe(3n * unit);
    expect(no.map((holding) => ledger.sharesOf(holding))).toEqual([0n, 0n, 0n, 0n, 0n]);
    expect(yes.map((holding) => ledger.sharesOf(holding))).toEqual([0n, 0n, 0n, unit, unit]);
  });
});
