// Random updates of books, for properties.
import fc from 'fast-check';
import type { BookLevel, MarketChange, MarketUpdate } from '../../src/market-data/types.ts';

const px = fc.oneof(
  fc.integer({ min: 1, max: 99 }).map((cents) => BigInt(cents) * 10_000n),
  fc.bigInt(1n, 999_999n),
);
const qty = fc.oneof(
  fc.bigInt(0n, 9n).map((whole) => whole * 1_000_000n),
  fc.bigInt(0n, 2n ** 62n),
);

const levels = (sign: 1 | -1) =>
  fc
    .uniqueArray(fc.record({ px, qty: qty.filter((each) => each > 0n) }), {
      selector: (level) => level.px,
      maxLength: 12,
    })
    .map((side): BookLevel[] => side.toSorted((left, right) => (left.px < right.px ? -sign : sign)));

const change: fc.Arbitrary<MarketChange> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      what: fc.constant('level' as const),
      side: fc.constantFrom('bid' as const, 'ask' as const),
      px,
      qty,
    }),
  },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('snapshot' as const), bids: levels(-1), asks: levels(1) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      what: fc.constant('trade' as const),
      px,
      qty,
      takerSide: fc.constantFrom('buy' as const, 'sell' as const, null),
    }),
  },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('tick' as const), tickPx: px }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('gap' as const), missed: fc.option(fc.nat(9)) }) },
);

const text = fc.oneof(
  fc.constantFrom('FED', 'with "quotes" and \\', '0xabc'),
  fc.string({ minLength: 1, maxLength: 20, unit: 'binary' }),
);

/** An update of a market among a few. */
export const anUpdate: fc.Arbitrary<MarketUpdate> = fc
  .tuple(
    fc.nat(2 ** 50),
    fc.constantFrom('polymarket', 'kalshi'),
    text,
    fc.option(fc.nat(2 ** 50), { freq: 1 }),
    change,
  )
  .map(([atUs, venue, market, receivedUs, said]) => ({
    ...{ atUs, venue, market },
    ...said,
    ...(receivedUs === null ? {} : { receivedUs }),
  }));
