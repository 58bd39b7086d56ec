// The judge of beliefs, finding by finding: each names the record that proves it, and what is under way is not held
// against anybody.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BelievedOrder, Beliefs } from '../../src/harness/beliefs.ts';
import type { OwnVenue } from '../../src/harness/own-venue.ts';
import { InvalidBeliefs } from '../../src/harness/invalid.ts';
import { judgeJournal } from '../../src/harness/judge-journal.ts';
import { findingKinds } from '../../src/harness/judge/findings.ts';
import type { OwnVenueName, OwnVenueOptions } from '../../src/harness/options.ts';
import type { ClientOrder } from '../../src/harness/requests.ts';
import { venueNames } from '../../src/venues/definitions/catalogue.ts';
import { OPENING, venueWith, wanted } from './venues.ts';

const latencies = { ackLatency: '20ms', fillLatency: '30ms', reportLatency: '5ms', cancelLatency: '20ms' };

const venueOf = (name: OwnVenueName = 'kalshi', { profile, ...options }: Partial<OwnVenueOptions> = {}): OwnVenue => {
  const venue = venueWith(name, { ...options, profile: { ...latencies, ...profile } });
  venue.submit({ clOrdId: 'c1', ...wanted });
  return venue;
};

const atRest = (name: OwnVenueName = 'kalshi', options: Partial<OwnVenueOptions> = {}): OwnVenue => {
  const venue = venueOf(name, options);
  while (venue.next() !== null);
  return venue;
};

const seqOf = (venue: OwnVenue, type: string): number =>
  venue.journal().findLast((record) => record.type === type)?.seq ?? -1;

const one = (status: Beliefs['orders'][number]['status'], cumQty: string): Beliefs => ({
  orders: [{ clOrdId: 'c1', status, cumQty }],
});

const findings = (venue: OwnVenue, beliefs: Beliefs) =>
  venue.judge(beliefs).map(({ kind, seq, sentence }) => [kind, seq, sentence]);

describe('the judge of beliefs, at rest', () => {
  it('has nothing to say of what is right', () => {
    const venue = atRest();
    const cash = venue.balances()[0]?.amount ?? 0n;
    const positions = [{ market: 'FED-DEC', outcome: 'yes', qty: '20' }];
    expect(findings(venue, { ...one('filled', '20'), positions, cash })).toEqual([]);
    expect(cash < OPENING).toBe(true);
  });

  it('finds an order that the system does not know', () => {
    const venue = atRest();
    const seq = seqOf(venue, 'venue.filled');
    expect(findings(venue, { orders: [] })).toEqual([
      ['unknownOrder', seq, `The system does not know c1, and the venue has filled 20 of it (record ${seq}).`],
    ]);
  });

  it('finds an order that is held for dead and lives', () => {
    const venue = atRest('kalshi', { profile: { noFillBps: 10_000 } });
    const seq = seqOf(venue, 'venue.accepted');
    const sentence = `The system holds c1 for cancelled with 0 filled, and the venue is working it, with nothing filled (record ${seq}).`;
    expect(findings(venue, one('cancelled', '0'))).toEqual([['heldForDead', seq, sentence]]);
  });

  it('finds a phantom: refused, never sent, or waited for in vain', () => {
    const refused = atRest('kalshi', { profile: { rejectBps: 10_000 } });
    expect(findings(refused, one('submitted', '0'))).toEqual([
      [
        'phantomOrder',
        seqOf(refused, 'venue.ended'),
        `The system holds c1 for submitted with 0 filled, and the venue has refused it (record ${seqOf(refused, 'venue.ended')}).`,
      ],
    ]);
    const lost = atRest('kalshi', { faults: [{ fault: 'submitLost', chanceBps: 10_000 }] });
    const last = lost.journal().length;
    expect(findings(lost, one('pending', '0'))).toEqual([
      [
        'phantomOrder',
        last,
        `The system holds c1 for pending with 0 filled, and the venue never took it (no record up to ${last} accepts it).`,
      ],
    ]);
    expect(findings(lost, one('rejected', '0'))).toEqual([]);
    const orders = [...one('filled', '20').orders, { clOrdId: 'c9', status: 'filled', cumQty: '5' } as const];
    expect(atRest().judge({ orders })).toMatchObject([{ kind: 'phantomOrder', actor: 'order:c9' }]);
  });

  it('finds a wrong status', () => {
    const venue = atRest();
    const seq = seqOf(venue, 'venue.filled');
    expect(findings(venue, one('partial', '20'))).toEqual([
      ['wrongStatus', seq, `The system holds c1 for partial, and the venue has filled 20 of it (record ${seq}).`],
    ]);
    const resting = atRest('kalshi', { profile: { noFillBps: 10_000 } });
    expect(resting.judge(one('pending', '0'))).toMatchObject([
      { kind: 'wrongStatus', actor: 'order:c1', seq: seqOf(resting, 'venue.accepted') },
    ]);
  });

  it('finds a fill that is not booked, and says so if it was not reported', () => {
    const told = atRest();
    const seq = seqOf(told, 'venue.filled');
    expect(findings(told, one('filled', '10'))).toEqual([
      ['fillNotBooked', seq, `The system has booked 10 of c1, and the venue has filled 20 (record ${seq}).`],
    ]);
    const lost = atRest('kalshi', { faults: [{ fault: 'fillReportLost', chanceBps: 10_000 }] });
    expect(lost.judge(one('filled', '0')).map(({ kind, sentence }) => [kind, sentence])).toEqual([
      [
        'fillNotBooked',
        `The system has booked 0 of c1, and the venue has filled 20 (record ${seqOf(lost, 'venue.filled')}): ` +
          'no report of kalshi-T1 has reached the client, and only a query tells of it.',
      ],
    ]);
  });

  it('finds a fill that is counted although it failed to settle', () => {
    const venue = atRest('polymarket', { faults: [{ fault: 'settlementFailed', chanceBps: 10_000 }] });
    const seq = seqOf(venue, 'venue.settled');
    expect(findings(venue, one('filled', '20'))).toEqual([
      [
        'failedFillBooked',
        seq,
        `The system has booked 20 of c1, and only 0 stand: polymarket-T1 failed to settle (record ${seq}).`,
      ],
    ]);
    expect(findings(venue, { ...one('filled', '0'), positions: [], cash: OPENING })).toEqual([]);
  });

  it('finds an order that the venue has taken twice under one id', () => {
    const venue = venueOf('manifold');
    venue.submit({ clOrdId: 'c1', ...wanted });
    while (venue.next() !== null);
    expect(venue.judge(one('filled', '40'))).toMatchObject([{ kind: 'doubled', actor: 'order:c1' }]);
    expect(venue.judge(one('filled', '20')).map(({ kind }) => kind)).toEqual(['fillNotBooked', 'doubled']);
  });

  it('names the twin that an order was sent again as, whatever was sent before on the same terms', () => {
    const venue = atRest('kalshi', {
      faults: [{ fault: 'ackLost', chanceBps: 10_000, windowUs: { from: 900_000, to: 1_500_000 } }],
    });
    venue.advanceTo(1_000_000);
    for (const [clOrdId, untilUs] of [
      ['c17', 2_000_000],
      ['c18', 3_000_000],
      ['c19', 4_000_000],
    ] as const) {
      venue.submit({ clOrdId, ...wanted });
      venue.advanceTo(untilUs);
    }
    const believed = (...ids: readonly string[]): Beliefs => ({
      orders: ids.map((clOrdId) => ({ clOrdId, status: 'filled', cumQty: '20' })),
    });
    const doubledIn = (beliefs: Beliefs): readonly string[] =>
      venue
        .judge(beliefs)
        .filter(({ kind }) => kind === 'doubled')
        .map(({ sentence }) => /^\S+ and \S+ /.exec(sentence)?.[0].trim() ?? sentence);
    expect(doubledIn(believed('c1', 'c18', 'c19'))).toEqual(['c17 and c18']);
    // Sent again more than once: the one that is believed.
    expect(doubledIn(believed('c1', 'c19'))).toEqual(['c17 and c19', 'c18 and c19']);
    // Nothing was sent after it: it is the copy.
    expect(doubledIn(believed('c1', 'c17', 'c18'))).toEqual(['c19 and c18']);
  });

  it('takes two orders of the same terms for two orders, if both are believed', () => {
    const venue = venueOf('kalshi');
    venue.submit({ clOrdId: 'c2', ...wanted });
    while (venue.next() !== null);
    const orders = ['c1', 'c2'].map((clOrdId) => ({ clOrdId, status: 'filled', cumQty: '20' }) as const);
    expect(venue.judge({ orders })).toEqual([]);
  });

  it('finds positions and money that are off, with both figures', () => {
    const venue = atRest();
    const positions = [{ market: 'RAIN', outcome: 'no', qty: '1' }];
    expect(
      venue.judge({ ...one('filled', '20'), positions, cash: OPENING }).map(({ actor, sentence }) => [actor, sentence]),
    ).toEqual([
      [
        'position:FED-DEC:yes',
        `The system believes to have 0 of FED-DEC:yes, and the venue says 20 (record ${seqOf(venue, 'venue.balance')}).`,
      ],
      [
        'position:RAIN:no',
        `The system believes to have 1 of RAIN:no, and the venue says 0 (record ${venue.journal().length}).`,
      ],
      [
        'account:main',
        expect.stringMatching(
          /^The system believes to have 10000 USD, and the venue says 99\d\d\.\d+ \(record \d+\)\.$/,
        ),
      ],
    ]);
  });

  it('judges a journal that was kept as it judges the venue', () => {
    const venue = atRest('polymarket', { faults: [{ fault: 'settlementFailed', chanceBps: 10_000 }] });
    for (const beliefs of [{ orders: [] }, one('rejected', '0'), one('filled', '20'), one('filled', '0')])
      expect(judgeJournal(venue.journal(), beliefs)).toEqual(venue.judge(beliefs));
  });

  it.each(['rests', 'fills', 'is cancelled'] as const)(
    'excuses pending while a fault holds the ack, at the venue and in its journal, of an order that %s',
    (how) => {
      const partialBps = how === 'fills' ? 10_000 : 0;
      const faults = [
        { fault: 'fillBeforeAck', chanceBps: 10_000, delayUs: { kind: 'constant', valueUs: 5_000 } },
      ] as const;
      const venue = venueOf('kalshi', { faults, profile: { noFillBps: how === 'fills' ? 0 : 10_000, partialBps } });
      const messages: string[] = venue.advanceTo(25_000).map(({ type }) => type);
      const judged = (status: BelievedOrder['status'], cumQty = '0') => {
        const kinds = venue.judge(one(status, cumQty)).map(({ kind }) => kind);
        if (venue.isQuiet)
          expect(judgeJournal(venue.journal(), one(status, cumQty)).map(({ kind }) => kind)).toEqual(kinds);
        return kinds;
      };
      expect(messages).toEqual([]);
      expect(venue.journal().some(({ type }) => type === 'venue.accepted')).toBe(true);
      if (how !== 'fills') {
        expect(venue.isQuiet).toBe(true);
        expect(judged('pending')).toEqual([]);
        expect(judged('submitted')).toEqual([]);
        // A client that takes silence for an answer is wrong, as if the ack had been lost.
        expect(judged('rejected')).toEqual(['heldForDead']);
        expect(judged('cancelled')).toEqual(['heldForDead']);
        expect(judged('partial')).toEqual(['wrongStatus']);
        expect(venue.judge({ orders: [] }).map(({ kind }) => kind)).toEqual(['unknownOrder']);
      }
      if (how === 'is cancelled') venue.cancel('c1');
      for (let told = venue.next(); told !== null; told = venue.next()) messages.push(told.type);
      if (how === 'rests') expect(messages).toEqual([]);
      else expect(judged('pending')).toContain('wrongStatus');
    },
  );

  it('explains every kind of finding', () => {
    for (const says of Object.values(findingKinds)) expect(says).toMatch(/^The .*\.$/);
  });
});

describe('the truth that is rebuilt from the journal', () => {
  const request = fc.record({
    what: fc.constantFrom('cancel', 'replace', 'replace'),
    atUs: fc.integer({ min: 1, max: 200_000 }),
    order: fc.integer({ min: 0, max: 3 }),
    shares: fc.integer({ min: 1, max: 60 }),
  });
  const anyCase = fc.record({
    name: fc.constantFrom(...venueNames),
    seed: fc.string({ minLength: 1, maxLength: 6 }),
    tifs: fc.array(fc.constantFrom('GTC', 'GTC', 'IOC', 'FOK'), { minLength: 1, maxLength: 4 }),
    requests: fc.array(request, { maxLength: 8 }),
  });

  it('is what the venue itself answers, after cancels and replaces too', () => {
    const replaced = new Set<string>();
    fc.assert(
      fc.property(anyCase, ({ name, seed, tifs, requests }) => {
        const venue = venueWith(name, { seed, profile: { rejectBps: 1_000, noFillBps: 1_000, partialBps: 9_000 } });
        const ids = tifs.map((_tif, index) => `c${index}`);
        tifs.forEach((timeInForce, index) =>
          venue.submit({ clOrdId: `c${index}`, ...wanted, timeInForce } as ClientOrder),
        );
        for (const { what, atUs, order, shares } of requests.toSorted((left, right) => left.atUs - right.atUs)) {
          venue.advanceTo(Math.max(atUs, venue.nowUs));
          if (what === 'cancel') venue.cancel(`c${order}`);
          else venue.replace(`c${order}`, { orderQty: BigInt(shares) * 1_000_000n });
        }
        while (venue.next() !== null);
        for (const clOrdId of ids) venue.query(clOrdId);
        const orders: BelievedOrder[] = [];
        for (let message = venue.next(); message !== null; message = venue.next())
          if (message.type === 'order.reconciled' && message.found)
            orders.push({
              clOrdId: message.clOrdId,
              status: message.status ?? 'pending',
              cumQty: message.cumQty ?? -1n,
            });
        expect(orders).toHaveLength(ids.length);
        expect(venue.judge({ orders })).toEqual([]);
        if (venue.journal().some(({ type }) => type === 'venue.replaced')) replaced.add(name);
      }),
    );
    expect(replaced.size).toBeGreaterThan(0);
  });

  it('has an order filled that is replaced by no more than what has filled', () => {
    const venue = venueOf('kalshi', { profile: { partialBps: 10_000 } });
    venue.advanceTo(42_000);
    venue.replace('c1', { orderQty: '1' });
    while (venue.next() !== null);
    const fill = venue.journal().find((record) => record.type === 'venue.filled');
    const cumQty = fill?.type === 'venue.filled' ? fill.lastQty : 0n;
    expect(cumQty < wanted.orderQty).toBe(true);
    expect(venue.judge({ orders: [{ clOrdId: 'c1', status: 'filled', cumQty }] })).toEqual([]);
    const seq = seqOf(venue, 'venue.replaced');
    expect(venue.judge({ orders: [{ clOrdId: 'c1', status: 'partial', cumQty }] })).toMatchObject([
      { kind: 'wrongStatus', seq },
    ]);
  });
});

describe('the judge of beliefs, on the way', () => {
  it('holds nothing against a system that is under way to it, and everything once it is there', () => {
    const venue = venueOf();
    const pending: Beliefs = { ...one('pending', '0'), positions: [], cash: OPENING };
    expect(venue.judge(pending)).toEqual([]);
    expect(venue.next()).toMatchObject({ type: 'venue.acked' });
    const submitted: Beliefs = { ...pending, ...one('submitted', '0') };
    expect(venue.advanceTo(44_999)).toEqual([]);
    expect(venue.journal().some(({ type }) => type === 'venue.filled')).toBe(true);
    expect(venue.judge(submitted)).toEqual([]);
    expect(venue.next()).toMatchObject({ type: 'venue.traded' });
    expect(venue.judge(submitted).map(({ kind }) => kind)).toEqual([
      'wrongStatus',
      'fillNotBooked',
      'positionOff',
      'cashOff',
    ]);
  });

  it('never excuses what was booked too often, whatever is under way', () => {
    const venue = venueOf();
    venue.advanceTo(44_999);
    expect(venue.judge(one('submitted', '40')).map(({ kind }) => kind)).toEqual(['fillBookedTwice']);
  });

  it('excuses nothing that was received, whatever else is under way', () => {
    const venue = venueOf('polymarket', { faults: [{ fault: 'settlementFailed', chanceBps: 10_000 }] });
    venue.advanceTo(50_000);
    venue.query('c1');
    expect(venue.judge(one('filled', '0')).map(({ kind }) => kind)).toEqual(['fillNotBooked']);
    while (venue.next() !== null);
    venue.query('c1');
    expect(venue.judge(one('filled', '20')).map(({ kind }) => kind)).toEqual(['failedFillBooked']);
  });

  it('excuses a failure that is news', () => {
    const venue = venueOf('polymarket', { faults: [{ fault: 'settlementFailed', chanceBps: 10_000 }] });
    const hasFailed = (): boolean =>
      venue.journal().some((record) => record.type === 'venue.settled' && record.status === 'failed');
    for (let atUs = 1_000; !hasFailed(); atUs += 1_000) venue.advanceTo(atUs);
    expect(venue.isQuiet).toBe(false);
    expect(venue.judge({ ...one('filled', '20'), positions: [], cash: 0n })).toEqual([]);
  });

  it('takes nobody for doubled whose ack is under way', () => {
    const delayUs = { kind: 'constant', valueUs: 1_000_000 } as const;
    const venue = venueOf('kalshi', { faults: [{ fault: 'ackLate', chanceBps: 10_000, ordersMax: 1, delayUs }] });
    venue.submit({ clOrdId: 'c2', ...wanted });
    venue.advanceTo(30_000);
    const orders = [...one('rejected', '0').orders, { clOrdId: 'c2', status: 'submitted', cumQty: '0' } as const];
    expect(venue.judge({ orders })).toEqual([]);
    while (venue.next() !== null);
    expect(venue.judge({ orders }).map(({ kind }) => kind)).toEqual([
      'heldForDead',
      'wrongStatus',
      'fillNotBooked',
      'doubled',
    ]);
  });

  it('waits for the answer to a query', () => {
    const venue = venueOf('kalshi', { faults: [{ fault: 'fillReportLost', chanceBps: 10_000 }] });
    venue.advanceTo(100_000);
    expect(venue.judge(one('submitted', '0')).map(({ kind }) => kind)).toEqual(['wrongStatus', 'fillNotBooked']);
    venue.query('c1');
    expect(venue.judge(one('submitted', '0'))).toEqual([]);
    venue.advanceTo(200_000);
    expect(venue.judge(one('submitted', '0')).map(({ kind }) => kind)).toEqual(['wrongStatus', 'fillNotBooked']);
  });
});

describe('beliefs that cannot be read', () => {
  it.each<[Beliefs, string]>([
    [
      one('done' as 'filled', '0'),
      'orders[0].status must be one of pending, submitted, partial, filled, cancelled, rejected, but it is "done".',
    ],
    [
      { orders: [...one('filled', '1').orders, ...one('filled', '1').orders] },
      'orders[1].clOrdId must be an order that does not stand there twice, but it is "c1".',
    ],
    [
      one('filled', 'ten'),
      'orders[0].cumQty must be an amount from 0 to 1000000000, as micros in a bigint or as a decimal text, but it is "ten".',
    ],
    [{} as Beliefs, 'orders must be a list, but it is missing.'],
    [
      { orders: [], cash: 1.5 as unknown as string },
      'cash must be an amount from -1000000000 to 1000000000, as micros in a bigint or as a decimal text, but it is the number 1.5.',
    ],
  ])('are refused with a sentence: %#', (beliefs, sentence) => {
    expect(() => atRest().judge(beliefs)).toThrow(new InvalidBeliefs('', sentence).message);
  });
});
