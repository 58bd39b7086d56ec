import { createActor } from 'xstate';
import { describe, expect, it } from 'vitest';
import { engineMachine, engineStatus } from '../../machines/engine.ts';
import { engineJudges } from './engine.judges.ts';

describe('engine', () => {
  it.each(engineJudges.map((judge) => [judge.name, judge] as const))('%s', (_, judge) => {
    judge.check(engineMachine);
  });

  it('is read off a real snapshot', () => {
    const actor = createActor(engineMachine, { input: { runId: 'r1' } }).start();
    actor.send({ type: 'boot.finished', durable: true });
    expect(engineStatus(actor.getSnapshot())).toBe('migrating');
    actor.send({ type: 'migration.finished' });
    expect(engineStatus(actor.getSnapshot())).toBe('recovering');
    actor.send({ type: 'recovery.finished' });
    actor.send({ type: 'shell.backpressured' });
    expect(engineStatus(actor.getSnapshot())).toBe('backpressured');
    actor.send({ type: 'intents.exhausted' });
    expect(engineStatus(actor.getSnapshot())).toBe('draining');
  });

  it('is named in one word', () => {
    for (const value of ['booting', 'migrating', 'stopped', 'failed']) expect(engineStatus({ value })).toBe(value);
    const status = (phase: object | string, core: string) =>
      engineStatus({ value: { operating: { phase: phase as string, core } } });
    expect(status('recovering', 'steady')).toBe('recovering');
    expect(status('recovering', 'backpressured')).toBe('recovering');
    expect(status('running', 'steady')).toBe('running');
    expect(status('running', 'backpressured')).toBe('backpressured');
    expect(status({ draining: 'ordersEnding' }, 'backpressured')).toBe('draining');
  });
});
