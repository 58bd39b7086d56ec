// The core, run whole: intents through lanes to stochastic venues and back. What must hold of every run, whatever
// the venues do: the same inputs give the same journal, every order and arbitrage ends, no quantity is made or lost
// between the venue's truth and the order's book, and no leg is unaccounted for.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RecordBody } from '../../src/journal/records.ts';
import { anyPlan, observed, run, setupOf, toEnd, type Plan } from './plans.ts';

const recordsOf = <T extends RecordBody['type']>(records: readonly RecordBody[], type: T) =>
  records.filter((body): body is Extract<RecordBody, { type: T }> => body.type === type);

describe('a run of the core', () => {
  const plan: Plan = {
    seed: '7',
    intents: 40,
    everyUs: 20_000,
    mode: 'parallel',
    policy: 'unwind',
    rejectBps: 1_500,
    partialBps: 3_000,
    slowUs: 50_000,
    capacity: 256,
  };

  it('is a function of its inputs: the same seed gives the same digest, another seed another', () => {
    expect(run(plan).digest).toBe(run(plan).digest);
    expect(run({ ...plan, seed: '8' }).digest).not.toBe(run(plan).digest);
  });

  it('is the same whether actors are born by their own constructor or by that of XState', () => {
    const { core } = observed({ ...setupOf(plan), births: 'xstate' });
    toEnd(core);
    expect(core.world.journal.digestHex()).toBe(run(plan).digest);
  });

  it('ends every order and every arbitrage, and releases every actor', () => {
    fc.assert(
      fc.property(anyPlan, (any) => {
        const { core, records } = run(any);
        expect(core.orders.liveCount).toBe(0);
        expect(core.arbitrages.liveCount).toBe(0);
        const last = new Map(recordsOf(records, 'arbitrage.moved').map(({ arbitrage, to }) => [arbitrage, to]));
        expect(last.size).toBe(any.intents - recordsOf(records, 'intent.refused').length);
        for (const to of last.values()) expect(to).toMatch(/^(completed|partial|cancelled|failed|exposed)$/);
      }),
      { numRuns: 100 },
    );
  });

  it('books exactly what the venue filled, order by order, and never more than was asked for', () => {
    fc.assert(
      fc.property(anyPlan, (any) => {
        const { records } = run(any);
        const filled = new Map<string, bigint>();
        for (const { clOrdId, lastQty } of recordsOf(records, 'venue.filled'))
          filled.set(clOrdId, (filled.get(clOrdId) ?? 0n) + lastQty);
        const booked = new Map(recordsOf(records, 'order.moved').map(({ clOrdId, cumQty }) => [clOrdId, cumQty]));
        for (const { clOrdId, orderQty } of recordsOf(records, 'order.created')) {
          expect([clOrdId, booked.get(clOrdId) ?? 0n]).toEqual([clOrdId, filled.get(clOrdId) ?? 0n]);
          expect(filled.get(clOrdId) ?? 0n).toBeLessThanOrEqual(orderQty);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('leaves no leg unaccounted for: what an end does not write down as residue is hedged or flat', () => {
    fc.assert(
      fc.property(anyPlan, (any) => {
        const { records } = run(any);
        const orders = recordsOf(records, 'order.created');
        const booked = new Map(recordsOf(records, 'order.moved').map(({ clOrdId, cumQty }) => [clOrdId, cumQty]));
        const ends = new Map(recordsOf(records, 'arbitrage.moved').map((record) => [record.arbitrage, record]));
        for (const [arbitrage, { to, residueQty }] of ends) {
          const held = { yes: 0n, no: 0n };
          for (const { clOrdId, outcome, side } of orders.filter((order) => order.ownerId === arbitrage))
            held[outcome as 'yes' | 'no'] += (side === 'buy' ? 1n : -1n) * (booked.get(clOrdId) ?? 0n);
          const difference = held.yes > held.no ? held.yes - held.no : held.no - held.yes;
          expect([arbitrage, to, difference]).toEqual([arbitrage, to, to === 'exposed' ? residueQty : 0n]);
          if (to === 'completed') expect(held).toEqual({ yes: 10_000_000n, no: 10_000_000n });
          if (to === 'cancelled') expect(held).toEqual({ yes: 0n, no: 0n });
        }
      }),
      { numRuns: 100 },
    );
  });

  it('never lets a lane over its capacity, and gives all its room back', () => {
    fc.assert(
      fc.property(anyPlan, (any) => {
        const { core } = run(any);
        for (const { venue, depthMax } of core.lanes.figures()) {
          expect(depthMax).toBeLessThanOrEqual(any.capacity);
          const { mailbox } = core.lanes.saveOf(venue).lane;
          expect([mailbox.reserved, mailbox.opportunity.length + mailbox.riskCritical.length]).toEqual([0, 0]);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('refuses opportunities when a lane of 16 is flooded, and loses nothing', () => {
    const { core, records } = run({
      ...plan,
      intents: 500,
      everyUs: 0,
      capacity: 16,
    });
    const refused = recordsOf(records, 'intent.refused').filter(({ reason }) => reason === 'laneSaturated');
    expect(refused.length).toBeGreaterThan(400);
    expect(core.orders.liveCount).toBe(0);
  });
});
