// Polymarket's frames: two tokens of one book, changes, trades, and what shows that something is missing.
import { describe, expect, it } from 'vitest';
import { said, startMs } from '../lines.ts';

const at = (ms: number): string => String(startMs + ms);
const level = (price: string, size: string) => ({ price, size });
const book = (
  ms: number,
  asset = 'yes',
  bids = [level('.48', '30'), level('0.50', '15')],
  asks = [level('0.54', '10'), level('0.52', '25')],
) => ({
  event_type: 'book',
  asset_id: asset,
  market: '0xc',
  bids,
  asks,
  timestamp: at(ms),
  hash: `h${ms}${asset}`,
});
const noBook = (ms: number) =>
  book(ms, 'no', [level('0.46', '10'), level('0.48', '25')], [level('0.52', '30'), level('0.50', '15')]);
const entry = (price: string, size: string, side: string, asset = 'yes', best: object = {}) => ({
  asset_id: asset,
  price,
  size,
  side,
  hash: `${price}${size}`,
  ...best,
});
const change = (ms: number, ...entries: object[]) => ({
  event_type: 'price_change',
  market: '0xc',
  price_changes: entries,
  timestamp: at(ms),
});
const shown = '0xc snapshot 0.5x15 0.48x30 | 0.52x25 0.54x10';

describe('frames of Polymarket', () => {
  it('show one book, whichever token they speak of', () => {
    expect(said([[book(0), noBook(0)]]).told).toEqual([shown]);
    expect(said([[noBook(0), book(0)]]).told).toEqual(['0xc snapshot 0.48x25 0.46x10 | 0.5x15 0.52x30']);
    const tokens = new Map([['yes', { market: 'FED', isFirst: true }]]);
    expect(said([[noBook(0), book(0), noBook(1)]], { tokens }).told).toEqual(
      [shown, shown].map((text) => text.replace('0xc', 'FED')),
    );
  });

  it('change a level once, though both tokens tell of it', () => {
    const both = change(1, entry('0.49', '200', 'BUY'), entry('0.51', '200', 'SELL', 'no'));
    expect(said([book(0), both, change(2, entry('0.52', '0', 'SELL'))]).told).toEqual([
      shown,
      '0xc bid 0.49x200',
      '0xc ask 0.52x0',
    ]);
  });

  it('are read in the older form, with one token a frame', () => {
    const older = {
      event_type: 'price_change',
      asset_id: 'yes',
      market: '0xc',
      changes: [{ price: '0.49', side: 'BUY', size: '2' }],
      timestamp: at(1),
      hash: 'x',
    };
    expect(said([book(0), older]).told).toEqual([shown, '0xc bid 0.49x2']);
  });

  it('tell trades of the second token as those of the first, once each', () => {
    const trade = {
      event_type: 'last_trade_price',
      asset_id: 'no',
      market: '0xc',
      price: '0.456',
      size: '219.217767',
      side: 'BUY',
      timestamp: at(1),
      transaction_hash: '0xt',
    };
    const found = said([book(0), trade, trade]);
    expect(found.told).toEqual([shown, '0xc trade 0.544x219.217767 sell']);
    expect(found.faults).toEqual({ duplicate: 1 });
  });

  it('tell another tick', () => {
    const tick = {
      event_type: 'tick_size_change',
      asset_id: 'yes',
      market: '0xc',
      old_tick_size: '0.01',
      new_tick_size: '0.001',
      timestamp: at(1),
    };
    expect(said([book(0), tick]).told).toEqual([shown, '0xc tick 0.001']);
  });

  it('make the book stale where the best prices they name are not its own', () => {
    const best = { best_bid: '0.51', best_ask: '0.52' };
    const found = said([book(0), change(1, entry('0.49', '1', 'BUY', 'yes', best)), book(2)]);
    expect(found.told).toEqual([shown, '0xc bid 0.49x1', '0xc gap null', shown]);
    expect(found.faults).toEqual({ contradiction: 1 });
    expect(said([book(0), change(1, entry('0.49', '1', 'BUY', 'yes', best))], { isBestChecked: false }).faults).toEqual(
      {},
    );
    const empty = change(1, entry('0.50', '0', 'SELL', 'no', { best_bid: '0', best_ask: '0.48' }));
    expect(said([book(0, 'no', [], [level('0.50', '1'), level('0.48', '2')]), empty]).faults).toEqual({});
  });

  it('name the best prices of the end of an instant, in each of its frames', () => {
    const best = { best_bid: '0.53', best_ask: '0.54' };
    const found = said([
      book(0),
      change(1, entry('0.53', '9', 'BUY', 'yes', best)),
      change(1, entry('0.52', '0', 'SELL', 'yes', best)),
      change(2, entry('0.49', '1', 'BUY', 'yes', best)),
    ]);
    expect(found.told).toEqual([shown, '0xc bid 0.53x9', '0xc ask 0.52x0', '0xc bid 0.49x1']);
    expect(found.faults).toEqual({});
  });

  it('heal a book whose sides crossed for some frames, once it agrees with the best prices that they name', () => {
    const best = { best_bid: '0.53', best_ask: '0.54' };
    const found = said([
      book(0),
      change(1, entry('0.53', '9', 'BUY', 'yes', best)),
      change(2, entry('0.49', '1', 'BUY', 'yes', best)),
      change(3, entry('0.52', '0', 'SELL', 'yes', best)),
      change(4, entry('0.49', '2', 'BUY', 'yes', best)),
    ]);
    expect(found.told).toEqual([
      shown,
      '0xc bid 0.53x9',
      '0xc gap null',
      '0xc bid 0.49x1',
      '0xc ask 0.52x0',
      '0xc snapshot 0.53x9 0.5x15 0.49x1 0.48x30 | 0.54x10',
      '0xc bid 0.49x2',
    ]);
    expect(found.faults).toEqual({ contradiction: 1 });
  });

  it.each([
    ['a level is missing', [change(1, entry('0.49', '1', 'BUY', 'yes', { best_bid: '0.51', best_ask: '0.52' }))]],
    [
      'a frame was lost while its sides were crossed',
      [
        change(1, entry('0.53', '9', 'BUY', 'yes', { best_bid: '0.53', best_ask: '0.54' })),
        change(9, entry('0.49', '2', 'BUY')),
        change(4, entry('0.49', '1', 'BUY')),
        change(10, entry('0.53', '0', 'BUY', 'yes', { best_bid: '0.50', best_ask: '0.52' })),
      ],
    ],
  ])('do not heal a book where %s', (_, frames) => {
    const agrees = change(11, entry('0.51', '1', 'BUY', 'yes', { best_bid: '0.51', best_ask: '0.52' }));
    const { told } = said([book(0), ...frames, agrees, change(12, entry('0.49', '7', 'BUY'))]);
    expect(told.filter((text) => text.includes('gap'))).toHaveLength(1);
    expect(told.filter((text) => text.includes('snapshot'))).toEqual([shown]);
  });

  it.each([
    ['at the end of the recording', []],
    ['when another market is well beyond it', [{ ...book(7, 'other'), market: '0xd' }]],
  ])('are held against the book %s', (_, rest) => {
    const wrong = change(1, entry('0.49', '1', 'BUY', 'yes', { best_bid: '0.51', best_ask: '0.52' }));
    const found = said([book(0), wrong, ...rest]);
    expect(found.told.slice(0, 3)).toEqual([shown, '0xc bid 0.49x1', '0xc gap null']);
    expect(found.faults).toEqual({ contradiction: 1 });
  });

  it('leave a stale book where a change comes after a newer one', () => {
    const found = said([
      book(0),
      change(5, entry('0.49', '1', 'BUY')),
      change(3, entry('0.49', '2', 'BUY')),
      change(6, entry('0.47', '1', 'BUY')),
    ]);
    expect(found.told).toEqual([shown, '0xc bid 0.49x1', '0xc gap 1', '0xc bid 0.47x1']);
    expect(found.faults).toEqual({ late: 1 });
  });

  it('are left out where they come twice, even when something newer came between', () => {
    const first = change(1, entry('0.49', '1', 'BUY'));
    const found = said([book(0), first, change(1, entry('0.49', '7', 'BUY')), first, book(0)]);
    expect(found.told).toEqual([shown, '0xc bid 0.49x1', '0xc bid 0.49x7']);
    expect(found.faults).toEqual({ duplicate: 2 });
  });

  it('show the same book again to a new subscription, after a line that could not be read', () => {
    const found = said([book(0), '{"event_type":"price_ch', change(1, entry('0.49', '1', 'BUY')), book(1), book(1)]);
    expect(found.told).toEqual([shown, '0xc gap null', '0xc bid 0.49x1', shown]);
    expect(found.faults).toEqual({ broken: 1, duplicate: 1 });
  });

  it('recover from a damaged time: three that are late are believed', () => {
    const far = change(900_000_000, entry('0.49', '1', 'BUY'));
    const found = said([book(0), far, book(1), book(2), book(3), change(4, entry('0.49', '1', 'BUY'))]);
    expect(found.told.slice(-2)).toEqual([shown, '0xc bid 0.49x1']);
    expect(found.faults).toEqual({ late: 2 });
  });

  it('of other kinds move no book, and are counted', () => {
    const found = said([
      book(0),
      { event_type: 'best_bid_ask', market: '0xc' },
      'PONG',
      { event_type: 'best_bid_ask' },
    ]);
    expect(found.told).toEqual([shown]);
    expect(found.report.others).toEqual({ best_bid_ask: 2, PONG: 1 });
  });

  it('of a third token of a condition are broken', () => {
    expect(said([book(0), noBook(0), book(1, 'third')]).faults).toEqual({ broken: 1 });
  });

  it('of tokens that a mapping does not name are left out, and counted', () => {
    const tokens = new Map([['else', { market: 'M', isFirst: true }]]);
    expect(said([book(0)], { tokens })).toMatchObject({ told: [], faults: { unmapped: 1 } });
  });

  it('take the names that they are given', () => {
    expect(said([book(0)], { names: new Map([['polymarket/0xc', 'FED']]) }).told).toEqual([
      shown.replace('0xc', 'FED'),
    ]);
  });
});
