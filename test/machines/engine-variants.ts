// Every event of a run in every variant that matters, malformed ones among them.
import type { EngineEvent, EngineInput } from '../../machines/engine.ts';

/** The run that the variants speak of. */
export const engineInput: EngineInput = { runId: 'run:1' };

const malformed = (event: object): EngineEvent => event as EngineEvent;

/** All of them. */
export const engineVariants: readonly EngineEvent[] = [
  { type: 'boot.finished', durable: true },
  { type: 'boot.finished', durable: false },
  malformed({ type: 'boot.finished' }),
  { type: 'migration.finished' },
  { type: 'migration.failed', reason: 'refused' },
  malformed({ type: 'migration.failed' }),
  { type: 'recovery.finished' },
  { type: 'recovery.failed', reason: 'differs' },
  malformed({ type: 'recovery.failed' }),
  { type: 'shell.backpressured' },
  { type: 'shell.relieved' },
  { type: 'intents.exhausted' },
  { type: 'stop.requested', reason: 'SIGINT' },
  malformed({ type: 'stop.requested' }),
  { type: 'kill.switched', reason: 'lossLimit' },
  malformed({ type: 'kill.switched', reason: 1 }),
  { type: 'orders.ended' },
  { type: 'rows.drained' },
  { type: 'audit.violated', invariant: 'no overfill', sequence: 7 },
  { type: 'audit.violated', invariant: 'no overfill', sequence: -1 },
  malformed({ type: 'audit.violated' }),
  { type: 'fault.raised', reason: 'out of memory' },
  malformed({ type: 'fault.raised' }),
  malformed({ type: 'run.unheardOf' }),
];
