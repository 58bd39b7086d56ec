// The same story told in two orders: trades with their corrections and busts, shuffled, each trade's report anywhere
// among what follows from it. What follows from one trade stays in its own order, as a venue would send it.
import fc from 'fast-check';
import type { OrderEvent } from '../../../machines/order.ts';
import { busted, shares } from '../order-variants.ts';

/** The reports of one trade: its fill, and what follows from it. */
interface Chain {
  readonly report: OrderEvent;
  readonly followUps: readonly OrderEvent[];
}

const chainArbitrary = (countMax: number, correctionsMax: number) =>
  fc
    .record({
      count: fc.integer({ min: 1, max: countMax }),
      corrections: fc.array(fc.tuple(fc.integer({ min: 0, max: countMax }), fc.boolean()), {
        maxLength: correctionsMax,
      }),
      isBusted: fc.boolean(),
      hasFee: fc.boolean(),
    })
    .map(({ count, corrections, isBusted, hasFee }) => (tradeId: string, lastPx: bigint): Chain => ({
      report: {
        type: 'venue.traded',
        tradeId,
        lastQty: shares(count),
        lastPx,
        ...(hasFee ? { fee: BigInt(count) * 7_000n } : {}),
      },
      followUps: [
        ...corrections.map(([corrected, tellsFee], turn): OrderEvent => ({
          type: 'venue.tradeCorrected',
          tradeId,
          lastQty: shares(corrected),
          lastPx: lastPx + BigInt(turn) * 10_000n,
          ...(tellsFee ? { fee: BigInt(corrected) * 6_000n } : {}),
        })),
        ...(isBusted ? [busted(tradeId)] : []),
      ],
    }));

/** Up to four trades of up to `countMax` shares each. */
export const chains = (countMax: number, correctionsMax = 2): fc.Arbitrary<readonly Chain[]> =>
  fc
    .array(chainArbitrary(countMax, correctionsMax), { minLength: 1, maxLength: 4 })
    .map((makers) => makers.map((make, index) => make(`T${index + 1}`, 400_000n + BigInt(index) * 33_333n)));

/** One way to tell a story. */
export const draws: fc.Arbitrary<readonly number[]> = fc.array(fc.nat({ max: 11 }), { minLength: 12, maxLength: 12 });

const withReportAt = ({ report, followUps }: Chain, draw: number): readonly OrderEvent[] => {
  const place = draw % (followUps.length + 1);
  return [...followUps.slice(0, place), report, ...followUps.slice(place)];
};

/** Shuffles lists into each other, each in its own order. */
const shuffled = (lists: readonly (readonly OrderEvent[])[], order: readonly number[]): readonly OrderEvent[] => {
  const rest = lists.map((list) => [...list]);
  const told: OrderEvent[] = [];
  for (let turn = 0; ; turn += 1) {
    const open = rest.filter((list) => list.length > 0);
    const event = open[(order[turn % order.length] ?? 0) % open.length]?.shift();
    if (event === undefined) return told;
    told.push(event);
  }
};

/** The story in order: every report first, then what follows from it. */
export const toldInOrder = (story: readonly Chain[]): readonly OrderEvent[] =>
  story.flatMap(({ report, followUps }) => [report, ...followUps]);

/** The story in a random order, with other events at random places in it. */
export const toldAnyhow = (
  story: readonly Chain[],
  order: readonly number[],
  others: readonly OrderEvent[] = [],
): readonly OrderEvent[] => {
  const lists = story.map((chain, index) => withReportAt(chain, order[index] ?? 0));
  return shuffled([...lists, others], order);
};

/** Events with some of them told again, later. */
export const toldAgain = (events: readonly OrderEvent[], order: readonly number[]): readonly OrderEvent[] =>
  order.reduce<readonly OrderEvent[]>((told, draw, turn) => {
    const from = (draw * 7 + turn) % told.length;
    const to = from + 1 + ((draw + turn) % (told.length - from));
    const event = told[from];
    return event === undefined ? told : [...told.slice(0, to), event, ...told.slice(to)];
  }, events);
