// A venue of one's own whose books are a recording's. Goal: at every moment they are what was recorded of them, orders get
// what was offered and no more, and whatever is broken in the recording is reported. Method: made-up recordings, as files.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { RecordedBook } from '../../src/market-data/recorded-book.ts';
import { syntheticRecording } from '../../src/market-data/synthetic/recording.ts';
import { createVenue } from '../../src/harness/create-venue.ts';
import type { OwnVenue } from '../../src/harness/own-venue.ts';
import { InvalidVenueOptions } from '../../src/harness/invalid.ts';
import type { OwnVenueOptions } from '../../src/harness/options.ts';
import { readOwnRecording, type OwnRecording } from '../../src/harness/own-recording.ts';

const folder = mkdtempSync(join(tmpdir(), 'dte-own-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const made = syntheticRecording({ seed: '5', durationMs: 20_000, gapEveryMs: 6_000 });
const written = (name: string, text: string | Buffer): string => {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
};
const file = written('made.jsonl.gz', gzipSync(made.lines.join('\n')));
const understood = {
  names: Object.fromEntries(made.options.names ?? []),
  tokens: Object.fromEntries(
    [...(made.options.tokens ?? [])].map(([token, { market, isFirst }]) => [
      token,
      `${market}/${isFirst ? 'yes' : 'no'}`,
    ]),
  ),
};
const latencies = { ackLatency: '20ms', reportLatency: '5ms', cancelLatency: '20ms' };

const optionsOf = (recording: OwnRecording, more: Partial<OwnVenueOptions> = {}): OwnVenueOptions => ({
  account: { opening: '10000' },
  markets: [{ market: made.market }],
  profile: latencies,
  book: { recording },
  ...more,
});
/** An order every half second, at the best price that is shown. */
const trade = (venue: OwnVenue): void => {
  for (let count = 1; count <= 36; count += 1) {
    venue.advanceTo(count * 500_000);
    const quote = venue.quote(made.market, 'yes');
    if (quote === null || quote.askPx === null) continue;
    const order = { market: made.market, outcome: 'yes', side: 'buy', orderQty: '50', price: quote.askPx } as const;
    venue.submit({ ...order, clOrdId: `c${count}`, timeInForce: 'IOC' });
  }
  venue.advanceTo(30_000_000);
};

describe('a venue of one’s own over a recording', () => {
  it.each(['polymarket', 'kalshi'] as const)(
    'has the books that were recorded of %s, at every moment',
    async (name) => {
      const recording = await readOwnRecording(file, understood);
      expect(recording.markets).toEqual([`kalshi/${made.market}`, `polymarket/${made.market}`]);
      const venue = createVenue(name, optionsOf(recording));
      const book = new RecordedBook(name, made.market);
      let compared = 0;
      let untold = 0;
      for (const item of recording.items) {
        if (item.what !== 'update' || item.update.venue !== name) continue;
        if (item.atUs > venue.nowUs) {
          const quote = venue.quote(made.market, 'yes');
          const isTradable = !book.isStale && !book.isCrossed;
          expect(quote?.askPx).toBe(isTradable ? book.asks.bestPx : null);
          expect(quote?.bidPx).toBe(isTradable ? book.bids.bestPx : null);
          compared += 1;
          untold += isTradable ? 0 : 1;
          // All that is recorded of one instant comes to pass together.
          venue.advanceTo(item.atUs);
        }
        book.apply(item.update);
      }
      expect(compared).toBeGreaterThan(300);
      expect(untold).toBeGreaterThan(1);
    },
  );

  it('gives what was there and no more, tells what is broken, and is the same again', async () => {
    const recording = await readOwnRecording(file, understood);
    const venues = [1, 2].map(() => createVenue('kalshi', optionsOf(recording)));
    for (const venue of venues) trade(venue);
    const [venue, again] = venues as [OwnVenue, OwnVenue];
    expect(again.digest()).toBe(venue.digest());
    const filled = venue.journal().flatMap((record) => (record.type === 'venue.filled' ? [record] : []));
    expect(filled.length).toBeGreaterThan(10);
    for (const { lastQty, offeredQty } of filled) expect(lastQty <= (offeredQty ?? 0n)).toBe(true);
    const noted = venue.journal().flatMap((record) => (record.type === 'recording.noted' ? [record.event] : []));
    expect(noted).toContain('gap');
    expect(noted.at(-1)).toBe('ended');
    const refused = venue.journal().filter((record) => record.type === 'venue.ended' && record.reason === 'tryAgain');
    expect(refused.every(({ type }) => type === 'venue.ended')).toBe(true);
    expect(venue.judge({ orders: [] }).length).toBeGreaterThan(0);
    expect(venue.isQuiet).toBe(true);
  });

  it('is refused with a sentence where the recording is none, is of other markets, or is beside a flow', async () => {
    const recording = await readOwnRecording(file, understood);
    const problemsOf = (options: unknown): readonly string[] => {
      try {
        createVenue('kalshi', options as OwnVenueOptions);
      } catch (error) {
        if (error instanceof InvalidVenueOptions) return error.problems.map(({ key, message }) => `${key}: ${message}`);
        throw error;
      }
      return [];
    };
    const options = optionsOf(recording);
    expect(problemsOf({ ...options, book: { recording: { items: [] } } })).toEqual([
      'book.recording: recording must be what readOwnRecording has read.',
    ]);
    // One mistake is one sentence: of markets that cannot be read nobody says that they are not recorded.
    for (const [markets, key] of [
      [[], 'markets'],
      ['EVENT', 'markets'],
      [[{ outcomes: ['yes', 'no'] }], 'markets[0]'],
      [[{ market: made.market, step: 'odd' }], `markets.${made.market}.step`],
      [[{ market: made.market, grid: '0.7' }, { market: 'OTHER' }], `markets.${made.market}.grid`],
    ] as const)
      expect(problemsOf({ ...options, markets }).map((problem) => problem.slice(0, problem.indexOf(':')))).toEqual([
        key,
      ]);
    expect(problemsOf({ ...options, book: { recording, flow: { middle: '0.5', lasts: '1s' } } })).toEqual([
      'book: book has a flow or a recording that moves it, and not both.',
    ]);
    expect(problemsOf({ ...options, markets: [{ market: 'OTHER' }] })).toEqual([
      'book.recording: recording says nothing of kalshi/OTHER: it tells of kalshi/EVENT, polymarket/EVENT.',
    ]);
    const nothing = await readOwnRecording(written('nothing.jsonl', 'not a recording\n'));
    expect(problemsOf(optionsOf(nothing))).toEqual([
      'book.recording: recording says nothing of kalshi/EVENT: it tells of no market.',
    ]);
    await expect(readOwnRecording(file, { tokens: { 71: 'EVENT' } })).rejects.toThrow(
      'tokens.71: 71 must be a market and one of its outcomes, such as FED-DEC/yes, but it is "EVENT".',
    );
    await expect(readOwnRecording(join(folder, 'not-there'))).rejects.toThrow(/ENOENT/);
  });
});
