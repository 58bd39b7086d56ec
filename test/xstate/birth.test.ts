// An actor that is born here is the actor that XState would have made: field by field, in the eyes of an inspector, and
// in all that it does until it is stopped.
import { Actor, assign, createActor, setup, type AnyActorLogic, type AnyActorRef, type InspectionEvent } from 'xstate';
import { describe, expect, it } from 'vitest';
import { bearActor, isCompiled, sendTo, type Birth } from '../../src/xstate/birth.ts';
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

type Fields = Readonly<Record<string, unknown>>;
const fieldsOf = (actor: unknown): Fields => actor as Fields;

/** What XState's actor has, and what it hands to its logic. */
const [FIELDS, SCOPE] = (() => {
  const actor = asXState(
    setup({}).createMachine({}) as AnyActorLogic,
    'any',
    parentOf(() => undefined),
    { input: {} },
  );
  return [Object.keys(actor), Object.keys(fieldsOf(actor)['_actorScope'] as object)];
})();
const kindsOf = (record: Fields, names: readonly string[]): Fields =>
  Object.fromEntries(names.map((name) => [name, typeof record[name]]));

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
  const kinds = kindsOf(fieldsOf(actor), FIELDS);
  const { ref, src, clock, logger } = fieldsOf(actor);
  const { options, _actorScope: scope } = fieldsOf(actor) as Readonly<Record<'options' | '_actorScope', Fields>>;
  const { parent: owner, clock: _clock, logger: _logger, ...given } = options;
  const { _clock: systemClock, _logger: systemLogger } = fieldsOf(parent.system);
  const own = [ref === actor, src === logic, clock === systemClock, logger === systemLogger];
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
    options: [Object.keys(options), given, owner === parent],
    own,
    heard,
    persisted,
    scope: kindsOf(scope, SCOPE),
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
    // The order of the fields does not matter: nothing reads it.
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

  it('releases what it was made from once it has started', () => {
    const parent = parentOf(() => undefined);
    const actor = bearActor(compile(chart([])) as unknown as AnyActorLogic, 'child', parent, { input: { from: 3 } });
    const inputOf = (): unknown => (fieldsOf(actor)['options'] as Fields)['input'];
    expect(inputOf()).toEqual({ from: 3 });
    actor.start();
    expect(inputOf()).toBeUndefined();
  });

  it('receives by sendTo what it receives by send', () => {
    const [sent, told] = [0, 1].map((way) => {
      const seen: unknown[] = [];
      const parent = parentOf((event) => {
        const { type, actorRef, ...rest } = event as InspectionEvent & { readonly sourceRef?: AnyActorRef };
        seen.push([type, (actorRef as AnyActorRef).id, 'event' in rest ? rest.event : null, rest.sourceRef?.id]);
      });
      const actor = bearActor(compile(chart([])) as unknown as AnyActorLogic, 'child', parent, { input: { from: 3 } });
      actor.start();
      if (way === 0) actor.send({ type: 'go' });
      else sendTo(actor, { type: 'go' });
      return [seen, actor.getSnapshot().value];
    });
    expect(told).toEqual(sent);
    expect(told?.[1]).toBe('on');
  });

  it('keeps what begins late for itself', () => {
    const parent = parentOf(() => undefined);
    const done: string[] = [];
    const logic = compile(chart(done)) as unknown as AnyActorLogic;
    const [first, second] = ['first', 'second'].map((id) => bearActor(logic, id, parent, { input: { from: 0 } }));
    first?.start();
    expect(done).toEqual(['begin']);
    second?.start();
    expect(done).toEqual(['begin', 'begin']);
  });

  it('is for compiled charts only: they emit nothing', () => {
    expect(isCompiled(compile(chart([])) as unknown as AnyActorLogic)).toBe(true);
    expect(isCompiled(chart([]) as unknown as AnyActorLogic)).toBe(false);
  });
});
