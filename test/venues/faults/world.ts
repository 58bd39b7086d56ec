// A stochastic venue with faults, alone in a calendar: a script sends it orders, each in a market of its own, and
// everything is written down.
import type { TimeInForce } from '../../../machines/order/types.ts';
import type { RecordBody } from '../../../src/journal/records.ts';
import type { FaultSpec } from '../../../src/venues/faults/fault-plan.ts';
import { streamsOf, type StochasticProfile } from '../../../src/venues/simulation/stochastic-profile.ts';
import type { VenueNotice, VenueReport } from '../../../src/venues/simulation/types.ts';
import { hostVenue, type VenueEntry } from '../../../src/world/hosted-venue.ts';
import { World } from '../../../src/world/world.ts';

/** A request that the script sends at an instant. */
export interface Sending {
  readonly atUs: number;
  readonly what: 'submit' | 'cancel' | 'query';
  readonly clOrdId: string;
  readonly timeInForce?: TimeInForce;
}

type Entry = VenueEntry | ({ readonly kind: 'send' } & Sending);

/** Something that the client receives, and when. */
export interface Told {
  readonly atUs: number;
  readonly clOrdId: string;
  readonly event: VenueReport['event'];
}

const profile: StochasticProfile = {
  ackLatency: { kind: 'uniform', minUs: 10_000, maxUs: 20_000 },
  fillLatency: { kind: 'uniform', minUs: 30_000, maxUs: 60_000 },
  reportLatency: { kind: 'uniform', minUs: 1_000, maxUs: 5_000 },
  cancelLatency: { kind: 'uniform', minUs: 10_000, maxUs: 20_000 },
  rejectBps: 500,
  noFillBps: 1_000,
  partialBps: 5_000,
  settlement: { latency: { kind: 'uniform', minUs: 1_000, maxUs: 5_000 }, failBps: 0, retryBps: 0 },
};

/** Runs the script at a venue with those faults: what the client received, the venue's truth, and where its streams stand. */
export const runWith = (
  specs: readonly FaultSpec[],
  script: readonly Sending[],
  changes: Partial<StochasticProfile> = {},
) => {
  const world = new World<Entry>('7');
  const { calendar, streams } = world;
  const told: Told[] = [];
  const noticed: { readonly atUs: number; readonly notice: VenueNotice }[] = [];
  const truth: RecordBody[] = [];
  const injected: { readonly atUs: number; readonly fault: string; readonly clOrdId: string }[] = [];
  world.journal.consume((body, _seq, atUs) => {
    if (body.type !== 'fault.injected') truth.push(body);
    else injected.push({ atUs, fault: body.fault, clOrdId: body.clOrdId ?? '' });
  });
  const own = streamsOf('kalshi', streams);
  const context = { validateOrder: () => null, fee: (_order: unknown, qty: bigint) => qty / 100n, qtyStep: 10_000n };
  const setup = { profile: { ...profile, ...changes }, context: () => context, faults: specs };
  const venue = hostVenue(world, 'kalshi', setup);
  for (const sending of script) calendar.schedule(sending.atUs, { kind: 'send', ...sending });
  const send = ({ what, clOrdId, timeInForce = 'GTC' }: Sending): void => {
    const order = { clOrdId, market: `M${clOrdId}`, outcome: 'yes', side: 'buy', orderQty: 10_000_000n } as const;
    if (what === 'submit') venue.submit({ ...order, price: 480_000n, timeInForce });
    else if (what === 'cancel') venue.cancel(clOrdId);
    else venue.query(clOrdId);
  };
  for (let entry = calendar.next(); entry !== undefined; entry = calendar.next()) {
    if (entry.kind === 'send') send(entry);
    else if (entry.kind === 'venue') venue.handle(entry);
    else if (!venue.isDelivered(entry)) continue;
    else if (entry.kind === 'notice') noticed.push({ atUs: calendar.nowUs, notice: entry });
    else told.push({ atUs: calendar.nowUs, clOrdId: entry.clOrdId, event: entry.event });
  }
  const ownStreams = Object.values(own).map((each) => each.save());
  return { venue, told, noticed, truth, injected, ownStreams, streams };
};

/** So many orders, one after the other, each cancelled after a while and then asked for. */
export const scriptOf = (orders: number, cancelAfterUs = 70_000): readonly Sending[] =>
  Array.from({ length: orders }, (_none, index): readonly Sending[] => {
    const clOrdId = `1.${index}`;
    const atUs = index * 1_000;
    return [
      { atUs, what: 'submit', clOrdId },
      { atUs: atUs + cancelAfterUs, what: 'cancel', clOrdId },
      { atUs: atUs + cancelAfterUs + 20_000, what: 'query', clOrdId },
    ];
  }).flat();
