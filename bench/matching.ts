// The matching engine against nodejs-order-book, a matcher in JavaScript that others have published, on one flow: both
// must take the same in sum. And what moving a recorded book costs.
import { OrderBook, Side } from 'nodejs-order-book';
import type { BookSide, MarketUpdate } from '../src/market-data/types.ts';
import { RandomStream } from '../src/kernel/random/stream.ts';
import { FINEST_LEVEL_PX, MarketBook } from '../src/venues/simulation/book/market-book.ts';
import { MatchingBook } from '../src/venues/simulation/book/matching-book.ts';
import { compareNs, formatNs, formatPerSecond, medianNs, type Figure } from './measure.ts';

const STEPS = 60_000;
const LEVELS = 1_001;
const BAND = 40;
const UPDATES = 200_000;

type TheirTimeInForce = NonNullable<Parameters<OrderBook['limit']>[0]['timeInForce']>;

interface Step {
  readonly id: string;
  readonly what: 'limit' | 'cancel';
  readonly side: BookSide;
  readonly level: number;
  readonly size: number;
  readonly qty: bigint;
  readonly tif: 'GTC' | 'IOC' | 'FOK';
}

/** Seven orders in ten rest or take within a band around the middle, one in ten fills or is killed; two are cancelled. */
const flow = (): readonly Step[] => {
  const random = RandomStream.fromSeed('matching', 'flow');
  return Array.from({ length: STEPS }, (_, index) => {
    const draw = random.nextBelow(10);
    const size = 1 + random.nextBelow(50);
    const side = random.nextBelow(2) === 0 ? 'bid' : 'ask';
    const away = random.nextBelow(BAND) - BAND / 5;
    const cancelled = Math.max(0, index - 1 - random.nextBelow(400));
    return {
      id: draw >= 8 ? String(cancelled) : String(index),
      what: draw >= 8 ? 'cancel' : 'limit',
      side,
      level: side === 'bid' ? LEVELS / 2 - 0.5 - away : LEVELS / 2 - 0.5 + away,
      size,
      qty: BigInt(size),
      tif: draw === 7 ? 'FOK' : draw === 6 ? 'IOC' : 'GTC',
    };
  });
};

const takenByOurs = (steps: readonly Step[]): number => {
  const book = new MatchingBook(LEVELS, 1n);
  let left = 0n;
  for (const { what, id, side, level, qty, tif } of steps) {
    if (what === 'cancel') book.cancel(id);
    else {
      const order = {
        id,
        owner: id,
        side,
        level,
        qty,
        timeInForce: tif,
        isPostOnly: false,
        selfTrade: 'allow',
      } as const;
      left += qty - book.submit(order).leftQty;
    }
  }
  return Number(left);
};

const takenByTheirs = (steps: readonly Step[]): number => {
  const book = new OrderBook();
  let taken = 0;
  for (const { what, id, side, level: price, size, tif } of steps) {
    if (what === 'cancel') book.cancel(id);
    else {
      const bookSide = side === 'bid' ? Side.BUY : Side.SELL;
      const { quantityLeft, err } = book.limit({
        id,
        side: bookSide,
        size,
        price,
        timeInForce: tif as TheirTimeInForce,
      });
      if (err === null) taken += size - quantityLeft;
    }
  }
  return taken;
};

/** Changes of a level somewhere near the middle; now and then a snapshot of the whole book, and a trade. */
const updates = (): readonly MarketUpdate[] => {
  const random = RandomStream.fromSeed('matching', 'updates');
  const of = { venue: 'here', market: 'M' };
  const ladder = (side: BookSide) =>
    Array.from({ length: 30 }, (_, index) => ({
      px: side === 'bid' ? 500_000n - 10_000n * BigInt(index) : 510_000n + 10_000n * BigInt(index),
      qty: 1_000_000n * BigInt(1 + random.nextBelow(500)),
    }));
  return Array.from({ length: UPDATES }, (_, atUs): MarketUpdate => {
    const draw = random.nextBelow(1_000);
    const side = random.nextBelow(2) === 0 ? 'bid' : 'ask';
    const away = 10_000n * BigInt(random.nextBelow(30));
    const qty = 1_000_000n * BigInt(random.nextBelow(500));
    if (atUs === 0 || draw === 0) return { ...of, atUs, what: 'snapshot', bids: ladder('bid'), asks: ladder('ask') };
    const px = side === 'bid' ? 500_000n - away : 510_000n + away;
    if (draw < 50) return { ...of, atUs, what: 'trade', px, qty, takerSide: side === 'bid' ? 'sell' : 'buy' };
    return { ...of, atUs, what: 'level', side, px, qty };
  });
};

/** The matching engine against a published one, and a recorded book's updates a second. */
export const matchingFigures = (): Figure[] => {
  const steps = flow();
  const expected = takenByOurs(steps);
  const same = (taken: number): void => {
    if (taken !== expected) throw new Error(`The matchers differ: ${taken} is not ${expected}.`);
  };
  const { ns, ratio } = compareNs([
    { operations: STEPS, work: () => same(takenByTheirs(steps)) },
    { operations: STEPS, work: () => same(takenByOurs(steps)) },
  ]);
  const [theirsNs = 0, oursNs = 0] = ns;
  const times = ratio(0, 1);
  const told = updates();
  const updateNs = medianNs(UPDATES, () => {
    const book = new MarketBook({
      queue: 'cancelsBehind',
      refill: 'whenGrown',
      printWithinUs: 1_000_000,
      levelPx: FINEST_LEVEL_PX,
      qtyStep: 10_000n,
    });
    for (const update of told) book.apply(update, true);
    if (book.updates !== UPDATES || book.unreadable !== 0) throw new Error('The book could not read its updates.');
  });
  return [
    { name: 'matching: nodejs-order-book, an order or a cancel', value: formatNs(theirsNs) },
    { name: 'matching: ours, bigint quantities', value: formatNs(oursNs) },
    {
      name: 'matching: ours against nodejs-order-book',
      value: `${times.toFixed(1)} times`,
      must: 'at least 2 times',
      holds: times >= 2,
    },
    {
      name: 'matching: updates of a recorded book',
      value: formatPerSecond(updateNs),
      must: 'at least 500,000/s',
      holds: updateNs <= 2_000,
    },
  ];
};
