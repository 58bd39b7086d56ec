// The journal of a venue of one's own is audited like a run's. Goal: whatever a program asks of any kind of venue, under any
// faults, the journal keeps every promise that it can be held to; and one figure of one fill that is changed breaks one.
// Method: random scripts over venues by chance, with books, pools and recordings, all eighteen faults among them.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { createAudit } from '../../src/audit/audit.ts';
import type { Violation } from '../../src/audit/types.ts';
import type { JournalRecord, RecordBody } from '../../src/journal/records.ts';
import { syntheticRecording } from '../../src/market-data/synthetic/recording.ts';
import { createVenue } from '../../src/harness/create-venue.ts';
import type { OwnVenue } from '../../src/harness/own-venue.ts';
import type { OwnVenueName, OwnVenueOptions } from '../../src/harness/options.ts';
import { readOwnRecording, type OwnRecording } from '../../src/harness/own-recording.ts';
import type { ClientOrder } from '../../src/harness/requests.ts';
import { faultCatalogue, faultNames } from '../../src/venues/faults/catalogue.ts';
import { venueWith } from './venues.ts';

const folder = mkdtempSync(join(tmpdir(), 'dte-audited-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const made = syntheticRecording({ seed: '5', durationMs: 8_000, gapEveryMs: 3_000 });
const file = join(folder, 'made.jsonl');
writeFileSync(file, made.lines.join('\n'));
const recorded: OwnRecording = await readOwnRecording(file, {
  names: Object.fromEntries(made.options.names ?? []),
  tokens: Object.fromEntries(
    [...(made.options.tokens ?? [])].map(([token, { market, isFirst }]) => [
      token,
      `${market}/${isFirst ? 'yes' : 'no'}`,
    ]),
  ),
});

type Kind = 'chance' | 'book' | 'pool' | 'recording';

interface Script {
  readonly kind: Kind;
  readonly name: OwnVenueName;
  readonly seed: string;
  readonly faults: NonNullable<OwnVenueOptions['faults']>;
  readonly steps: readonly Step[];
}

interface Step {
  readonly what: 'submit' | 'submit' | 'cancel' | 'replace' | 'query';
  readonly id: number;
  readonly outcome: 'yes' | 'no';
  readonly side: 'buy' | 'sell';
  readonly qty: number;
  readonly cents: number;
  readonly timeInForce: 'GTC' | 'IOC' | 'FOK';
  readonly waitUs: number;
}

const anyFaults: fc.Arbitrary<Script['faults']> = fc
  .array(
    fc
      .record({ fault: fc.constantFrom(...faultNames), chanceBps: fc.integer({ min: 500, max: 6_000 }) })
      .map(({ fault, chanceBps }) => ({
        fault,
        chanceBps,
        ...(faultCatalogue[fault].delay === null ? {} : { delayUs: { kind: 'constant', valueUs: 70_000 } as const }),
      })),
    { maxLength: 6 },
  )
  .map((faults) => [...new Map(faults.map((each) => [each.fault, each])).values()]);

const anyStep: fc.Arbitrary<Step> = fc.record({
  what: fc.constantFrom('submit', 'submit', 'submit', 'cancel', 'replace', 'query'),
  id: fc.integer({ min: 1, max: 30 }),
  outcome: fc.constantFrom('yes', 'no'),
  side: fc.constantFrom('buy', 'buy', 'sell'),
  qty: fc.integer({ min: 1, max: 60 }),
  cents: fc.integer({ min: 30, max: 70 }),
  timeInForce: fc.constantFrom('GTC', 'GTC', 'IOC', 'FOK'),
  waitUs: fc.integer({ min: 0, max: 300_000 }),
});

const kinds: readonly (readonly [Kind, OwnVenueName])[] = [
  ...(['polymarket', 'kalshi', 'manifold', 'opinion', 'gemini'] as const).map((name) => ['chance', name] as const),
  ['book', 'polymarket'],
  ['book', 'kalshi'],
  ['pool', 'manifold'],
  ['recording', 'polymarket'],
  ['recording', 'kalshi'],
];

const anyScriptOf = (kind: Kind, name: OwnVenueName): fc.Arbitrary<Script> =>
  fc
    .tuple(fc.string({ minLength: 1, maxLength: 6 }), anyFaults, fc.array(anyStep, { minLength: 5, maxLength: 60 }))
    .map(([seed, faults, steps]) => ({ kind, name, seed, faults, steps }));

const optionsOf = ({ kind, seed, faults }: Script): Partial<OwnVenueOptions> => {
  switch (kind) {
    case 'chance':
      return { seed, faults, profile: { rejectBps: 500, partialBps: 4_000, noFillBps: 1_000 } };
    case 'book':
      return { seed, faults, book: { flow: { middle: '0.48', every: '60ms', lasts: '6s' } } };
    case 'pool':
      return { seed, faults, pool: { bettors: { spread: '0.2', purse: 100, every: '50ms', lasts: '6s' } } };
    case 'recording':
      return { seed, faults, book: { recording: recorded } };
  }
};

type Fill = Extract<JournalRecord, { readonly type: 'venue.filled' }>;

const lies: readonly (readonly [what: string, lie: (fill: Fill) => Partial<Fill>])[] = [
  ['more filled', ({ lastQty }) => ({ lastQty: lastQty + 1n })],
  ['a higher price', ({ lastPx }) => ({ lastPx: lastPx + 1n })],
  ['a lower price', ({ lastPx }) => ({ lastPx: lastPx - 1n })],
  ['a higher fee', ({ fee }) => ({ fee: fee + 1n })],
  ['more left', ({ leavesQty }) => ({ leavesQty: leavesQty + 1n })],
  ['another trade', ({ tradeId }) => ({ tradeId: `${tradeId}1` })],
  ['an earlier time', ({ atUs }) => ({ atUs: atUs - 1 })],
];

/**
 * What a journal cannot show: for less than a share, two averages that a pool comes to may cost the same whole micros, and
 * how deep the pool was is not written down.
 */
const isHidden = ({ kind }: Script, what: string, { lastQty }: Fill): boolean =>
  kind === 'pool' && what.endsWith('price') && lastQty < 1_000_000n;

const marketOf = ({ kind }: Script): string => (kind === 'recording' ? made.market : 'FED-DEC');

const play = (script: Script): OwnVenue => {
  const markets = [{ market: marketOf(script) }];
  const venue = venueWith(script.name, { ...optionsOf(script), markets });
  const sent = new Map<string, Omit<ClientOrder, 'clOrdId'>>();
  for (const { what, id, outcome, side, qty, cents, timeInForce, waitUs } of script.steps) {
    const clOrdId = `c${id}`;
    if (what === 'cancel') venue.cancel(clOrdId);
    else if (what === 'query') venue.query(clOrdId);
    else if (what === 'replace') venue.replace(clOrdId, { orderQty: `${qty}`, price: `0.${cents}` });
    else {
      // Who sends an id again sends the same order again: a journal does not say which of two different ones was meant.
      const terms = sent.get(clOrdId) ?? {
        market: marketOf(script),
        outcome,
        side,
        orderQty: `${qty}`,
        price: `0.${cents}`,
        timeInForce,
      };
      sent.set(clOrdId, terms);
      venue.submit({ clOrdId, ...terms });
    }
    venue.advanceTo(venue.nowUs + waitUs);
  }
  venue.advanceTo(venue.nowUs + 20_000_000);
  return venue;
};

const violationsOf = (records: readonly JournalRecord[]): readonly Violation[] => {
  const audit = createAudit();
  for (const { seq, atUs, ...body } of records) audit.observe(body as RecordBody, seq, atUs);
  return audit.finish().violations;
};

describe('the journal of a venue of one’s own', () => {
  it.each(kinds)(
    'by %s at %s keeps every promise, and breaks one where a figure of a fill is changed',
    (kind, name) => {
      let fills = 0;
      fc.assert(
        fc.property(anyScriptOf(kind, name), fc.nat(), fc.constantFrom(...lies), (script, which, [what, lie]) => {
          const records = play(script).journal();
          expect(violationsOf(records)).toEqual([]);
          const filled = records.filter((record) => record.type === 'venue.filled');
          fills += filled.length;
          const chosen = filled[which % Math.max(filled.length, 1)];
          if (chosen === undefined || isHidden(script, what, chosen)) return;
          const falsified = records.with(records.indexOf(chosen), { ...chosen, ...lie(chosen) });
          expect(violationsOf(falsified).length, `${what} in record ${chosen.seq}`).toBeGreaterThan(0);
        }),
        { numRuns: 15 },
      );
      expect(fills).toBeGreaterThan(0);
    },
  );

  it.each([
    ['a side that is none', 'order.created', { side: 'zzz' }],
    ['a time in force that is none', 'order.created', { timeInForce: 'zzz' }],
    ['a price that is none', 'order.created', { price: -1n }],
    ['a fault that is none', 'fault.injected', { fault: 'gremlin' }],
    ['a fault at another venue', 'fault.injected', { venue: 'nowhere' }],
  ])('breaks a promise by %s', (_what, type, lie) => {
    const venue = venueWith('polymarket', { faults: [{ fault: 'ackLost', chanceBps: 10_000 }] });
    venue.submit({ clOrdId: 'c1', market: 'FED-DEC', outcome: 'yes', side: 'buy', orderQty: '20', price: '0.48' });
    venue.advanceTo(20_000_000);
    const records = venue.journal();
    expect(violationsOf(records)).toEqual([]);
    const at = records.findIndex((record) => record.type === type);
    expect(violationsOf(records.with(at, { ...records[at]!, ...lie } as JournalRecord)).length).toBeGreaterThan(0);
  });

  it.each(['kalshi', 'manifold'] as const)(
    'breaks a promise by a micro of the price of less than a share at %s, which moves no money',
    (name) => {
      let parts = 0;
      for (let seed = 1; seed <= 12; seed += 1) {
        const venue = venueWith(name, { seed: String(seed), profile: { partialBps: 10_000 } });
        const order = { market: 'FED-DEC', outcome: 'yes', orderQty: '2', price: '0.53' } as const;
        venue.submit({ ...order, clOrdId: 'c1', side: 'buy' });
        venue.advanceTo(10_000_000);
        venue.submit({ ...order, clOrdId: 'c2', side: 'sell' });
        venue.advanceTo(20_000_000);
        const records = venue.journal();
        expect(violationsOf(records)).toEqual([]);
        const fills = records.filter((record) => record.type === 'venue.filled');
        for (const fill of fills.filter(({ lastQty }) => lastQty < 1_000_000n))
          for (const byPx of [-1n, 1n]) {
            parts += 1;
            const falsified = records.with(records.indexOf(fill), { ...fill, lastPx: fill.lastPx + byPx });
            expect(violationsOf(falsified).length, `${byPx} in record ${fill.seq}`).toBeGreaterThan(0);
          }
      }
      expect(parts).toBeGreaterThan(10);
    },
  );

  it('breaks a promise by a fill before the balances that it moved', () => {
    const venue = venueWith('kalshi', {});
    venue.submit({ clOrdId: 'c1', market: 'FED-DEC', outcome: 'yes', side: 'buy', orderQty: '20', price: '0.48' });
    venue.advanceTo(20_000_000);
    const records = venue.journal();
    const at = records.findIndex(({ type }) => type === 'venue.filled');
    const early = records.with(at, { ...records[at]!, atUs: records[at]!.atUs - 1 });
    expect(violationsOf(records)).toEqual([]);
    expect(violationsOf(early).map(({ invariant }) => invariant)).toContain('venue-balances');
  });

  it.each([
    ['behind its order', 'submit', 'cancel'],
    ['on its way before its order', 'cancel', 'submit'],
    ['behind two orders of one id', 'submit', 'submit', 'cancel'],
    ['between two orders of one id', 'submit', 'cancel', 'submit'],
  ])('knows that a cancel was asked for %s', (_where, ...steps) => {
    const ended: string[] = [];
    for (let seed = 1; seed <= 12; seed += 1) {
      const venue = venueWith('kalshi', { seed: String(seed) });
      const order = { market: 'FED-DEC', outcome: 'yes', side: 'buy', orderQty: '1', price: '0.30' } as const;
      for (const step of steps)
        if (step === 'submit') venue.submit({ ...order, clOrdId: 'c 1' });
        else venue.cancel('c 1');
      venue.advanceTo(200_000_000);
      ended.push(...venue.journal().flatMap((record) => (record.type === 'venue.ended' ? [record.reason] : [])));
      expect(violationsOf(venue.journal())).toEqual([]);
    }
    expect(ended).toContain('requested');
  });

  it('knows which of two orders of one id a fault has refused', () => {
    const faults = [{ fault: 'rejectBurst', chanceBps: 500, delayUs: { kind: 'constant', valueUs: 70_000 } }] as const;
    // By this seed the first comes to its venue, and the burst strikes the second.
    const venue = venueWith('gemini', { seed: '}`', faults });
    const order = { market: 'FED-DEC', outcome: 'yes', side: 'buy', orderQty: '1', price: '0.30' } as const;
    for (const clOrdId of ['c15', 'c15', 'c1', 'c1', 'c1', 'c1', 'c2']) venue.submit({ ...order, clOrdId });
    venue.advanceTo(20_000_000);
    const told = venue.journal().flatMap((record) => (record.type === 'venue.ended' ? [record.reason] : []));
    expect(told).toContain('venueRefused');
    expect(violationsOf(venue.journal())).toEqual([]);
  });

  it('begins as a run does: what it is made from, its account, its markets', () => {
    const venue = createVenue('kalshi', { account: { opening: '1000' }, markets: [{ market: 'FED-DEC' }] });
    expect(venue.journal()).toMatchObject([
      { type: 'run.started', kind: 'harness', name: 'kalshi', currency: 'USD' },
      { type: 'account.opened', venue: 'kalshi', account: 'main', amount: 1_000_000_000n, sets: 'netted' },
      { type: 'market.listed', venue: 'kalshi', market: 'FED-DEC', outcomes: [{ outcome: 'yes' }, { outcome: 'no' }] },
    ]);
  });
});
