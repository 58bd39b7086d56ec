// Every event of an order in every variant that matters, as one plain list for tests that walk or compare charts.
// The order is for 10 shares at 0.50. No variant knows in which state it makes sense: that is for the tests to ask.
import type { OrderEvent, OrderInput } from '../../machines/order.ts';

/** Whole shares as micros. */
export const shares = (count: number): bigint => BigInt(count) * 1_000_000n;

/** The order that the variants speak of. */
export const orderInput: OrderInput = {
  clOrdId: 'C1',
  venue: 'kalshi',
  instrument: 'M:yes',
  side: 'buy',
  orderQty: shares(10),
  price: 500_000n,
  timeInForce: 'GTC',
};

/** An event that the types do not allow: what a careless venue or owner may send. */
export const malformed = (event: Readonly<Record<string, unknown>>): OrderEvent => event as unknown as OrderEvent;

type Fee = { readonly fee?: bigint };

/** A trade of so many whole shares; the price defaults to the order's. */
export const traded = (tradeId: string, count: number, lastPx = 500_000n, fee: Fee = {}): OrderEvent => ({
  type: 'venue.traded',
  tradeId,
  lastQty: shares(count),
  lastPx,
  ...fee,
});

/** The correction of a trade to so many whole shares. */
export const corrected = (tradeId: string, count: number, lastPx = 500_000n, fee: Fee = {}): OrderEvent => ({
  type: 'venue.tradeCorrected',
  tradeId,
  lastQty: shares(count),
  lastPx,
  ...fee,
});

/** A trade taken back. */
export const busted = (tradeId: string): OrderEvent => ({ type: 'venue.tradeBusted', tradeId });

/** The answer to a query, where the venue has the order. */
export const found = (
  status: 'pending' | 'submitted' | 'partial' | 'filled' | 'cancelled' | 'rejected',
  more: { readonly cumQty?: bigint; readonly venueOrderId?: string } = {},
): OrderEvent => ({ type: 'order.reconciled', found: true, status, ...more });

/** The answer to a query, where the venue has no such order. */
export const notFound: OrderEvent = { type: 'order.reconciled', found: false };

const statuses = ['pending', 'submitted', 'partial', 'filled', 'cancelled', 'rejected'] as const;
const cancelReasons = [
  'requested',
  'expired',
  'iocRemainder',
  'fokUnfilled',
  'postOnlyCross',
  'selfTrade',
  'marketClosed',
  'venue',
] as const;

const sending: readonly OrderEvent[] = [
  { type: 'order.sent' },
  { type: 'order.sent', venueOrderId: 'V1' },
  malformed({ type: 'order.sent', venueOrderId: 1 }),
  { type: 'order.refused', reason: 'risk' },
  malformed({ type: 'order.refused' }),
  { type: 'ack.overdue' },
  { type: 'venue.acked', venueOrderId: 'V1' },
  { type: 'venue.acked', venueOrderId: 'V2' },
  malformed({ type: 'venue.acked' }),
  { type: 'venue.rejected', reason: 'notEnoughBalance' },
  { type: 'venue.rejected', reason: 'duplicate' },
  malformed({ type: 'venue.rejected', reason: null }),
];

const trades: readonly OrderEvent[] = [
  traded('T1', 4, 500_000n, { fee: 70_000n }),
  traded('T1', 4),
  traded('T1', 4, 500_000n, { fee: 80_000n }),
  traded('T1', 5),
  traded('T1', 4, 510_000n),
  traded('T2', 6, 470_000n, { fee: 100_000n }),
  { type: 'venue.traded', tradeId: 'T2', lastQty: shares(6), lastPx: 470_000n, fee: 100_000n, liquidity: 'maker' },
  traded('T3', 10, 490_000n),
  traded('T3', 12, 490_000n),
  traded('T3', 25, 490_000n),
  { type: 'venue.traded', tradeId: 'T4', lastQty: 2_999_999n, lastPx: 333_333n, fee: -10_000n },
  traded('T4', 1, 0n),
  traded('T4', 0),
  traded('T4', -1),
  traded('T4', 1, -1n),
  malformed({ type: 'venue.traded', lastQty: shares(1), lastPx: 500_000n }),
  malformed({ type: 'venue.traded', tradeId: 'T4', lastQty: 1_000_000, lastPx: 500_000n }),
  malformed({ type: 'venue.traded', tradeId: 'T1', lastQty: shares(4), lastPx: 500_000n, fee: '70000' }),
];

const amendments: readonly OrderEvent[] = [
  ...['T1', 'T2', 'T3', 'T4', 'T9'].map(busted),
  malformed({ type: 'venue.tradeBusted' }),
  corrected('T1', 4, 500_000n, { fee: 70_000n }),
  corrected('T1', 4, 480_000n),
  corrected('T1', 5, 500_000n, { fee: 90_000n }),
  corrected('T1', 2),
  corrected('T1', 0),
  corrected('T1', 10),
  corrected('T2', 7, 470_000n),
  corrected('T2', 1, 470_000n),
  corrected('T3', 11, 490_000n),
  corrected('T4', 4, 333_333n),
  corrected('T9', 3),
  corrected('T9', 10),
  corrected('T1', -1),
  corrected('T1', 1, -1n),
  malformed({ type: 'venue.tradeCorrected', lastQty: shares(1), lastPx: 500_000n }),
  malformed({ type: 'venue.tradeCorrected', tradeId: 'T1', lastQty: 1, lastPx: 500_000n }),
];

const answers: readonly OrderEvent[] = [
  notFound,
  ...statuses.flatMap((status) => [
    found(status),
    found(status, { venueOrderId: 'V1' }),
    found(status, { cumQty: 0n }),
    found(status, { cumQty: shares(4), venueOrderId: 'V1' }),
    found(status, { cumQty: shares(12) }),
  ]),
  found('submitted', { venueOrderId: 'V2' }),
  malformed({ type: 'order.reconciled', found: true }),
  malformed({ type: 'order.reconciled', found: true, status: 'executed' }),
  malformed({ type: 'order.reconciled', found: 'yes', status: 'filled' }),
  malformed({ type: 'order.reconciled', found: true, status: 'filled', cumQty: -1n }),
  malformed({ type: 'order.reconciled', found: true, status: 'submitted', venueOrderId: 1 }),
  malformed({ type: 'order.reconciled' }),
];

const cancels: readonly OrderEvent[] = [
  { type: 'cancel.requested' },
  { type: 'cancel.requested', reason: 'client' },
  { type: 'cancel.overdue' },
  { type: 'venue.cancelRejected', reason: 'notFound' },
  { type: 'venue.cancelRejected', reason: 'tooLate' },
  malformed({ type: 'venue.cancelRejected' }),
  ...cancelReasons.map((reason): OrderEvent => ({ type: 'venue.cancelled', reason })),
  ...[0, 4, 7, 12].map((count): OrderEvent => ({
    type: 'venue.cancelled',
    reason: 'requested',
    cumQty: shares(count),
  })),
  malformed({ type: 'venue.cancelled' }),
  malformed({ type: 'venue.cancelled', reason: 'requested', cumQty: -1n }),
  malformed({ type: 'venue.cancelled', reason: 'requested', cumQty: 4 }),
];

const terms: readonly (readonly [type: 'replace.requested' | 'venue.replaced', words: object])[] = (
  ['replace.requested', 'venue.replaced'] as const
).flatMap((type) =>
  [
    { orderQty: shares(12) },
    { orderQty: shares(20), price: 520_000n },
    { orderQty: shares(6) },
    { orderQty: shares(4) },
    { orderQty: shares(3), price: 500_000n },
    { orderQty: shares(10), price: 510_000n },
    { price: 480_000n },
    {},
    { orderQty: 0n },
    { orderQty: -1n, price: 500_000n },
    { orderQty: shares(12), price: -1n },
    { orderQty: 12 },
    { price: '0.5' },
  ].map((words) => [type, words] as const),
);

const replaces: readonly OrderEvent[] = [
  ...terms.map(([type, words]) => malformed({ type, ...words })),
  { type: 'replace.overdue' },
  { type: 'venue.replaceRejected', reason: 'broker' },
  malformed({ type: 'venue.replaceRejected' }),
];

/** All of them. */
export const orderVariants: readonly OrderEvent[] = [
  ...sending,
  ...trades,
  ...amendments,
  ...answers,
  ...cancels,
  ...replaces,
  malformed({ type: 'order.unheardOf' }),
  malformed({ type: 'venue.unheardOf', tradeId: 'T1' }),
];
