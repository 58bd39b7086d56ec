// Goal: what an inspector receives through the seam is the same for a compiled chart and for its interpreted twin, names
// actors by their own ids, and comes when it happens.
import { createActor, setup, type AnyActorLogic } from 'xstate';
import { describe, expect, test } from 'vitest';
import { compile } from '../../src/xstate/compile.ts';
import { inspectWith, type ActorNotice } from '../../src/xstate/inspection.ts';
import { createParent } from '../../src/xstate/parent.ts';

const machine = setup({
  types: {
    context: {} as { readonly count: number },
    events: {} as { readonly type: 'up' } | { readonly type: 'odd' },
  },
}).createMachine({
  id: 'counter',
  context: { count: 0 },
  initial: 'low',
  states: { low: { on: { up: 'high' } }, high: { on: { up: 'low' } } },
});

/** What is reported of a parent and the child that it spawns, sends two events and releases. */
const told = (logic: AnyActorLogic): readonly object[] => {
  const notices: object[] = [];
  const parent = createParent(compile(machine));
  const tell = (notice: ActorNotice): void => {
    const { kind, id } = notice;
    const more = {
      ...(kind === 'born' ? { parent: notice.parentId, chart: notice.machine?.id } : { event: notice.event }),
      ...(kind === 'told' ? { source: notice.sourceId } : {}),
      ...(kind === 'told' ? {} : { status: notice.snapshot.status, value: notice.snapshot.value as unknown }),
    };
    notices.push({ kind, id, ...more });
  };
  const root = createActor(parent.logic, { id: 'root', inspect: inspectWith(tell) });
  root.start();
  const child = parent.spawn(logic, 'child', { input: { start: 1 } });
  child.send({ type: 'up' });
  child.send({ type: 'odd' });
  parent.release(child);
  return notices;
};

describe('the inspection seam', () => {
  test('tells the same of a compiled chart and of its interpreted twin', () => {
    expect(told(compile(machine))).toEqual(told(machine));
  });

  test('tells of birth with the first snapshot, of each event before the snapshot that it leads to, and of the end', () => {
    const init = { type: 'xstate.init', input: { start: 1 } };
    expect(told(compile(machine)).slice(3)).toEqual([
      { kind: 'born', id: 'child', parent: 'root', chart: 'counter', status: 'active', value: 'low' },
      { kind: 'told', id: 'child', event: init, source: 'root' },
      { kind: 'moved', id: 'child', event: init, status: 'active', value: 'low' },
      { kind: 'told', id: 'child', event: { type: 'up' }, source: undefined },
      { kind: 'moved', id: 'child', event: { type: 'up' }, status: 'active', value: 'high' },
      { kind: 'told', id: 'child', event: { type: 'odd' }, source: undefined },
      { kind: 'moved', id: 'child', event: { type: 'odd' }, status: 'active', value: 'high' },
      { kind: 'moved', id: 'child', event: { type: 'xstate.stop' }, status: 'stopped', value: 'high' },
    ]);
  });
});
