// Goal: what an arbitrage does about its exposure rests on what can be sold now, and on what the next attempt would do.
// Method: the part by itself, between books, markets and settlements that say what each case needs.
import { describe, expect, it } from 'vitest';
import type { LiveArbitrage } from '../../../src/engine/arbitrages/live-arbitrage.ts';
import { Unwinding, type UnwindingSetup } from '../../../src/engine/arbitrages/unwinding.ts';
import { uniformGrid } from '../../../src/venues/definitions/grid.ts';
import { intentOf } from '../plans.ts';

const million = 1_000_000n;

interface Case {
  readonly policy: 'unwind' | 'complete';
  /** Unwinds that have been tried. */
  readonly attempts: number;
  /** What is held of YES and NO, the least order of each market, and what has not settled of each order. */
  readonly held: readonly [yes: bigint, no: bigint];
  readonly least: readonly [yes: bigint, no: bigint];
  readonly orders?: readonly { readonly clOrdId: string; readonly side: 'buy' | 'sell'; readonly unsettled: bigint }[];
}

/** The part in its surroundings, with what it orders. */
const surrounded = ({ policy, attempts, held, least, orders = [] }: Case) => {
  const intent = { ...intentOf('parallel', policy), expectedEdge: 100_000n };
  const created: { side: string; orderQty: bigint; venue: string }[] = [];
  const [yes, no] = held;
  const hedgedQty = yes < no ? yes : no;
  const residues = [yes - hedgedQty, no - hedgedQty];
  const instruments = intent.legs.map(({ venue, market, outcome }, index) => ({
    holding: { purse: { venue }, market, outcome },
    qty: held[index]!,
  }));
  const exposure = { residues, hedgedQty, residueQty: yes + no - 2n * hedgedQty, payoffs: [yes, no], worstCase: 0n };
  const setup = {
    books: { arbitrageOf: () => ({ instruments, hasFilled: true, exposure: () => exposure }) },
    connections: { stateOf: () => null },
    settlements: {
      unsettledQty: (clOrdId: string) => orders.find((order) => order.clOrdId === clOrdId)?.unsettled ?? 0n,
    },
    markets: {
      of: (venue: string) => ({
        terms: {
          ...{ grid: uniformGrid(10_000n), qtyStep: 10_000n, state: 'open' },
          orderQtyMin: venue === 'polymarket' ? least[0] : least[1],
        },
        fees: { worstFee: () => 0n },
      }),
    },
    orders: {
      create: ({ venue, request }: { venue: string; request: { side: string; orderQty: bigint } }) => {
        created.push({ venue, side: request.side, orderQty: request.orderQty });
        return { venue, request };
      },
    },
    policy: { stepPx: 10_000n, repriceUs: 1_000 },
  } as unknown as UnwindingSetup;
  const [leg] = intent.legs;
  const arbitrage = {
    ...{ number: 1, intent, unwinds: 0, unusedTickets: [] },
    orders: orders.map(({ clOrdId, side }) => ({
      ...{ clOrdId, venue: leg!.venue, tickets: 4 },
      request: { side, market: leg!.market, outcome: leg!.outcome },
    })),
    actor: { getSnapshot: () => ({ context: { unwindAttempts: attempts, assessmentCount: 1, cause: 'legShort' } }) },
  } as unknown as LiveArbitrage;
  return { unwinding: new Unwinding(setup), arbitrage, created };
};

describe('unwinding', () => {
  it('judges what is dust by what the next attempt would trade, and not by what this one has', () => {
    // The first attempt may buy the 3 NO that are missing. The second would sell 3 YES, of which 5 are the least.
    const few = { policy: 'complete', held: [10n * million, 7n * million], least: [5n * million, million] } as const;
    const first = surrounded({ ...few, attempts: 0 });
    expect(first.unwinding.assess(first.arbitrage)).toMatchObject({ verdict: 'exposed', residueQty: 3n * million });
    const later = surrounded({ ...few, attempts: 2 });
    expect(later.unwinding.assess(later.arbitrage).verdict).toBe('dust');
    // By the planned edge of a cent a set, the second attempt is the last that is worth it: here is the turn.
    const turns = [0, 1, 2].map((attempts) => {
      const turn = surrounded({ ...few, attempts });
      return turn.unwinding.assess(turn.arbitrage).verdict;
    });
    expect(turns).toEqual(['exposed', 'exposed', 'dust']);
  });

  it('keeps back what was bought and has not settled, and nothing for what was sold and has not', () => {
    const held = { policy: 'unwind', attempts: 1, held: [10n * million, 0n], least: [million, million] } as const;
    const sold = surrounded({ ...held, orders: [{ clOrdId: '1.u1', side: 'sell', unsettled: 4n * million }] });
    sold.unwinding.place(sold.arbitrage);
    expect(sold.created).toEqual([{ venue: 'polymarket', side: 'sell', orderQty: 10n * million }]);
    const bought = surrounded({ ...held, orders: [{ clOrdId: '1.1', side: 'buy', unsettled: 4n * million }] });
    bought.unwinding.place(bought.arbitrage);
    expect(bought.created).toEqual([{ venue: 'polymarket', side: 'sell', orderQty: 6n * million }]);
  });
});
