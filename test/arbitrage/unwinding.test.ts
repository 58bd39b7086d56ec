// What is traded to work an exposure off always lowers it, and at a price that a venue takes.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exposureOf } from '../../src/arbitrage/exposure.ts';
import { chooseUnwind, unwindPrice, type UnwindCandidate } from '../../src/arbitrage/unwinding.ts';

const holdingsOf = (candidates: readonly UnwindCandidate<number>[]) =>
  candidates.map(({ paysIn, side, cumQty }) => ({ paysIn, qty: side === 'buy' ? cumQty : -cumQty }));

// Two legs of a two-outcome event, YES there and NO here, and what has been sold of them since.
const anyCandidates = fc
  .record({
    yes: fc.bigInt({ min: 0n, max: 100n }),
    no: fc.bigInt({ min: 0n, max: 100n }),
    yesSold: fc.bigInt({ min: 0n, max: 100n }),
    noSold: fc.bigInt({ min: 0n, max: 100n }),
  })
  .map(({ yes, no, yesSold, noSold }): readonly UnwindCandidate<number>[] => [
    { order: 0, instrument: 'polymarket FED:yes', paysIn: 1, side: 'buy', cumQty: yes, room: 4 },
    { order: 1, instrument: 'kalshi FED:no', paysIn: 2, side: 'buy', cumQty: no, room: 4 },
    { order: 2, instrument: 'polymarket FED:yes', paysIn: 1, side: 'sell', cumQty: yesSold, room: 0 },
    { order: 3, instrument: 'kalshi FED:no', paysIn: 2, side: 'sell', cumQty: noSold, room: 0 },
  ]);

describe('unwinding', () => {
  it('chooses a trade that brings the whole residue to nothing, whichever way it lies', () => {
    fc.assert(
      fc.property(anyCandidates, (candidates) => {
        const before = exposureOf(holdingsOf(candidates), 2);
        fc.pre(before.residueQty > 0n);
        const choice = chooseUnwind(candidates, before.worstOutcome);
        const like = candidates.find(({ order }) => order === choice?.order);
        if (choice === undefined || like === undefined) throw new Error('nothing was chosen');
        const traded = { ...like, side: choice.side, cumQty: before.residueQty };
        expect(exposureOf(holdingsOf([...candidates, traded]), 2).residueQty).toBe(0n);
      }),
    );
  });

  it('sells what is held before it buys anything, and takes the order with the most room', () => {
    const held: readonly UnwindCandidate<string>[] = [
      { order: 'small', instrument: 'a M:yes', paysIn: 1, side: 'buy', cumQty: 5n, room: 1 },
      { order: 'roomy', instrument: 'b M:yes', paysIn: 1, side: 'buy', cumQty: 5n, room: 4 },
      { order: 'other', instrument: 'b M:no', paysIn: 2, side: 'buy', cumQty: 0n, room: 4 },
    ];
    expect(chooseUnwind(held, 1)).toEqual({ order: 'roomy', side: 'sell' });
    expect(chooseUnwind([], 0)).toBeUndefined();
  });

  it('concedes what it is told to, and never leaves the range of prices', () => {
    expect(unwindPrice(480_000n, 'sell', 20_000n)).toBe(460_000n);
    expect(unwindPrice(480_000n, 'buy', 20_000n)).toBe(500_000n);
    expect(unwindPrice(20_000n, 'sell', 50_000n)).toBe(10_000n);
    expect(unwindPrice(970_000n, 'buy', 50_000n)).toBe(990_000n);
  });
});
