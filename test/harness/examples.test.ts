// The audit of beliefs, by the systems that it is for: one that takes silence for a refusal and one that counts twice
// are caught, one that is careful is not, whatever is done to its messages.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OwnVenue } from '../../src/harness/own-venue.ts';
import { judgeJournal } from '../../src/harness/judge-journal.ts';
import type { OwnVenueName, OwnVenueOptions } from '../../src/harness/options.ts';
import { faultCatalogue, faultNames, type FaultName } from '../../src/venues/faults/catalogue.ts';
import { venueNames } from '../../src/venues/definitions/catalogue.ts';
import { CarefulOms } from './examples/careful-oms.ts';
import { NaiveOms } from './examples/naive-oms.ts';
import { drive, type Oms, type Wanted } from './examples/oms.ts';
import { OvercountingOms } from './examples/overcounting-oms.ts';
import { books, OPENING, venueWith, wanted } from './venues.ts';

// Fills take longer than the naive system waits.
const firstAckLost: Partial<OwnVenueOptions> = {
  profile: { fillLatency: '1s' },
  faults: [{ fault: 'ackLost', chanceBps: 10_000, ordersMax: 1 }],
};

const judged = (venue: OwnVenue, oms: Oms, one: Wanted = wanted) => {
  drive(venue, oms, [{ atUs: 0, wanted: one }]);
  expect(venue.isQuiet).toBe(true);
  return venue.judge(oms.beliefs());
};

describe('a naive system, which takes silence for a refusal', () => {
  it.each(venueNames)('doubles its position when an ack is lost at %s, and is caught', (name) => {
    const venue = venueWith(name, firstAckLost);
    const findings = judged(venue, new NaiveOms(venue, OPENING));
    expect(findings.map(({ kind, actor }) => [kind, actor])).toEqual([
      ['heldForDead', 'order:c1'],
      ['doubled', 'order:c1'],
      ['positionOff', 'position:FED-DEC:yes'],
      ['cashOff', 'account:main'],
    ]);
    const filled = venue.journal().filter(({ type }) => type === 'venue.filled');
    const [first, second] = filled.map(({ seq }) => seq);
    expect(findings.map(({ sentence }) => sentence).slice(0, 3)).toEqual([
      `The system holds c1 for rejected with 0 filled, and the venue has filled 20 of it (record ${first}).`,
      'c1 and c2 are the same order, buy 20 yes of FED-DEC at 0.48 GTC, and the venue has both of them: ' +
        `40 filled and 0 open in all (records ${first}, ${second}). The system believes only c2.`,
      `The system believes to have 20 of FED-DEC:yes, and the venue says 40 (record ${findings[2]?.seq}).`,
    ]);
    expect(venue.journal().find(({ seq }) => seq === findings[2]?.seq)).toMatchObject({
      type: 'venue.balance',
      asset: 'FED-DEC:yes',
      amount: 40_000_000n,
    });
  });

  it('is in order as long as every ack comes', () => {
    const venue = venueWith('kalshi');
    expect(judged(venue, new NaiveOms(venue, OPENING))).toEqual([]);
  });
});

describe('a system that counts too much', () => {
  it('is caught when it adds up every report of a fill', () => {
    const venue = venueWith('kalshi', {
      faults: [{ fault: 'fillReportDuplicated', chanceBps: 10_000, delayUs: { kind: 'constant', valueUs: 5_000 } }],
    });
    const findings = judged(venue, new OvercountingOms(venue, 'everyReport'));
    const filled = venue.journal().find(({ type }) => type === 'venue.filled');
    expect(findings).toEqual([
      {
        kind: 'fillBookedTwice',
        actor: 'order:c1',
        sentence:
          `The system has booked 40 of c1, and the venue has filled 20 (record ${filled?.seq}): ` +
          'a fill stands in its books more than once.',
        seq: filled?.seq,
      },
    ]);
  });

  it('is caught when it books the whole order at the word of a fill', () => {
    const venue = venueWith('kalshi', { profile: { partialBps: 10_000 } });
    const findings = judged(venue, new OvercountingOms(venue, 'statusText'), { ...wanted, timeInForce: 'IOC' });
    expect(findings.map(({ kind }) => kind)).toEqual(['wrongStatus', 'fillBookedTwice']);
  });
});

describe('a careful system', () => {
  it.each(venueNames)('asks before it sends again, and has one order at %s', (name) => {
    const venue = venueWith(name, firstAckLost);
    expect(judged(venue, new CarefulOms(venue, OPENING))).toEqual([]);
    expect(venue.journal().filter(({ type }) => type === 'order.created')).toHaveLength(1);
  });

  it('sends again what never arrived', () => {
    const venue = venueWith('kalshi', { faults: [{ fault: 'submitLost', chanceBps: 10_000, ordersMax: 1 }] });
    expect(judged(venue, new CarefulOms(venue, OPENING))).toEqual([]);
    expect(venue.balances()).toContainEqual({ account: 'main', asset: 'FED-DEC:yes', amount: 20_000_000n });
  });

  const delayOf = (fault: FaultName, maxUs: number) =>
    faultCatalogue[fault].delay === null ? {} : { delayUs: { kind: 'uniform', minUs: 0, maxUs } as const };
  const anyFaults = fc
    .array(
      fc.tuple(
        fc.constantFrom(...faultNames),
        fc.integer({ min: 1, max: 5_000 }),
        fc.integer({ min: 1, max: 2_000_000 }),
      ),
      {
        maxLength: faultNames.length,
      },
    )
    .map((all) => [...new Map(all.map((each) => [each[0], each])).values()])
    .map((all) => all.map(([fault, chanceBps, maxUs]) => ({ fault, chanceBps, ...delayOf(fault, maxUs) })));
  const anyWants = (name: OwnVenueName) => {
    // Where a venue holds YES and NO against each other, selling what one has not got is buying the rest of a set.
    const canSell = name === 'polymarket' || name === 'opinion' || name === 'gemini';
    const order = fc.record({
      market: fc.constantFrom('FED-DEC', 'RAIN'),
      side: fc.constantFrom(...(canSell ? (['buy', 'buy', 'sell'] as const) : (['buy'] as const))),
      orderQty: fc.integer({ min: 5, max: 40 }).map((shares) => BigInt(shares) * 1_000_000n),
      price: fc.integer({ min: 10, max: 90 }).map((cents) => BigInt(cents) * 10_000n),
      timeInForce: fc.constantFrom('GTC', 'GTC', 'IOC', 'FOK'),
    });
    return fc.array(
      fc.record({
        atUs: fc.integer({ min: 0, max: 5_000_000 }),
        wanted: order.map((each): Wanted => ({ outcome: 'yes', ...each }) as Wanted),
      }),
      { minLength: 1, maxLength: 12 },
    );
  };
  const anyCase = fc.constantFrom(...venueNames).chain((name) =>
    fc.record({
      name: fc.constant(name),
      seed: fc.string({ minLength: 1, maxLength: 6 }),
      faults: anyFaults,
      wants: anyWants(name),
      rejectBps: fc.constantFrom(0, 2_000),
      noFillBps: fc.constantFrom(0, 3_000),
      partialBps: fc.constantFrom(0, 5_000),
      // An automated market maker has none.
      hasBooks: name === 'manifold' ? fc.constant(false) : fc.boolean(),
    }),
  );
  type Case = typeof anyCase extends fc.Arbitrary<infer Value> ? Value : never;
  const venueOf = ({ name, seed, rejectBps, noFillBps, partialBps, hasBooks }: Case, faults: Case['faults']) => {
    const how = hasBooks ? { book: books } : { profile: { rejectBps, noFillBps, partialBps } };
    return venueWith(name, { seed, faults, ...how });
  };

  it('believes nothing wrong when all is at rest, at any venue, under all faults', () => {
    const struck = new Set<string>();
    const filled = { inBooks: 0, byChance: 0 };
    fc.assert(
      fc.property(anyCase, (one) => {
        const venue = venueOf(one, one.faults);
        const oms = new CarefulOms(venue, OPENING);
        drive(venue, oms, one.wants);
        filled[one.hasBooks ? 'inBooks' : 'byChance'] += venue
          .journal()
          .filter(({ type }) => type === 'venue.filled').length;
        expect(venue.isQuiet).toBe(true);
        expect(venue.judge(oms.beliefs())).toEqual([]);
        for (const record of venue.journal()) if (record.type === 'fault.injected') struck.add(record.fault);
      }),
      { numRuns: 300 },
    );
    expect([...struck].toSorted()).toEqual(faultNames.toSorted());
    expect(
      Object.values(filled).every((times) => times > 100),
      JSON.stringify(filled),
    ).toBe(true);
  });

  it('is not blamed for an ack that is held until a fill which never comes', () => {
    const delayUs = { kind: 'uniform', minUs: 0, maxUs: 1 } as const;
    const venue = venueWith('other', {
      seed: '5# ',
      faults: [{ fault: 'fillBeforeAck', chanceBps: 3_127, delayUs }],
      profile: { noFillBps: 3_000 },
    });
    const oms = new CarefulOms(venue, OPENING);
    const one: Wanted = { ...wanted, orderQty: 5_000_000n, price: 100_000n };
    let heldTimes = 0;
    drive(
      venue,
      oms,
      [one, one].map((each) => ({ atUs: 0, wanted: each })),
      () => {
        expect(venue.judge(oms.beliefs())).toEqual([]);
        if (venue.isQuiet && oms.beliefs().orders.some(({ status }) => status === 'pending')) heldTimes += 1;
      },
    );
    expect(heldTimes).toBeGreaterThan(0);
  });

  it('is blamed for nothing that is under way, at any moment, as long as nothing is lost', () => {
    const lossless: readonly FaultName[] = ['ackLate', 'fillBeforeAck', 'fillReportDuplicated', 'fillReportReordered'];
    fc.assert(
      fc.property(anyCase, (one) => {
        const gentle = one.faults.filter(({ fault }) => lossless.includes(fault));
        const venue = venueOf(one, gentle);
        const oms = new CarefulOms(venue, OPENING);
        drive(venue, oms, one.wants, () => {
          expect(venue.judge(oms.beliefs())).toEqual([]);
          // Nothing is on its way: the journal says as much.
          if (venue.isQuiet) expect(judgeJournal(venue.journal(), oms.beliefs())).toEqual([]);
        });
      }),
      { numRuns: 50 },
    );
  });
});
