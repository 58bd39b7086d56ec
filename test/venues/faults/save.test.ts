// A venue with faults that is saved in the middle and resumed in a copy sends the client what the one that was never
// saved tells it. The venue inside remembers nothing, so that all that is carried over is the faults' own.
import { describe, expect, it } from 'vitest';
import { Calendar, type CalendarState } from '../../../src/kernel/calendar.ts';
import { RandomStreams, type RandomStreamsState } from '../../../src/kernel/random/streams.ts';
import { faultCatalogue, faultNames } from '../../../src/venues/faults/catalogue.ts';
import type { FaultSpec } from '../../../src/venues/faults/fault-plan.ts';
import { withFaults, type FaultyVenueState } from '../../../src/venues/faults/faulty-venue.ts';
import type {
  VenueEvent,
  VenueHost,
  VenueNotice,
  VenueReport,
  VenueSimulator,
} from '../../../src/venues/simulation/types.ts';

const ORDERS = 300;
const venue = 'kalshi';
const order = { market: 'FED', outcome: 'yes', side: 'buy', orderQty: 10n, price: 5n, timeInForce: 'GTC' } as const;

/** Acknowledges what arrives, fills it at once and settles it, and has no memory. */
const forgetful = (host: VenueHost): VenueSimulator => {
  const send = (event: VenueEvent): void => void host.schedule(1_000, event);
  const report = (clOrdId: string, event: VenueReport['event'], delayUs = 1_000): void =>
    host.report(delayUs, { kind: 'report', venue, clOrdId, event });
  const arrive = (clOrdId: string): void => {
    host.record({ type: 'venue.accepted', venue, clOrdId, venueOrderId: clOrdId });
    report(clOrdId, { type: 'venue.acked', venueOrderId: clOrdId });
    send({ kind: 'venue', venue, type: 'fill', key: clOrdId, qty: 10n });
  };
  const fill = (clOrdId: string): void => {
    const filled = { tradeId: clOrdId, lastQty: 10n, lastPx: 5n, fee: 0n };
    host.record({ type: 'venue.filled', venue, clOrdId, ...filled, leavesQty: 0n });
    report(clOrdId, { type: 'venue.traded', ...filled }, 50_000);
    const plan = { key: clOrdId, clOrdId, tradeId: clOrdId, path: 'plain', step: 0, hops: [] } as const;
    send({ kind: 'venue', venue, type: 'settle', ...plan });
  };
  return {
    venue,
    live: 0,
    hasTaken: () => false,
    isLive: () => true,
    stateOf: () => 'open',
    balances: () => [],
    isDelivered: () => true,
    openAccount: () => undefined,
    forget: () => undefined,
    submit: (sent) => send({ kind: 'venue', venue, type: 'arrive', order: sent }),
    cancel: (clOrdId) => send({ kind: 'venue', venue, type: 'cancel', clOrdId }),
    query: (clOrdId) => send({ kind: 'venue', venue, type: 'query', clOrdId }),
    replace: () => undefined,
    handle: (event) => {
      if (event.type === 'arrive') arrive(event.order.clOrdId);
      else if (event.type === 'fill') fill(event.key);
      else if (event.type === 'settle')
        host.record({
          type: 'venue.settled',
          venue,
          clOrdId: event.clOrdId,
          tradeId: event.tradeId,
          status: event.path,
        });
      else if (event.type === 'cancel')
        report(event.clOrdId, { type: 'venue.cancelled', reason: 'requested', cumQty: 0n });
      else if (event.type === 'query')
        report(event.clOrdId, { type: 'order.reconciled', found: true, status: 'filled', cumQty: 10n });
      else if (event.type === 'trading')
        host.notify?.(0, {
          kind: 'notice',
          venue,
          type: 'trading',
          market: event.market,
          state: event.to,
          cancelsAllowed: true,
        });
    },
    save: () => null,
  };
};

const specs: readonly FaultSpec[] = faultNames.map((fault) => ({
  fault,
  venue,
  chanceBps: 2_500,
  // What lasts would leave nothing for the others to strike.
  ordersMax: ['disconnectWindow', 'halt', 'rateLimitStorm'].includes(fault) ? 3 : 40,
  ...(faultCatalogue[fault].delay === null
    ? {}
    : { delayUs: { kind: 'uniform', minUs: 0, maxUs: 50_000, burst: { rho: 0.5 } } as const }),
}));

type Entry = VenueEvent | VenueReport | VenueNotice | { readonly kind: 'send'; readonly index: number };

interface World {
  readonly calendar: CalendarState<Entry>;
  readonly streams: RandomStreamsState;
  readonly venue: FaultyVenueState;
}

/** Continues a saved world, or a new one, for so many steps; returns what was reported, and the world at rest. */
const run = (steps: number, saved?: World) => {
  const calendar = saved === undefined ? new Calendar<Entry>() : Calendar.restore(saved.calendar);
  const streams = saved === undefined ? new RandomStreams('7') : RandomStreams.restore(saved.streams);
  const told: unknown[] = [];
  const host: VenueHost = {
    get nowUs() {
      return calendar.nowUs;
    },
    schedule: (delayUs, event) => calendar.schedule(calendar.nowUs + delayUs, event),
    cancel: (id) => calendar.cancel(id),
    report: (delayUs, report) => calendar.schedule(calendar.nowUs + delayUs, report),
    notify: (delayUs, notice) => calendar.schedule(calendar.nowUs + delayUs, notice),
    record: (body) => void told.push(body),
  };
  const faulty = withFaults(venue, forgetful, specs, host, (name) => streams.stream(name), saved?.venue.faults);
  if (saved === undefined)
    for (let index = 0; index < ORDERS; index += 1) calendar.schedule(index * 1_000, { kind: 'send', index });
  for (let step = 0; step < steps; step += 1) {
    const entry = calendar.next();
    if (entry === undefined) break;
    if (entry.kind === 'venue') faulty.handle(entry);
    else if (entry.kind !== 'send') {
      if (faulty.isDelivered(entry)) told.push([calendar.nowUs, entry]);
    } else {
      const clOrdId = `1.${entry.index}`;
      faulty.submit({ clOrdId, ...order, market: `M${clOrdId}` });
      if (entry.index >= 10) faulty.cancel(`1.${entry.index - 10}`);
      if (entry.index >= 20) faulty.query(`1.${entry.index - 20}`);
    }
  }
  const world: World = { calendar: calendar.save(), streams: streams.save(), venue: faulty.save() };
  return { told, world: structuredClone(world) };
};

describe('a venue with faults', () => {
  it('continues in a copy, from any step, as if it had never been saved', () => {
    const whole = run(Number.MAX_SAFE_INTEGER);
    const idle = whole.world.venue.faults.faults.filter(({ strikes }) => strikes === 0);
    expect(idle).toEqual([]);
    for (const steps of [1, 150, 400, 777, 1_200]) {
      const first = run(steps);
      const second = run(Number.MAX_SAFE_INTEGER, first.world);
      expect(second.told.length).toBeGreaterThan(0);
      expect([...first.told, ...second.told]).toEqual(whole.told);
      expect(second.world).toEqual(whole.world);
    }
  });
});
