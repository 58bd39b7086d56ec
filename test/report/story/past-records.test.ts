// Goal: what has happened to an arbitrage is kept for the story of an order that is yet to come, and what has long ended is not.
import { describe, expect, it } from 'vitest';
import type { RecordBody } from '../../../src/journal/records.ts';
import { OrderOwners } from '../../../src/report/story/order-owners.ts';
import { PastRecords } from '../../../src/report/story/past-records.ts';
import { completed, smallRun } from '../journals.ts';

const pastOf = (bodies: readonly RecordBody[]): PastRecords => {
  const past = new PastRecords(new OrderOwners());
  bodies.forEach((body, index) => past.observe(body, index));
  return past;
};

const moved = (arbitrage: number, to: string): RecordBody => ({
  ...{ type: 'arbitrage.moved', arbitrage, event: 'leg.updated', from: 'legging', to },
});

describe('the past of an arbitrage', () => {
  it('has each record about it and its orders, in order, and no other', () => {
    const past = pastOf(smallRun);
    for (const number of [1, 2, 4]) {
      const orders = new Set<string>();
      const naive = smallRun.filter((body) => {
        if (body.type === 'order.created' && body.ownerId === number) orders.add(body.clOrdId);
        if ('clOrdId' in body && body.clOrdId !== undefined) return orders.has(body.clOrdId);
        return ('arbitrage' in body && body.arbitrage === number) || ('intent' in body && body.intent === number);
      });
      expect(naive.length).toBeGreaterThan(8);
      expect(past.of(number).map(({ body }) => body)).toEqual(naive);
    }
  });

  it('is nothing where the intent was refused, or is not known', () => {
    const past = pastOf(smallRun);
    expect([past.of(3), past.of(99)]).toEqual([[], []]);
  });

  it('is forgotten with its orders when 4,096 others have ended after it, unless it was opened again', () => {
    const past = pastOf([...completed(1, 0), ...completed(2, 0)].map(([, body]) => body));
    const [first, second] = [past.of(1).length, past.of(2).length];
    past.observe(moved(2, 'unwinding'), 1);
    for (let number = 3; number < 4_097; number += 1) past.observe(moved(number, 'cancelled'), number);
    expect([past.of(1).length, past.of(2).length]).toEqual([first, second + 1]);
    for (let number = 4_097; number < 4_100; number += 1) past.observe(moved(number, 'cancelled'), number);
    expect([past.of(1).length, past.of(2).length]).toEqual([0, second + 1]);
    past.observe({ type: 'fault.injected', venue: 'kalshi', fault: 'ackLost', clOrdId: '1.1' }, 9);
    past.observe({ type: 'fault.injected', venue: 'kalshi', fault: 'ackLost', clOrdId: '2.1' }, 9);
    expect([past.of(1).length, past.of(2).length]).toEqual([0, second + 2]);
  });
});
