// All orders of a world, alone: with real settlements at 'polymarket' and none at 'kalshi', an archive that is a map, and
// an owner that writes down what it receives.
import type { OrderEvent } from '../../machines/order.ts';
import type { OrderCalendarEntry } from '../../src/orders/entries.ts';
import type { LiveOrder, OrderOwner, OrderRecord } from '../../src/orders/live-order.ts';
import { Orders } from '../../src/orders/orders.ts';
import type { OrderTraffic } from '../../src/orders/surroundings.ts';
import { Settlements } from '../../src/orders/settlements.ts';
import { UnderWay } from '../../src/orders/under-way.ts';
import type { SettlementStatus } from '../../machines/settlement.ts';
import { ownerOf, parentOf, timeouts, request, surroundings } from './fakes.ts';

/** Orders, with what they stand on. `traffic` stands in for the one that writes down what it is asked. */
export const ordersAlone = (stands: { readonly traffic?: Partial<OrderTraffic>; readonly owner?: OrderOwner } = {}) => {
  const around = surroundings();
  const { world, log, records, answers } = around;
  const atVenue = new Set<string>();
  const venue = {
    hasTaken: (clOrdId: string) => atVenue.has(clOrdId),
    forget: (clOrdId: string) => void log.push(`venue forgets ${clOrdId}`),
  };
  const settlements = new Settlements(world, new Set(['polymarket']));
  const underWay = new UnderWay({ visibilityUs: timeouts.visibilityUs, recordUs: 1_000_000 });
  const parents = new Map(['polymarket', 'kalshi'].map((name) => [name, parentOf(name)]));
  const venues = new Map([...parents.keys()].map((name) => [name, venue]));
  const traffic = { ...around.traffic, ...stands.traffic };
  const orders = new Orders({ world, timeouts, parents, traffic, answers, settlements, underWay, venues });
  const owner = stands.owner ?? ownerOf(log);
  const released = new Map<string, OrderRecord>();
  settlements.reportTo(orders);
  orders.reportTo({
    recordOf: (clOrdId) => released.get(clOrdId),
    revive: (clOrdId) => {
      const record = released.get(clOrdId);
      released.delete(clOrdId);
      return record && Object.assign(orders.revive(record), { owner });
    },
  });

  const create = (clOrdId = '1.1', at: 'polymarket' | 'kalshi' = 'polymarket'): LiveOrder => {
    const order = {
      venue: at,
      account: 'main',
      ownerKind: 'leg',
      ownerId: 1,
      leg: 1,
      paysIn: 1,
      worstFee: 7n,
    } as const;
    return Object.assign(orders.create({ ...order, request: request(clOrdId), tickets: 4 }), { owner });
  };
  /** An order that has left for its venue, inside the window of unanswered submits. */
  const sent = (clOrdId?: string, at?: 'polymarket' | 'kalshi'): LiveOrder => {
    const order = create(clOrdId, at);
    orders.sent(order, true);
    return order;
  };
  /** A venue reports each event in a step of its own; `askedAtUs` where it answers a query. */
  const report = (clOrdId: string, events: readonly OrderEvent[], askedAtUs?: number): void => {
    for (const event of events) {
      orders.reported({ kind: 'report', venue: 'polymarket', clOrdId, event, askedAtUs });
      world.settle();
    }
  };
  const settle = (clOrdId: string, tradeId: string, status: SettlementStatus, isAnswer = false): void => {
    settlements.told({ venue: 'polymarket', clOrdId, tradeId, status, isAnswer });
    world.settle();
  };
  const release = (order: LiveOrder): void => void released.set(order.clOrdId, orders.release(order));
  const dispatch = (entry: OrderCalendarEntry): void => {
    if (entry.kind === 'overdue') orders.overdue(entry.what, entry.clOrdId);
    else if (entry.kind === 'cancel') orders.cancelAgain(entry.clOrdId);
    else if (entry.kind === 'recheck') orders.recheck(entry.clOrdId);
    else if (entry.kind === 'doubt') orders.inDoubt(entry.clOrdId);
    else traffic.ask('query', entry.clOrdId);
  };
  const until = (atMs: number): void => around.until(atMs, dispatch);
  /** What the journal holds of orders, settlements and anomalies, as a line each. */
  const journal = (): string[] =>
    records.map((body) => {
      if (body.type === 'order.moved') return `${body.clOrdId} ${body.event}: ${body.from} to ${body.to}`;
      if (body.type === 'settlement.moved') return `${body.tradeId} ${body.from} to ${body.to}`;
      return body.type === 'anomaly.found' ? `${body.kind} ${body.detail}` : body.type;
    });
  return {
    ...around,
    orders,
    settlements,
    underWay,
    released,
    atVenue,
    create,
    sent,
    report,
    settle,
    release,
    until,
    journal,
  };
};

/** What a venue reports. */
export const told = {
  acked: { type: 'venue.acked', venueOrderId: 'V1' },
  filled: (units: number, tradeId = 'T1'): OrderEvent => ({
    type: 'venue.traded',
    tradeId,
    lastQty: BigInt(units) * 1_000_000n,
    lastPx: 480_000n,
    fee: 0n,
  }),
  rejected: { type: 'venue.rejected', reason: 'venueRefused' },
  cancelled: (units?: number): OrderEvent => ({
    type: 'venue.cancelled',
    reason: 'requested',
    ...(units === undefined ? {} : { cumQty: BigInt(units) * 1_000_000n }),
  }),
  cancelRefused: (reason: string): OrderEvent => ({ type: 'venue.cancelRejected', reason }),
  unknown: { type: 'order.reconciled', found: false },
  found: (
    status: 'pending' | 'submitted' | 'partial' | 'filled' | 'cancelled' | 'rejected',
    units = 0,
  ): OrderEvent => ({
    type: 'order.reconciled',
    found: true,
    status,
    cumQty: BigInt(units) * 1_000_000n,
    venueOrderId: 'V1',
  }),
} as const;
