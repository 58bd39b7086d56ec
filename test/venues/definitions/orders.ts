// An order that every venue's tests begin with: good in every way until something of it is changed.
import { checkOrder, usualTerms } from '../../../src/venues/definitions/admission.ts';
import type { MarketTerms, OrderToCheck } from '../../../src/venues/definitions/admission.ts';
import type { RejectAnswer, VenueRules } from '../../../src/venues/definitions/types.ts';

/** The venue's time in these tests. */
export const NOW_US = 1_000_000_000;

/** Buys 10 at 0.50, good till cancelled. */
export const goodOrder: OrderToCheck = {
  kind: 'limit',
  side: 'buy',
  orderQty: 10_000_000n,
  price: 500_000n,
  timeInForce: 'GTC',
  isPostOnly: false,
  isReduceOnly: false,
  expireTimeUs: null,
  isMarketable: false,
};

/** The venue's answer to the good order with some changes, in the usual market with some changes. */
export const answerTo = (
  rules: VenueRules,
  change: Partial<OrderToCheck> = {},
  market: Partial<MarketTerms> = {},
): RejectAnswer | null => checkOrder(rules, { ...usualTerms(rules), ...market }, { ...goodOrder, ...change }, NOW_US);

/** The reason in that answer; null where the order is taken. */
export const reasonFor = (
  rules: VenueRules,
  change: Partial<OrderToCheck> = {},
  market: Partial<MarketTerms> = {},
): string | null => answerTo(rules, change, market)?.reason ?? null;

/** The venue's words for each of its statuses, by ours. */
export const statusesOf = (rules: VenueRules): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(rules.answers.statuses.map(({ value }) => [value.word, value.means]));
