// What an inspector receives of an actor's life, in a form that can be compared.
import {
  createActor,
  type AnyActorLogic,
  type AnyEventObject,
  type AnyMachineSnapshot,
  type InspectionEvent,
} from 'xstate';
import { errorText } from '../../properties/compiled-random-charts/observe.ts';
import { ownerLogic, type Diary } from './owner.ts';

/** A life to inspect: what is sent to an actor that begins with that input. */
export interface Story {
  readonly input: unknown;
  readonly events: readonly AnyEventObject[];
}

const snapshotTold = (snapshot: unknown): unknown => {
  const { status, output, error, value, context } = snapshot as AnyMachineSnapshot;
  return { status, output, error: errorText(error), value, context };
};

const eventTold = (event: AnyEventObject): unknown =>
  'error' in event ? { ...event, error: errorText(event['error']) } : event;

const idOf = (actor: unknown): unknown => (actor as { readonly id?: string } | undefined)?.id;

const told = (event: InspectionEvent): unknown => ({
  keys: Object.keys(event).toSorted().join(),
  type: event.type,
  actor: idOf(event.actorRef),
  ...('event' in event ? { event: eventTold(event.event) } : {}),
  ...('action' in event ? { action: event.action } : {}),
  ...('sourceRef' in event ? { source: idOf(event.sourceRef) } : {}),
  ...('snapshot' in event && idOf(event.actorRef) !== 'parent' ? { snapshot: snapshotTold(event.snapshot) } : {}),
});

const recorder = (list: unknown[]) => (event: InspectionEvent) => {
  // The one thing that compiled charts do not tell.
  if (event.type !== '@xstate.microstep') list.push(told(event));
};

/** What is reported of the logic as a root actor. */
export const inspectedAsRoot = (logic: AnyActorLogic, { input, events }: Story): readonly unknown[] => {
  const list: unknown[] = [];
  const actor = createActor(logic, { id: 'child', input, inspect: recorder(list) });
  actor.subscribe({ error: () => {} });
  actor.start();
  for (const event of events) if (actor.getSnapshot().status === 'active') actor.send(event);
  actor.stop();
  return list;
};

/** What is reported of it as the child of a parent with logic of its own, and what the parent's diary says. */
export const inspectedAsChild = (logic: AnyActorLogic, { input, events }: Story): readonly unknown[] => {
  const list: unknown[] = [];
  const diary: Diary = [];
  const parent = createActor(ownerLogic(diary), { id: 'parent', inspect: recorder(list) }).start();
  parent.send({ type: 'spawn', logic, input });
  for (const event of events) parent.send({ type: 'tell', event });
  parent.send({ type: 'release' });
  parent.stop();
  return [...list.filter((entry) => JSON.stringify(entry).includes('child')), ...diary];
};
