// The matching engine against a matcher that others have published, nodejs-order-book, on what both do: limit and
// market orders, fill or kill, immediate or cancel, and cancels. Small whole numbers, which its numbers hold exactly.
import fc from 'fast-check';
import { OrderBook, Side } from 'nodejs-order-book';
import { describe, expect, it } from 'vitest';
import type { BookSide } from '../../../../src/market-data/types.ts';
import { MatchingBook } from '../../../../src/venues/simulation/book/matching-book.ts';

const LEVELS = 20;

type Step =
  | {
      readonly what: 'limit';
      readonly side: BookSide;
      readonly level: number;
      readonly size: number;
      readonly tif: 'GTC' | 'IOC' | 'FOK';
    }
  | { readonly what: 'market'; readonly side: BookSide; readonly size: number }
  | { readonly what: 'cancel'; readonly pick: number };

const side = fc.constantFrom<BookSide>('bid', 'ask');
const size = fc.integer({ min: 1, max: 20 });
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    arbitrary: fc.record({
      what: fc.constant('limit' as const),
      side,
      level: fc.integer({ min: 1, max: LEVELS - 1 }),
      size,
      tif: fc.constantFrom('GTC', 'GTC', 'GTC', 'IOC', 'FOK'),
    }),
    weight: 6,
  },
  { arbitrary: fc.record({ what: fc.constant('market' as const), side, size }), weight: 1 },
  { arbitrary: fc.record({ what: fc.constant('cancel' as const), pick: fc.nat({ max: 100 }) }), weight: 1 },
);

const theirSide = { bid: Side.BUY, ask: Side.SELL } as const;
type TheirTimeInForce = NonNullable<Parameters<OrderBook['limit']>[0]['timeInForce']>;

/** What is said of a step in the same words on both sides. */
interface Outcome {
  readonly takenQty: bigint;
  /** The resting orders that were filled to the end, in order. */
  readonly emptied: readonly string[];
}

const worlds = () => {
  const ours = new MatchingBook(LEVELS, 1n);
  const theirs = new OrderBook();
  let count = 0;
  const submitOurs = (id: string, at: BookSide, level: number, qty: number, tif: 'GTC' | 'IOC' | 'FOK'): Outcome => {
    const { steps, leftQty } = ours.submit({
      id,
      owner: id,
      side: at,
      level,
      qty: BigInt(qty),
      timeInForce: tif,
      isPostOnly: false,
      selfTrade: 'allow',
    });
    const emptied = steps.flatMap((each) =>
      each.what === 'took' && each.maker !== null && ours.find(each.maker) === undefined ? [each.maker] : [],
    );
    return { takenQty: BigInt(qty) - leftQty, emptied };
  };
  const outcomeOf = (
    id: string,
    qty: number,
    { done, quantityLeft, err }: ReturnType<OrderBook['market']>,
  ): Outcome => ({
    takenQty: err === null ? BigInt(qty - quantityLeft) : 0n,
    emptied: done.map((order) => order.id).filter((each) => each !== id),
  });
  const step = (each: Step): readonly [ours: unknown, theirs: unknown] => {
    if (each.what === 'cancel') {
      const id = String(each.pick);
      const cancelled = theirs.cancel(id)?.order;
      return [ours.cancel(id), cancelled === undefined ? null : BigInt((cancelled as { size: number }).size)];
    }
    const id = String((count += 1));
    if (each.what === 'limit')
      return [
        submitOurs(id, each.side, each.level, each.size, each.tif),
        outcomeOf(
          id,
          each.size,
          theirs.limit({
            id,
            side: theirSide[each.side],
            size: each.size,
            price: each.level,
            timeInForce: each.tif as TheirTimeInForce,
          }),
        ),
      ];
    return [
      submitOurs(id, each.side, each.side === 'bid' ? LEVELS - 1 : 0, each.size, 'IOC'),
      outcomeOf(id, each.size, theirs.market({ side: theirSide[each.side], size: each.size })),
    ];
  };
  const depths = () => {
    const { resting } = ours.save();
    const depthOf = (at: BookSide): [number, number][] => {
      const sums = new Map<number, number>();
      for (const { side: its, level, openQty } of resting)
        if (its === at) sums.set(level, (sums.get(level) ?? 0) + Number(openQty));
      return [...sums].toSorted(([left], [right]) => left - right);
    };
    const [asks, bids] = theirs.depth();
    const sorted = (levels: [number, number][]) => levels.toSorted(([left], [right]) => left - right);
    return [
      [depthOf('ask'), depthOf('bid')],
      [sorted(asks), sorted(bids)],
    ] as const;
  };
  return { step, depths };
};

describe('the matching engine and nodejs-order-book', () => {
  it('take the same from the same orders and leave the same book, whatever comes', () => {
    fc.assert(
      fc.property(fc.array(anyStep, { minLength: 1, maxLength: 100, size: 'max' }), (flow) => {
        const { step, depths } = worlds();
        for (const each of flow) {
          const [ours, theirs] = step(each);
          expect(ours).toEqual(theirs);
          const [own, other] = depths();
          expect(own).toEqual(other);
        }
      }),
      { numRuns: 200 },
    );
  });
});
