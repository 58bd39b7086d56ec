// What lasts for a while keeps lasting in a copy: a cut connection, what was sent over it, what was missed meanwhile.
import { describe, expect, it } from 'vitest';
import { Outages } from '../../../src/venues/faults/outages.ts';
import type { VenueHost, VenueNotice, VenueReport } from '../../../src/venues/simulation/types.ts';

const venue = 'kalshi';
const closed: VenueNotice = {
  kind: 'notice',
  venue,
  type: 'trading',
  market: 'FED',
  state: 'closed',
  cancelsAllowed: false,
};
const report: VenueReport = {
  kind: 'report',
  venue,
  clOrdId: '1.1',
  event: { type: 'venue.acked', venueOrderId: 'a' },
};
const settled: VenueNotice = {
  kind: 'notice',
  venue,
  type: 'settlement',
  clOrdId: '1.1',
  tradeId: 'T1',
  status: 'mined',
  isAnswer: false,
};

const worldOf = () => {
  const noticed: VenueNotice[] = [];
  const host: VenueHost = {
    nowUs: 1_000,
    schedule: () => 1,
    cancel: () => undefined,
    report: () => undefined,
    notify: (_delayUs, notice) => noticed.push(notice),
    record: () => undefined,
  };
  return { host, noticed };
};

describe('a connection that is cut', () => {
  it('is cut in a copy too, loses there what was sent before, and brings what was missed', () => {
    const { host, noticed } = worldOf();
    const first = new Outages(venue, host);
    first.sent('cancel', '1.0');
    first.cut(500);
    first.sent('cancel', '1.1');
    first.notify(0, closed);
    first.notify(0, settled);
    const second = new Outages(venue, host, structuredClone(first.save()));
    expect([second.isDown, noticed.length]).toEqual([true, 1]);
    second.reconnect();
    expect(noticed.slice(1)).toEqual([{ kind: 'notice', venue, type: 'reconnected' }, closed]);
    // What was sent while it was down is lost even now, once, and nothing else is.
    const lost = [second.loses('cancel', '1.0'), second.loses('cancel', '1.1'), second.loses('cancel', '1.1')];
    expect(lost).toEqual([false, true, false]);
  });

  it('brings nothing but its own news', () => {
    const outages = new Outages(venue, worldOf().host);
    expect([report, settled, closed].map((message) => outages.isDelivered(message))).toEqual([true, true, true]);
    outages.cut(500);
    expect([report, settled].map((message) => outages.isDelivered(message))).toEqual([false, false]);
    expect(outages.isDelivered({ kind: 'notice', venue, type: 'disconnected', reason: 'connectionLost' })).toBe(true);
  });
});

describe('a storm', () => {
  it('lasts in a copy as long as it would have', () => {
    const { host } = worldOf();
    const first = new Outages(venue, host);
    first.storm(500);
    const copies = [1_499, 1_500].map((nowUs) => new Outages(venue, { ...host, nowUs }, first.save()).isStorming);
    expect(copies).toEqual([true, false]);
  });
});
