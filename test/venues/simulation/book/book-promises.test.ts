// What a venue with books promises, one promise at a time: small recordings, few orders, and what comes of them.
import { describe, expect, it } from 'vitest';
import type { BookLevel, MarketChange } from '../../../../src/market-data/types.ts';
import type { BookProfile } from '../../../../src/venues/simulation/book/book-profile.ts';
import type { SimulatedVenueProfile } from '../../../../src/venues/simulation/stochastic-profile.ts';
import type { VenueOrderRequest } from '../../../../src/venues/simulation/types.ts';
import type { VenueName } from '../../../../src/venues/definitions/words.ts';
import { recordsOf } from '../add-up.ts';
import { createWorld, usualBook, usualProfile, VENUE, type Plan, type Sending } from '../world.ts';

const shares = (count: number): bigint => BigInt(count) * 1_000_000n;
const cents = (count: number): bigint => BigInt(count) * 10_000n;
const constant = (valueUs: number) => ({ kind: 'constant', valueUs }) as const;

const level = (cent: number, count: number): BookLevel => ({ px: cents(cent), qty: shares(count) });
const snapshot = (bids: readonly BookLevel[], asks: readonly BookLevel[]): MarketChange => ({
  what: 'snapshot',
  bids,
  asks,
});
const usual = snapshot([level(40, 100), level(39, 100)], [level(42, 100), level(43, 100)]);

const move = (atUs: number, change: MarketChange): Sending => ({
  atUs,
  what: 'move',
  update: { ...change, atUs, venue: VENUE, market: 'FED' },
});
const submit = (atUs: number, clOrdId: string, order: Partial<VenueOrderRequest>): Sending => ({
  atUs,
  what: 'submit',
  order: {
    clOrdId,
    market: 'FED',
    outcome: 'yes',
    side: 'buy',
    orderQty: shares(10),
    price: cents(42),
    timeInForce: 'GTC',
    ...order,
  },
});

/** Every message is 10 ms under way; the book is recorded, unless it says otherwise. */
const planOf = (
  name: VenueName,
  sendings: readonly Sending[],
  book: Partial<Omit<BookProfile, keyof SimulatedVenueProfile>> = {},
): Plan => {
  const latencies = { ackLatency: constant(20_000), reportLatency: constant(10_000), cancelLatency: constant(20_000) };
  return {
    name,
    seed: 'promises',
    opening: shares(100_000),
    closesAtUs: null,
    profile: { ...usualProfile, ...latencies },
    book: { ...usualBook, ...book },
    faults: [],
    sendings,
  };
};
const worldOf = (...described: Parameters<typeof planOf>) => {
  const world = createWorld(planOf(...described));
  world.run();
  const fills = recordsOf(world.truth, 'venue.filled').map(({ clOrdId, lastQty, lastPx }) => [
    clOrdId,
    lastQty,
    lastPx,
  ]);
  const ends = recordsOf(world.truth, 'venue.ended').map(({ clOrdId, status, reason }) => [clOrdId, status, reason]);
  return { ...world, fills, ends };
};

describe('an order at a venue with books', () => {
  it('meets the book as it is when it arrives, not as it was when it was sent', () => {
    const { fills } = worldOf('kalshi', [
      move(0, usual),
      submit(5_000, '1.1', { timeInForce: 'IOC' }),
      move(10_000, { what: 'level', side: 'ask', px: cents(42), qty: shares(4) }),
    ]);
    expect(fills).toEqual([['1.1', shares(4), cents(42)]]);
  });

  it('takes the best first, at the prices that rest there, up to its own', () => {
    const { fills, ends } = worldOf('kalshi', [
      move(0, usual),
      submit(0, '1.1', { orderQty: shares(150), price: cents(43) }),
      submit(1_000, '1.2', { orderQty: shares(60), price: cents(43), timeInForce: 'IOC' }),
    ]);
    expect(fills).toEqual([
      ['1.1', shares(100), cents(42)],
      ['1.1', shares(50), cents(43)],
      ['1.2', shares(50), cents(43)],
    ]);
    expect(ends).toEqual([['1.2', 'cancelled', 'iocRemainder']]);
  });

  it.each([
    ['whenGrown', []],
    ['whenShown', [['1.2', shares(10), cents(42)]]],
  ] as const)('finds what was taken again only as %s says, once a newer update shows it', (refill, again) => {
    const before = submit(1_000, '1.0', { orderQty: shares(100), timeInForce: 'IOC' });
    const same = [submit(2_000, '1.1', { timeInForce: 'IOC' }), submit(60_000, '1.2', { timeInForce: 'IOC' })];
    const { fills } = worldOf('kalshi', [move(0, usual), before, ...same, move(30_000, usual)], { refill });
    expect(fills).toEqual([['1.0', shares(100), cents(42)], ...again]);
  });

  it('for NO stands on the other side of the same book: it meets bids for YES at the rest of 1', () => {
    const { fills, truth } = worldOf('kalshi', [
      move(0, usual),
      submit(0, '1.1', { outcome: 'no', price: cents(60), orderQty: shares(30) }),
      submit(1_000, '1.2', { outcome: 'yes', side: 'sell', price: cents(40), orderQty: shares(30) }),
    ]);
    expect(fills).toEqual([
      ['1.1', shares(30), cents(60)],
      ['1.2', shares(30), cents(40)],
    ]);
    const offered = recordsOf(truth, 'venue.filled').map(({ offeredPx, offeredQty }) => [offeredPx, offeredQty]);
    // What the first took of the bids is not there for the second: they are one book.
    expect(offered).toEqual([
      [cents(40), shares(100)],
      [cents(40), shares(70)],
    ]);
  });

  it('is refused on a book with a gap, and taken again after the next snapshot', () => {
    const { ends, fills } = worldOf('kalshi', [
      submit(0, '1.0', {}),
      move(20_000, usual),
      move(30_000, { what: 'gap', missed: 3 }),
      submit(40_000, '1.1', {}),
      move(60_000, usual),
      submit(70_000, '1.2', {}),
    ]);
    expect(ends).toEqual([
      ['1.0', 'rejected', 'tryAgain'],
      ['1.1', 'rejected', 'tryAgain'],
    ]);
    expect(fills).toEqual([['1.2', shares(10), cents(42)]]);
  });

  it('is refused while bids and asks of the recording are crossed', () => {
    const { ends } = worldOf('kalshi', [move(0, snapshot([level(44, 10)], [level(42, 10)])), submit(0, '1.1', {})]);
    expect(ends).toEqual([['1.1', 'rejected', 'tryAgain']]);
  });

  it('is refused at a price between the levels', () => {
    const orders = ['1.1', '1.2'].map((clOrdId, index) =>
      submit(0, clOrdId, { price: 420_050n, isPostOnly: index === 1 }),
    );
    expect(worldOf('kalshi', [move(0, usual), ...orders]).ends).toEqual([
      ['1.1', 'rejected', 'priceOffTick'],
      ['1.2', 'rejected', 'priceOffTick'],
    ]);
  });

  it.each([
    ['has taken some', cents(42), 'partial', shares(100)],
    ['has taken nothing', cents(41), 'submitted', 0n],
  ] as const)('that %s and rests answers a query so', (_, price, status, cumQty) => {
    const { told } = worldOf('kalshi', [
      move(0, usual),
      submit(0, '1.1', { orderQty: shares(101), price }),
      { atUs: 100_000, what: 'query', clOrdId: '1.1' },
    ]);
    const answer = told.flatMap((each) =>
      each.kind === 'report' && each.event.type === 'order.reconciled' ? [each.event] : [],
    );
    expect(answer).toEqual([{ type: 'order.reconciled', found: true, status, cumQty, venueOrderId: 'here-1' }]);
  });

  it('for an outcome that its market does not have is refused, and nothing is shown of one', () => {
    const { ends, venue } = worldOf('kalshi', [move(0, usual), submit(0, '1.1', { outcome: 'maybe' })]);
    expect(ends).toEqual([['1.1', 'rejected', 'unknownMarket']]);
    expect(() => venue.book?.quoteOf('FED', 'maybe')).toThrow('FED has no outcome maybe');
  });

  it('that is post-only and would take is refused, or taken and cancelled, as the venue has it', () => {
    const crossing = [move(0, usual), submit(0, '1.1', { isPostOnly: true })];
    expect(worldOf('kalshi', crossing).ends).toEqual([['1.1', 'rejected', 'postOnlyCross']]);
    expect(worldOf('gemini', crossing).ends).toEqual([['1.1', 'cancelled', 'postOnlyCross']]);
  });

  it('fills in whole or not at all, if it says so', () => {
    const orders = [
      move(0, usual),
      submit(0, '1.1', { orderQty: shares(101), timeInForce: 'FOK' }),
      submit(1_000, '1.2', { orderQty: shares(100), timeInForce: 'FOK' }),
    ];
    const { fills, ends } = worldOf('gemini', orders);
    expect(fills).toEqual([['1.2', shares(100), cents(42)]]);
    expect(ends).toEqual([['1.1', 'cancelled', 'fokUnfilled']]);
    expect(worldOf('polymarket', orders).ends).toEqual([['1.1', 'rejected', 'fokUnfilled']]);
  });

  it('that finds nothing at once is refused, or taken and cancelled, as the venue has it', () => {
    const vain = [move(0, usual), submit(0, '1.1', { price: cents(41), timeInForce: 'IOC' })];
    expect(worldOf('polymarket', vain).ends).toEqual([['1.1', 'rejected', 'iocUnmatched']]);
    expect(worldOf('kalshi', vain).ends).toEqual([['1.1', 'cancelled', 'iocRemainder']]);
    // Where it finds some of what it wants, it is taken, and what is left is cancelled.
    const some = [move(0, usual), submit(0, '1.1', { orderQty: shares(101), timeInForce: 'IOC' })];
    expect(worldOf('polymarket', some).ends).toEqual([['1.1', 'cancelled', 'iocRemainder']]);
    expect(worldOf('polymarket', some).fills).toEqual([['1.1', shares(100), cents(42)]]);
  });

  it('that would meet one of its own account ends there, and the other rests on', () => {
    const { ends, venue } = worldOf('kalshi', [
      move(0, usual),
      submit(0, '1.1', { price: cents(41) }),
      submit(1_000, '1.2', { side: 'sell', price: cents(41) }),
    ]);
    expect(ends).toEqual([['1.2', 'cancelled', 'selfTrade']]);
    expect(venue.isLive('1.1')).toBe(true);
  });

  it('that takes is held as long as the venue holds takers, cannot be cancelled, and meets a later book', () => {
    const { fills, ends, told } = worldOf(
      'polymarket',
      [
        move(0, usual),
        submit(0, '1.1', {}),
        { atUs: 20_000, what: 'cancel', clOrdId: '1.1' },
        move(100_000, snapshot([level(40, 100)], [level(41, 4)])),
      ],
      { takerDelay: { delayUs: 250_000, answer: 'waits' } },
    );
    expect(fills).toEqual([['1.1', shares(4), cents(41)]]);
    expect(ends).toEqual([]);
    const answers = told.flatMap((each) => (each.kind === 'report' ? [each.event.type] : []));
    expect(answers).toEqual(['venue.cancelRejected', 'venue.acked', 'venue.traded']);
  });

  it.each([
    ['IOC', 'iocUnmatched'],
    ['FOK', 'fokUnfilled'],
  ] as const)('that is held without an answer and finds nothing is refused once, as %s', (timeInForce, reason) => {
    const { fills, ends, told } = worldOf(
      'polymarket',
      [move(0, usual), submit(0, '1.1', { timeInForce }), move(100_000, snapshot([level(40, 100)], [level(43, 100)]))],
      { takerDelay: { delayUs: 250_000, answer: 'waits' } },
    );
    expect(fills).toEqual([]);
    expect(ends).toEqual([['1.1', 'rejected', reason]]);
    const answers = told.flatMap((each) => (each.kind === 'report' ? [each.event] : []));
    expect(answers).toEqual([{ type: 'venue.rejected', reason }]);
  });

  it('that is held and no longer paid for ends unfilled, and does not rest', () => {
    // Where nothing is tied up, what rests may spend what a held order was to be paid with.
    const world = createWorld({
      ...planOf(
        'manifold',
        [
          move(0, usual),
          submit(0, 'rests', { price: cents(40), orderQty: shares(150) }),
          submit(0, 'held', { orderQty: shares(210), price: cents(43) }),
          move(50_000, { what: 'trade', px: cents(40), qty: shares(250), takerSide: 'sell' }),
          move(500_000, { what: 'level', side: 'ask', px: cents(41), qty: shares(1) }),
          { atUs: 600_000, what: 'query', clOrdId: 'held' },
        ],
        { takerDelay: { delayUs: 250_000, answer: 'atOnce' } },
      ),
      opening: shares(100),
    });
    world.run();
    expect(recordsOf(world.truth, 'venue.filled').map(({ clOrdId, lastQty }) => [clOrdId, lastQty])).toEqual([
      ['rests', shares(150)],
    ]);
    const ends = recordsOf(world.truth, 'venue.ended').map(({ clOrdId, status, reason }) => [clOrdId, status, reason]);
    expect(ends).toEqual([['held', 'cancelled', 'venue']]);
    expect(world.venue.book?.quoteOf('FED', 'yes').askQty).toBe(shares(1));
    expect(world.told.at(-1)).toMatchObject({ event: { type: 'order.reconciled', status: 'cancelled', cumQty: 0n } });
  });

  it('that is held while its market pauses meets the book when the market trades again', () => {
    const sendings = [move(0, usual), submit(0, '1.1', {})];
    const pause = (to: 'open' | 'paused') =>
      ({ kind: 'venue', venue: VENUE, type: 'trading', market: 'FED', to }) as const;
    const world = createWorld(planOf('polymarket', sendings, { takerDelay: { delayUs: 250_000, answer: 'waits' } }));
    world.run(undefined, () => {
      if (world.venue.stateOf('FED') === 'open' && world.calendar.nowUs === 10_000) world.venue.handle(pause('paused'));
    });
    // The delay is over, and nothing has come of it.
    expect([
      world.calendar.nowUs >= 260_000,
      world.venue.isLive('1.1'),
      recordsOf(world.truth, 'venue.filled'),
    ]).toEqual([true, true, []]);
    world.venue.handle(pause('open'));
    world.run();
    expect(recordsOf(world.truth, 'venue.filled').map(({ lastQty }) => lastQty)).toEqual([shares(10)]);
    expect(world.venue.isLive('1.1')).toBe(false);
  });

  it('that is held for the takers’ delay cannot be amended either: it meets the book as it came', () => {
    const amended = worldOf(
      'kalshi',
      [
        move(0, usual),
        submit(0, '1.1', {}),
        { atUs: 20_000, what: 'replace', clOrdId: '1.1', orderQty: shares(3), price: undefined },
      ],
      { takerDelay: { delayUs: 250_000, answer: 'atOnce' } },
    );
    const refusals = amended.told.flatMap((each) =>
      each.kind === 'report' && each.event.type === 'venue.replaceRejected' ? [each.event.reason] : [],
    );
    expect(refusals).toEqual(['notCancellable']);
    expect(amended.truth.filter(({ type }) => type === 'venue.replaced')).toEqual([]);
    expect(amended.fills.reduce((sum, [, qty]) => sum + (qty as bigint), 0n)).toBe(shares(10));
  });
});

describe('an order that rests', () => {
  const trade = (atUs: number, count: number): Sending =>
    move(atUs, { what: 'trade', px: cents(40), qty: shares(count), takerSide: 'sell' });
  const resting = submit(0, '1.1', { price: cents(40) });

  it('fills after what stood before it has been traded, at its own price and as a maker', () => {
    const { fills, told } = worldOf('kalshi', [move(0, usual), resting, trade(50_000, 99), trade(60_000, 4)]);
    expect(fills).toEqual([['1.1', shares(3), cents(40)]]);
    const trades = told.flatMap((each) =>
      each.kind === 'report' && each.event.type === 'venue.traded' ? [each.event.liquidity] : [],
    );
    expect(trades).toEqual(['maker']);
  });

  it.each([
    ['cancelsBehind', 0],
    ['proportional', 5],
    ['cancelsAhead', 10],
  ] as const)('comes forward when others cancel as %s says', (queue, filled) => {
    // 100 stood before us; 50 more came behind, 75 of the 150 are cancelled, and much later 55 trade.
    const moves = [
      move(0, usual),
      resting,
      move(50_000, { what: 'level', side: 'bid', px: cents(40), qty: shares(150) }),
      move(60_000, { what: 'level', side: 'bid', px: cents(40), qty: shares(75) }),
      trade(1_060_001, 55),
    ];
    const { fills } = worldOf('kalshi', moves, { queue });
    expect(fills).toEqual(filled === 0 ? [] : [['1.1', shares(filled), cents(40)]]);
  });

  describe.each(['cancelsBehind', 'proportional', 'cancelsAhead'] as const)('by %s', (queue) => {
    const told = (atUs: number, count: number) =>
      move(atUs, { what: 'level', side: 'bid', px: cents(40), qty: shares(count) });

    it.each([
      ['in the same millisecond', 50_000],
      ['a millisecond later', 51_000],
      ['at the end of the window', 1_050_000],
    ])('is not brought forward twice by one trade: the level comes first, the print %s', (_, printUs) => {
      // 100 stood before us. 60 of them trade, and 40 stand there still.
      const { fills } = worldOf('kalshi', [move(0, usual), resting, told(50_000, 40), trade(printUs, 60)], { queue });
      expect(fills).toEqual([]);
    });

    it('is first when all that stood before it has traded, and is not filled by that trade', () => {
      const moves = [move(0, usual), resting, told(50_000, 0), trade(51_000, 100)];
      expect(worldOf('kalshi', moves, { queue }).fills).toEqual([]);
      const more = [...moves, trade(52_000, 3)];
      expect(worldOf('kalshi', more, { queue }).fills).toEqual([['1.1', shares(3), cents(40)]]);
    });

    it('is not brought forward twice where the level comes in between without the trade', () => {
      const moves = [
        move(0, usual),
        resting,
        trade(50_000, 60),
        told(50_500, 100),
        told(51_000, 40),
        trade(60_000, 40),
      ];
      expect(worldOf('kalshi', moves, { queue }).fills).toEqual([]);
    });

    it('is not filled by a trade that the level had told before it came', () => {
      const early = submit(0, '1.1', { price: cents(40) });
      const moves = [move(0, usual), told(5_000, 40), early, trade(20_000, 60), trade(30_000, 39)];
      expect(worldOf('kalshi', moves, { queue }).fills).toEqual([]);
    });

    it('keeps fractions of a step before it', () => {
      const odd = move(0, { what: 'snapshot', bids: [{ px: cents(40), qty: 100_009_999n }], asks: [level(42, 100)] });
      const print = move(50_000, { what: 'trade', px: cents(40), qty: 100_010_000n, takerSide: 'sell' });
      expect(worldOf('kalshi', [odd, resting, print], { queue }).fills).toEqual([]);
    });
  });

  it('fills when others trade through its price, and when the other side comes to it', () => {
    const through = move(50_000, { what: 'trade', px: cents(39), qty: shares(4), takerSide: 'sell' });
    const come = move(60_000, snapshot([level(38, 10)], [level(39, 5), level(40, 100)]));
    const { fills } = worldOf('kalshi', [move(0, usual), resting, through, come]);
    expect(fills).toEqual([
      ['1.1', shares(4), cents(40)],
      ['1.1', shares(5), cents(40)],
      ['1.1', shares(1), cents(40)],
    ]);
  });

  it('keeps its place when it becomes smaller, and loses it when it becomes larger', () => {
    const amended = (orderQty: bigint): readonly unknown[] => {
      const later = submit(1_000, '1.2', { price: cents(40) });
      const replace: Sending = { atUs: 40_000, what: 'replace', clOrdId: '1.1', orderQty, price: undefined };
      return worldOf('kalshi', [move(0, usual), resting, later, replace, trade(80_000, 106)]).fills;
    };
    expect(amended(shares(8))[0]).toEqual(['1.1', shares(6), cents(40)]);
    expect(amended(shares(12))[0]).toEqual(['1.2', shares(6), cents(40)]);
    // What has filled of it before counts to what it is made smaller to.
    const later = submit(1_000, '1.2', { price: cents(40) });
    const replace: Sending = { atUs: 40_000, what: 'replace', clOrdId: '1.1', orderQty: shares(7), price: undefined };
    const { fills } = worldOf('kalshi', [
      move(0, usual),
      resting,
      later,
      trade(20_000, 104),
      replace,
      trade(80_000, 5),
    ]);
    expect(fills).toEqual([
      ['1.1', shares(4), cents(40)],
      ['1.1', shares(3), cents(40)],
      ['1.2', shares(2), cents(40)],
    ]);
  });
});
