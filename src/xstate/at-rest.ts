// Snapshots of a compiled chart as plain data, and back, without an actor.
import type { AnyActorScope, AnyStateMachine, Snapshot, SnapshotFrom } from 'xstate';
import type { CompiledLogic } from './compile.ts';

// A compiled chart asks nothing of the scope in which a snapshot is persisted or restored.
const noScope = undefined as unknown as AnyActorScope;

/** The snapshot as plain data. */
export const persistSnapshot = <TMachine extends AnyStateMachine>(
  logic: CompiledLogic<TMachine>,
  snapshot: SnapshotFrom<TMachine>,
): Snapshot<unknown> => logic.getPersistedSnapshot(snapshot);

/** The snapshot that was persisted, as plain data of unknown origin; it is of this chart, or what follows is wrong. */
export const restoreSnapshot = <TMachine extends AnyStateMachine>(
  logic: CompiledLogic<TMachine>,
  persisted: unknown,
): SnapshotFrom<TMachine> => logic.restoreSnapshot?.(persisted as Snapshot<unknown>, noScope) as SnapshotFrom<TMachine>;
