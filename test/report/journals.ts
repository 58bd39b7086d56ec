// Small journals that tests read, written by hand: what an engine would write of a few arbitrages.
import type { JournalRecord, RecordBody } from '../../src/journal/records.ts';

/** A record with its time, and no place yet. */
type Timed = readonly [atUs: number, body: RecordBody];

const SHARES = 10_000_000n;
const venueOfLeg = ['polymarket', 'kalshi'] as const;

/** A journal of these records, in the order of their times. */
export const journalOf = (...parts: readonly (readonly Timed[])[]): readonly JournalRecord[] =>
  parts
    .flat()
    .toSorted(([left], [right]) => left - right)
    .map(([atUs, body], index) => ({ ...body, seq: index + 1, atUs }));

const started = (): readonly Timed[] => [
  [
    0,
    {
      type: 'run.started',
      name: 'by hand',
      seed: '7',
      scenarioHash: 'none',
      engineVersion: '0.1.0',
      currency: 'USD',
      rates: [],
    },
  ],
  ...venueOfLeg.map((venue): Timed => [
    0,
    { type: 'account.opened', account: 'main', venue, currency: 'USD', amount: 1_000_000_000n, escrow: 'yes' },
  ]),
];

const leg = (index: 0 | 1) => ({
  venue: venueOfLeg[index],
  market: 'FED',
  outcome: index === 0 ? 'yes' : 'no',
  paysIn: index + 1,
  side: 'buy',
  price: index === 0 ? 480_000n : 490_000n,
  qty: SHARES,
  worstFee: 100_000n,
});

/** The intent, the plan and both legs leaving. */
const begun = (number: number, atUs: number): readonly Timed[] => [
  [
    atUs,
    {
      type: 'intent.received',
      intent: number,
      strategy: 'generator',
      pair: 'FED-DEC',
      sets: SHARES,
      expectedEdge: 100_000n,
      roiBps: 103,
      outcomes: 2,
      mode: 'parallel',
      policy: 'unwind',
      legs: [leg(0), leg(1)],
    },
  ],
  [atUs, { type: 'arbitrage.moved', arbitrage: number, event: 'lanes.admitted', from: 'planning', to: 'legging' }],
  ...([0, 1] as const).map((index) => created(atUs, `${number}.${index + 1}`, index)),
  ...([0, 1] as const).map((index) => moved(atUs, `${number}.${index + 1}`, 'order.sent', 'pendingNew', 'pendingNew')),
];

const created = (atUs: number, clOrdId: string, index: 0 | 1, unwind?: { readonly price: bigint }): Timed => {
  const { venue, market, outcome, price } = leg(index);
  const wanted = { venue, account: 'main', market, outcome, orderQty: SHARES, timeInForce: 'GTC' };
  const ownerId = Number(clOrdId.split('.')[0]);
  return unwind === undefined
    ? [atUs, { type: 'order.created', clOrdId, owner: 'leg', ownerId, leg: index + 1, side: 'buy', price, ...wanted }]
    : [atUs, { type: 'order.created', clOrdId, owner: 'unwind', ownerId, side: 'sell', ...unwind, ...wanted }];
};

/** An order received an event. */
const moved = (
  atUs: number,
  clOrdId: string,
  event: string,
  from: string,
  to: string,
  more: Partial<Extract<RecordBody, { type: 'order.moved' }>> = {},
): Timed => [atUs, { type: 'order.moved', clOrdId, event, from, to, cumQty: 0n, leavesQty: SHARES, ...more }];

const stepped = (
  atUs: number,
  arbitrage: number,
  event: string,
  from: string,
  to: string,
  more: Partial<Extract<RecordBody, { type: 'arbitrage.moved' }>> = {},
): Timed => [atUs, { type: 'arbitrage.moved', arbitrage, event, from, to, ...more }];

/** The venue takes an order, and says so after 20 ms. */
const taken = (atUs: number, clOrdId: string, index: 0 | 1): readonly Timed[] => [
  accepted(atUs, clOrdId, index),
  moved(atUs + 20_000, clOrdId, 'venue.acked', 'pendingNew', 'new', { venueOrderId: `V${clOrdId}` }),
];

const accepted = (atUs: number, clOrdId: string, index: 0 | 1): Timed => [
  atUs,
  { type: 'venue.accepted', venue: venueOfLeg[index], clOrdId, venueOrderId: `V${clOrdId}` },
];

const trade = (index: 0 | 1, clOrdId: string, px?: bigint) => ({
  tradeId: `T${clOrdId}`,
  lastQty: SHARES,
  lastPx: px ?? leg(index).price,
  fee: 50_000n,
});

const filledThere = (atUs: number, clOrdId: string, index: 0 | 1, px?: bigint): Timed => [
  atUs,
  { type: 'venue.filled', venue: venueOfLeg[index], clOrdId, ...trade(index, clOrdId, px), leavesQty: 0n },
];

const filled = (
  atUs: number,
  clOrdId: string,
  index: 0 | 1,
  from: string,
  more: Partial<Extract<RecordBody, { type: 'order.moved' }>> = {},
): Timed =>
  moved(atUs, clOrdId, 'venue.traded', from, 'filled', {
    ...trade(index, clOrdId),
    cumQty: SHARES,
    leavesQty: 0n,
    ...more,
  });

/** Everything goes as planned: 40 ms to each answer, 60 ms to each fill, 5 ms to its report. */
export const completed = (number: number, atUs: number): readonly Timed[] => [
  ...begun(number, atUs),
  ...([0, 1] as const).flatMap((index) => {
    const clOrdId = `${number}.${index + 1}`;
    return [
      ...taken(atUs + 20_000, clOrdId, index),
      filledThere(atUs + 55_000, clOrdId, index),
      filled(atUs + 60_000, clOrdId, index, 'new'),
    ];
  }),
  stepped(atUs + 60_000, number, 'leg.updated', 'legging', 'completed'),
];

/** The ack of the first leg is lost: in doubt, asked for, cancelled there; the other leg is unwound at a loss. */
export const ackLost = (number: number, atUs: number): readonly Timed[] => {
  const [first, second, unwind] = [`${number}.1`, `${number}.2`, `${number}.u1`];
  const cause = 'legInDoubt';
  return [
    ...begun(number, atUs),
    ...taken(atUs + 20_000, second, 1),
    accepted(atUs + 30_000, first, 0),
    [atUs + 30_000, { type: 'fault.injected', venue: 'polymarket', fault: 'ackLost', clOrdId: first }],
    filledThere(atUs + 55_000, second, 1),
    filled(atUs + 60_000, second, 1, 'new'),
    moved(atUs + 400_000, first, 'ack.overdue', 'pendingNew', 'pendingNew'),
    stepped(atUs + 900_000, number, 'leg.overdue', 'legging', 'cancelling', { cause }),
    moved(atUs + 900_000, first, 'cancel.requested', 'pendingNew', 'pendingCancel'),
    moved(atUs + 1_000_000, first, 'order.reconciled', 'pendingCancel', 'pendingCancel'),
    [
      atUs + 1_100_000,
      {
        type: 'venue.ended',
        venue: 'polymarket',
        clOrdId: first,
        status: 'cancelled',
        cumQty: 0n,
        reason: 'requested',
      },
    ],
    moved(atUs + 1_150_000, first, 'venue.cancelled', 'pendingCancel', 'canceled', {
      leavesQty: 0n,
      reason: 'requested',
    }),
    stepped(atUs + 1_150_000, number, 'leg.updated', 'cancelling', 'unwinding', { cause }),
    stepped(atUs + 1_150_000, number, 'exposure.assessed', 'unwinding', 'unwinding', {
      cause,
      verdict: 'exposed',
      residueQty: SHARES,
      worstCase: 4_950_000n,
    }),
    created(atUs + 1_150_000, unwind, 1, { price: 480_000n }),
    moved(atUs + 1_150_000, unwind, 'order.sent', 'pendingNew', 'pendingNew'),
    ...taken(atUs + 1_170_000, unwind, 1),
    filledThere(atUs + 1_200_000, unwind, 1, 480_000n),
    filled(atUs + 1_210_000, unwind, 1, 'new', { lastPx: 480_000n }),
    stepped(atUs + 1_210_000, number, 'exposure.assessed', 'unwinding', 'failed', {
      cause,
      verdict: 'flat',
      residueQty: 0n,
      worstCase: 200_000n,
    }),
  ];
};

/** Both legs are refused; a fill of the first comes all the same, after the end, and stays exposed. */
export const lateFill = (number: number, atUs: number): readonly Timed[] => {
  const [first, second] = [`${number}.1`, `${number}.2`];
  return [
    ...begun(number, atUs),
    moved(atUs + 30_000, first, 'venue.rejected', 'pendingNew', 'rejected', { leavesQty: 0n, reason: 'venueRefused' }),
    stepped(atUs + 30_000, number, 'leg.updated', 'legging', 'cancelling', { cause: 'legShort' }),
    moved(atUs + 30_000, second, 'cancel.requested', 'pendingNew', 'pendingCancel'),
    moved(atUs + 50_000, second, 'venue.rejected', 'pendingCancel', 'rejected', {
      leavesQty: 0n,
      reason: 'insufficientFunds',
    }),
    stepped(atUs + 50_000, number, 'exposure.assessed', 'unwinding', 'cancelled', {
      cause: 'legShort',
      verdict: 'nothing',
      residueQty: 0n,
      worstCase: 0n,
    }),
    filledThere(atUs + 70_000, first, 0),
    moved(atUs + 90_000, first, 'venue.traded', 'rejected', 'rejected', {
      ...trade(0, first),
      cumQty: SHARES,
      leavesQty: 0n,
      anomaly: 'lateFill',
    }),
    stepped(atUs + 90_000, number, 'leg.updated', 'cancelled', 'unwinding', { cause: 'quantityMoved' }),
    stepped(atUs + 90_000, number, 'exposure.assessed', 'unwinding', 'exposed', {
      cause: 'quantityMoved',
      verdict: 'exposed',
      residueQty: SHARES,
      worstCase: 4_850_000n,
    }),
  ];
};

/** An intent that finds no room in the lane to kalshi. */
export const refused = (number: number, atUs: number): readonly Timed[] => [
  ...begun(number, atUs).slice(0, 1),
  [atUs, { type: 'intent.refused', intent: number, by: 'lane', reason: 'laneSaturated', venue: 'kalshi' }],
];

/** What a lane says of itself. */
const laneMoved = (atUs: number, event: string, depth: number): Timed => [
  atUs,
  { type: 'lane.moved', venue: 'kalshi', event, depth, reserved: 4, capacity: 64 },
];

const ended = (atUs: number, intents: number): readonly Timed[] => [
  [atUs, { type: 'run.ended', reason: 'finished', intents, orders: 7, arbitrages: 3 }],
];

/** A whole small run: one of each, and a lane that is held back. */
export const smallRun: readonly JournalRecord[] = journalOf(
  started(),
  completed(1, 1_000_000),
  ackLost(2, 1_500_000),
  refused(3, 1_600_000),
  lateFill(4, 2_000_000),
  [laneMoved(1_700_000, 'tokens.exhausted', 9), laneMoved(1_800_000, 'tokens.refilled', 2)],
  ended(5_000_000, 4),
);
