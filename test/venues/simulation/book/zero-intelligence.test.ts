// A synthetic market, event by event. Goal: what it says, applied to a book, is what it holds; it never crosses, keeps to
// its grid and its band, and leaves a price on either side.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RandomStream } from '../../../../src/kernel/random/stream.ts';
import { RandomStreams } from '../../../../src/kernel/random/streams.ts';
import { RecordedBook } from '../../../../src/market-data/recorded-book.ts';
import type { MarketChange } from '../../../../src/market-data/types.ts';
import {
  ZeroIntelligence,
  type ZeroIntelligenceProfile,
} from '../../../../src/venues/simulation/book/zero-intelligence.ts';

const ONE = 1_000_000n;
const usual: ZeroIntelligenceProfile = {
  middlePx: 500_000n,
  tickPx: 10_000n,
  bandTicks: 2,
  lotQty: 1_000n,
  lotsMax: 10,
  gapUs: 1_000,
  marketBps: 3_000,
  cancelBps: 2_000,
  endsAtUs: 1_000_000,
};

const anyProfile: fc.Arbitrary<ZeroIntelligenceProfile> = fc
  .record({
    tickPx: fc.constantFrom(10_000n, 50_000n, 200_000n),
    at: fc.integer({ min: 0, max: 1_000 }),
    bandTicks: fc.integer({ min: 1, max: 9 }),
    lotsMax: fc.integer({ min: 1, max: 6 }),
    marketBps: fc.constantFrom(0, 3_000, 6_000),
    cancelBps: fc.constantFrom(0, 2_000, 4_000),
  })
  .map(({ tickPx, at, ...profile }) => {
    // From the second price of the grid to the last but one: somebody can bid and ask around each.
    const places = ONE / tickPx - 3n;
    return { ...usual, ...profile, tickPx, middlePx: (2n + (BigInt(at) * (places - 1n)) / 1_000n) * tickPx };
  });

/** A stream whose draws are written down; `nextUnit` is such that the next event comes after one gap. */
const scripted = (...draws: readonly number[]): RandomStream => {
  const left = [...draws];
  return { nextBelow: () => left.shift()!, nextUnit: () => Math.exp(-1) } as unknown as RandomStream;
};

/** 41 and 42 bid, 44 and 45 asked, of 3 and 1 lots each. */
const state = {
  bids: [
    { px: 420_000n, qty: 3_000n },
    { px: 410_000n, qty: 1_000n },
  ],
  asks: [
    { px: 440_000n, qty: 3_000n },
    { px: 450_000n, qty: 1_000n },
  ],
};
const [BID, ASK] = [0, 1];
const [MARKET, LIMIT, CANCEL] = [2_999, 3_000, 8_000];

describe('a synthetic market', () => {
  it('says of itself all that it does, is never crossed, and keeps to its grid and its band', () => {
    const kinds = new Map<string, number>();
    fc.assert(
      fc.property(anyProfile, fc.string({ minLength: 1 }), fc.nat({ max: 120 }), (profile, seed, events) => {
        const stream = new RandomStreams(seed).stream('flow');
        const market = new ZeroIntelligence(profile, stream);
        const book = new RecordedBook('here', 'FED');
        const apply = (change: MarketChange): void => book.apply({ ...change, atUs: 0, venue: 'here', market: 'FED' });
        const { tickPx, bandTicks, lotQty, lotsMax } = profile;
        apply(market.begin());
        for (let event = 0; event < events; event += 1) {
          const { changes, nextInUs } = market.next();
          expect(Number.isInteger(nextInUs) && nextInUs >= 1).toBe(true);
          for (const change of changes) {
            if (change.what === 'trade') {
              // A taker meets the best of the other side, and no more than is offered.
              const best = book.best(change.takerSide === 'buy' ? 'ask' : 'bid')!;
              expect(change.px).toBe(best.px);
              expect(change.qty > 0n && change.qty <= best.qty && change.qty <= lotQty * BigInt(lotsMax)).toBe(true);
              kinds.set('trade', (kinds.get('trade') ?? 0) + 1);
            } else if (change.what === 'level') {
              const { px, qty, side } = change;
              expect(px >= tickPx && px <= ONE - tickPx && px % tickPx === 0n && qty % lotQty === 0n).toBe(true);
              const before =
                book
                  .side(side)
                  .levels()
                  .find((each) => each.px === px)?.qty ?? 0n;
              const other = book.best(side === 'bid' ? 'ask' : 'bid')!.px;
              const away = side === 'bid' ? other - px : px - other;
              expect(away > 0n).toBe(true);
              const moved = qty > before ? qty - before : before - qty;
              expect(moved > 0n && moved <= lotQty * BigInt(lotsMax)).toBe(true);
              if (qty > before) expect(away <= tickPx * BigInt(bandTicks)).toBe(true);
              const kind = qty > before ? 'limit' : 'less';
              kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
            }
            apply(change);
          }
          expect(market.save()).toEqual({ bids: book.bids.levels(), asks: book.asks.levels() });
          expect(book.best('bid')!.px < book.best('ask')!.px).toBe(true);
        }
      }),
      { numRuns: 80 },
    );
    for (const kind of ['trade', 'limit', 'less']) expect([kind, kinds.get(kind)! > 100]).toEqual([kind, true]);
  });

  it('begins with whole lots on either side of its middle, as many ticks as its band', () => {
    const market = new ZeroIntelligence(usual, scripted(0, 9, 4, 0));
    expect(market.begin()).toEqual({
      what: 'snapshot',
      bids: [
        { px: 490_000n, qty: 1_000n },
        { px: 480_000n, qty: 5_000n },
      ],
      asks: [
        { px: 510_000n, qty: 10_000n },
        { px: 520_000n, qty: 1_000n },
      ],
    });
    // Nobody bids nothing, and nobody asks the whole.
    const wide = new ZeroIntelligence({ ...usual, tickPx: 250_000n, bandTicks: 3 }, scripted(0, 0, 0, 0, 0, 0));
    expect(wide.begin()).toEqual({
      what: 'snapshot',
      bids: [{ px: 250_000n, qty: 1_000n }],
      asks: [{ px: 750_000n, qty: 1_000n }],
    });
  });

  it.each<readonly [string, readonly number[], readonly MarketChange[]]>([
    [
      'a market order that sells takes of the best bid',
      [MARKET, BID, 0, 1],
      [
        { what: 'trade', px: 420_000n, qty: 2_000n, takerSide: 'sell' },
        { what: 'level', side: 'bid', px: 420_000n, qty: 1_000n },
      ],
    ],
    [
      'a market order that buys takes of the best ask, no more than is there',
      [MARKET, ASK, 1, 9],
      [
        { what: 'trade', px: 440_000n, qty: 3_000n, takerSide: 'buy' },
        { what: 'level', side: 'ask', px: 440_000n, qty: 0n },
      ],
    ],
    [
      'a limit order bids behind the best ask',
      [LIMIT, BID, 0, 0],
      [{ what: 'level', side: 'bid', px: 430_000n, qty: 1_000n }],
    ],
    ['a limit order joins a bid', [LIMIT, BID, 1, 1], [{ what: 'level', side: 'bid', px: 420_000n, qty: 5_000n }]],
    [
      'a limit order joins an ask',
      [CANCEL - 1, ASK, 1, 2],
      [{ what: 'level', side: 'ask', px: 440_000n, qty: 6_000n }],
    ],
    [
      'a cancel takes some of a level away',
      [CANCEL, BID, 2, 0],
      [{ what: 'level', side: 'bid', px: 420_000n, qty: 2_000n }],
    ],
    [
      'a cancel takes no more than is there',
      [9_999, ASK, 1, 5],
      [{ what: 'level', side: 'ask', px: 450_000n, qty: 0n }],
    ],
  ])('draws what comes: %s', (_, draws, changes) => {
    const market = new ZeroIntelligence(usual, scripted(...draws), state);
    expect(market.next()).toEqual({ changes, nextInUs: 1_000 });
  });

  it('draws kind, side, place and size from all that there are of each', () => {
    const asked: number[] = [];
    const nextBelow = (below: number): number => {
      asked.push(below);
      return below - 1;
    };
    const stream = { nextBelow, nextUnit: () => Math.exp(-1) } as unknown as RandomStream;
    new ZeroIntelligence(usual, stream, state).next();
    expect(asked).toEqual([10_000, 2, usual.bandTicks, usual.lotsMax]);
  });

  it('leaves the last level of a side to limit orders, and has no room at the edge of its grid', () => {
    const [bid] = state.bids;
    for (const kind of [MARKET, CANCEL]) {
      const market = new ZeroIntelligence(usual, scripted(kind, BID, 0, 0), { ...state, bids: [bid!] });
      expect(market.next().changes).toEqual([{ what: 'level', side: 'bid', px: 430_000n, qty: 1_000n }]);
    }
    const edge = (side: number, px: bigint): readonly MarketChange[] => {
      const only = [{ px, qty: 1_000n }];
      return new ZeroIntelligence(usual, scripted(LIMIT, side, 1, 0), { bids: only, asks: only }).next().changes;
    };
    // Two ticks away would be nothing, or the whole: the last price of the grid it is, where that does not cross.
    expect(edge(BID, 20_000n)).toEqual([{ what: 'level', side: 'bid', px: 10_000n, qty: 1_000n }]);
    expect(edge(ASK, 980_000n)).toEqual([{ what: 'level', side: 'ask', px: 990_000n, qty: 1_000n }]);
    expect([edge(BID, 10_000n), edge(ASK, 990_000n)]).toEqual([[], []]);
  });

  it.each<readonly [boolean, Partial<ZeroIntelligenceProfile>]>([
    [false, { tickPx: 0n }],
    [false, { tickPx: 300_000n }],
    [false, { middlePx: 10_000n }],
    [true, { middlePx: 20_000n }],
    [false, { middlePx: 990_000n }],
    [true, { middlePx: 980_000n }],
    [false, { marketBps: 8_001 }],
    [true, { marketBps: 8_000 }],
    [false, { lotQty: 0n }],
    [true, { lotQty: 1n }],
  ])('is %s of %o', (isOne, changes) => {
    const made = () => new ZeroIntelligence({ ...usual, ...changes }, scripted());
    if (isOne) expect(made).not.toThrow();
    else expect(made).toThrow();
  });
});
