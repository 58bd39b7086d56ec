import { createActor } from 'xstate';
import { describe, expect, it } from 'vitest';
import { persistenceMachine, unwrittenRows } from '../../machines/persistence.ts';
import { persistenceJudges } from './persistence.judges.ts';

describe('persistence', () => {
  it.each(persistenceJudges.map((judge) => [judge.name, judge] as const))('%s', (_, judge) => {
    judge.check(persistenceMachine);
  });

  it('tells how many rows are neither written nor dead letters', () => {
    const input = { batchRowsMax: 4, bufferRowsMax: 20, backOffMsMin: 100, backOffMsMax: 350 };
    const actor = createActor(persistenceMachine, { input }).start();
    expect(unwrittenRows(actor.getSnapshot())).toBe(0);
    actor.send({ type: 'rows.buffered', count: 7 });
    expect(unwrittenRows(actor.getSnapshot())).toBe(7);
    actor.send({ type: 'flush.failed', cause: 'content' });
    actor.send({ type: 'flush.succeeded', rows: 2 });
    expect(unwrittenRows(actor.getSnapshot())).toBe(5);
  });
});
