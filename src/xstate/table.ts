// A compiled chart without an actor: its steps alone, for what there are too many of to be actors. It takes the
// same events to the same snapshots, and an actor can be made of any of them; its effects are not run.
import type { AnyActorScope, AnyStateMachine, EventFromLogic, InputFrom, Snapshot, SnapshotFrom } from 'xstate';
import { persistSnapshot, restoreSnapshot } from './at-rest.ts';
import { compile } from './compile.ts';

/** A chart's steps. */
export interface Table<TMachine extends AnyStateMachine> {
  /** Where an actor of that input would begin. */
  begin(input: InputFrom<TMachine>): SnapshotFrom<TMachine>;
  /** Where an actor there would go at that event. */
  step(snapshot: SnapshotFrom<TMachine>, event: EventFromLogic<TMachine>): SnapshotFrom<TMachine>;
  /** The snapshot as plain data. */
  persist(snapshot: SnapshotFrom<TMachine>): Snapshot<unknown>;
  /** The snapshot that was persisted. */
  restore(persisted: unknown): SnapshotFrom<TMachine>;
}

// Nobody acts: who keeps a table looks at the snapshot.
const nobody = { self: undefined, system: undefined, actionExecutor: () => undefined } as unknown as AnyActorScope;

/** The steps of a chart. Throws `UnsupportedChart`. */
export const createTable = <TMachine extends AnyStateMachine>(machine: TMachine): Table<TMachine> => {
  const logic = compile(machine);
  return {
    begin: (input) => logic.getInitialSnapshot(nobody as never, input),
    step: (snapshot, event) => logic.transition(snapshot, event, nobody as never),
    persist: (snapshot) => persistSnapshot(logic, snapshot),
    restore: (persisted) => restoreSnapshot(logic, persisted),
  };
};
