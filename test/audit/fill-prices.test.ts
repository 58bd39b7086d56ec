// At which price a fill may be: its order's own; or a better one, where a book says what it offered or a market maker's pool
// gave it on arrival. A price that moves no money is held to that too.
import { describe, expect, it } from 'vitest';
import { AT_VENUE } from '../../src/audit/codes.ts';
import { Findings } from '../../src/audit/findings.ts';
import { judgeFilled, venueBooks } from '../../src/audit/invariants/venue-books.ts';
import { OrderState } from '../../src/audit/state/order.ts';
import { VenueState } from '../../src/audit/state/venue.ts';
import type { BodyOf } from '../../src/audit/types.ts';

const SHARE = 1_000_000n;
const ARRIVAL = 3;

interface Case {
  readonly lastPx: bigint;
  readonly side?: 'buy' | 'sell';
  readonly lastQty?: bigint;
  readonly isEscrowed?: boolean;
  readonly instant?: number;
  readonly filledBefore?: bigint;
  readonly offeredPx?: bigint;
}

const sentences = ({ side = 'buy', lastQty = SHARE, isEscrowed = true, instant = ARRIVAL, ...one }: Case) => {
  const { lastPx, filledBefore = 0n, offeredPx } = one;
  const venue = new VenueState('here');
  venue.own.isEscrowed = isEscrowed;
  const market = venue.marketOf('M');
  const orderQty = 2n * SHARE;
  const terms = { venue: 'here', market: 'M', outcome: 'yes', side, orderQty, price: 400_000n, timeInForce: 'GTC' };
  const created: BodyOf<'order.created'> = {
    type: 'order.created',
    clOrdId: 'c1',
    owner: 'client',
    ownerId: 1,
    account: 'main',
    ...terms,
  };
  const order = new OrderState(created, undefined, venue.own.heldIn(market), 0);
  order.venueStatus = AT_VENUE.live;
  order.acceptedAt = ARRIVAL;
  order.venueCumQty = filledBefore;
  order.venueOpenQty -= filledBefore;
  const findings = new Findings(venueBooks.index + 1, 10);
  const figures = { lastQty, lastPx, fee: 0n, leavesQty: order.venueOpenQty - lastQty };
  const offer = offeredPx === undefined ? {} : { offeredQty: lastQty, offeredPx, bookMove: 1 };
  const fill = {
    type: 'venue.filled',
    venue: 'here',
    clOrdId: 'c1',
    tradeId: 'here-T1',
    ...figures,
    ...offer,
  } as const;
  judgeFilled(order, fill, instant, findings);
  return findings.violations.map(({ sentence }) => sentence);
};

describe('the price of a fill', () => {
  it.each<[string, Case]>([
    ['the own price', { lastPx: 400_000n }],
    ['the own price, later', { lastPx: 400_000n, instant: ARRIVAL + 1, filledBefore: 1n }],
    ['a lower one that a book offered to a buyer', { lastPx: 390_000n, offeredPx: 390_000n }],
    ['a higher one that a book offered to a seller', { side: 'sell', lastPx: 410_000n, offeredPx: 410_000n }],
    ['a lower one out of a pool on arrival', { lastPx: 399_999n, isEscrowed: false }],
    ['a higher one out of a pool on arrival', { side: 'sell', lastPx: 400_001n, isEscrowed: false }],
    // 100 micros of money for 300 of a share: 333333.3, rounded against the trader.
    ['an average of less than a share', { lastPx: 333_334n, lastQty: 300n, isEscrowed: false }],
    ['an average of less than a share sold', { side: 'sell', lastPx: 666_666n, lastQty: 300n, isEscrowed: false }],
  ])('may be %s', (_what, one) => {
    expect(sentences(one)).toEqual([]);
  });

  it.each<[string, Case]>([
    ['worse than the limit of a buyer', { lastPx: 400_001n }],
    ['worse than the limit of a seller', { side: 'sell', lastPx: 399_999n }],
    ['worse than the limit, though offered', { lastPx: 410_000n, offeredPx: 410_000n }],
    ['worse than the limit, out of a pool', { lastPx: 400_001n, isEscrowed: false }],
    ['better by chance', { lastPx: 399_999n }],
    ['better by chance, sold', { side: 'sell', lastPx: 400_001n }],
    ['better out of a pool after arrival', { lastPx: 399_999n, isEscrowed: false, instant: ARRIVAL + 1 }],
    ['better out of a pool a second time', { lastPx: 399_999n, isEscrowed: false, filledBefore: 1n }],
    ['no average of less than a share', { lastPx: 333_335n, lastQty: 300n, isEscrowed: false }],
    ['no average of less than a share sold', { side: 'sell', lastPx: 666_665n, lastQty: 300n, isEscrowed: false }],
  ])('may not be %s', (_what, one) => {
    expect(sentences(one)).toEqual([`fills at ${one.lastPx}, its limit is 400000`]);
  });
});
