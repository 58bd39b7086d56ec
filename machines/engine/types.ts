// The events that the engine's chart receives, and what it keeps.
import type { AnomalyRecord } from '../anomalies.ts';

/** What boot, core, shell, audit and user report. */
export type EngineEvent =
  /** `durable`: the run has a database. Without one there is nothing to migrate, to recover or to flush. */
  | { readonly type: 'boot.finished'; readonly durable: boolean }
  | { readonly type: 'migration.finished' }
  | { readonly type: 'migration.failed'; readonly reason: string }
  | { readonly type: 'recovery.finished' }
  | { readonly type: 'recovery.failed'; readonly reason: string }
  /** The shell (database, inspection) cannot follow. */
  | { readonly type: 'shell.backpressured' }
  | { readonly type: 'shell.relieved' }
  /** The strategy has no more intents: the natural end of a run. */
  | { readonly type: 'intents.exhausted' }
  /** The user wants the run to end. */
  | { readonly type: 'stop.requested'; readonly reason: string }
  /** The risk limits, or the user, want every order gone. */
  | { readonly type: 'kill.switched'; readonly reason: string }
  /** Every arbitrage has ended, and no order is live or in doubt. Said only once intents have stopped. */
  | { readonly type: 'orders.ended' }
  /** The answer to `flushRows`: the database holds every row of the run. */
  | { readonly type: 'rows.drained' }
  /** `sequence`: where in the journal the invariant broke. */
  | { readonly type: 'audit.violated'; readonly invariant: string; readonly sequence: number }
  /** Something broke that is no part of the simulation. */
  | { readonly type: 'fault.raised'; readonly reason: string };

/** The run that the engine drives. */
export interface EngineInput {
  readonly runId: string;
}

/** What draining leaves behind. */
export interface DrainOutput {
  /** Whether the rows of the run are in a database. */
  readonly rowsFlushed: boolean;
}

/** What is known of the run beside its state. */
export interface EngineContext extends EngineInput, DrainOutput, AnomalyRecord<'illegalMove'> {
  readonly durable: boolean;
  /** How often the user asked for the end: each time more is given up for it. */
  readonly stops: number;
  /** The first reason to stop; null when the intents ran out by themselves. */
  readonly stopReason: string | null;
  readonly killReason: string | null;
  /** Why the run failed: a reason, the name of the broken invariant, or `abandoned`. */
  readonly failReason: string | null;
  /** Where in the journal an invariant broke. */
  readonly failSequence: number | null;
  /** Legal repetitions: late or doubled reports that changed nothing. */
  readonly ignored: number;
}
