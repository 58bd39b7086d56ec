// An owner of a child actor, with logic of its own, as the engine keeps its actors: it makes the child, starts it when
// its own step is over, tells it events, stops it, and writes down what it hears.
import { createActor, type AnyActorLogic, type AnyActorRef, type AnyActorScope, type AnyEventObject } from 'xstate';

type OwnerEvent =
  | { readonly type: 'spawn'; readonly logic: AnyActorLogic; readonly input: unknown }
  | { readonly type: 'tell'; readonly event: AnyEventObject }
  | { readonly type: 'release' };

/** What happened at the owner, in order: its own steps, and what its child's effects add. */
export type Diary = string[];

/** The owner's logic. Its snapshot's `child` is the live child, if there is one. */
export const ownerLogic = (diary: Diary): AnyActorLogic =>
  ({
    getInitialSnapshot: () => ({ status: 'active', output: undefined, error: undefined, child: undefined }),
    getPersistedSnapshot: (snapshot: unknown) => snapshot,
    transition: (
      snapshot: { readonly child?: AnyActorRef },
      event: OwnerEvent | AnyEventObject,
      scope: AnyActorScope,
    ) => {
      diary.push(`parent: ${event.type}`);
      switch (event.type) {
        case 'spawn': {
          const child = createActor(event['logic'] as AnyActorLogic, {
            id: 'child',
            input: event['input'],
            parent: scope.self,
          });
          scope.defer(() => child.start());
          diary.push('parent: spawned');
          return { ...snapshot, child };
        }
        case 'tell':
          if (snapshot.child?.getSnapshot().status === 'active') snapshot.child.send(event['event'] as AnyEventObject);
          return snapshot;
        case 'release':
          if (snapshot.child !== undefined) scope.stopChild(snapshot.child);
          return snapshot;
        default:
          diary.push(`parent hears ${JSON.stringify(event)}`);
          return snapshot;
      }
    },
  }) as unknown as AnyActorLogic;
