// The core under faults: whatever is lost, delayed, doubled, refused, halted, cut off or read stale at the venues, every
// order and every arbitrage ends, what the orders have booked is what the venues filled, trade by trade, and the
// audit has nothing to say.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAudit } from '../../src/audit/audit.ts';
import type { RecordBody } from '../../src/journal/records.ts';
import { faultCatalogue, faultNames, type FaultName } from '../../src/venues/faults/catalogue.ts';
import { InvalidFault, type FaultSpec } from '../../src/venues/faults/fault-plan.ts';
import { anyFaultPlan, boundedLatencies, settlement, venueOfFault } from './fault-plans.ts';
import { run, type Plan } from './plans.ts';

const recordsOf = <T extends RecordBody['type']>(records: readonly RecordBody[], type: T) =>
  records.filter((body): body is Extract<RecordBody, { type: T }> => body.type === type);

/** What stands of the venue's fills, order by order: those that did not settle never were. */
const filledOf = (records: readonly RecordBody[]): Map<string, bigint> => {
  const failed = new Set(
    recordsOf(records, 'venue.settled').flatMap(({ tradeId, status }) => (status === 'failed' ? [tradeId] : [])),
  );
  const filled = new Map<string, bigint>();
  for (const { clOrdId, tradeId, lastQty } of recordsOf(records, 'venue.filled'))
    if (!failed.has(tradeId)) filled.set(clOrdId, (filled.get(clOrdId) ?? 0n) + lastQty);
  return filled;
};

const expectSound = (plan: Plan): void => {
  const { core, records, times } = run(plan);
  expect(core.orders.liveCount).toBe(0);
  expect(core.arbitrages.liveCount).toBe(0);
  const ends = new Map(recordsOf(records, 'arbitrage.moved').map((record) => [record.arbitrage, record]));
  expect(ends.size).toBe(plan.intents - recordsOf(records, 'intent.refused').length);

  const filled = filledOf(records);
  const booked = new Map(recordsOf(records, 'order.moved').map(({ clOrdId, cumQty }) => [clOrdId, cumQty]));
  const orders = recordsOf(records, 'order.created');
  for (const { clOrdId } of orders)
    expect([clOrdId, booked.get(clOrdId) ?? 0n]).toEqual([clOrdId, filled.get(clOrdId) ?? 0n]);

  expect(recordsOf(records, 'order.moved').filter(({ anomaly }) => anomaly === 'overfill')).toEqual([]);
  for (const [arbitrage, { to, residueQty }] of ends) {
    expect(to).toMatch(/^(completed|partial|cancelled|failed|exposed)$/);
    const held = { yes: 0n, no: 0n };
    for (const { clOrdId, outcome, side } of orders.filter((order) => order.ownerId === arbitrage))
      held[outcome as 'yes' | 'no'] += (side === 'buy' ? 1n : -1n) * (filled.get(clOrdId) ?? 0n);
    const difference = held.yes > held.no ? held.yes - held.no : held.no - held.yes;
    expect([arbitrage, to, difference]).toEqual([arbitrage, to, to === 'exposed' ? residueQty : 0n]);
  }
  for (const { venue } of core.lanes.figures())
    expect(core.lanes.saveOf(venue).lane.mailbox).toMatchObject({
      reserved: 0,
      opportunity: [],
      riskCritical: [],
    });

  const audit = createAudit({ retainUs: Number.MAX_SAFE_INTEGER });
  records.forEach((body, index) => audit.observe(body, index + 1, times[index] ?? 0));
  expect(audit.finish().violations).toEqual([]);
};

const plan: Plan = {
  seed: '7',
  intents: 40,
  everyUs: 50_000,
  mode: 'parallel',
  policy: 'unwind',
  timeInForce: 'GTC',
  rejectBps: 1_000,
  noFillBps: 1_000,
  partialBps: 4_000,
  slowUs: 50_000,
  capacity: 256,
  latencies: boundedLatencies,
  settlement,
  faults: [],
};

const specOf = (fault: FaultName, chanceBps: number): FaultSpec => {
  const delayed: boolean = faultCatalogue[fault].delay !== null;
  const delayUs = { kind: 'uniform', minUs: 100_000, maxUs: 300_000 } as const;
  return {
    fault,
    venue: venueOfFault(fault),
    chanceBps,
    ...(delayed ? { delayUs } : {}),
  };
};

// Nobody asks a venue that answers: a stale read needs a lost ack.
const needed: Partial<Record<FaultName, FaultName>> = { staleRead: 'ackLost' };

describe('the core under faults', () => {
  it.each(faultNames)('survives %s, with the books equal to what the venue did', (fault) => {
    const isOutage = ['disconnectWindow', 'halt', 'rateLimitStorm', 'marketClosedDuringOpenSet'].includes(fault);
    const also = needed[fault];
    const faults = [specOf(fault, isOutage ? 1_000 : 5_000), ...(also === undefined ? [] : [specOf(also, 5_000)])];
    let strikes = 0;
    for (const timeInForce of ['GTC', 'IOC', 'FOK'] as const) {
      const faulty: Plan = { ...plan, timeInForce, faults };
      expectSound(faulty);
      strikes += recordsOf(run(faulty).records, 'fault.injected').filter((strike) => strike.fault === fault).length;
    }
    expect(strikes).toBeGreaterThan(0);
  });

  it('ends every order and every arbitrage under any plan of faults, books what was filled, and doubles nothing', () => {
    fc.assert(fc.property(anyFaultPlan, expectSound), { numRuns: 150 });
  });

  it('asks what had filled when a cancel does not say it, until an answer is not stale: a fill told too late is booked', () => {
    // The reports come when the engine has long forgotten their orders. Only ended orders are asked for here: to an
    // order that lives, a read older than the visibility window would be the truth.
    const late = {
      ...specOf('lateFillAfterCancel', 10_000),
      delayUs: { kind: 'constant', valueUs: 7_200_000_000 },
    };
    const stale = {
      ...specOf('staleRead', 5_000),
      delayUs: { kind: 'constant', valueUs: 700_000 },
    };
    const faults = [late, stale].map((spec) => ({ ...spec, venue: 'kalshi' }) as FaultSpec);
    const chances = { rejectBps: 0, noFillBps: 0, partialBps: 10_000 };
    const faulty: Plan = {
      ...plan,
      ...chances,
      mode: 'sequential',
      policy: 'hold',
      timeInForce: 'IOC',
      faults,
    };
    expectSound(faulty);
    const strikes = recordsOf(run(faulty).records, 'fault.injected').map(({ fault }) => fault);
    expect(new Set(strikes)).toEqual(new Set(['lateFillAfterCancel', 'staleRead']));
  });

  it('is a function of its inputs: the same faults give the same digest, and faults that never strike the plain one', () => {
    const faulty: Plan = {
      ...plan,
      faults: faultNames.map((fault) => specOf(fault, 200)),
    };
    expect(run(faulty).digest).toBe(run(faulty).digest);
    expect(run(faulty).digest).not.toBe(run(plan).digest);
    const idle: Plan = {
      ...plan,
      faults: faultNames.map((fault) => specOf(fault, 0)),
    };
    expect(run(idle).digest).toBe(run(plan).digest);
  });

  it('refuses a fault at a venue that is not there', () => {
    expect(() => run({ ...plan, faults: [{ ...specOf('ackLost', 1), venue: 'gemini' }] })).toThrow(InvalidFault);
  });
});
