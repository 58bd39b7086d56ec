// The vocabulary of the writer's judges: its events, its states and what it asks for, by short names.
import type { AnyEventObject, StateValue } from 'xstate';
import { persistenceEffects } from '../../../machines/persistence.ts';
import { illegal, type Row, type Subject } from '../case-judge.ts';

/** The bounds that the judges run with. */
export const input = { batchRowsMax: 4, bufferRowsMax: 20, backOffMsMin: 100, backOffMsMax: 350 };
export const subject: Subject = { effects: persistenceEffects, input };

export const event = (type: string, payload: object = {}): AnyEventObject => ({ type, ...payload });
export const rows = (count: unknown): AnyEventObject => event('rows.buffered', { count });
export const due = event('flush.due');
export const succeeded = (count: unknown): AnyEventObject => event('flush.succeeded', { rows: count });
export const failed = (cause: unknown): AnyEventObject => event('flush.failed', { cause });
export const connection = failed('connection');
export const content = failed('content');
export const unknownOutcome = failed('unknown');
export const found = (landed: unknown): AnyEventObject => event('mark.found', { landed });
export const lookUpFailed = event('mark.lookUpFailed');
export const deadLettered = event('row.deadLettered');
export const elapsed = event('backOff.elapsed');
export const fenced = event('fenced');
export const full = event('buffer.full');
export const relieved = event('buffer.relieved');
export const drain = event('drain.requested');
export const finished = event('drain.finished');
export const unheardOf = event('rows.unheardOf');

/** The value of the chart; pressure and intake are at their start unless said otherwise. */
export const writer = (writing: StateValue, others: object = {}): StateValue => ({
  writing,
  pressure: 'relieved',
  intake: 'taking',
  ...others,
});
export const idle = writer({ active: 'idle' });
export const flushing = writer({ active: 'flushing' });
export const sending = writer({ active: { isolating: 'sending' } });
export const deadLettering = writer({ active: { isolating: 'deadLettering' } });
export const lookingUp = writer({ active: 'lookingUp' });
export const backingOff = writer({ active: 'backingOff' });
export const draining = { intake: 'draining' } as const;
export const closing = writer('closing', draining);
export const closed = writer('closed', draining);
export const pressed = { pressure: 'backpressured' } as const;

export const flushes = { effects: ['startFlush'] } as const;
export const sendsPart = { effects: ['flushHalf'] } as const;
export const putsAside = { effects: ['deadLetterRow'] } as const;
export const looks = { effects: ['lookUpMark'] } as const;
export const backsOff = (attempt: number, backOffMs: number) => ({
  effects: ['scheduleBackOff'],
  context: { attempt, backOffMs },
});
export const range = (from: number, to: number, batchRows = 4) => ({ context: { from, to, batchRows } });
export const noBatch = { from: 0, to: 0, batchRows: 0, attempt: 0, backOffMs: 0 } as const;

/** Malformed events, and one that does not exist: refused at every place. */
export const refusedEverywhere = (value: StateValue): readonly Row[] =>
  [rows(0), rows(-1), rows(1.5), rows(undefined), failed('weather'), found('yes'), finished, unheardOf].map(
    (wrong): Row => [wrong, value, illegal],
  );
/** An event that belongs to another step of the writing. */
export const misplaced = (value: StateValue, events: readonly AnyEventObject[]): readonly Row[] =>
  events.map((wrong): Row => [wrong, value, illegal]);
