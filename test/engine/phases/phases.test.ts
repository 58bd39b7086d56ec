// The phases of a run: what each tells the root, and what is written down at a stop, at a broken limit and at the end.
import { describe, expect, it } from 'vitest';
import type { EngineContext } from '../../../machines/engine.ts';
import { Phases, type PhasesSetup } from '../../../src/engine/phases/phases.ts';
import { noLimits } from '../../../src/risk/limits.ts';
import { noted, nothing, quietWorld } from '../fakes.ts';

interface Case {
  readonly status?: Phases['status'];
  readonly context?: Partial<EngineContext>;
  readonly drawdown?: bigint;
}

const phasesOf = ({ status = 'running', context = {}, drawdown = 0n }: Case = {}) => {
  const calls: string[] = [];
  const { world, records } = quietWorld();
  const balance = (venue: string) => ({ account: 'main', asset: venue, amount: 1n });
  const root: PhasesSetup['root'] = {
    ...{ status, context: { killReason: null, stopReason: null, ...context } as EngineContext },
    ...noted(calls, { tell: nothing }),
  };
  const phases = new Phases({
    ...{ world, root, limits: { ...noLimits, drawdownMax: 100n } },
    portfolio: { drawdown, accounts: { balances: () => [{ ...balance('a'), venue: 'a' }] } as never },
    venues: new Map(['a', 'b'].map((venue) => [venue, { balances: () => [balance(venue)] }])),
    ...{ orders: { createdCount: 5 }, arbitrages: { startedCount: 3 }, admission: { total: 4 } },
  });
  return { world, records, calls, phases };
};

describe('the phases of a run', () => {
  it.each([
    ['booting', false],
    ['running', false],
    ['draining', false],
    ['stopped', true],
    ['failed', true],
  ] as const)('are over, or not, where the root is %s', (status, isOver) => {
    const { phases } = phasesOf({ status });
    expect([phases.status, phases.isOver]).toEqual([status, isOver]);
  });

  it('begin without a database and with nothing to recover', () => {
    const told: unknown[] = [];
    const { world } = quietWorld();
    const root = {
      status: 'booting',
      context: {} as EngineContext,
      tell: (event: unknown) => void told.push(event),
    } as const;
    new Phases({ world, root } as unknown as PhasesSetup).begin();
    expect(told).toEqual([{ type: 'boot.finished', durable: false }, { type: 'recovery.finished' }]);
  });

  it('learn at the end of the step that there are no more intents', () => {
    const { phases, calls, world } = phasesOf();
    phases.exhausted();
    expect(calls).toEqual([]);
    world.settle();
    expect(calls).toEqual(['tell intents.exhausted']);
  });

  it('write a stop of their own down before they are stopped', () => {
    const { phases, calls, records } = phasesOf();
    phases.stop('interrupted');
    expect(records).toEqual([{ type: 'command.received', command: 'stop', reason: 'interrupted' }]);
    expect(calls).toEqual(['tell stop.requested']);
  });

  it('write nothing at a stop from outside, whose record is there', () => {
    const { phases, calls, records } = phasesOf();
    phases.stopRequested('interrupted');
    expect([records, calls]).toEqual([[], ['tell stop.requested']]);
  });

  it.each([
    ['is kept to', { drawdown: 100n }, [], []],
    ['is broken', { drawdown: 101n }, [101n], ['tell kill.switched']],
    ['was broken before', { drawdown: 101n, context: { killReason: 'drawdown' } }, [], []],
  ] as const)('kill the run, or not, where a limit %s', (_is, given, tripped, told) => {
    const { phases, calls, records, world } = phasesOf(given);
    phases.arbitrageEnded();
    expect(records).toEqual(tripped.map((value) => ({ type: 'risk.tripped', limit: 'drawdown', value, max: 100n })));
    expect(calls).toEqual([]);
    world.settle();
    expect(calls).toEqual(told);
  });

  it.each([
    ['of itself', {}, 'finished'],
    ['by a stop', { stopReason: 'interrupted' }, 'interrupted'],
    ['by a broken limit', { killReason: 'drawdown', stopReason: 'interrupted' }, 'drawdown'],
  ] as const)('end %s with what both sides have, and with the reason', (_how, context, reason) => {
    const { phases, calls, records } = phasesOf({ context });
    phases.end();
    expect(calls).toEqual(['tell orders.ended']);
    const amount = { account: 'main', amount: 1n };
    expect(records).toEqual([
      { type: 'venue.balance', venue: 'a', asset: 'a', ...amount },
      { type: 'venue.balance', venue: 'b', asset: 'b', ...amount },
      { type: 'ledger.balance', venue: 'a', asset: 'a', ...amount },
      { type: 'run.ended', reason, intents: 4, orders: 5, arbitrages: 3 },
    ]);
  });

  it('carry the reason of a stop and of a broken limit to the root', () => {
    const told: unknown[] = [];
    const { world } = quietWorld();
    const root = { context: { killReason: null }, tell: (event: unknown) => void told.push(event) };
    const limits = { ...noLimits, drawdownMax: 0n };
    const phases = new Phases({ world, root, limits, portfolio: { drawdown: 1n } } as unknown as PhasesSetup);
    phases.stop('interrupted');
    phases.arbitrageEnded();
    world.settle();
    expect(told).toEqual([
      { type: 'stop.requested', reason: 'interrupted' },
      { type: 'kill.switched', reason: 'drawdown' },
    ]);
  });
});
