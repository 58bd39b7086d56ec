// Goal: what the audit forgets it forgets whole, in each of its maps, and not before its time.
import { describe, expect, it } from 'vitest';
import { AuditState } from '../../src/audit/audit-state.ts';
import { STATUS } from '../../src/audit/codes.ts';

const leg = {
  venue: 'kalshi',
  market: 'FED',
  outcome: 'yes',
  paysIn: 1,
  side: 'buy',
  price: 480_000n,
  qty: 1_000_000n,
  worstFee: 0n,
} as const;

/** An arbitrage with an order, of which nothing more is to come. */
const restingIn = (state: AuditState, number: number) => {
  const arbitrage = state.receive({
    type: 'intent.received',
    intent: number,
    strategy: 'test',
    pair: 'FED',
    outcomes: 2,
    sets: 1_000_000n,
    expectedEdge: 0n,
    roiBps: 0,
    mode: 'parallel',
    policy: 'hold',
    legs: [leg],
  })!;
  const { venue, market, outcome, side, price } = leg;
  const order = state.create(
    {
      type: 'order.created',
      clOrdId: `${number}.1`,
      owner: 'leg',
      ownerId: number,
      leg: 1,
      venue,
      account: 'main',
      market,
      outcome,
      side,
      orderQty: 1_000_000n,
      price,
      timeInForce: 'GTC',
      worstFee: 0n,
    },
    arbitrage,
    0,
  )!;
  arbitrage.isRefused = true;
  order.status = STATUS.rejected;
  return arbitrage;
};

describe('the state of an audit', () => {
  it('keeps of what is at rest only what was spoken of within its time', () => {
    const forgotten: number[] = [];
    const state = new AuditState(1_000, ({ number }) => forgotten.push(number));
    for (let number = 1; number <= 5_000; number += 1) state.touch(restingIn(state, number), 100 * number);
    const held = [...state.arbitrages.keys()];
    expect(held).toEqual(Array.from({ length: 10 }, (_, index) => 4_991 + index));
    expect([...state.orders.keys()]).toEqual(held.map((number) => `${number}.1`));
    expect(state.resting.toArray().map(({ number }) => number)).toEqual(held);
    expect(forgotten).toEqual(Array.from({ length: 4_990 }, (_, index) => 1 + index));
  });

  it('keeps what lives, however long ago it was spoken of, and what was spoken of since', () => {
    const state = new AuditState(1_000, () => undefined);
    const [living, spokenOf] = [restingIn(state, 1), restingIn(state, 2)];
    living.isRefused = false;
    state.touch(living, 0);
    state.touch(spokenOf, 0);
    state.touch(spokenOf, 9_500);
    state.touch(restingIn(state, 3), 10_000);
    expect([...state.orders.keys()]).toEqual(['1.1', '2.1', '3.1']);
    state.touch(restingIn(state, 4), 10_500);
    expect([...state.orders.keys()]).toEqual(['1.1', '3.1', '4.1']);
  });
});
