// The pools that the tests of Manifold's market maker are made of.
import fc from 'fast-check';
import { probOf, type Pool } from '../../../../src/venues/definitions/manifold/market-maker.ts';

/** Any pool of 10 to a million shares of each kind, with a probability between 2 and 98 percent. */
export const anyPool: fc.Arbitrary<Pool> = fc
  .record({
    yes: fc.bigInt({ min: 10_000_000n, max: 10n ** 12n }),
    no: fc.bigInt({ min: 10_000_000n, max: 10n ** 12n }),
    p: fc.bigInt({ min: 50_000n, max: 950_000n }),
  })
  .filter((pool) => probOf(pool) > 20_000n && probOf(pool) < 980_000n);

/**
 * What a few roundings of a micro may cost in this pool: of the outcome of which it has little, a micro is worth as many of
 * the other as its curve is steep there.
 */
export const roundingsOf = ({ yes, no, p }: Pool): bigint => {
  const [more, less] = yes > no ? [yes, no] : [no, yes];
  const steep = (p > 500_000n ? p : 1_000_000n - p) / (p > 500_000n ? 1_000_000n - p : p) + 1n;
  return 10n + 4n * steep * (more / less + 1n);
};
