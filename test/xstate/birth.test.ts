// An actor that is born here is the actor that XState would have made: field by field, in the eyes of an inspector, and
// in all that it does until it is stopped.
import { Actor, assign, createActor, setup, type AnyActorLogic, type AnyActorRef, type InspectionEvent } from 'xstate';
import { describe, expect, it } from 'vitest';
import { bearActor, isCompiled, type Birth } from '../../src/xstate/birth.ts';
import { compile } from '../../src/xstate/compile.ts';

const chart = (done: string[]) =>
  setup({
    types: { context: {} as { count: number }, input: {} as { from: number }, events: {} as { type: 'go' } },
    actions: { begin: () => done.push('begin'), note: ({ context }) => done.push(`note ${context.count}`) },
  }).createMachine({
    id: 'chart',
    context: ({ input }) => ({ count: input.from }),
    entry: 'begin',
    initial: 'off',
    states: {
      off: { on: { go: { target: 'on', actions: assign({ count: ({ context }) => context.count + 1 }) } } },
      on: { entry: 'note', on: { go: 'off' } },
    },
  });

type Bear = (logic: AnyActorLogic, id: string, parent: AnyActorRef, birth: Birth) => AnyActorRef;
const asXState: Bear = (logic, id, parent, birth) =>
  createActor(logic, { id, parent, ...birth } as unknown as { readonly id: string }) as AnyActorRef;

const parentOf = (inspect: (event: InspectionEvent) => void): AnyActorRef =>
  createActor(setup({}).createMachine({ id: 'parent' }), { id: 'parent', inspect }).start() as unknown as AnyActorRef;

/** What XState hands to an actor's logic. */
const SCOPE = (() => {
  const actor = asXState(
    setup({}).createMachine({}) as AnyActorLogic,
    'any',
    parentOf(() => undefined),
    { input: {} },
  );
  return Object.keys((actor as unknown as { _actorScope: object })._actorScope);
})();

/** A life, and all that is seen of it. */
const live = (bear: Bear, birth: Birth) => {
  const done: string[] = [];
  const seen: unknown[] = [];
  const logic = compile(chart(done)) as unknown as AnyActorLogic;
  const parent = parentOf((event) => {
    if ((event.actorRef as AnyActorRef).id !== 'child') return;
    const { type } = event;
    if (type === '@xstate.snapshot')
      seen.push([type, (event.snapshot as { value?: unknown }).value, event.snapshot.status, event.event.type]);
    else seen.push([type, 'event' in event ? event.event : 'action' in event ? event.action : null]);
  });
  const actor = bear(logic, 'child', parent, birth);
  const kinds = Object.fromEntries(Object.entries(actor).map(([name, value]) => [name, typeof value]));
  const options = Object.keys((actor as unknown as { options: object }).options);
  const scope = (actor as unknown as { _actorScope: Readonly<Record<string, unknown>> })._actorScope;
  actor.start();
  actor.send({ type: 'go' });
  const { send } = actor;
  send({ type: 'go' });
  const heard: unknown[] = [];
  actor.subscribe({
    next: (snapshot: { readonly value: unknown }) => heard.push(snapshot.value),
    complete: () => heard.push('complete'),
  });
  const { unsubscribe } = actor.on('*', (event: unknown) => heard.push(event));
  actor.send({ type: 'go' });
  const persisted = actor.getPersistedSnapshot();
  unsubscribe();
  (actor as unknown as { _stop(): void })._stop();
  actor.send({ type: 'go' });
  return {
    done,
    seen,
    kinds,
    options,
    heard,
    persisted,
    scope: Object.fromEntries(SCOPE.map((name) => [name, typeof scope[name]])),
    scopeIsOf: [scope['self'] === actor, scope['id'], scope['system'] === parent.system],
    json: JSON.stringify(actor),
    status: actor.getSnapshot().status,
    isActor: actor instanceof Actor,
  };
};

describe('the birth of an actor', () => {
  const births: readonly Birth[] = [
    { input: { from: 3 } },
    { snapshot: { status: 'active', value: 'on', context: { count: 7 }, children: {}, historyValue: {} } as never },
  ];
  it.each(births)('gives the actor that XState gives: %o', (birth) => {
    const born = live(bearActor, birth);
    const made = live(asXState, birth);
    // The order of the fields is not told apart: nothing reads it.
    expect(born).toEqual(made);
    expect(born.seen.length).toBeGreaterThan(5);
  });

  it('stops only its own children, as XState does', () => {
    const parent = parentOf(() => undefined);
    const logic = compile(chart([])) as unknown as AnyActorLogic;
    for (const bear of [bearActor, asXState]) {
      const actor = bear(logic, 'child', parent, { input: { from: 0 } });
      const stranger = bear(logic, 'stranger', parent, { input: { from: 0 } });
      const scope = (actor as unknown as { _actorScope: { stopChild(child: AnyActorRef): void } })._actorScope;
      expect(() => scope.stopChild(stranger)).toThrow(
        'Cannot stop child actor stranger of child because it is not a child',
      );
    }
  });

  it('gives each actor observers of its own', () => {
    const parent = parentOf(() => undefined);
    const logic = compile(chart([])) as unknown as AnyActorLogic;
    const born = (id: string): AnyActorRef => {
      const actor = bearActor(logic, id, parent, { input: { from: 0 } });
      actor.start();
      return actor;
    };
    const [heard, other] = [born('child'), born('other')];
    const values: unknown[] = [];
    const { unsubscribe } = heard.subscribe(({ value }: { readonly value: unknown }) => values.push(value));
    other.send({ type: 'go' });
    expect(values).toEqual([]);
    heard.send({ type: 'go' });
    unsubscribe();
    heard.send({ type: 'go' });
    expect(values).toEqual(['on']);
  });

  it('is for compiled charts only: they emit nothing', () => {
    expect(isCompiled(compile(chart([])) as unknown as AnyActorLogic)).toBe(true);
    expect(isCompiled(chart([]) as unknown as AnyActorLogic)).toBe(false);
  });
});
