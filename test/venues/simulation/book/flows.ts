// Random flows of orders and of what the market outside does, for the matching engine and its twins.
import fc from 'fast-check';
import type { BookSide } from '../../../../src/market-data/types.ts';
import type { ArrivingOrder } from '../../../../src/venues/simulation/book/types.ts';

/** One thing that happens to a book. */
export type FlowStep =
  | ({ readonly what: 'submit' } & Omit<ArrivingOrder, 'id'>)
  /** The order is picked by its number among all that were submitted. */
  | { readonly what: 'cancel'; readonly pick: number }
  | { readonly what: 'decrease'; readonly pick: number; readonly shareBps: bigint }
  | { readonly what: 'amend'; readonly pick: number; readonly level: number; readonly qty: bigint }
  | { readonly what: 'show'; readonly side: BookSide; readonly level: number; readonly qty: bigint }
  | {
      readonly what: 'showAll';
      readonly bids: readonly { readonly level: number; readonly qty: bigint }[];
      readonly asks: readonly { readonly level: number; readonly qty: bigint }[];
    }
  | { readonly what: 'trade'; readonly level: number; readonly qty: bigint; readonly hit: BookSide }
  | { readonly what: 'meet' };

/** Few levels, so that orders meet. */
export const LEVELS = 12;

const side = fc.constantFrom<BookSide>('bid', 'ask');
const level = fc.integer({ min: 0, max: LEVELS - 1 });
const qty = fc.bigInt({ min: 1n, max: 30n });
const pick = fc.nat({ max: 200 });
const ladder = fc.uniqueArray(fc.record({ level, qty }), { maxLength: 4, selector: (each) => each.level });

const submit = fc
  .record({
    what: fc.constant('submit' as const),
    owner: fc.constantFrom('us', 'them', 'others'),
    side,
    level,
    qty,
    timeInForce: fc.constantFrom('GTC', 'GTC', 'GTC', 'GTD', 'IOC', 'FOK'),
    isPostOnly: fc.boolean().map((is) => is),
    selfTrade: fc.constantFrom('allow', 'cancelTaker', 'cancelMaker', 'cancelBoth'),
  })
  .map((order) => ({ ...order, isPostOnly: order.isPostOnly && order.timeInForce === 'GTC' && order.level % 3 === 0 }));

const anyFlowStep: fc.Arbitrary<FlowStep> = fc.oneof(
  { arbitrary: submit as fc.Arbitrary<FlowStep>, weight: 6 },
  { arbitrary: fc.record({ what: fc.constant('cancel' as const), pick }), weight: 1 },
  {
    arbitrary: fc.record({ what: fc.constant('decrease' as const), pick, shareBps: fc.bigInt(1n, 9_999n) }),
    weight: 1,
  },
  { arbitrary: fc.record({ what: fc.constant('amend' as const), pick, level, qty }), weight: 1 },
  { arbitrary: fc.record({ what: fc.constant('show' as const), side, level, qty: fc.bigInt(0n, 40n) }), weight: 4 },
  { arbitrary: fc.record({ what: fc.constant('showAll' as const), bids: ladder, asks: ladder }), weight: 1 },
  { arbitrary: fc.record({ what: fc.constant('trade' as const), level, qty, hit: side }), weight: 2 },
  { arbitrary: fc.constant({ what: 'meet' as const }), weight: 2 },
);

/** Any flow; each step comes so many microseconds after the one before. */
export const anyFlow: fc.Arbitrary<readonly { readonly step: FlowStep; readonly afterUs: number }[]> = fc.array(
  fc.record({ step: anyFlowStep, afterUs: fc.nat({ max: 4 }) }),
  { minLength: 1, maxLength: 120, size: 'max' },
);
