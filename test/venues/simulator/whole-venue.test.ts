// A whole venue under any rules, chances, faults and requests: its books are what its own records add up to, an order
// always reaches an end, and a venue that was put down goes on as if it never had been.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RecordBody } from '../../../src/journal/records.ts';
import { multiplyMicros } from '../../../src/money/micros.ts';
import { venueCatalogue } from '../../../src/venues/catalogue.ts';
import { opinionFeeNumbers } from '../../../src/venues/opinion/rules.ts';
import type { VenueOrderRequest } from '../../../src/venues/simulator/types.ts';
import { ACCOUNT, anyPlan, createWorld, marketsOf, type Plan } from './world.ts';

const recordsOf = <T extends RecordBody['type']>(records: readonly RecordBody[], type: T) =>
  records.filter((body): body is Extract<RecordBody, { type: T }> => body.type === type);

/** What an account has by the records alone: every trade that has not failed, then complete sets turned into money. */
const addUp = (plan: Plan, truth: readonly RecordBody[]) => {
  const { netting } = venueCatalogue[plan.name];
  const requests = new Map<string, VenueOrderRequest>();
  for (const sending of plan.sendings)
    if (sending.what === 'submit' && !requests.has(sending.order.clOrdId))
      requests.set(sending.order.clOrdId, sending.order);
  const failed = new Set(
    recordsOf(truth, 'venue.settled').flatMap(({ status, tradeId }) => (status === 'failed' ? [tradeId] : [])),
  );
  const shares = new Map(marketsOf(plan).map(({ market }) => [market, { yes: 0n, no: 0n }]));
  let cash = plan.opening;
  for (const { clOrdId, tradeId, lastQty, lastPx, fee } of recordsOf(truth, 'venue.filled')) {
    if (failed.has(tradeId)) continue;
    const { market, outcome, side } = requests.get(clOrdId)!;
    const isBuy = side === 'buy';
    const held = shares.get(market)!;
    held[outcome as 'yes' | 'no'] += isBuy ? lastQty : -lastQty;
    cash += (isBuy ? -multiplyMicros(lastPx, lastQty, 'ceil') : multiplyMicros(lastPx, lastQty, 'floor')) - fee;
  }
  for (const held of shares.values()) {
    const sets = held.yes < held.no ? held.yes : held.no;
    const { pairs } = netting.value;
    if (pairs !== 'netted' && !(pairs === 'redeemedAtOnce' && sets > 0n)) continue;
    held.yes -= sets;
    held.no -= sets;
    cash += sets;
  }
  const rows = [...shares].flatMap(([market, { yes, no }]) => [
    { account: ACCOUNT, asset: `${market}:no`, amount: no },
    { account: ACCOUNT, asset: `${market}:yes`, amount: yes },
  ]);
  const { value: currency } = venueCatalogue[plan.name].currency;
  return [{ account: ACCOUNT, asset: currency, amount: cash }, ...rows.filter(({ amount }) => amount !== 0n)];
};

/** The client cancels everything, again and again, until nothing lives. */
const cancelAll = (plan: Plan, world: ReturnType<typeof createWorld>): void => {
  const ids = new Set(plan.sendings.flatMap((sending) => (sending.what === 'submit' ? [sending.order.clOrdId] : [])));
  for (let round = 0; world.venue.live > 0 && round < 200; round += 1) {
    for (const clOrdId of ids) if (world.venue.isLive(clOrdId)) world.send({ atUs: 0, what: 'cancel', clOrdId });
    world.run();
  }
};

// Copies of an order share its id and not its terms, so a venue that takes them cannot be added up by id.
const once = (plan: Plan): Plan => {
  const seen = new Set<string>();
  const isFirst = (id: string): boolean => !seen.has(id) && seen.add(id) !== undefined;
  const sendings = plan.sendings
    .toSorted((left, right) => left.atUs - right.atUs)
    .filter((sending) => sending.what !== 'submit' || isFirst(sending.order.clOrdId));
  return { ...plan, sendings };
};

describe('a whole venue', () => {
  it('ends every order once all are cancelled, and keeps its books to the micro by its own records', () => {
    let filled = 0;
    let failed = 0;
    const bound = opinionFeeNumbers.feeMin.value;
    fc.assert(
      fc.property(anyPlan(6).map(once), (plan) => {
        const world = createWorld(plan);
        world.run(undefined, () => {
          for (const { asset, amount } of world.venue.balances())
            expect([asset, amount >= (plan.name === 'opinion' ? -bound : 0n)]).toEqual([asset, true]);
        });
        cancelAll(plan, world);
        expect(world.venue.live).toBe(0);
        expect(world.venue.balances()).toEqual(addUp(plan, world.truth));
        const books = world.law.books?.save();
        expect([books?.entries, books?.trades]).toEqual([[], []]);
        filled += recordsOf(world.truth, 'venue.filled').length;
        failed += recordsOf(world.truth, 'venue.settled').filter(({ status }) => status === 'failed').length;
      }),
      { numRuns: 150 },
    );
    expect(filled).toBeGreaterThan(200);
    expect(failed).toBeGreaterThan(10);
  });

  it('fills no order beyond its quantity, and writes one end of each', () => {
    fc.assert(
      fc.property(anyPlan(3).map(once), (plan) => {
        const world = createWorld(plan);
        world.run();
        cancelAll(plan, world);
        const left = new Map<string, bigint>();
        for (const { clOrdId, leavesQty } of recordsOf(world.truth, 'venue.filled')) {
          expect(leavesQty >= 0n && left.get(clOrdId) !== 0n).toBe(true);
          left.set(clOrdId, leavesQty);
        }
        const ended = recordsOf(world.truth, 'venue.ended').map(({ clOrdId }) => clOrdId);
        expect(new Set(ended).size).toBe(ended.length);
        for (const clOrdId of ended) expect(left.get(clOrdId)).not.toBe(0n);
      }),
      { numRuns: 60 },
    );
  });

  it('goes on in a copy, from any step, as if it had never been put down', () => {
    fc.assert(
      fc.property(anyPlan(18), fc.double({ min: 0, max: 1, noNaN: true }), (plan, share) => {
        const whole = createWorld(plan);
        const steps = whole.run();
        const first = createWorld(plan);
        first.run(Math.floor(steps * share));
        const second = createWorld(plan, first.save());
        second.run();
        expect([...first.log, ...second.log]).toEqual(whole.log);
        expect(second.save()).toEqual(whole.save());
      }),
      { numRuns: 80 },
    );
  });

  it('is a function of its plan: faults that never strike change nothing', () => {
    fc.assert(
      fc.property(anyPlan(8), (plan) => {
        const plain = createWorld({ ...plan, faults: [] });
        const idle = createWorld({ ...plan, faults: plan.faults.map((fault) => ({ ...fault, chanceBps: 0 })) });
        plain.run();
        idle.run();
        expect(idle.log).toEqual(plain.log);
      }),
      { numRuns: 30 },
    );
  });
});
