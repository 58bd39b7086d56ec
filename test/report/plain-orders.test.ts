// Goal: orders that are of no arbitrage have a life that is explained: a strategy's by the number of its intent or by its id, a
// client's by its id, whatever that looks like.
import { describe, expect, it } from 'vitest';
import type { JournalRecord, RecordBody } from '../../src/journal/records.ts';
import { explain, storyLines } from '../../src/report/explain.ts';
import { venueWith } from '../harness/venues.ts';
import { ackLost, completed, journalOf } from './journals.ts';

const order = { venue: 'kalshi', account: 'main', market: 'FED', outcome: 'yes', side: 'buy' } as const;
const terms = { ...order, orderQty: 10_000_000n, price: 400_000n, timeInForce: 'GTC' } as const;

const linesOf = (records: Iterable<JournalRecord>, id: string): string =>
  storyLines(explain(records, id)!, 200).join('\n');

describe("a strategy's plain order", () => {
  const moved = (clOrdId: string, event: string, from: string, to: string, told: object = {}): RecordBody => ({
    ...{ type: 'order.moved', clOrdId, event, from, to, cumQty: to === 'filled' ? terms.orderQty : 0n },
    ...{ leavesQty: to === 'filled' ? 0n : terms.orderQty, ...told },
  });
  const plain = (clOrdId: string): readonly (readonly [number, RecordBody])[] => [
    [5, { type: 'order.created', clOrdId, owner: 'strategy', ownerId: 4, ...terms }],
    [6, moved(clOrdId, 'order.sent', 'pendingNew', 'pendingNew')],
    [7, moved(clOrdId, 'venue.acked', 'pendingNew', 'new', { venueOrderId: 'k1' })],
    [
      9,
      moved(clOrdId, 'venue.traded', 'new', 'filled', {
        ...{ tradeId: 't', lastQty: terms.orderQty, lastPx: 390_000n, fee: 0n },
      }),
    ],
  ];

  it.each(['4.1', 'any'])('is explained by the number of its intent and by its id: %s', (clOrdId) => {
    const records = journalOf(completed(1, 0), ackLost(2, 0), plain(clOrdId));
    const story = linesOf(records, '4');
    expect(linesOf(records, clOrdId)).toBe(story);
    expect(story).toContain(`Order ${clOrdId}, a plain order of a strategy: buy 10 YES at 0.40 on kalshi.`);
    expect(story).toContain(`the strategy places ${clOrdId}`);
    expect(story).toContain(`${clOrdId} to kalshi leaves`);
    expect(story).toContain('FILLED: all 10 at 0.39 on average');
    expect(story).not.toContain('to get out of it');
  });

  it('is not mistaken for an order of the arbitrage of that number', () => {
    const records = journalOf(completed(1, 0), [
      [5, { type: 'order.created', clOrdId: '1.u9', owner: 'client', ownerId: 1, ...terms }],
    ]);
    expect(linesOf(records, '1')).toBe(linesOf(journalOf(completed(1, 0)), '1'));
    expect(linesOf(records, '1.u9')).toContain('Order 1.u9: buy 10 YES');
  });
});

describe("a client's order", () => {
  it.each(['c1', '12', '12.1', 'a.b.c'])('is explained by the id that the client gave it: %s', (clOrdId) => {
    const venue = venueWith('kalshi');
    venue.submit({ clOrdId, market: 'FED-DEC', outcome: 'yes', side: 'buy', orderQty: '20', price: '0.48' });
    venue.advanceTo(20_000_000);
    const story = linesOf(venue.journal(), clOrdId);
    expect(story).toContain(`Order ${clOrdId}: buy 20 YES at 0.48 on kalshi.`);
    expect(story).toContain(`the client sends ${clOrdId}`);
    expect(story).not.toContain('to get out of it');
    expect(story).toMatch(/\+\d+ ms +FILLED at kalshi: filled all 20$/);
    expect(explain(venue.journal(), '1')).toBeNull();
  });

  it('is explained as its venue has it, where that is all that the journal says', () => {
    const endOf = (change: object, until = 20_000_000): string => {
      const venue = venueWith('kalshi', { faults: [] });
      const asked = {
        clOrdId: 'c1',
        market: 'FED-DEC',
        outcome: 'yes',
        side: 'buy',
        orderQty: '20',
        price: '0.48',
      } as const;
      venue.submit({ ...asked, ...change });
      venue.advanceTo(until);
      return linesOf(venue.journal(), 'c1').split('\n').at(-1)!.trim();
    };
    expect(endOf({ price: '0.4812' })).toContain('REJECTED by kalshi');
    expect(endOf({}, 0)).toContain('it has not come to kalshi');
  });

  it('says how it may rest', () => {
    const venue = venueWith('polymarket');
    const asked = { market: 'FED-DEC', outcome: 'yes', side: 'buy', orderQty: '20', price: '0.48' } as const;
    venue.submit({ clOrdId: 'a', ...asked, timeInForce: 'GTD', expireTimeUs: 600_000_000, isPostOnly: true });
    venue.submit({ clOrdId: 'b', ...asked, isPostOnly: false });
    const created = venue.journal().filter(({ type }) => type === 'order.created');
    const owner = { owner: 'client', ownerId: 0, account: 'main' };
    expect(created[0]).toMatchObject({ clOrdId: 'a', ...owner, expireTimeUs: 600_000_000, isPostOnly: true });
    expect(created[1]).toMatchObject({ clOrdId: 'b', ...owner });
    expect(venue.journalLines().at(-1)).not.toContain('isPostOnly');
  });
});
