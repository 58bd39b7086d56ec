// The inspection seam: what XState tells an inspector of its actors, as three kinds of notice. Their readers need no
// actor and no internals of XState. Knows no particular chart, no time, and no observer.
import type { AnyActorRef, AnyEventObject, AnyMachineSnapshot, AnyStateMachine, InspectionEvent } from 'xstate';

/** What happened to one actor; `id` is the actor's own, never the number that the process gave it. */
export type ActorNotice =
  | {
      readonly kind: 'born';
      readonly id: string;
      /** Undefined for the root. */
      readonly parentId: string | undefined;
      /** Its chart; null where its logic is none. */
      readonly machine: AnyStateMachine | null;
      readonly snapshot: AnyMachineSnapshot;
    }
  | {
      /** An event was sent to it, and it has not looked at it yet. */
      readonly kind: 'told';
      readonly id: string;
      /** The actor that sent it; undefined where it came from outside of all actors. */
      readonly sourceId: string | undefined;
      readonly event: AnyEventObject;
    }
  | {
      /** It has taken the event, and this is where it is now. */
      readonly kind: 'moved';
      readonly id: string;
      readonly event: AnyEventObject;
      readonly snapshot: AnyMachineSnapshot;
    };

/**
 * Receives each notice as it happens, with the virtual time in microseconds. A notice is valid during the call: an
 * observer copies what it keeps. It may not change anything in the core.
 */
export type ActorObserver = (notice: ActorNotice, nowUs: number) => void;

interface Insides {
  readonly id: string;
  readonly _parent?: Insides;
  readonly logic: unknown;
}

const insidesOf = (actor: unknown): Insides => actor as Insides;

/** The chart behind an actor's logic: compiled charts carry it, an interpreted one is it. */
const machineOf = (logic: unknown): AnyStateMachine | null => {
  if (typeof logic !== 'object' || logic === null || !('config' in logic)) return null;
  return ('machine' in logic ? logic.machine : logic) as AnyStateMachine;
};

const idOf = (actor: unknown): string | undefined => (actor === undefined ? undefined : insidesOf(actor).id);

/** What to hand to `createActor` as `inspect`: it passes on what happens as notices. */
export const inspectWith =
  (tell: (notice: ActorNotice) => void) =>
  (inspected: InspectionEvent): void => {
    const { id, _parent, logic } = insidesOf(inspected.actorRef);
    switch (inspected.type) {
      case '@xstate.event': {
        const { event, sourceRef } = inspected;
        // XState announces an actor before it has a snapshot; this is the first moment at which it has one.
        if (event.type === 'xstate.init') {
          const snapshot = (inspected.actorRef as AnyActorRef).getSnapshot() as AnyMachineSnapshot;
          tell({ kind: 'born', id, parentId: _parent?.id, machine: machineOf(logic), snapshot });
        }
        return tell({ kind: 'told', id, sourceId: idOf(sourceRef), event });
      }
      case '@xstate.snapshot':
        return tell({
          kind: 'moved',
          id,
          event: inspected.event,
          snapshot: inspected.snapshot as AnyMachineSnapshot,
        });
      default:
        return undefined;
    }
  };
