// The best prices that Polymarket's frames name, held against the book: of either token, at the end of an instant.
import { describe, expect, it } from 'vitest';
import { said, startMs } from '../lines.ts';

/** A stamp, so many microseconds after the recording began. */
const at = (us: number): string => String(startMs * 1_000 + us);
const level = (price: string, size: string) => ({ price, size });
const book = (us: number, market = '0xc', bids = [level('0.50', '15')], asks = [level('0.52', '25')]) => ({
  event_type: 'book',
  asset_id: `${market} yes`,
  market,
  bids,
  asks,
  timestamp: at(us),
  hash: `${us}${market}`,
});
/** A bid of 0.49 is so large from here on, and the frame names these best prices. */
const change = (us: number, size: string, named: object = {}) => ({
  event_type: 'price_change',
  market: '0xc',
  price_changes: [{ asset_id: '0xc yes', price: '0.49', size, side: 'BUY', hash: `${us}`, ...named }],
  timestamp: at(us),
});
/** The same, as the other token tells it. */
const otherChange = (us: number, size: string, named: object) => ({
  ...change(us, size),
  price_changes: [{ asset_id: '0xc no', price: '0.51', size, side: 'SELL', hash: `${us}`, ...named }],
});

/** What is wrong with the best prices, as sentences. */
const wrongs = (...frames: readonly unknown[]): readonly string[] => {
  const { report } = said(frames);
  return report.firstFaults.map(({ kind, sentence }) => `${kind}: ${sentence}`);
};
const wrong = (rest: string): string => `contradiction: The best prices of 0xc should be ${rest}.`;

describe('the best prices that a frame names', () => {
  it.each([
    ['0.50', '0.52'],
    ['.50', '.52'],
    ['0.500', '0.520000'],
  ])('agree with the book as %s and %s', (best_bid, best_ask) => {
    expect(wrongs(book(0), change(1, '1', { best_bid, best_ask }))).toEqual([]);
    expect(wrongs(book(0), change(1, '1', { best_bid }), change(2, '2', { best_ask }))).toEqual([]);
  });

  it.each([
    ['0.51', '0.52', '0.51 to buy, and are 0.5'],
    ['.51', '.52', '0.51 to buy, and are 0.5'],
    ['0.50', '0.53', '0.53 to sell, and are 0.52'],
    ['0.50', '.53', '0.53 to sell, and are 0.52'],
    ['0', '0.52', 'nothing to buy, and are 0.5'],
    ['0.50', '1', 'nothing to sell, and are 0.52'],
    ['0.000001', '0.52', '0.000001 to buy, and are 0.5'],
  ])('differ from it as %s and %s', (best_bid, best_ask, rest) => {
    expect(wrongs(book(0), change(1, '1', { best_bid, best_ask }))).toEqual([wrong(rest)]);
  });

  it.each([
    ['0', '1'],
    ['0', '0'],
    ['1', '1'],
  ])('of empty sides are %s and %s', (best_bid, best_ask) => {
    const frames = [book(0, '0xc', [level('0.49', '1')], []), change(1, '0', { best_bid, best_ask })];
    expect(wrongs(...frames)).toEqual([]);
    expect(wrongs(...frames, change(2, '1', { best_bid, best_ask }))).toEqual([wrong('nothing to buy, and are 0.49')]);
    expect(wrongs(frames[0], change(1, '0', { best_bid: '0.48' }))).toEqual([wrong('0.48 to buy, and are nothing')]);
  });

  it.each(['', 'none', '0.4a', '1e-1', null, 0.51, 51])('that are no text of a number say nothing: %j', (best) => {
    expect(wrongs(book(0), change(1, '1', { best_bid: best, best_ask: best }))).toEqual([]);
    // The other of the two still counts.
    expect(wrongs(book(0), change(1, '1', { best_bid: best, best_ask: '0.53' }))).toEqual([
      wrong('0.53 to sell, and are 0.52'),
    ]);
  });

  it('of the second token are those of the first, from the other side', () => {
    expect(wrongs(book(0), otherChange(1, '1', { best_bid: '0.48', best_ask: '0.50' }))).toEqual([]);
    expect(wrongs(book(0), otherChange(1, '1', { best_bid: '0.47', best_ask: '0.50' }))).toEqual([
      wrong('0.53 to sell, and are 0.52'),
    ]);
    expect(wrongs(book(0), otherChange(1, '1', { best_bid: '0.48', best_ask: '0.51' }))).toEqual([
      wrong('0.49 to buy, and are 0.5'),
    ]);
    expect(wrongs(book(0), otherChange(1, '1', { best_bid: '0', best_ask: '0.50' }))).toEqual([
      wrong('nothing to sell, and are 0.52'),
    ]);
  });
});

describe('an instant', () => {
  const differs = change(1, '1', { best_bid: '0.51' });
  const agrees = { ...change(1, '2'), price_changes: [{ ...change(1, '2').price_changes[0], best_bid: '0.50' }] };

  it('is not over while another market is at most 5 ms beyond it', () => {
    expect(wrongs(book(0), book(0, '0xd'), differs, book(5_001, '0xd'), agrees)).toEqual([]);
    expect(wrongs(book(0), book(0, '0xd'), differs, book(5_002, '0xd'), agrees)).toEqual([
      wrong('0.51 to buy, and are 0.5'),
    ]);
  });

  it('is over with the next frame of its own market, which is not part of it', () => {
    const cures = change(2, '2', { best_bid: '0.50' });
    expect(said([book(0), differs, cures]).told).toEqual([
      '0xc snapshot 0.5x15 | 0.52x25',
      '0xc bid 0.49x1',
      '0xc gap null',
      '0xc bid 0.49x2',
    ]);
  });

  it('counts once, however many frames come after it', () => {
    const later = [change(2, '2', { best_bid: '0.51' }), change(3, '3'), book(4, '0xd'), book(5_010, '0xd')];
    expect(wrongs(book(0), differs, ...later)).toEqual([wrong('0.51 to buy, and are 0.5')]);
  });

  it('in which the book is shown anew counts from there', () => {
    expect(wrongs(book(0), differs, book(1), change(2, '2'))).toEqual([]);
  });

  it('counts for each market alone', () => {
    const other = { ...differs, market: '0xd', price_changes: [{ ...differs.price_changes[0], asset_id: '0xd yes' }] };
    expect(wrongs(book(0), book(0, '0xd'), differs, other, agrees)).toEqual([
      'contradiction: The best prices of 0xd should be 0.51 to buy, and are 0.5.',
    ]);
  });
});
