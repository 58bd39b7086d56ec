// Goal: what an arbitrage does about its exposure rests on what can be sold now, and on what the next attempt would do.
// Method: the part by itself, between books, markets and settlements that say what each case needs.
import { describe, expect, it } from 'vitest';
import { UNWINDS_MAX, type ArbitrageContext } from '../../../machines/arbitrage.ts';
import type { Exposure } from '../../../src/accounting/payoff.ts';
import { addOrder, addTickets, ticketsAt } from '../../../src/engine/arbitrages/live-arbitrage.ts';
import type { IntentLeg } from '../../../src/arbitrage/intent.ts';
import { Unwinding, type UnwindingSetup } from '../../../src/engine/arbitrages/unwinding.ts';
import type { LiveOrder, NewOrder } from '../../../src/orders/live-order.ts';
import type { TradingState } from '../../../src/venues/definitions/words.ts';
import { arbitrageOf, bookedOf, marketOf, marketsOf, million, orderOf } from '../fakes.ts';
import { intentOf } from '../plans.ts';

interface Case {
  readonly policy?: 'unwind' | 'complete';
  readonly remembers?: Partial<ArbitrageContext>;
  /** What is held of YES and of NO. */
  readonly held: readonly [yes: bigint, no: bigint];
  readonly booked?: Partial<Exposure> & { readonly hasFilled?: boolean };
  /** The least order, and the step, of each market. */
  readonly least?: readonly [yes: bigint, no: bigint];
  readonly steps?: readonly [yes: bigint, no: bigint];
  readonly orders?: readonly LiveOrder[];
  readonly unsettled?: Readonly<Record<string, bigint>>;
  /** What was reported of markets, as `venue market`, and the state in which they began. */
  readonly told?: Readonly<Record<string, TradingState>>;
  readonly state?: TradingState;
  /** Where the second leg is, if not NO at Kalshi. */
  readonly second?: Partial<Pick<IntentLeg, 'venue' | 'market' | 'outcome'>>;
}

/** The part in its surroundings, with what it orders. */
const surrounded = (given: Case) => {
  const { policy = 'unwind', held, least = [million, million], steps = [10_000n, 10_000n], state = 'open' } = given;
  const planned = intentOf('parallel', policy);
  const legs = planned.legs.map((leg, index) => (index === 1 ? { ...leg, ...given.second } : leg));
  const intent = { ...planned, legs, expectedEdge: 100_000n };
  const created: NewOrder[] = [];
  const at = (venue: string): 0 | 1 => (venue === 'polymarket' ? 0 : 1);
  const setup: UnwindingSetup = {
    portfolio: { arbitrageOf: () => bookedOf(intent, held, given.booked) },
    connections: { stateOf: (venue, market) => given.told?.[`${venue} ${market}`] ?? null },
    settlements: { unsettledQty: (clOrdId) => given.unsettled?.[clOrdId] ?? 0n },
    markets: marketsOf((venue) => marketOf({ venue, state, orderQtyMin: least[at(venue)], qtyStep: steps[at(venue)] })),
    orders: { create: (order) => orderOf(created[created.push(order) - 1]!) },
    policy: { stepPx: 10_000n, repriceUs: 1_000 },
  };
  const arbitrage = arbitrageOf(intent, given.remembers);
  for (const order of given.orders ?? []) addOrder(arbitrage, order);
  return { unwinding: new Unwinding(setup), arbitrage, created, intent };
};

/** An order of a leg at that venue. */
const orderAt = (venue: 'polymarket' | 'kalshi', clOrdId: string, tickets: number, changes: object = {}): LiveOrder => {
  const outcome = venue === 'polymarket' ? 'yes' : 'no';
  const request = { clOrdId, market: 'FED', outcome, side: 'buy', orderQty: million, price: 1n, timeInForce: 'GTC' };
  return orderOf({ clOrdId, venue, tickets, request: { ...request, ...changes } as LiveOrder['request'] });
};

describe('an assessment', () => {
  it.each([
    ['nothing', { held: [0n, 0n] }],
    ['flat', { held: [0n, 0n], booked: { hasFilled: true } }],
    ['complete', { held: [10n * million, 10n * million] }],
    ['balanced', { held: [6n * million, 6n * million] }],
    ['exposed', { held: [10n * million, 9n * million] }],
    ['dust', { held: [10n * million, 9n * million + 1n] }],
    ['dust', { held: [10n * million, 10n * million - 1n] }],
    // What waits for its settlement or for its market is no dust.
    ['exposed', { held: [10n * million, 0n], told: { 'polymarket FED': 'halted' } }],
  ] as const)('finds %s', (verdict, given) => {
    const { unwinding, arbitrage } = surrounded(given);
    expect(unwinding.assess(arbitrage).verdict).toBe(verdict);
  });

  it('answers the question that was put, with what the best outcome pays more than the worst', () => {
    const { unwinding, arbitrage } = surrounded({
      held: [10n * million, 7n * million],
      booked: { payoffs: [7n, 10n, 4n], worstCase: -5n },
      remembers: { assessmentCount: 3, cause: 'legShort' },
    });
    expect(unwinding.assess(arbitrage)).toEqual({
      ...{ type: 'exposure.assessed', assessment: 3, verdict: 'exposed' },
      ...{ residueQty: 6n, worstCase: -5n, cause: 'legShort' },
    });
  });

  it('judges what is dust by what the next attempt would trade, and not by what this one has', () => {
    // The first attempt may buy the 3 NO that are missing. The second would sell 3 YES, of which 5 are the least.
    const few = { policy: 'complete', held: [10n * million, 7n * million], least: [5n * million, million] } as const;
    // By the planned edge of a cent a set, the second attempt is the last that is worth it: here is the turn.
    const turns = [0, 1, 2].map((unwindAttempts) => {
      const { unwinding, arbitrage } = surrounded({ ...few, remembers: { unwindAttempts } });
      return unwinding.assess(arbitrage).verdict;
    });
    expect(turns).toEqual(['exposed', 'exposed', 'dust']);
  });
});

describe('an order that works an exposure off', () => {
  it('is one of the arbitrage, at the price of its attempt and with the fees of its own size', () => {
    const { unwinding, arbitrage, created, intent } = surrounded({
      ...{ held: [10n * million, 7n * million], remembers: { unwindAttempts: 2 } },
    });
    arbitrage.unwinds = 4;
    const orders = [{ clOrdId: '1.u5', plannedQty: 3n * million }];
    expect(unwinding.place(arbitrage)).toEqual({ type: 'unwind.placed', orders });
    const request = { clOrdId: '1.u5', market: 'FED', outcome: 'yes', side: 'sell', timeInForce: 'GTC' };
    const { paysIn } = intent.legs[0]!;
    expect(created).toEqual([
      {
        ...{ venue: 'polymarket', account: 'at polymarket', ownerKind: 'unwind', ownerId: 1, paysIn, tickets: 0 },
        // Two attempts below the plan of 46 cents: three micros for the shares, and 44.
        ...{ request: { ...request, orderQty: 3n * million, price: 440_000n }, worstFee: 47n },
      },
    ]);
    expect(arbitrage.orders.map(({ clOrdId, owner }) => [clOrdId, owner === arbitrage])).toEqual([['1.u5', true]]);
    expect(arbitrage.unwinds).toBe(5);
  });

  it('buys back what is owed, at the venue of its leg', () => {
    const { unwinding, arbitrage, created } = surrounded({ held: [0n, 0n], booked: { residues: [0n, -2n * million] } });
    unwinding.place(arbitrage);
    expect(created).toMatchObject([
      { venue: 'kalshi', request: { side: 'buy', outcome: 'no', orderQty: 2n * million } },
    ]);
  });

  it.each([
    ['outcome', { venue: 'polymarket', outcome: 'no' }],
    ['market', { venue: 'polymarket', market: 'CPI', outcome: 'yes' }],
    ['venue', { outcome: 'yes' }],
  ] as const)('is of its own leg, where both differ by their %s alone', (_by, second) => {
    const { unwinding, arbitrage, created } = surrounded({ held: [0n, 2n * million], second });
    unwinding.place(arbitrage);
    const { venue = 'kalshi', ...request }: Case['second'] & object = second;
    expect(created).toMatchObject([{ venue, paysIn: 2, request: { ...request, price: 490_000n } }]);
  });

  it.each([
    [UNWINDS_MAX - 2, ['1.u63', '1.u64']],
    [UNWINDS_MAX - 1, ['1.u64']],
  ] as const)('is not one more than the chart takes: after %d of them', (unwinds, placed) => {
    const both = { held: [10n * million, 10n * million], booked: { residues: [2n * million, 2n * million] } } as const;
    const { unwinding, arbitrage } = surrounded(both);
    arbitrage.unwinds = unwinds;
    const { orders } = unwinding.place(arbitrage) as { readonly orders: readonly { readonly clOrdId: string }[] };
    expect(orders.map(({ clOrdId }) => clOrdId)).toEqual(placed);
  });

  it.each([
    ['its market is halted', { told: { 'polymarket FED': 'halted' } }, 'marketClosed'],
    ['its market began closed, and nothing was reported since', { state: 'closed' }, 'marketClosed'],
    ['its market began closed, and has opened', { state: 'closed', told: { 'polymarket FED': 'open' } }, null],
    ['another market is halted', { told: { 'kalshi FED': 'halted', 'polymarket CPI': 'halted' } }, null],
    ['it is below the least order', { least: [11n * million, million] }, 'nothingToTrade'],
    ['what would be sold has not settled', { unsettled: { '1.1': 10n * million } }, 'unsettled'],
    ['what was sold has not settled', { unsettled: { '1.u1': 10n * million } }, null],
  ] as const)('is refused, or not, where %s', (_where, given, reason) => {
    const orders = [orderAt('polymarket', '1.1', 0), orderAt('polymarket', '1.u1', 0, { side: 'sell' })];
    const { unwinding, arbitrage, created } = surrounded({ held: [10n * million, 0n], orders, ...given });
    const placed = unwinding.place(arbitrage);
    if (reason === null) expect(placed.type).toBe('unwind.placed');
    else expect(placed).toEqual({ type: 'unwind.refused', reason });
    expect(created).toHaveLength(reason === null ? 1 : 0);
  });

  it.each([
    ['what was bought and has not settled', orderAt('polymarket', '1.x', 0), 6n],
    ['nothing for what was sold', orderAt('polymarket', '1.x', 0, { side: 'sell' }), 10n],
    ['nothing for another market', orderAt('polymarket', '1.x', 0, { market: 'CPI' }), 10n],
    ['nothing for another outcome', orderAt('polymarket', '1.x', 0, { outcome: 'no' }), 10n],
  ] as const)('keeps back %s', (_what, order, qty) => {
    const unsettled = { '1.x': 4n * million };
    const { unwinding, arbitrage, created } = surrounded({ held: [10n * million, 0n], orders: [order], unsettled });
    unwinding.place(arbitrage);
    expect(created).toMatchObject([{ request: { side: 'sell', orderQty: qty * million } }]);
  });
});

describe('the room of an order that works an exposure off', () => {
  it.each([
    ['the roomiest order of its leg', [1, 3, 2], 3, [1, 0, 2]],
    ['the first of two that have as much', [2, 2], 2, [0, 2]],
  ] as const)('is that of %s', (_of, tickets, taken, left) => {
    const orders = tickets.map((count, index) => orderAt('polymarket', `1.${index}`, count));
    const others = [
      orderAt('kalshi', '1.k', 4, { outcome: 'yes' }),
      orderAt('polymarket', '1.m', 4, { market: 'CPI' }),
      orderAt('polymarket', '1.n', 4, { outcome: 'no' }),
    ];
    const { unwinding, arbitrage, created } = surrounded({ held: [million, 0n], orders: [...others, ...orders] });
    addTickets(arbitrage, 'polymarket', 5);
    unwinding.place(arbitrage);
    expect(created.map((order) => order.tickets)).toEqual([taken]);
    expect([...others, ...orders].map((order) => order.tickets)).toEqual([4, 4, 4, ...left]);
    expect(ticketsAt(arbitrage, 'polymarket')).toBe(5);
  });

  it.each([
    [5, 4, 1],
    [2, 2, 0],
    [0, 0, 0],
  ])('is, where its leg never left, what was kept for it: of %d', (kept, taken, left) => {
    const { unwinding, arbitrage, created } = surrounded({ held: [million, 0n] });
    addTickets(arbitrage, 'polymarket', kept);
    addTickets(arbitrage, 'kalshi', 5);
    unwinding.place(arbitrage);
    expect(created.map((order) => order.tickets)).toEqual([taken]);
    expect([ticketsAt(arbitrage, 'polymarket'), ticketsAt(arbitrage, 'kalshi')]).toEqual([left, 5]);
  });
});

describe('the step to which a sequential leg is floored', () => {
  it.each([
    ['the second', [10_000n, million], million],
    ['the first', [million, 10_000n], million],
    ['a millionth', [1n, 1n], 1n],
  ] as const)('is the coarsest of its markets: %s', (_which, steps, coarsest) => {
    const { unwinding, intent } = surrounded({ held: [0n, 0n], steps });
    expect(unwinding.qtyStepOf(intent)).toBe(coarsest);
  });
});
