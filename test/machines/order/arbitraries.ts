// Random lives of an order for properties: sound events of any size, the plain variants, and malformed ones.
import fc from 'fast-check';
import type { OrderEvent } from '../../../machines/order.ts';
import { malformed, orderVariants, shares } from '../order-variants.ts';
import { fieldsByType, isEventSound } from './words.ts';

const tradeId = fc.constantFrom('T1', 'T2', 'T3', 'T4');
/** Up to 15 shares of an order for 10, mostly whole ones. */
const quantity = fc.oneof(fc.integer({ min: 1, max: 15 }).map(shares), fc.bigInt({ min: 1n, max: shares(15) }));
const price = fc.bigInt({ min: 0n, max: 1_000_000n });
const fee = fc.option(fc.bigInt({ min: -50_000n, max: 200_000n }), { nil: undefined });

const withFee = (paid: bigint | undefined) => (paid === undefined ? {} : { fee: paid });

const trade: fc.Arbitrary<OrderEvent> = fc
  .tuple(tradeId, quantity, price, fee)
  .map(([id, lastQty, lastPx, paid]) => ({ type: 'venue.traded', tradeId: id, lastQty, lastPx, ...withFee(paid) }));

const correction: fc.Arbitrary<OrderEvent> = fc
  .tuple(tradeId, fc.oneof(fc.constant(0n), quantity), price, fee)
  .map(([id, lastQty, lastPx, paid]) => ({
    type: 'venue.tradeCorrected',
    tradeId: id,
    lastQty,
    lastPx,
    ...withFee(paid),
  }));

const terms: fc.Arbitrary<OrderEvent> = fc
  .tuple(fc.constantFrom('replace.requested', 'venue.replaced'), quantity, price)
  .map(([type, orderQty, newPrice]) => malformed({ type, orderQty, price: newPrice }));

/** Any event, sound or not, of any type. */
export const anyEvent: fc.Arbitrary<OrderEvent> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...orderVariants) },
  { weight: 3, arbitrary: trade },
  { weight: 1, arbitrary: correction },
  { weight: 1, arbitrary: terms },
);

const sent: OrderEvent = { type: 'order.sent' };
const acked: OrderEvent = { type: 'venue.acked', venueOrderId: 'V1' };
const small: OrderEvent = { type: 'venue.traded', tradeId: 'T1', lastQty: shares(1), lastPx: 500_000n };

/** How a life begins: most orders get somewhere. */
const openings: readonly (readonly OrderEvent[])[] = [
  [],
  [sent],
  [sent, acked],
  [sent, acked, { type: 'replace.requested', orderQty: shares(12) }],
  [sent, acked, small],
  [sent, acked, small, { type: 'cancel.requested' }],
  [sent, small, { type: 'replace.requested', orderQty: shares(12), price: 510_000n }],
  [sent, { type: 'cancel.requested' }],
];

/** A life: an opening, then anything. */
export const anyLife: fc.Arbitrary<readonly OrderEvent[]> = fc
  .tuple(fc.constantFrom(...openings), fc.array(anyEvent, { maxLength: 20 }))
  .map(([opening, rest]) => [...opening, ...rest]);

/** What a field may hold that it should not. */
const junk = fc.constantFrom<unknown>(
  undefined,
  null,
  '',
  'seven',
  0,
  -1,
  1.5,
  Number.NaN,
  4_000_000,
  true,
  0n,
  -1n,
  1n,
  [],
  {},
  [1n],
  Symbol('junk'),
);

/** An event of a known type that cannot be believed: one field of a sound one is broken, or all are. */
export const malformedEvent: fc.Arbitrary<OrderEvent> = fc
  .tuple(
    fc.constantFrom(...orderVariants.filter(({ type }) => (fieldsByType[type] ?? []).length > 0)),
    fc.nat(),
    junk,
    fc.boolean(),
  )
  .map(([event, draw, value, breaksAll]) => {
    const fields = fieldsByType[event.type] ?? [];
    const { name } = fields[draw % fields.length] ?? { name: 'type' };
    const broken = breaksAll ? Object.fromEntries(fields.map((field) => [field.name, value])) : { [name]: value };
    return malformed({ ...event, ...broken });
  })
  .filter((event) => !isEventSound(event as unknown as Readonly<Record<string, unknown>>));
