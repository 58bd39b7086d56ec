// Goal: what an order is refused for is what its venue's rules say, at every venue. Method: random orders in random
// markets, judged once more from the rules as they are written; each venue's own words are in its own card.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AssertionFailed } from '../../../src/kernel/assert.ts';
import {
  checkCancel,
  checkOrder,
  rejectAnswer,
  takesAmend,
  usualTerms,
} from '../../../src/venues/definitions/admission.ts';
import type { OrderToCheck } from '../../../src/venues/definitions/admission.ts';
import { venueCatalogue, venueNames } from '../../../src/venues/definitions/catalogue.ts';
import { floorToGrid, floorToStep, isOnGrid } from '../../../src/venues/definitions/grid.ts';
import type { VenueRules } from '../../../src/venues/definitions/types.ts';
import type { TradingState } from '../../../src/venues/definitions/words.ts';
import { NOW_US } from './orders.ts';

const states: readonly TradingState[] = [
  'unopened',
  'open',
  'postOnly',
  'cancelOnly',
  'paused',
  'halted',
  'restarting',
  'closed',
  'resolved',
];

const anyOrder: fc.Arbitrary<OrderToCheck> = fc
  .record({
    kind: fc.constantFrom('limit', 'limit', 'limit', 'market'),
    side: fc.constantFrom('buy', 'sell'),
    orderQty: fc.oneof(
      fc.bigInt({ min: 0n, max: 30_000_000n }),
      fc.bigInt({ min: 0n, max: 300n }).map((cents) => cents * 1_000_000n),
    ),
    price: fc.oneof(
      fc.bigInt({ min: 0n, max: 1_000_000n }),
      fc.bigInt({ min: 0n, max: 100n }).map((cents) => cents * 10_000n),
      fc.constant(null),
    ),
    timeInForce: fc.constantFrom('GTC', 'GTC', 'GTD', 'IOC', 'FOK'),
    isPostOnly: fc.boolean(),
    isReduceOnly: fc.constantFrom(false, false, false, true),
    expireTimeUs: fc.oneof(fc.constant(null), fc.integer({ min: NOW_US - 10, max: NOW_US + 400_000_000 })),
    isMarketable: fc.boolean(),
  })
  .map((order) => order as OrderToCheck);

/** Every demand of the rules that the order fails, in no order. */
const failuresOf = (rules: VenueRules, state: TradingState, order: OrderToCheck): readonly string[] => {
  const { grid, qtyStep, orderQtyMin } = usualTerms(rules);
  const { orders, sizes } = rules;
  const rule = rules.trading.find(({ value }) => value.state === state)?.value;
  const allowed = orders.kinds
    .filter(({ value }) => value.kind === order.kind)
    .flatMap(({ value }) => value.timesInForce);
  const notional = (order.price ?? 0n) * order.orderQty;
  const least = (sizes.notionalMin.value ?? 0n) * 1_000_000n;
  const leastToTake = (sizes.marketableNotionalMin.value ?? 0n) * 1_000_000n;
  const demands: readonly (readonly [string, boolean])[] = [
    ['state', rule?.places === 'all' || (rule?.places === 'postOnly' && order.isPostOnly)],
    ['form', allowed.some(({ ours }) => ours === order.timeInForce)],
    ['form', !order.isPostOnly || orders.postOnly.value?.with.includes(order.timeInForce) === true],
    ['form', !order.isReduceOnly || orders.reduceOnly.value?.includes(order.timeInForce) === true],
    ['form', (order.timeInForce === 'GTD') === (order.expireTimeUs !== null)],
    ['form', (order.expireTimeUs ?? Infinity) >= NOW_US + (orders.expiry.value?.leadUsMin ?? 0)],
    ['price', order.price === null ? order.kind === 'market' : isOnGrid(grid, order.price)],
    ['size', order.orderQty > 0n && order.orderQty % qtyStep === 0n && order.orderQty >= orderQtyMin],
    ['notional', order.price === null || notional >= least],
    ['notional', order.price === null || order.side === 'sell' || !order.isMarketable || notional >= leastToTake],
    ['book', !(order.isPostOnly && order.isMarketable && orders.endings.postOnlyCross.value !== 'cancelled')],
  ];
  return demands.filter(([, isMet]) => !isMet).map(([demand]) => demand);
};

describe.each(venueNames)('admission at %s', (name) => {
  const rules = venueCatalogue[name];
  const terms = usualTerms(rules);

  it('takes an order if and only if it meets every demand of the rules', () => {
    fc.assert(
      fc.property(anyOrder, fc.constantFrom('open' as const, 'open' as const, ...states), (order, state) => {
        const answer = checkOrder(rules, { ...terms, state }, order, NOW_US);
        expect(answer === null).toBe(failuresOf(rules, state, order).length === 0);
      }),
      { numRuns: 400 },
    );
  });

  it('takes what is floored to its grid and its step, if it is large enough', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 10_000n, max: 999_999n }),
        fc.bigInt({ min: 600n, max: 10n ** 6n }),
        (px, shares) => {
          const order = {
            kind: 'limit',
            side: 'buy',
            orderQty: floorToStep(shares * 1_000_000n + px, terms.qtyStep),
            price: floorToGrid(terms.grid, px),
            timeInForce: 'GTC',
            isPostOnly: false,
            isReduceOnly: false,
            expireTimeUs: null,
            isMarketable: true,
          } as const;
          expect(checkOrder(rules, terms, order, NOW_US)).toBe(null);
        },
      ),
    );
  });

  it('answers a refusal with the first words that the venue has for its reason', () => {
    for (const { value } of rules.answers.rejects) {
      const first = rules.answers.rejects.find((row) => row.value.reason === value.reason);
      expect(rejectAnswer(rules, value.reason)).toEqual(first?.value);
    }
  });

  it('refuses a cancel only in a state whose rule says so, and amends only while it is open', () => {
    for (const state of states) {
      const rule = rules.trading.find(({ value }) => value.state === state)?.value;
      expect(checkCancel(rules, state) === null, state).toBe(rule?.cancels !== false);
      expect(takesAmend(rules, state), state).toBe(state === 'open' && rules.orders.amend.value.changes.length > 0);
    }
  });

  it('knows no grid but its own', () => {
    expect(() => usualTerms(rules, 'no such grid')).toThrow(AssertionFailed);
  });
});
