// What the engine's parts do where a run seldom shows it: halts of a whole venue, reconciliations that meet, room in
// lanes to the place, fees of legs that were sized down, settlements that nobody fetches.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MICROS_PER_UNIT } from '../../src/money/micros.ts';
import { parseScenario } from '../../src/scenario/parse.ts';
import { recordsOf, toEnd, watched } from '../properties/whole-runs.ts';
import { say, scripted } from './scripted.ts';

const halted = { what: 'trading', market: '', state: 'halted', cancelsAllowed: true } as const;
const open = { ...halted, state: 'open' } as const;

describe('a halt of a whole venue', () => {
  it('is the state of each of its markets, whatever was told of them, until it is over', () => {
    const { core, notice } = scripted();
    const { connections } = core;
    expect(connections.stateOf('kalshi', 'FED')).toBeNull();
    notice('kalshi', { ...open, market: 'FED' });
    notice('kalshi', halted);
    expect([connections.stateOf('kalshi', 'FED'), connections.stateOf('kalshi', 'other')]).toEqual([
      'halted',
      'halted',
    ]);
    expect(connections.stateOf('polymarket', 'FED')).toBeNull();
    notice('kalshi', { ...open, market: 'FED', state: 'closed' });
    notice('kalshi', open);
    expect([connections.stateOf('kalshi', 'FED'), connections.stateOf('kalshi', 'other')]).toEqual(['closed', null]);
  });

  it('keeps an intent from being planned: what is refused is refused by its plan, before any lane is asked', () => {
    const path = 'scenarios/quiet.yaml';
    const parsed = parseScenario(readFileSync(path, 'utf8'), path);
    if (!parsed.ok) throw new Error('the quiet scenario is wrong');
    const delayUs = { kind: 'constant', valueUs: 3_600_000_000 } as const;
    const halt = { fault: 'halt', venue: 'kalshi', chanceBps: 10_000, ordersMax: 1, delayUs } as const;
    const { run, records } = watched(parsed.scenario, { intentsMax: 40, faults: [halt] });
    toEnd(run);
    const refused = recordsOf(records, 'intent.refused');
    expect(refused.length).toBeGreaterThan(20);
    expect(new Set(refused.map(({ by, reason }) => `${by} ${reason}`))).toEqual(new Set(['plan marketNotOpen']));
  });

  it('keeps an unwind from being placed, and lets it once it is over', () => {
    const { tell, until, notice, recordsOf } = scripted();
    tell('1.2', say.acked);
    tell('1.2', say.filled(10, 'K1'));
    notice('kalshi', halted);
    tell('1.1', say.rejected);
    expect(recordsOf('arbitrage.moved').at(-1)).toMatchObject({ to: 'unwinding', verdict: 'exposed' });
    until(500_000);
    expect(recordsOf('order.created').filter(({ role }) => role === 'unwind')).toEqual([]);
    notice('kalshi', open);
    until(2_000_000);
    expect(recordsOf('order.created').at(-1)).toMatchObject({ role: 'unwind', venue: 'kalshi', side: 'sell' });
  });
});

describe('a second reconciliation', () => {
  const lost = { what: 'disconnected', reason: 'connectionLost' } as const;
  const back = { what: 'reconnected' } as const;
  // The answers may take an ack's patience and the visibility window together.
  const ANSWER_US = 900_000;

  const reconciliations = () => {
    const script = scripted();
    const { recordsOf, until, notice, tell, core } = script;
    tell('1.2', say.acked);
    until(100_000);
    notice('kalshi', lost);
    notice('kalshi', back);
    until(300_000);
    notice('kalshi', lost);
    return {
      ...script,
      moves: () => recordsOf('lane.moved').filter(({ event }) => event.startsWith('reconcile.')),
      core,
    };
  };

  it('has a patience of its own, and the end of the first one does not end it', () => {
    const { notice, until, moves } = reconciliations();
    notice('kalshi', back);
    until(100_000 + ANSWER_US);
    expect(moves()).toEqual([]);
    until(300_000 + ANSWER_US);
    expect(moves().map(({ event }) => event)).toEqual(['reconcile.finished']);
  });

  it('waits for those that it asked, and not for those that only the first one asked', () => {
    const { core, notice, tell, until, sentOf, recordsOf } = scripted({ intents: 2 });
    tell('1.2', say.acked);
    tell('2.2', say.acked);
    notice('kalshi', lost);
    notice('kalshi', back);
    expect(sentOf('query')).toEqual(['0 1.2', '0 2.2']);
    // What the first one asked for ends without an answer, before the second one begins.
    until(100_000);
    notice('kalshi', lost);
    tell('1.2', say.cancelled());
    notice('kalshi', back);
    expect(sentOf('query').slice(2)).toEqual(['100 2.2']);
    tell('2.2', say.found('submitted'), 100_000);
    expect(recordsOf('lane.moved').at(-1)?.event).toBe('reconcile.answered');
    // Nothing is left to wait for: the lane is open, and the end of patience was taken back.
    expect(core.connections.save().asked).toContainEqual(['kalshi', { clOrdIds: [], timer: null }]);
  });

  it('counts an answer once for those that are left', () => {
    const { notice, moves, tell } = reconciliations();
    notice('kalshi', back);
    tell('1.2', say.found('submitted'), 300_000);
    expect(moves().map(({ event }) => event)).toEqual(['reconcile.answered']);
  });
});

describe('room in a lane', () => {
  const saturations = (capacity: number) =>
    scripted({ capacity })
      .recordsOf('lane.moved')
      .filter(({ event }) => event === 'lane.saturated');

  it('is told to be gone as soon as no leg with its tickets would find place, and not one place sooner or later', () => {
    // A leg that is queued holds one place and four tickets: nine places leave four, ten leave five.
    expect(saturations(9).map(({ venue }) => venue)).toEqual(['polymarket', 'kalshi']);
    expect(saturations(10)).toEqual([]);
  });

  it('is taken over by an unwind from the order of its leg that has most of it', () => {
    const { core, tell, until } = scripted();
    const { orders } = core;
    tell('1.2', say.acked);
    tell('1.2', say.filled(10, 'K1'));
    tell('1.1', say.rejected);
    expect([orders.get('1.2')?.tickets, orders.get('1.u1')?.tickets]).toEqual([0, 4]);
    tell('1.u1', say.acked);
    until(1_000_000);
    tell('1.u1', say.cancelled());
    expect([orders.get('1.2')?.tickets, orders.get('1.u1')?.tickets, orders.get('1.u2')?.tickets]).toEqual([0, 0, 4]);
  });
});

describe('a sequential leg that is sized down', () => {
  it('may cost the fees of what it is, and not those of what was planned', () => {
    const { core, tell, recordsOf } = scripted({ mode: 'sequential' });
    tell('1.1', say.acked);
    tell('1.1', say.filled(6, 'P1', 480_000n));
    tell('1.1', say.cancelled(6));
    const [, second] = recordsOf('order.created');
    const { fees } = core.markets.of('kalshi', 'FED');
    expect(second).toMatchObject({ clOrdId: '1.2', orderQty: 6n * MICROS_PER_UNIT });
    expect(second?.worstFee).toBe(fees.worstFee({ qty: 6n * MICROS_PER_UNIT, px: 490_000n }));
    expect(second?.worstFee).toBeLessThan(200_000n);
  });
});

describe('a settlement that is told before its trade', () => {
  const settled = (tradeId: string, status: 'mined' | 'confirmed') =>
    ({ what: 'settlement', clOrdId: '1.1', tradeId, status, isAnswer: false }) as const;

  it('is heard when the trade comes, and forgotten with its order when none does', () => {
    const { core, tell, until, notice, save, recordsOf } = scripted({
      settlement: { latency: { kind: 'constant', valueUs: 1 }, failBps: 0, retryBps: 0 },
    });
    tell('1.1', say.acked);
    notice('polymarket', settled('P1', 'mined'));
    notice('polymarket', settled('P1', 'confirmed'));
    notice('polymarket', settled('never', 'mined'));
    tell('1.1', say.filled(10, 'P1', 480_000n));
    expect(recordsOf('settlement.moved').map(({ tradeId, to }) => `${tradeId} ${to}`)).toEqual([
      'P1 mined',
      'P1 confirmed',
    ]);
    expect(save().settlements.early).toEqual([['1.1', [['never', ['mined']]]]]);
    tell('1.2', say.acked);
    tell('1.2', say.filled(10, 'K1'));
    expect(core.arbitrages.liveCount).toBe(0);
    until(3_700_000_000);
    expect(core.arbitrages.recordOf('1.1')).toBeUndefined();
    expect(save().settlements).toEqual({ trades: [], early: [] });
    notice('polymarket', settled('P1', 'confirmed'));
    expect(recordsOf('anomaly.found')).toMatchObject([{ kind: 'unknownOrder', detail: 'settlement.confirmed 1.1' }]);
    expect(save().settlements.early).toEqual([]);
  });
});

describe('an order that filled, and of which no ack came', () => {
  it('is asked for when its ack is overdue: without a name at its venue it could not be cancelled', () => {
    const { tell, until, sentOf } = scripted();
    tell('1.1', say.acked);
    tell('1.2', say.filled(4, 'K1'));
    until(399_000);
    expect(sentOf('query')).toEqual([]);
    until(400_000);
    expect(sentOf('query')).toEqual(['400 1.2']);
    tell('1.2', say.found('partial', 4), 400_000);
    until(3_000_000);
    expect(sentOf('cancel')).toContain('3000 1.2');
  });
});
