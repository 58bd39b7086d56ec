// Several accounts at a venue of one's own. Goal: each client sees, owns and is judged by what is its own, whatever ids it uses;
// accounts meet in the books; and the journal keeps every promise, of each side. Method: by hand, and random crowds audited.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAudit } from '../../src/audit/audit.ts';
import type { Violation } from '../../src/audit/types.ts';
import { createVenue } from '../../src/harness/create-venue.ts';
import type { OwnVenue } from '../../src/harness/own-venue.ts';
import { InvalidRequest, InvalidVenueOptions } from '../../src/harness/invalid.ts';
import { judgeJournal } from '../../src/harness/judge-journal.ts';
import type { OwnAccount, OwnVenueName, OwnVenueOptions } from '../../src/harness/options.ts';
import type { ClientOrder } from '../../src/harness/requests.ts';
import type { RecordBody } from '../../src/journal/records.ts';
import { faultCatalogue, faultNames } from '../../src/venues/faults/catalogue.ts';
import { floorOf } from '../fc-seed.ts';

const accounts: readonly OwnAccount[] = [
  { name: 'alice', opening: '1000' },
  { name: 'bob', opening: '50', positions: [{ market: 'FED-DEC', outcome: 'yes', qty: '100' }] },
  { name: 'eve', opening: '5' },
];

const venueOf = (name: OwnVenueName, options: Partial<OwnVenueOptions> = {}): OwnVenue =>
  createVenue(name, {
    accounts,
    markets: [{ market: 'FED-DEC' }],
    book: { flow: { middle: '0.48', every: '60ms', lasts: '6s' } },
    profile: { ackLatency: '20ms', reportLatency: '5ms', cancelLatency: '20ms' },
    ...options,
  });

const violationsOf = (records: readonly (RecordBody & { readonly seq: number; readonly atUs: number })[]) => {
  const audit = createAudit();
  for (const { seq, atUs, ...body } of records) audit.observe(body as RecordBody, seq, atUs);
  return audit.finish().violations.map(({ invariant, sentence, seq }: Violation) => `${seq} ${invariant}: ${sentence}`);
};

const order = (account: string | undefined, clOrdId: string, changes: Partial<ClientOrder> = {}): ClientOrder => ({
  ...(account === undefined ? {} : { account }),
  ...{ clOrdId, market: 'FED-DEC', outcome: 'yes', side: 'buy', orderQty: '10', price: '0.1' },
  ...changes,
});

describe.each(['polymarket', 'kalshi'] as const)('accounts at %s', (name) => {
  it('use the same ids without meeting each other, in messages, balances and judgements', () => {
    const venue = venueOf(name);
    for (const account of [undefined, 'bob']) venue.submit(order(account, '1'));
    venue.submit(order('alice', 'bob/1'));
    const told = venue.advanceTo(2_000_000).filter(({ type }) => type === 'venue.acked');
    expect(told.map((message) => ('clOrdId' in message ? [message.account, message.clOrdId] : []))).toEqual(
      expect.arrayContaining([
        [undefined, '1'],
        ['bob', '1'],
        [undefined, 'bob/1'],
      ]),
    );
    venue.cancel('1', 'bob');
    venue.cancel('bob/1', 'bob');
    const answers = venue.advanceTo(4_000_000).filter(({ type }) => type.startsWith('venue.cancel'));
    expect(answers).toMatchObject([
      { account: 'bob', clOrdId: '1', type: 'venue.cancelled' },
      { account: 'bob', clOrdId: 'bob/1', type: 'venue.cancelRejected', reason: 'notFound' },
    ]);
    const ids = ['1', 'bob/1'].map((clOrdId) => ({ clOrdId, status: 'submitted' as const, cumQty: 0n }));
    expect(venue.judge({ orders: ids, cash: '1000' })).toEqual([]);
    const positions = [{ market: 'FED-DEC', outcome: 'yes', qty: '100' }];
    const bob = { orders: [{ clOrdId: '1', status: 'cancelled' as const, cumQty: 0n }], positions, cash: '50' };
    expect(venue.judge(bob, 'bob')).toEqual([]);
    expect(judgeJournal(venue.journal(), bob, 'bob')).toEqual([]);
    expect(venue.judge(bob, 'eve').map(({ kind }) => kind)).toEqual(['positionOff', 'cashOff']);
    expect(venue.balances('bob').map(({ asset, amount }) => [asset, amount])).toEqual([
      [name === 'kalshi' ? 'USD' : 'pUSD', 50_000_000n],
      ['FED-DEC:yes', 100_000_000n],
    ]);
    expect(new Set(venue.balances().map(({ account }) => account))).toEqual(new Set(['alice', 'bob', 'eve']));
    expect(violationsOf(venue.journal())).toEqual([]);
  });

  it('trade with each other, and both sides are audited', () => {
    const venue = venueOf(name);
    venue.advanceTo(100_000);
    venue.submit(order('bob', '1', { side: 'sell', price: '0.47', isPostOnly: false }));
    venue.submit(order('bob', '2', { side: 'sell', price: '0.99' }));
    venue.advanceTo(7_000_000);
    // The market outside is over: an order that asks less than it does is met first.
    const { askPx, bidPx } = venue.quote('FED-DEC', 'yes')!;
    const price = (askPx! + bidPx!) / 2n - (((askPx! + bidPx!) / 2n) % 10_000n);
    const crossing = price > bidPx! ? price : askPx!;
    venue.submit(order('bob', '3', { side: 'sell', price: crossing, isPostOnly: true }));
    venue.advanceTo(8_000_000);
    venue.submit(order('alice', '1', { price: crossing }));
    venue.advanceTo(20_000_000);
    const fills = venue.journal().filter((record) => record.type === 'venue.filled');
    const last = fills.slice(-2).map(({ account, clOrdId, liquidity }) => [account, clOrdId, liquidity]);
    if (crossing !== askPx) {
      expect(last).toEqual([
        [undefined, '1', undefined],
        ['bob', 'bob/3', 'maker'],
      ]);
    }
    expect(violationsOf(venue.journal())).toEqual([]);
    // A figure of either side that is another breaks a promise.
    for (const fill of fills.slice(-2)) {
      const lied = venue
        .journal()
        .map((record) => (record.seq === fill.seq ? { ...fill, fee: fill.fee + 1n } : record));
      expect(violationsOf(lied)).not.toEqual([]);
    }
  });

  it('open at any time, with shares', () => {
    const venue = venueOf(name);
    venue.advanceTo(1_000_000);
    venue.openAccount({ name: 'late', opening: 0n, positions: [{ market: 'FED-DEC', outcome: 'no', qty: '7' }] });
    venue.submit(order('late', '1', { outcome: 'no', side: 'sell', price: '0.2', orderQty: '7' }));
    venue.advanceTo(30_000_000);
    const [cash] = venue.balances('late');
    expect(cash?.amount).toBeGreaterThan(1_400_000n);
    expect(violationsOf(venue.journal())).toEqual([]);
    expect(() => venue.openAccount({ name: 'late', opening: '1' })).toThrow('account.name: "late" is open already.');
  });
});

it('is the same venue with one account as with a list of one', () => {
  const script = (options: Partial<OwnVenueOptions>): string => {
    const venue = createVenue('kalshi', { markets: [{ market: 'FED-DEC' }], ...options });
    venue.submit(order(undefined, '1', { price: '0.48' }));
    venue.advanceTo(5_000_000);
    return venue.digest();
  };
  const account = { opening: '100' };
  expect(script({ accounts: [account] })).toBe(script({ account }));
});

it.each([
  [{ accounts: [] }, 'accounts: accounts must be a list of at least one, such as [{ name: "alice", opening: "100" }].'],
  [
    { account: { opening: '1' }, accounts },
    'accounts: accounts are written one by one as account, or all of them as accounts, and not both.',
  ],
  [
    { accounts: [{ opening: '1' }, { opening: '2' }] },
    'accounts[1].name: name is missing: only the first account may go without one.',
  ],
  [
    {
      accounts: [
        { name: 'a', opening: '1' },
        { name: 'a', opening: '2' },
      ],
    },
    'accounts[1].name: "a" stands twice.',
  ],
  [
    { accounts: [{ name: 'a', opening: '1' }, { name: 'b' }] },
    'accounts[1].opening: opening is missing: it must be an amount of',
  ],
  [{ accounts: [{ name: 'market', opening: '1' }] }, 'accounts[0].name: '],
  [
    { accounts: [{ opening: '1', positions: [{ market: 'NONE', outcome: 'yes', qty: '1' }] }] },
    'accounts[0].positions[0].market: accounts[0].positions[0].market must be a market of the venue, but it is "NONE".',
  ],
  [
    { account: { opening: '1', positions: [{ market: 'FED-DEC', outcome: 'maybe', qty: '1' }] } },
    'account.positions[0].outcome: account.positions[0].outcome must be one of yes, no, but it is "maybe".',
  ],
  [
    { account: { opening: '1', positions: [{ market: 'FED-DEC', outcome: 'yes', qty: 5 }] } },
    'account.positions[0].qty: account.positions[0].qty must be an amount from',
  ],
])('says what is wrong with accounts: %#', (options, sentence) => {
  const make = (): OwnVenue => createVenue('kalshi', { markets: [{ market: 'FED-DEC' }], ...(options as object) });
  expect(make).toThrow(InvalidVenueOptions);
  expect(make).toThrow(sentence);
});

it('refuses a request of an account that is not open', () => {
  const venue = venueOf('kalshi');
  const refused = /^account must be one of alice, bob, eve, but it is "mallory"\.$/;
  for (const ask of [
    () => venue.submit(order('mallory', '1')),
    () => venue.cancel('1', 'mallory'),
    () => venue.query('1', 'mallory'),
    () => venue.replace('1', { price: '0.5' }, 'mallory'),
    () => void venue.judge({ orders: [] }, 'mallory'),
    () => void venue.balances('mallory'),
  ]) {
    expect(ask).toThrow(InvalidRequest);
    expect(ask).toThrow(refused);
  }
});

/** So little is offered outside that accounts meet each other. */
const thin = { flow: { middle: '0.48', every: '900ms', lasts: '4s', lot: '1', lots: 1, band: 3 } } as const;

const anyFaults = fc.uniqueArray(fc.constantFrom(...faultNames), { maxLength: 5 }).map((names) =>
  names.map((fault) => ({
    ...{ fault, chanceBps: 2_500 },
    ...(faultCatalogue[fault].delay === null ? {} : { delayUs: { kind: 'constant', valueUs: 70_000 } as const }),
  })),
);

it('keeps every promise to every account, whatever a crowd asks for', () => {
  let crossed = 0;
  const step = fc.record({
    what: fc.constantFrom('submit', 'submit', 'submit', 'cancel', 'replace', 'query', 'open'),
    account: fc.constantFrom('alice', 'bob', 'eve'),
    id: fc.integer({ min: 1, max: 12 }).map(String),
    outcome: fc.constantFrom('yes', 'no'),
    side: fc.constantFrom('buy' as const, 'buy' as const, 'sell' as const),
    qty: fc.integer({ min: 5, max: 60 }),
    cents: fc.integer({ min: 40, max: 56 }),
    timeInForce: fc.constantFrom('GTC' as const, 'GTC' as const, 'IOC' as const),
    waitUs: fc.integer({ min: 0, max: 300_000 }),
  });
  const script = { seed: fc.string({ minLength: 1, maxLength: 5 }), faults: anyFaults };
  const name = fc.constantFrom('polymarket' as const, 'kalshi' as const, 'manifold' as const);
  fc.assert(
    fc.property(name, fc.record(script), fc.array(step, { minLength: 10, maxLength: 60 }), (kind, options, steps) => {
      const pool = { bettors: { spread: '0.2', purse: 100, every: '80ms', lasts: '4s' } };
      const settlement = kind === 'polymarket' ? { settlement: { failBps: 2_000, retryBps: 3_000 } } : {};
      const profile = { ackLatency: '20ms', reportLatency: '5ms', cancelLatency: '20ms', ...settlement } as const;
      const where = kind === 'manifold' ? { pool, book: undefined as never } : {};
      const { book: _book, ...rest } = { book: undefined, ...where };
      const venue =
        kind === 'manifold'
          ? createVenue(kind, { accounts, markets: [{ market: 'FED-DEC' }], profile, ...options, ...rest })
          : venueOf(kind, { profile, book: thin, ...options });
      // Copies of an order that have one id are not distinguished by it.
      const sent = new Set<string>();
      for (const { what, account, id, outcome, side, qty, cents, timeInForce, waitUs } of steps) {
        const kindOf = kind === 'manifold' && timeInForce === 'IOC' ? { kind: 'market' as const } : {};
        const terms = { outcome, side, orderQty: String(qty), price: `0.${cents}`, timeInForce, ...kindOf };
        if (what === 'submit' && sent.has(`${account} ${id}`)) continue;
        sent.add(`${what === 'submit' ? account : ''} ${id}`);
        if (what === 'submit') venue.submit(order(account, id, terms));
        else if (what === 'open') openOnce(venue, `late${id}`);
        else if (what === 'replace') venue.replace(id, { price: `0.${cents}` }, account);
        else venue[what](id, account);
        venue.advanceTo(venue.nowUs + waitUs);
      }
      while (venue.next() !== null);
      const journal = venue.journal();
      expect(violationsOf(journal)).toEqual([]);
      const fills = journal.filter((record) => record.type === 'venue.filled');
      fills.forEach((fill, index) => {
        const before = fills[index - 1];
        const isPair =
          before?.seq === fill.seq - 1 && before.offeredQty === undefined && before.liquidity === undefined;
        if (fill.liquidity === 'maker' && isPair && before.account !== fill.account) crossed += 1;
      });
    }),
    { numRuns: 100 },
  );
  expect(crossed).toBeGreaterThan(floorOf(10));
});

const openOnce = (venue: OwnVenue, name: string): void => {
  if (!venue.balances().some(({ account }) => account === name)) venue.openAccount({ name, opening: '10' });
};
