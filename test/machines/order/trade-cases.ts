// What trades do: quantities are the truth, and the status follows them.
import type { OrderEvent } from '../../../machines/order.ts';
import type { Case } from '../case-judge.ts';
import { shares, malformed, traded } from '../order-variants.ts';
import {
  acked,
  at,
  cancelled,
  cancelledAt,
  half,
  rejected,
  replaceTo,
  row,
  sent,
  sums,
  type Place,
  wayTo,
} from './words-of-cases.ts';

const { partial, filled } = wayTo;
const fee = { fee: 70_000n };

const livePlaces = ['queued', 'inFlight', 'inDoubt', 'submitted'] as const;
const endedPlaces: readonly (readonly [Place, 'cancelled' | 'rejected', readonly string[]])[] = [
  ['cancelled', 'cancelled', []],
  ['rejected', 'rejected', []],
  ['unsent', 'cancelled', []],
  ['vanished', 'cancelled', ['vanished']],
];

/** Trades that cannot be. */
const nonsense: readonly (readonly [name: string, event: OrderEvent])[] = [
  ['of nothing', traded('T2', 0)],
  ['of less than nothing', traded('T2', -1)],
  ['below nothing', traded('T2', 1, -1n)],
  ['without a name', malformed({ ...traded('T2', 1), tradeId: undefined })],
  ['of a number', malformed({ ...traded('T2', 1), lastQty: 1_000_000 })],
  ['at a number', malformed({ ...traded('T2', 1), lastPx: 0.5 })],
  ['with a fee in words', malformed({ ...traded('T2', 1), fee: '70000' })],
];

const trades: readonly Case[] = [
  ...livePlaces.flatMap((place) => [
    row(`${place}: a trade makes it partly filled`, wayTo[place], traded('T1', 4, half, fee), {
      ...at('partial'),
      context: {
        ...sums(4, 4, half, 70_000n),
        trades: [
          {
            tradeId: 'T1',
            state: 'booked',
            reportedQty: shares(4),
            reportedPx: half,
            reportedFee: 70_000n,
            lastQty: shares(4),
            lastPx: half,
            matchedQty: shares(4),
            fee: 70_000n,
          },
        ],
      },
    }),
    row(`${place}: a trade fills it`, wayTo[place], traded('T3', 10), {
      ...at('filled'),
      context: sums(10, 10, half),
    }),
    ...nonsense.map(([name, event]) =>
      row(`${place}: a trade ${name}`, wayTo[place], event, {
        ...at(place),
        context: { ...sums(0, 0, 0n), trades: [] },
        anomalies: ['illegalMove'],
      }),
    ),
  ]),
  row('partial: a trade more', partial, traded('T2', 5), { ...at('partial'), context: sums(9, 9, half) }),
  row('partial: the last trade', partial, traded('T2', 6), { ...at('filled'), context: sums(10, 10, half) }),
  row('partial: more than is left', partial, traded('T2', 7), {
    ...at('filled'),
    context: sums(11, 11, half),
    anomalies: ['overfill'],
  }),
  ...nonsense.flatMap(([name, event]) => [
    row(`partial: a trade ${name}`, partial, event, {
      ...at('partial'),
      context: sums(4, 4, half),
      anomalies: ['illegalMove'],
    }),
    row(`filled: a trade ${name}`, filled, event, {
      ...at('filled'),
      context: sums(10, 10, half),
      anomalies: ['illegalMove'],
    }),
  ]),
  row('a trade told twice counts once', partial, traded('T1', 4), {
    ...at('partial'),
    context: sums(4, 4, half),
    ignored: 1,
  }),
  row('a trade told again with its fee left out', [sent, traded('T1', 4, half, fee)], traded('T1', 4), {
    ...at('partial'),
    context: sums(4, 4, half, 70_000n),
    ignored: 1,
  }),
  ...(
    [
      ['quantity', traded('T1', 5, half, fee)],
      ['price', traded('T1', 4, 510_000n, fee)],
      ['fee', traded('T1', 4, half, { fee: 80_000n })],
    ] as const
  ).map(([what, event]) =>
    row(`a trade told again with another ${what}`, [sent, traded('T1', 4, half, fee)], event, {
      ...at('partial'),
      context: sums(4, 4, half, 70_000n),
      anomalies: ['tradeConflict'],
    }),
  ),
  ...(
    [
      ['of a number', { lastQty: 4_000_000 }],
      ['of nothing', { lastQty: 0n }],
      ['with a fee in words', { fee: '0' }],
    ] as const
  ).map(([name, words]) =>
    row(`a known trade told again ${name}`, partial, malformed({ ...traded('T1', 4), ...words }), {
      ...at('partial'),
      context: sums(4, 4, half),
      anomalies: ['illegalMove'],
    }),
  ),
  ...(
    [
      ['it was filled', [...partial, traded('T2', 6)], at('filled'), sums(10, 10, half)],
      ['it was cancelled', [...partial, cancelled], at('cancelled'), sums(4, 4, half)],
      ['it was rejected', [sent, rejected, traded('T1', 4)], at('rejected'), sums(4, 4, half)],
    ] as const
  ).flatMap(([name, given, end, context]) => {
    const before = name === 'it was rejected' ? ['lateFill'] : [];
    return [
      row(`a trade told again after ${name}`, given, traded('T1', 4), {
        ...end,
        context,
        anomalies: before,
        ignored: 1,
      }),
      row(`a trade told otherwise after ${name}`, given, traded('T1', 5), {
        ...end,
        context,
        anomalies: [...before, 'tradeConflict'],
      }),
    ];
  }),
  row('an average is rounded half to even', [sent, traded('T1', 1, 1n)], traded('T2', 1, 2n), {
    ...at('partial'),
    context: { avgPx: 2n, grossPicos: 3_000_000n },
  }),
  ...endedPlaces.map(([place, execution, before]) =>
    row(`${place}: a late trade is booked and flagged`, wayTo[place], traded('T2', 6), {
      ...at(execution),
      context: sums(6, 6, half),
      anomalies: [...before, 'lateFill'],
    }),
  ),
  row('filled: a late trade is one too many', filled, traded('T2', 6), {
    ...at('filled'),
    context: sums(16, 16, half),
    anomalies: ['lateFill', 'overfill'],
  }),
  row('a trade that was missing is not late', [sent, acked, cancelledAt(4)], traded('T1', 4), {
    ...at('cancelled'),
    context: { ...sums(4, 4, half), missingQty: 0n },
    anomalies: ['fillsMissing'],
  }),
  row('a part of what is missing is not late', [sent, acked, cancelledAt(4)], traded('T1', 3), {
    ...at('cancelled'),
    context: { ...sums(3, 3, half), missingQty: shares(1) },
    anomalies: ['fillsMissing'],
  }),
  row('a trade of more than is missing is late', [sent, acked, cancelledAt(4)], traded('T1', 5), {
    ...at('cancelled'),
    context: { ...sums(5, 5, half), missingQty: 0n },
    anomalies: ['fillsMissing', 'lateFill'],
  }),
  row('the old quantity is filled while a larger one is asked for', [...partial, replaceTo(12)], traded('T2', 6), {
    ...at('partial', { replacement: 'requested' }),
    context: sums(10, 10, half),
  }),
  row('the larger quantity is filled before its answer', [...partial, replaceTo(12)], traded('T2', 8), {
    ...at('filled'),
    context: { ...sums(12, 12, half), requestedQty: null },
  }),
  row('more than the larger quantity', [...partial, replaceTo(12)], traded('T2', 9), {
    ...at('filled'),
    context: sums(13, 13, half),
    anomalies: ['overfill'],
  }),
  row('the old quantity is filled while a smaller one is asked for', [...partial, replaceTo(6)], traded('T2', 6), {
    ...at('filled'),
    context: sums(10, 10, half),
  }),
];

/** The rows of `venue.traded`. */
export const tradeCases: readonly Case[] = trades;
