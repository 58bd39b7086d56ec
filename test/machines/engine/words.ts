// The vocabulary of the engine's judges: its events, its states and what it asks for, by short names.
import type { AnyEventObject, StateValue } from 'xstate';
import { engineEffects } from '../../../machines/engine.ts';
import type { Subject } from '../case-judge.ts';

/** The run that the judges judge. */
export const input = { runId: 'r1' };
export const subject: Subject = { effects: engineEffects, input };

const event = (type: string, payload: object = {}): AnyEventObject => ({ type, ...payload });
export const durable = event('boot.finished', { durable: true });
export const inMemory = event('boot.finished', { durable: false });
export const bootMalformed = event('boot.finished');
export const migrated = event('migration.finished');
export const migrationFailed = event('migration.failed', { reason: 'no migration' });
export const migrationFailedMalformed = event('migration.failed');
export const recovered = event('recovery.finished');
export const recoveryFailed = event('recovery.failed', { reason: 'no recovery' });
export const recoveryFailedMalformed = event('recovery.failed');
export const pressed = event('shell.backpressured');
export const relieved = event('shell.relieved');
export const exhausted = event('intents.exhausted');
export const stop = event('stop.requested', { reason: 'SIGINT' });
export const stopAgain = event('stop.requested', { reason: 'again' });
export const stopMalformed = event('stop.requested');
export const kill = event('kill.switched', { reason: 'loss limit' });
export const killAgain = event('kill.switched', { reason: 'again' });
export const killMalformed = event('kill.switched');
export const ordersEnded = event('orders.ended');
export const rowsDrained = event('rows.drained');
export const violated = event('audit.violated', { invariant: 'cash is conserved', sequence: 42 });
export const violatedMalformed: readonly AnyEventObject[] = [
  event('audit.violated', { sequence: 42 }),
  event('audit.violated', { invariant: 'cash is conserved' }),
  event('audit.violated', { invariant: 'cash is conserved', sequence: -1 }),
  event('audit.violated', { invariant: 'cash is conserved', sequence: 0.5 }),
];
export const violatedFirst = event('audit.violated', { invariant: 'no overfill', sequence: 0 });
export const fault = event('fault.raised', { reason: 'out of memory' });
export const faultMalformed = event('fault.raised');
export const unheardOf = event('run.unheardOf');
export const probe = event('xstate.probe');

/** The value of the chart while the core exists; it is not held unless said otherwise. */
const core =
  (phase: StateValue) =>
  (pressure: 'steady' | 'backpressured' = 'steady'): StateValue => ({ operating: { phase, core: pressure } });
export const recovering = core('recovering');
export const running = core('running');
export const ordersEnding = core({ draining: 'ordersEnding' });
export const rowsFlushing = core({ draining: 'rowsFlushing' });

export const reports = { effects: ['report'] } as const;
export const killed = { context: { killReason: 'loss limit' } } as const;
/** The outcome of a failure: why, and where in the journal. */
export const failedFor = (failReason: string, failSequence: number | null = null) => ({
  ...reports,
  context: { failReason, failSequence },
});
