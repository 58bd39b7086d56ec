// What a part of src/orders stands on, for a test of that part alone: a real world, and surroundings that write down what
// they are asked. Times are in milliseconds in what is written down.
import { createActor } from 'xstate';
import { orderMachine, type OrderEvent } from '../../machines/order.ts';
import { venueExecutorMachine } from '../../machines/venue-executor.ts';
import type { RecordBody } from '../../src/journal/records.ts';
import type { OrderCalendarEntry } from '../../src/orders/entries.ts';
import type { LiveOrder, OrderOwner, OrderSnapshot } from '../../src/orders/live-order.ts';
import type { Timeouts } from '../../src/orders/timeouts.ts';
import type { AnswerListener, OrderTraffic } from '../../src/orders/surroundings.ts';
import type { VenueOrderRequest } from '../../src/venues/simulation/types.ts';
import { World } from '../../src/world/world.ts';
import { compile } from '../../src/xstate/compile.ts';
import { createParent, type Children } from '../../src/xstate/parent.ts';

/** In microseconds: an ack is awaited for 400 ms, an order must be visible after 500, a fill settles within 5,000. */
export const timeouts: Timeouts = {
  ackUs: 400_000,
  cancelUs: 300_000,
  replaceUs: 200_000,
  visibilityUs: 500_000,
  doubtUs: 800_000,
  settlementUs: 5_000_000,
};

/** Ten shares at 0.48. */
export const request = (clOrdId = '1.1'): VenueOrderRequest => ({
  clOrdId,
  market: 'FED',
  outcome: 'yes',
  side: 'buy',
  orderQty: 10_000_000n,
  price: 480_000n,
  timeInForce: 'GTC',
});

/** A world, the way to the venues, and the listener to answers, with one log of what they were asked. */
export const surroundings = () => {
  const world = new World<OrderCalendarEntry>('1');
  const log: string[] = [];
  const records: RecordBody[] = [];
  world.journal.consume((body) => records.push({ ...body }));
  const note = (line: string): void => void log.push(line);
  const traffic: OrderTraffic = {
    ask: (kind, clOrdId) => note(`ask ${kind} ${clOrdId}`),
    askAt: (venue, clOrdId) => note(`ask ${venue} for ${clOrdId}`),
    answered: (venue) => note(`window of ${venue} is free`),
    reserveSome: () => 3,
    release: (venue, tickets) => note(`release ${tickets} at ${venue}`),
  };
  const answers: AnswerListener = { answered: (venue, clOrdId) => note(`answer of ${venue} on ${clOrdId}`) };
  /** What the calendar holds, as `at kind`. */
  const due = (): string[] =>
    world.calendar
      .save()
      .entries.map(({ atUs, entry }) => `${atUs / 1_000} ${entry.kind === 'overdue' ? entry.what : entry.kind}`);
  /** Takes every entry up to that time, and finishes each step; then it is that time. */
  const until = (atMs: number, take: (entry: OrderCalendarEntry) => void = () => undefined): void => {
    const marker: OrderCalendarEntry = { kind: 'query', clOrdId: 'marker' };
    world.calendar.schedule(atMs * 1_000, marker);
    while ((world.calendar.peekTimeUs ?? Infinity) <= atMs * 1_000) {
      const entry = world.calendar.next();
      if (entry !== undefined && entry !== marker) take(entry);
      world.settle();
    }
  };
  return { world, log, records, traffic, answers, due, until };
};

/** An actor of the smallest chart that has orders as its children. */
export const parentOf = (venue: string): Children => {
  const parent = createParent(compile(venueExecutorMachine));
  createActor(parent.logic, { id: `venue:${venue}`, input: { venue } }).start();
  return parent;
};

/** The snapshot of an order after those events. */
export const snapshotAfter = (...events: readonly OrderEvent[]): OrderSnapshot => {
  const { clOrdId, market, outcome, side, orderQty, price, timeInForce } = request();
  const instrument = `${market}:${outcome}`;
  const input = { clOrdId, venue: 'polymarket', instrument, side, orderQty, price, timeInForce };
  const actor = createActor(orderMachine, { input }).start();
  for (const event of events) actor.send(event);
  return actor.getSnapshot() as OrderSnapshot;
};

/** An order as its timeouts see it: with no actor of its own. */
export const orderOf = (changes: Partial<LiveOrder> = {}): LiveOrder => ({
  clOrdId: '1.1',
  venue: 'polymarket',
  ownerKind: 'leg',
  ownerId: 1,
  request: request(),
  paysIn: 1,
  actor: undefined as unknown as LiveOrder['actor'],
  owner: null,
  tickets: 4,
  isInWindow: false,
  sentAtUs: 0,
  isZombie: false,
  recheck: null,
  isUntold: false,
  timers: { ack: null, cancel: null, replace: null, word: null, settlement: null, doubt: null },
  ...changes,
});

/** An owner that writes down what it receives. */
export const ownerOf = (log: string[]): OrderOwner => ({
  orderMoved: ({ clOrdId, isZombie }, { context }, unsettledQty) =>
    void log.push(
      `owner: ${clOrdId} moved, ${units(context.cumQty)} filled, ${units(unsettledQty)} unsettled` +
        (isZombie ? ', zombie' : ''),
    ),
  orderInDoubt: ({ clOrdId }) => void log.push(`owner: ${clOrdId} in doubt`),
  settlementFailed: ({ clOrdId }, qty) => void log.push(`owner: ${units(qty)} of ${clOrdId} do not settle`),
});

const units = (qty: bigint): string => `${qty / 1_000_000n}`;
