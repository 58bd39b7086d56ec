// What busts and corrections do to the quantities: before their trade, after it, and after the end.
import type { Case } from '../case-judge.ts';
import { shares, malformed, traded, corrected, busted } from '../order-variants.ts';
import { sent, acked, cancelledAt, replaceTo, wayTo, at, row, sums, half } from './words-of-cases.ts';

const { submitted, partial, filled } = wayTo;
const fee = { fee: 70_000n };

const standing = (state: string, lastQty: bigint, matchedQty: bigint, paid: bigint | null) => ({
  trades: [
    {
      tradeId: 'T1',
      state,
      reportedQty: shares(4),
      reportedPx: half,
      reportedFee: 70_000n,
      lastQty,
      lastPx: half,
      matchedQty,
      fee: paid,
    },
  ],
});

const bookedWithFee = [sent, acked, traded('T1', 4, half, fee)];

const busts: readonly Case[] = [
  row('a bust takes the trade back, not its place on the order', bookedWithFee, busted('T1'), {
    ...at('partial'),
    context: { ...sums(0, 4, 0n), ...standing('busted', 0n, shares(4), 0n) },
  }),
  row('a bust told twice', [...partial, busted('T1')], busted('T1'), { ...at('partial'), ignored: 1 }),
  row('a busted trade told again', [...partial, busted('T1')], traded('T1', 4), {
    ...at('partial'),
    context: sums(0, 4, 0n),
    ignored: 1,
  }),
  row('a bust after the end', filled, busted('T3'), { ...at('filled'), context: sums(0, 10, 0n) }),
  row('what was busted does not leave more', [...partial, busted('T1')], traded('T2', 6), {
    ...at('filled'),
    context: sums(6, 10, half),
  }),
  row('a bust without a name', partial, malformed({ type: 'venue.tradeBusted' }), {
    ...at('partial'),
    context: sums(4, 4, half),
    anomalies: ['illegalMove'],
  }),
  row('a bust without a name, of an order with no trades', submitted, malformed({ type: 'venue.tradeBusted' }), {
    ...at('submitted'),
    anomalies: ['illegalMove'],
  }),
  ...(['queued', 'submitted', 'filled', 'rejected'] as const).map((place) =>
    row(`${place}: a bust of a trade that has not come`, wayTo[place], busted('T9'), {
      ...at(place),
      anomalies: ['unknownTrade'],
    }),
  ),
  row('a bust that came too early, told twice', [sent, busted('T1')], busted('T1'), {
    ...at('inFlight'),
    anomalies: ['unknownTrade'],
    ignored: 1,
  }),
  row('a bust that came before its trade', [sent, acked, busted('T1')], traded('T1', 4, half, fee), {
    ...at('partial'),
    context: { ...sums(0, 4, 0n), trades: [{ ...standing('busted', 0n, shares(4), 0n).trades[0], lastPx: 0n }] },
    anomalies: ['unknownTrade'],
  }),
  row('a bust that came before its trade, which fills', [sent, acked, busted('T1')], traded('T1', 10), {
    ...at('filled'),
    context: sums(0, 10, 0n),
    anomalies: ['unknownTrade'],
  }),
  row('a trade that conflicts with one whose bust came early', [sent, busted('T1'), traded('T1', 4)], traded('T1', 5), {
    ...at('partial'),
    context: sums(0, 4, 0n),
    anomalies: ['unknownTrade', 'tradeConflict'],
  }),
];

const corrections: readonly Case[] = [
  row('a correction downwards', bookedWithFee, corrected('T1', 1, half, { fee: 20_000n }), {
    ...at('partial'),
    context: { ...sums(1, 4, half, 20_000n), ...standing('corrected', shares(1), shares(4), 20_000n) },
  }),
  row('a correction to nothing', bookedWithFee, corrected('T1', 0), {
    ...at('partial'),
    context: sums(0, 4, 0n, 70_000n),
  }),
  row('a correction of the price alone', bookedWithFee, corrected('T1', 4, 480_000n), {
    ...at('partial'),
    context: sums(4, 4, 480_000n, 70_000n),
  }),
  row('a correction upwards', bookedWithFee, corrected('T1', 9), {
    ...at('partial'),
    context: { ...sums(9, 9, half, 70_000n), ...standing('corrected', shares(9), shares(9), 70_000n) },
  }),
  row('a correction that fills', bookedWithFee, corrected('T1', 10), {
    ...at('filled'),
    context: sums(10, 10, half, 70_000n),
  }),
  row('a correction that overfills', bookedWithFee, corrected('T1', 11), {
    ...at('filled'),
    context: sums(11, 11, half, 70_000n),
    anomalies: ['overfill'],
  }),
  row('a correction that fills only the smaller of two quantities', [...partial, replaceTo(12)], corrected('T1', 10), {
    ...at('partial', { replacement: 'requested' }),
    context: sums(10, 10, half),
  }),
  row(
    'a correction back to what it was does not fill',
    [...partial, corrected('T1', 9), corrected('T1', 1)],
    corrected('T1', 9),
    {
      ...at('partial'),
      context: sums(9, 9, half),
    },
  ),
  row(
    'a price alone does not fill what waits for the larger quantity',
    [...partial, replaceTo(12), traded('T2', 6)],
    corrected('T2', 6, 480_000n),
    {
      ...at('partial', { replacement: 'requested' }),
      context: { cumQty: shares(10), matchedQty: shares(10), feesPaid: 0n },
    },
  ),
  row('a correction after the end', [...submitted, traded('T3', 10)], corrected('T3', 8), {
    ...at('filled'),
    context: sums(8, 10, half),
  }),
  row('a correction upwards after the end', filled, corrected('T3', 11), {
    ...at('filled'),
    context: sums(11, 11, half),
    anomalies: ['overfill'],
  }),
  row('a correction upwards is a part of what is missing', [...partial, cancelledAt(7)], corrected('T1', 6), {
    ...at('cancelled'),
    context: { ...sums(6, 6, half), missingQty: shares(1) },
    anomalies: ['fillsMissing'],
  }),
  row('a correction told twice', [...partial, corrected('T1', 2)], corrected('T1', 2), {
    ...at('partial'),
    context: sums(2, 4, half),
    ignored: 1,
  }),
  row('a correction of a correction', [...partial, corrected('T1', 2)], corrected('T1', 3), {
    ...at('partial'),
    context: sums(3, 4, half),
  }),
  row('a correction of the fee alone', [...bookedWithFee, corrected('T1', 2)], corrected('T1', 2, half, { fee: 1n }), {
    ...at('partial'),
    context: sums(2, 4, half, 1n),
  }),
  row('a correction of a busted trade', [...partial, busted('T1')], corrected('T1', 3), {
    ...at('partial'),
    context: sums(0, 4, 0n),
    anomalies: ['tradeConflict'],
  }),
  row('a correction of a trade that was busted too early', [sent, busted('T1')], corrected('T1', 3), {
    ...at('inFlight'),
    anomalies: ['unknownTrade', 'tradeConflict'],
  }),
  row('the bust of a corrected trade', [...partial, corrected('T1', 3)], busted('T1'), {
    ...at('partial'),
    context: sums(0, 4, 0n),
  }),
  ...(['queued', 'submitted', 'filled', 'rejected'] as const).map((place) =>
    row(`${place}: a correction of a trade that has not come`, wayTo[place], corrected('T9', 3), {
      ...at(place),
      anomalies: ['unknownTrade'],
    }),
  ),
  row('a correction that came too early, told twice', [sent, corrected('T1', 3)], corrected('T1', 3), {
    ...at('inFlight'),
    anomalies: ['unknownTrade'],
    ignored: 1,
  }),
  row('a correction that came before its trade', [sent, acked, corrected('T1', 2)], traded('T1', 4, half, fee), {
    ...at('partial'),
    context: { ...sums(2, 4, half, 70_000n), ...standing('corrected', shares(2), shares(4), 70_000n) },
    anomalies: ['unknownTrade'],
  }),
  row(
    'a correction upwards that came before its trade',
    [sent, acked, corrected('T1', 10, half, { fee: 5n })],
    traded('T1', 4, half, fee),
    {
      ...at('filled'),
      context: sums(10, 10, half, 5n),
      anomalies: ['unknownTrade'],
    },
  ),
  row(
    'the last of two early corrections stands, the larger took its place',
    [sent, corrected('T1', 9, half, { fee: 5n }), corrected('T1', 2)],
    traded('T1', 4, half, fee),
    {
      ...at('partial'),
      context: sums(2, 9, half, 5n),
      anomalies: ['unknownTrade', 'unknownTrade'],
    },
  ),
  row(
    'an early bust has the last word over an early correction',
    [sent, corrected('T1', 9), busted('T1')],
    traded('T1', 4, half, fee),
    {
      ...at('partial'),
      context: sums(0, 9, 0n),
      anomalies: ['unknownTrade', 'unknownTrade'],
    },
  ),
  ...(
    [
      ['without a name', { tradeId: undefined }],
      ['to less than nothing', { lastQty: -1n }],
      ['to a number', { lastQty: 1_000_000 }],
      ['to a price below nothing', { lastPx: -1n }],
      ['with a fee in words', { fee: '1' }],
    ] as const
  ).flatMap(([name, words]) => [
    row(`a correction ${name}`, partial, malformed({ ...corrected('T1', 3), ...words }), {
      ...at('partial'),
      context: sums(4, 4, half),
      anomalies: ['illegalMove'],
    }),
    row(
      `a correction ${name}, of a trade that has not come`,
      submitted,
      malformed({ ...corrected('T9', 3), ...words }),
      {
        ...at('submitted'),
        context: { ...sums(0, 0, 0n), trades: [] },
        anomalies: ['illegalMove'],
      },
    ),
    row(
      `a correction ${name}, of a busted trade`,
      [...partial, busted('T1')],
      malformed({ ...corrected('T1', 3), ...words }),
      {
        ...at('partial'),
        context: sums(0, 4, 0n),
        anomalies: ['illegalMove'],
      },
    ),
  ]),
];

/** The rows of `venue.tradeBusted` and `venue.tradeCorrected`. */
export const amendmentCases: readonly Case[] = [...busts, ...corrections];
