// A compiled chart that may be the parent of many actors. XState's machine parents copy their `children` at every
// step; here the chart keeps its own snapshot, and the spawner of a child holds it: it has a place for it anyway.
// Children are real actors: they have this actor as their parent, share its system, and are seen by `inspect`.
import { createActor, type AnyActorLogic, type AnyActorRef, type AnyActorScope, type Snapshot } from 'xstate';
import { assert } from '../kernel/assert.ts';
import { bearActor, isCompiled, type Birth } from './birth.ts';

export { sendTo, type Birth } from './birth.ts';

/** The hand that holds the children of one actor. */
export interface Children {
  /** Spawns and starts a child of that id. */
  spawn(logic: AnyActorLogic, id: string, birth: Birth): AnyActorRef;
  /** Stops a child. Throws for an actor that is not one. */
  release(child: AnyActorRef): void;
}

/** A chart's logic, and the hand that holds the children of the one actor that runs it. */
export interface Parent<TLogic extends AnyActorLogic> extends Children {
  /** For `createActor`, once: a parent belongs to one actor. */
  readonly logic: TLogic;
}

/**
 * The system of XState 5.33 writes its actors into a Map by session id, out of which it reads nothing. Where thousands
 * come and go, V8 takes most of those that have gone for alive, as kernel/passing-map.ts tells, with all that they lead
 * to: more than half of what its collections of young objects copied. So a parent's system writes nobody down.
 */
const keepNoRegister = (system: object): void => {
  (system as { _register: (sessionId: string) => string })._register = (sessionId) => sessionId;
};

/**
 * Whose constructor the children of a compiled chart have: `own`, which is several times as fast, or XState's. Nothing else
 * differs; it is the way back where a version of XState makes other actors than `birth.ts` knows.
 */
export type Births = 'own' | 'xstate';

/** Makes a parent of a chart's logic. */
export const createParent = <TLogic extends AnyActorLogic>(logic: TLogic, births: Births = 'own'): Parent<TLogic> => {
  let scope: AnyActorScope | undefined;
  const adopt = (own: AnyActorScope): void => {
    assert(scope === undefined || scope.self === own.self, 'a parent belongs to one actor, and this is a second one');
    scope = own;
    keepNoRegister(own.system);
  };
  const adopting = {
    ...logic,
    getInitialSnapshot: (own: AnyActorScope, input: unknown) => {
      adopt(own);
      return logic.getInitialSnapshot(own, input) as unknown;
    },
    restoreSnapshot: (persisted: Snapshot<unknown>, own: AnyActorScope) => {
      adopt(own);
      return (logic.restoreSnapshot?.(persisted, own) ?? persisted) as unknown;
    },
  } as unknown as TLogic;
  const own = (): AnyActorScope => {
    assert(scope !== undefined, 'a parent has children only after its own actor was created');
    return scope;
  };
  return {
    logic: adopting,
    spawn(childLogic, id, birth) {
      const { self } = own();
      const actor: AnyActorRef =
        births === 'own' && isCompiled(childLogic)
          ? bearActor(childLogic, id, self, birth)
          : createActor(childLogic, { id, parent: self, ...birth } as unknown as { readonly id: string });
      actor.start();
      return actor;
    },
    release(child) {
      assert(child.getSnapshot().status !== 'stopped', () => `the actor '${child.id}' does not live`);
      own().stopChild(child);
    },
  };
};
