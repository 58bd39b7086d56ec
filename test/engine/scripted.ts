// A core whose venues do nothing of themselves: they write down what they are sent, and say what a test lets them say.
import type { CoreSetup, HostedVenue } from '../../src/engine/setup.ts';
import type { RecordBody } from '../../src/journal/records.ts';
import type { OrderEvent } from '../../machines/order.ts';
import type { VenueNotice } from '../../src/venues/simulation/types.ts';
import { observed, setupOf, type Plan } from './plans.ts';

/** What a venue was sent, and when. */
export interface Sent {
  readonly atUs: number;
  readonly venue: string;
  readonly what: 'submit' | 'cancel' | 'replace' | 'query';
  readonly clOrdId: string;
}

type NoticeOf<N> = N extends VenueNotice ? Omit<N, 'kind' | 'venue'> : never;

/** One intent of ten shares at each of two venues, and all that may be said of it. */
export const scripted = (plan: Partial<Plan> = {}, changes: (setup: CoreSetup) => CoreSetup = (setup) => setup) => {
  const chances = { rejectBps: 0, partialBps: 0, slowUs: 1_000 };
  const whole: Plan = {
    seed: '1',
    intents: 1,
    everyUs: 0,
    mode: 'parallel',
    policy: 'unwind',
    capacity: 256,
    ...chances,
  };
  const sent: Sent[] = [];
  /** The orders that a venue says it has taken, when it is asked what may still come. */
  const taken = new Set<string>();
  const host = (world: { readonly nowUs: number }, venue: string): HostedVenue => {
    const note = (what: Sent['what'], clOrdId: string): void =>
      void sent.push({ atUs: world.nowUs, venue, what, clOrdId });
    return {
      venue,
      live: 0,
      submit: ({ clOrdId }) => note('submit', clOrdId),
      cancel: (clOrdId) => note('cancel', clOrdId),
      replace: (clOrdId) => note('replace', clOrdId),
      query: (clOrdId) => note('query', clOrdId),
      handle: () => undefined,
      isDelivered: () => true,
      isLive: () => false,
      hasTaken: (clOrdId) => taken.has(clOrdId),
      stateOf: () => 'open',
      balances: () => [],
      openAccount: () => undefined,
      forget: () => undefined,
      // It has no state of its own.
      save: () => ({}) as ReturnType<HostedVenue['save']>,
    };
  };
  const { core, records, times, save } = observed(changes({ ...setupOf({ ...whole, ...plan }), host }));

  /** Steps until that time, which then it is. */
  const until = (atUs: number): void => {
    core.world.calendar.schedule(atUs, { kind: 'cancel', clOrdId: 'nobody' });
    while ((core.world.calendar.peekTimeUs ?? Infinity) <= atUs) core.step();
  };
  /** A venue says something of an order, now; `askedAtUs` where it answers a query. */
  const tell = (clOrdId: string, event: OrderEvent, askedAtUs?: number): void => {
    const venue = core.orders.get(clOrdId)?.venue ?? core.arbitrages.recordOf(clOrdId)?.venue ?? 'kalshi';
    core.world.calendar.schedule(core.world.nowUs, { kind: 'report', venue, clOrdId, event, askedAtUs });
    until(core.world.nowUs);
  };
  /** A venue lets its client notice something, now. */
  const notice = (venue: string, what: NoticeOf<VenueNotice>): void => {
    core.world.calendar.schedule(core.world.nowUs, { kind: 'notice', venue, ...what } as VenueNotice);
    until(core.world.nowUs);
  };
  const recordsOf = <T extends RecordBody['type']>(type: T) =>
    records.filter((body): body is Extract<RecordBody, { type: T }> => body.type === type);
  /** What was sent of a kind, as `at order`, in milliseconds. */
  const sentOf = (what: Sent['what']): string[] =>
    sent.filter((each) => each.what === what).map(({ atUs, clOrdId }) => `${atUs / 1_000} ${clOrdId}`);
  until(0);
  return { core, records, times, save, sent, taken, until, tell, notice, recordsOf, sentOf };
};

/** What a venue says. */
export const say = {
  acked: { type: 'venue.acked', venueOrderId: 'V1' },
  filled: (units: number, tradeId = 'T1', px = 490_000n): OrderEvent => ({
    type: 'venue.traded',
    tradeId,
    lastQty: BigInt(units) * 1_000_000n,
    lastPx: px,
    fee: 0n,
  }),
  rejected: { type: 'venue.rejected', reason: 'venueRefused' },
  cancelled: (units = 0): OrderEvent => ({
    type: 'venue.cancelled',
    reason: 'requested',
    cumQty: BigInt(units) * 1_000_000n,
  }),
  unknown: { type: 'order.reconciled', found: false },
  found: (status: 'submitted' | 'partial' | 'filled' | 'cancelled', units = 0): OrderEvent => ({
    type: 'order.reconciled',
    found: true,
    status,
    cumQty: BigInt(units) * 1_000_000n,
    venueOrderId: 'V1',
  }),
} as const;
