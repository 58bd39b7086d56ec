// Goal: strategies see what the venues' own markets show, and the feed's opinion everywhere else. Method: a strategy that
// keeps what it receives, at a venue with a market maker, one with books, and one without a market of its own.
import { describe, expect, it } from 'vitest';
import {
  asShown,
  LEVELS_SHOWN,
  quoteOfLadders,
  roomOf,
  type QuoteSources,
} from '../../../src/engine/intents/shown-quotes.ts';
import { createRun } from '../../../src/run/create-run.ts';
import { parseScenario } from '../../../src/scenario/parse.ts';
import type { MarketEvent, Quote, Strategy } from '../../../src/strategies/types.ts';
import type { ShownMarkets } from '../../../src/venues/simulation/types.ts';
import { moment, quote } from './small-scenario.ts';

const text = (pool: string): string => `
name: shown
seed: 5
length: { intents: 40 }
arrivals: { constant: { every: 2s } }
currency: USD
rates: [{ from: mana, to: USD, rate: 1 }]
venues:
  manifold: { opening: 1000, pool: ${pool} }
  kalshi: { opening: 1000, tier: Premier, book: { flow: { middle: 0.5, band: 4, lasts: 80s } } }
  gemini: { opening: 1000 }
markets:
  manifold: { RAIN: { pool: { prob: 0.3, liquidity: 200 } } }
  kalshi: { RAIN: {} }
  gemini: { RAIN: {} }
pairs:
  here: { verified: all, yes: manifold/RAIN, no: kalshi/RAIN, fair: 0.5 }
  there: { verified: all, yes: gemini/RAIN, no: manifold/RAIN, fair: 0.5 }
strategies:
  mine: { module: ./mine.ts, sets: { min: 10, max: 50 } }
risk: { marketPositionMax: 100 }
`;

/** What a strategy receives; it wants what `wants` says. */
const toldOf = (pool: string, wants: (event: MarketEvent, told: number) => boolean = () => false) => {
  const told: MarketEvent[] = [];
  const mine: Strategy<number> = {
    name: 'mine',
    start: () => 0,
    step: (count, event) => {
      // A step may be taken twice, to see that it is pure.
      told[count] = event;
      const prices = event.quotes.map(({ askPx }) => askPx ?? 990_000n);
      return [count + 1, wants(event, count) ? [{ pair: event.pair, sets: 10_000_000n, prices }] : []];
    },
  };
  const parsed = parseScenario(text(pool), 'shown.yaml');
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const strategies = new Map([['mine', mine as Strategy<unknown>]]);
  createRun(parsed.scenario, { scenarioHash: parsed.hash, strategies }).runToEnd();
  return told;
};
const quotesAt = (told: readonly MarketEvent[], venue: string): readonly Quote[] =>
  told.flatMap(({ quotes }) => quotes.filter((quote) => quote.venue === venue));

describe('what strategies see at a moment of the feed', () => {
  const told = toldOf('{}');

  it('is what a market maker and a book show, level by level, with the room that there is', () => {
    expect(told).toHaveLength(40);
    for (const quote of quotesAt(told, 'manifold')) {
      // Nobody bets there: it stands where it began, and NO is the rest of YES.
      const [bidPx, askPx] = quote.outcome === 'yes' ? [290_000n, 310_000n] : [690_000n, 710_000n];
      expect(quote).toMatchObject({ bidPx, askPx, funds: 1_000_000_000n, roomQty: 100_000_000n });
      expect([quote.bids?.length, quote.asks?.length]).toEqual([10, 10]);
      expect(quote.asks?.[0]).toEqual({ px: quote.askPx, qty: quote.askQty });
    }
    const books = quotesAt(told, 'kalshi');
    expect(new Set(books.map(({ askPx }) => askPx)).size).toBeGreaterThan(2);
    for (const { bidPx, askPx, bids = [], asks = [] } of books) {
      expect(bidPx! < askPx!).toBe(true);
      expect(asks.map(({ px }) => px)).toEqual(asks.map(({ px }) => px).toSorted((one, two) => Number(one - two)));
      expect(bids.length).toBeGreaterThan(1);
    }
  });

  it('is the opinion of the feed where fills come by chance', () => {
    const quotes = quotesAt(told, 'gemini');
    expect(quotes.length).toBeGreaterThan(5);
    for (const quote of quotes) expect(quote.asks).toBeUndefined();
  });

  it('cannot be changed by a strategy that sees it', () => {
    for (const { quotes } of told) {
      const levels = quotes.flatMap(({ bids, asks }) =>
        [bids, asks].flatMap((side) => (side === undefined ? [] : [side, ...side])),
      );
      expect([quotes, ...quotes, ...levels].map((part) => Object.isFrozen(part))).not.toContain(false);
    }
  });

  it('moves with what the strategy itself has bought, and with the bets of others', () => {
    // YES at 0.31 and NO at about 0.50: it buys ten of each whenever it receives that.
    const bought = quotesAt(
      toldOf('{}', ({ pair }) => pair === 'here'),
      'manifold',
    );
    const asks = bought.filter(({ outcome }) => outcome === 'yes').map(({ askPx }) => askPx!);
    expect(asks[0]! < asks.at(-1)!).toBe(true);
    const moved = quotesAt(toldOf('{ bettors: { lasts: 80s } }'), 'manifold').filter(
      ({ outcome }) => outcome === 'yes',
    );
    expect(new Set(moved.map(({ askPx }) => askPx)).size).toBeGreaterThan(3);
  });
});

describe('a moment as it is shown', () => {
  const [low, high] = [
    { px: 400_000n, qty: 5n },
    { px: 410_000n, qty: 7n },
  ];
  const sourcesOf = (shows: Partial<Record<'has' | 'isTradable', boolean>> | null): QuoteSources => {
    const { has = true, isTradable = true } = shows ?? {};
    const depthOf = (_market: string, outcome: string, side: string, levelsMax: number) =>
      outcome === 'no' && levelsMax === LEVELS_SHOWN ? [{ ...(side === 'bid' ? low : high) }] : [];
    const shown = { has: () => has, isTradable: () => isTradable, depthOf } as unknown as ShownMarkets;
    const accounts = { fundsOf: () => 9n, holdingOf: (...place: string[]) => place.join(' '), positionOf: () => 30n };
    const venues = new Map([
      ['polymarket', {}],
      ['kalshi', shows === null ? {} : { shown }],
    ]);
    return { venues, portfolio: { accounts: accounts as never } };
  };
  const level = { bidPx: low.px, bidQty: low.qty, askPx: high.px, askQty: high.qty, bids: [low], asks: [high] };

  it.each([
    ['what its market shows', {}, { ...level, funds: 9n, roomQty: 70n }],
    ['an empty market where nobody may trade', { isTradable: false }, { bidPx: null, askPx: null, bids: [], asks: [] }],
    ['the opinion of the feed where it has no such market', { has: false }, quote('kalshi', 450_000n)],
    ['the opinion of the feed where it shows nothing', null, quote('kalshi', 450_000n)],
  ] as const)('has of a venue %s', (_what, shows, expected) => {
    const event = moment();
    const seen = asShown(event, sourcesOf(shows), 100n);
    expect(seen.quotes[1]).toMatchObject(expected);
    expect(seen.quotes[0]).toBe(event.quotes[0]);
    // Where no venue shows a market, it is the same event.
    expect(seen === event).toBe(shows === null || 'has' in shows);
    if (seen !== event)
      expect([seen, seen.quotes, seen.quotes[1]].map((part) => Object.isFrozen(part))).not.toContain(false);
  });

  it('is of venues of the run', () => {
    expect(() => asShown({ ...moment(), quotes: [quote('nowhere', 1n)] }, sourcesOf({}), null)).toThrow(
      'nowhere is no venue of this run',
    );
  });

  it('has room without bound where no limit binds', () => {
    const at = { venue: 'kalshi', market: 'FED' };
    expect(roomOf(sourcesOf({}), at, 'no', null)).toEqual({ funds: 9n, roomQty: null });
    expect(roomOf(sourcesOf({}), at, 'no', 20n)).toEqual({ funds: 9n, roomQty: -10n });
  });

  it('has the best level of each side, and nothing of a side that is empty', () => {
    const at = { venue: 'kalshi', market: 'FED' };
    const [best, next] = [{ ...high }, { ...low }];
    const { bidPx, bidQty, askPx, askQty, bids, asks } = quoteOfLadders(at, 'no', [], [best, next]);
    expect([bidPx, bidQty, askPx, askQty]).toEqual([null, 0n, high.px, high.qty]);
    expect([bids, asks, best, next].map((part) => Object.isFrozen(part))).not.toContain(false);
    expect(quoteOfLadders(at, 'no', [best], [])).toMatchObject({ bidPx: high.px, bidQty: 7n, askPx: null, askQty: 0n });
  });
});
