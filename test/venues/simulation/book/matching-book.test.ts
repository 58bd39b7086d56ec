// The matching engine against its naive twin: the same flow, the same fills, the same queues, step by step.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MarketOutside } from '../../../../src/venues/simulation/book/market-outside.ts';
import { MatchingBook } from '../../../../src/venues/simulation/book/matching-book.ts';
import { queueModels, type QueueModelName } from '../../../../src/venues/simulation/book/queue-models.ts';
import { refillModelOf, type Refill } from '../../../../src/venues/simulation/book/refill-models.ts';
import type { ArrivingOrder } from '../../../../src/venues/simulation/book/types.ts';
import { anyFlow, LEVELS, type FlowStep } from './flows.ts';
import { NaiveBook } from './naive-book.ts';

const anyQueue = fc.constantFrom(...(Object.keys(queueModels) as QueueModelName[]));
const anyStep = fc.constantFrom(1n, 4n);
const anyRefill = fc.constantFrom<Refill[]>('whenGrown', 'whenShown', { halfLifeUs: 3 });
const anyWindow = fc.constantFrom(0, 2, 10);

/** Both books, and what one step does to either. */
const twins = (queue: QueueModelName, refill: Refill, qtyStep: bigint, printWithinUs: number) => {
  const naive = new NaiveBook(queue, refill, qtyStep, printWithinUs);
  const models = { queue: queueModels[queue], refill: refillModelOf(refill), qtyStep, printWithinUs };
  let book = new MatchingBook(LEVELS, qtyStep);
  let outside = new MarketOutside(book, models);
  let submitted = 0;
  let us = 0;
  const step = ({
    afterUs,
    step: flow,
  }: {
    readonly step: FlowStep;
    readonly afterUs: number;
  }): readonly [fast: unknown, naive: unknown] => {
    us += afterUs;
    switch (flow.what) {
      case 'submit': {
        const { what: _, ...order } = flow;
        const arriving: ArrivingOrder = { ...order, id: String((submitted += 1)) };
        return [book.submit(arriving), naive.submit(arriving)];
      }
      case 'cancel':
        return [book.cancel(String(flow.pick)), naive.cancel(String(flow.pick))];
      case 'decrease': {
        const resting = book.find(String(flow.pick));
        if (resting === undefined) return [null, null];
        const openQty = 1n + ((resting.openQty - 1n) * flow.shareBps) / 10_000n;
        return [book.decrease(resting.id, openQty), naive.decrease(resting.id, openQty)];
      }
      case 'amend': {
        // A new price, or more of it: out and in again, behind all others.
        const resting = book.find(String(flow.pick));
        if (resting === undefined) return [null, null];
        const { id, owner, side } = resting;
        const { level, qty } = flow;
        const order = {
          id,
          owner,
          side,
          level,
          qty,
          timeInForce: 'GTC',
          isPostOnly: false,
          selfTrade: 'cancelTaker',
        } as const;
        const outs = [book.cancel(id), naive.cancel(id)];
        return [
          [outs[0], book.submit(order)],
          [outs[1], naive.submit(order)],
        ];
      }
      case 'show':
        return [outside.show(flow.side, flow.level, flow.qty, us), naive.show(flow.side, flow.level, flow.qty, us)];
      case 'showAll':
        return [outside.showAll(flow.bids, flow.asks, us), naive.showAll(flow.bids, flow.asks, us)];
      case 'trade':
        return [
          outside.trade(flow.level, flow.qty, flow.hit, true, us),
          naive.trade(flow.level, flow.qty, flow.hit, us),
        ];
      case 'meet':
        return [outside.meet(), naive.meet()];
    }
  };
  const views = () => {
    const resting = book.save().resting.map(({ id, owner, side, level, openQty, aheadQty }) => {
      return { id, owner, side, level, openQty, aheadQty };
    });
    const offered = (side: 'bid' | 'ask', level: number): bigint =>
      book.half(side).at(book.half(side).rankOf(level)).offeredQty;
    const all = Array.from({ length: LEVELS }, (_, level) => level);
    return [
      { resting, bids: all.map((level) => offered('bid', level)), asks: all.map((level) => offered('ask', level)) },
      {
        resting: naive.view(),
        bids: all.map((level) => naive.offered('bid', level)),
        asks: all.map((level) => naive.offered('ask', level)),
      },
    ] as const;
  };
  const restore = (): void => {
    book = new MatchingBook(LEVELS, qtyStep, structuredClone(book.save()));
    outside = new MarketOutside(book, models);
  };
  return { step, views, restore };
};

describe('the matching engine', () => {
  it('does what its naive twin does, step by step, whatever comes', () => {
    fc.assert(
      fc.property(anyFlow, anyQueue, anyRefill, anyStep, anyWindow, (flow, queue, refill, qtyStep, windowUs) => {
        const { step, views } = twins(queue, refill, qtyStep, windowUs);
        for (const each of flow) {
          const [fast, naive] = step(each);
          expect(fast).toEqual(naive);
          const [view, expected] = views();
          expect(view).toEqual(expected);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('counts the orders that came to rest, and no other', () => {
    const book = new MatchingBook(LEVELS, 1n);
    const order = { owner: 'us', qty: 2n, timeInForce: 'GTC', isPostOnly: false, selfTrade: 'allow' } as const;
    book.submit({ ...order, id: 'first', side: 'bid', level: 4 });
    book.submit({ ...order, id: 'ends', side: 'bid', level: 4, timeInForce: 'IOC' });
    book.submit({ ...order, id: 'second', side: 'ask', level: 6 });
    book.submit({ ...order, id: 'takes', side: 'ask', level: 4 });
    expect([book.joins, book.save().joins, book.find('second')?.joins]).toEqual([2, 2, 2]);
  });

  it('resumes from what was saved as if nothing had been', () => {
    fc.assert(
      fc.property(
        anyFlow,
        fc.nat({ max: 119 }),
        anyQueue,
        anyRefill,
        anyStep,
        anyWindow,
        (flow, savedAt, queue, refill, qtyStep, windowUs) => {
          const { step, views, restore } = twins(queue, refill, qtyStep, windowUs);
          flow.forEach((each, index) => {
            if (index === savedAt) restore();
            const [fast, naive] = step(each);
            expect(fast).toEqual(naive);
          });
          const [view, expected] = views();
          expect(view).toEqual(expected);
        },
      ),
      { numRuns: 150 },
    );
  });
});
