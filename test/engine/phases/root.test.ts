// The actor at the root of a run: what its chart asks for is done at the end of the step, and it comes back as it was saved.
import { describe, expect, it } from 'vitest';
import type { EngineEvent } from '../../../machines/engine.ts';
import { venueExecutorMachine } from '../../../machines/venue-executor.ts';
import { Root, type RootSetup } from '../../../src/engine/phases/root.ts';
import { compile } from '../../../src/xstate/compile.ts';
import { noted, nothing, quietWorld } from '../fakes.ts';

const rootOf = (setup: RootSetup = {}) => {
  const calls: string[] = [];
  const quiet = quietWorld();
  const root = new Root(quiet.world, setup);
  root.reportTo(noted(calls, { stopIntents: nothing, cancelEverything: nothing }));
  return { ...quiet, calls, root };
};

const booted: readonly EngineEvent[] = [{ type: 'boot.finished', durable: false }];
const stop: EngineEvent = { type: 'stop.requested', reason: 'interrupted' };

describe('the root of a run', () => {
  it.each<readonly [string, readonly EngineEvent[], string, readonly string[], readonly string[]]>([
    ['waits for its boot', [], 'booting', [], []],
    ['makes the first moment due', booted, 'running', ['0 moment'], []],
    ['lets the intents end', [...booted, { type: 'intents.exhausted' }], 'draining', ['0 moment'], ['stopIntents']],
    ['stops the intents', [...booted, stop], 'draining', ['0 moment'], ['stopIntents']],
    [
      'cancels everything at the second stop',
      [...booted, stop, stop],
      'draining',
      ['0 moment'],
      ['stopIntents', 'cancelEverything'],
    ],
    [
      'cancels everything where a limit is broken',
      [...booted, { type: 'kill.switched', reason: 'drawdown' }],
      'draining',
      ['0 moment'],
      ['stopIntents', 'cancelEverything'],
    ],
    ['stops when all has ended', [...booted, stop, { type: 'orders.ended' }], 'stopped', ['0 moment'], ['stopIntents']],
    ['fails', [...booted, { type: 'fault.raised', reason: 'broken' }], 'failed', ['0 moment'], ['stopIntents']],
  ])('%s', (_does, events, status, due, asked) => {
    const { root, calls, world, due: dueNow } = rootOf();
    for (const event of events) root.tell(event);
    expect([calls, dueNow()]).toEqual([[], []]);
    world.settle();
    expect([root.status, dueNow()]).toEqual([status, due]);
    expect(calls.toSorted()).toEqual([...asked].toSorted());
  });

  it('remembers why it was stopped', () => {
    const { root } = rootOf();
    for (const event of [...booted, stop]) root.tell(event);
    expect(root.context).toMatchObject({ stopReason: 'interrupted', killReason: null, stops: 1 });
  });

  it('resumes from its snapshot, without a first moment of its own', () => {
    const { root } = rootOf();
    for (const event of [...booted, stop]) root.tell(event);
    const saved = structuredClone(root.save());
    const other = rootOf({ saved });
    expect([other.root.status, other.root.save(), other.root.context.stops]).toEqual(['draining', saved, 1]);
    other.world.settle();
    expect([other.due(), other.calls]).toEqual([[], []]);
    other.root.tell(stop);
    other.world.settle();
    expect(other.calls).toEqual(['cancelEverything']);
  });

  it('is the parent of what is spawned under it, and lets every actor be seen with the time', () => {
    const seen: string[] = [];
    const inspect: RootSetup['inspect'] = ({ kind, id, ...notice }, nowUs) =>
      void seen.push(`${nowUs} ${kind} ${id}${'parentId' in notice ? ` of ${notice.parentId}` : ''}`);
    const { root, until } = rootOf({ inspect });
    until(20);
    root.children.spawn(compile(venueExecutorMachine), 'venue:kalshi', { input: { venue: 'kalshi' } });
    root.tell(booted[0]!);
    expect(seen[0]).toBe('0 born engine of undefined');
    expect(seen).toContain('20 born venue:kalshi of engine');
    expect(seen.slice(-2)).toEqual(['20 told engine', '20 moved engine']);
  });
});
