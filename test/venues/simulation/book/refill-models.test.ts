// How much of a level still counts as taken by us once a newer update shows it. Goal: never more than is shown or was
// taken, and by halves what the half-life says, rounded up.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refillModelOf, refillModels, type Refill } from '../../../../src/venues/simulation/book/refill-models.ts';

const halves = refillModelOf({ halfLifeUs: 100 });
const aged = (elapsedUs: number, qty = 1_000n) =>
  halves({ takenQty: qty, agedQty: qty, elapsedUs, shownQty: 10n ** 15n });

describe('what we took', () => {
  it('comes back as the named models say', () => {
    const level = { takenQty: 5n, agedQty: 5n, elapsedUs: 10 ** 9 };
    const left = (refill: Refill, shownQty: bigint): bigint => refillModelOf(refill)({ ...level, shownQty });
    expect([4n, 5n, 6n].map((shownQty) => left('whenGrown', shownQty))).toEqual([4n, 5n, 5n]);
    expect([4n, 5n, 6n].map((shownQty) => left('whenShown', shownQty))).toEqual([0n, 0n, 0n]);
    expect(Object.keys(refillModels)).toEqual(['whenGrown', 'whenShown']);
  });

  it('comes back by halves, evenly between two of them', () => {
    expect([0, 50, 100, 150, 200, 300].map((us) => aged(us))).toEqual([1_000n, 750n, 500n, 375n, 250n, 125n]);
  });

  it('counts as taken to the last micro: what is left is rounded up', () => {
    expect([1, 99, 101].map((us) => aged(us))).toEqual([995n, 505n, 498n]);
    // 1001 parts of 200 are left: five whole micros, and the least part of a sixth.
    expect(aged(57, 7n)).toBe(6n);
    expect([aged(100, 3n), aged(200, 3n), aged(10 ** 12, 3n), aged(10 ** 12, 0n)]).toEqual([2n, 1n, 1n, 0n]);
  });

  it('waits for the first newer update of the level, if it was taken since the last', () => {
    const level = { takenQty: 1_000n, elapsedUs: 100, shownQty: 2_000n };
    expect(halves({ ...level, agedQty: 0n })).toBe(1_000n);
    expect(halves({ ...level, agedQty: 600n })).toBe(700n);
  });

  it('is at most what is shown', () => {
    const level = { takenQty: 1_000n, agedQty: 1_000n, elapsedUs: 100 };
    expect([499n, 500n, 501n].map((shownQty) => halves({ ...level, shownQty }))).toEqual([499n, 500n, 500n]);
  });

  it('is never more than was taken, nor more after a longer time', () => {
    const qty = fc.bigInt({ min: 0n, max: 2n ** 62n });
    fc.assert(
      fc.property(
        qty,
        qty,
        qty,
        fc.nat(),
        fc.nat(),
        fc.integer({ min: 1, max: 10 ** 9 }),
        (one, two, shown, us, more, half) => {
          const [agedQty, takenQty] = one < two ? [one, two] : [two, one];
          const model = refillModelOf({ halfLifeUs: half });
          const left = (elapsedUs: number) => model({ takenQty, agedQty, elapsedUs, shownQty: shown });
          const [early, late] = [left(us), left(us + more)];
          expect(early <= takenQty && early <= shown && late <= early && late >= 0n).toBe(true);
          if (agedQty > 0n && shown > 0n) expect(late > 0n).toBe(true);
        },
      ),
    );
  });
});
