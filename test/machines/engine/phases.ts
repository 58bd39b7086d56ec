// The phases of a run from boot to draining: the table of (state, event).
import type { StateValue } from 'xstate';
import { ignored, illegal, type Place, type Row } from '../case-judge.ts';
import * as words from './words.ts';

const { durable, inMemory, migrated, migrationFailed, recovered, recoveryFailed, pressed, relieved } = words;
const { exhausted, stop, stopAgain, kill, killAgain, ordersEnded, rowsDrained, violated, fault } = words;
const { recovering, running, ordersEnding, rowsFlushing, reports, failedFor } = words;

const refused = (value: StateValue, events: readonly Row[0][]): readonly Row[] =>
  events.map((wrong): Row => [wrong, value, illegal]);
const malformed = (value: StateValue): readonly Row[] =>
  refused(value, [
    ...[words.bootMalformed, words.migrationFailedMalformed, words.recoveryFailedMalformed, words.stopMalformed],
    ...[words.killMalformed, ...words.violatedMalformed, words.faultMalformed, words.unheardOf],
  ]);
const neverStarted: readonly Row[] = [
  [stop, 'stopped', { ...reports, context: { stops: 1, stopReason: 'SIGINT', killReason: null } }],
  [kill, 'stopped', { ...reports, context: { killReason: 'loss limit', stops: 0 } }],
  [fault, 'failed', failedFor('out of memory')],
];
const cancels = { effects: ['cancelEverything', 'report'] } as const;
const abandoned = { ...reports, context: { failReason: 'abandoned', stops: 3, stopReason: 'SIGINT' } } as const;

/** From boot to draining. */
export const phases: readonly Place[] = [
  {
    at: 'booting',
    given: [],
    rows: [
      [durable, 'migrating', { effects: ['migrate'], context: { durable: true } }],
      [inMemory, running(), { effects: ['startIntents'], context: { durable: false } }],
      ...neverStarted,
      ...refused('booting', [migrated, migrationFailed, recovered, recoveryFailed, pressed, relieved, exhausted]),
      ...refused('booting', [ordersEnded, rowsDrained, violated]),
      ...malformed('booting'),
      [words.probe, 'booting'],
    ],
  },
  {
    at: 'migrating',
    given: [durable],
    rows: [
      [migrated, recovering(), { effects: ['recover'] }],
      [migrationFailed, 'failed', failedFor('no migration')],
      ...neverStarted,
      ...refused('migrating', [durable, inMemory, recovered, recoveryFailed, pressed, relieved, exhausted]),
      ...refused('migrating', [ordersEnded, rowsDrained, violated]),
      ...malformed('migrating'),
    ],
  },
  {
    at: 'recovering',
    given: [durable, migrated],
    rows: [
      [recovered, running(), { effects: ['startIntents'], context: { durable: true } }],
      [recoveryFailed, 'failed', failedFor('no recovery')],
      [violated, 'failed', failedFor('cash is conserved', 42)],
      [pressed, recovering('backpressured'), { effects: ['holdCore'] }],
      [relieved, recovering(), ignored],
      ...neverStarted,
      ...refused(recovering(), [durable, inMemory, migrated, migrationFailed, exhausted, ordersEnded, rowsDrained]),
      ...malformed(recovering()),
    ],
  },
  {
    at: 'recovering, held',
    given: [durable, migrated, pressed],
    rows: [
      [recovered, running('backpressured'), { effects: ['startIntents'] }],
      [relieved, recovering(), { effects: ['releaseCore'] }],
    ],
  },
  {
    at: 'running',
    given: [inMemory],
    rows: [
      [exhausted, ordersEnding(), { effects: ['stopIntents'], context: { stops: 0, stopReason: null } }],
      [stop, ordersEnding(), { effects: ['stopIntents'], context: { stops: 1, stopReason: 'SIGINT' } }],
      [kill, ordersEnding(), { effects: ['stopIntents', ...cancels.effects], ...words.killed }],
      [violated, 'failed', { ...failedFor('cash is conserved', 42), effects: ['stopIntents', 'report'] }],
      [fault, 'failed', { ...failedFor('out of memory'), effects: ['stopIntents', 'report'] }],
      [pressed, running('backpressured'), { effects: ['holdCore'] }],
      [relieved, running(), ignored],
      ...refused(running(), [durable, inMemory, migrated, migrationFailed, recovered, recoveryFailed]),
      ...refused(running(), [ordersEnded, rowsDrained]),
      ...malformed(running()),
    ],
  },
  {
    at: 'running, held',
    given: [inMemory, pressed],
    rows: [
      [pressed, running('backpressured'), ignored],
      [relieved, running(), { effects: ['releaseCore'] }],
      [stop, ordersEnding('backpressured'), { effects: ['stopIntents'] }],
      [kill, ordersEnding('backpressured'), { effects: ['stopIntents', ...cancels.effects] }],
      [exhausted, ordersEnding('backpressured'), { effects: ['stopIntents'] }],
      [fault, 'failed', { ...failedFor('out of memory'), effects: ['stopIntents', 'report'] }],
      [violated, 'failed', { ...failedFor('cash is conserved', 42), effects: ['stopIntents', 'report'] }],
    ],
  },
  {
    at: 'draining, the intents ran out',
    given: [inMemory, exhausted],
    rows: [
      [ordersEnded, 'stopped', { ...reports, context: { rowsFlushed: false } }],
      [exhausted, ordersEnding(), ignored],
      [stop, ordersEnding(), { context: { stops: 1, stopReason: 'SIGINT' } }],
      [kill, ordersEnding(), { ...cancels, ...words.killed }],
      [violated, 'failed', failedFor('cash is conserved', 42)],
      [fault, 'failed', failedFor('out of memory')],
      [pressed, ordersEnding('backpressured'), { effects: ['holdCore'] }],
      [relieved, ordersEnding(), ignored],
      ...refused(ordersEnding(), [durable, inMemory, migrated, migrationFailed, recovered, recoveryFailed]),
      ...refused(ordersEnding(), [rowsDrained]),
      ...malformed(ordersEnding()),
    ],
  },
  {
    at: 'draining, held',
    given: [inMemory, pressed, stop],
    rows: [
      [relieved, ordersEnding(), { effects: ['releaseCore'] }],
      [kill, ordersEnding('backpressured'), cancels],
      [stopAgain, ordersEnding('backpressured'), { effects: ['cancelEverything'] }],
    ],
  },
  {
    at: 'draining, stopped once',
    given: [inMemory, stop],
    rows: [
      [stopAgain, ordersEnding(), { effects: ['cancelEverything'], context: { stops: 2, stopReason: 'SIGINT' } }],
      [kill, ordersEnding(), { ...cancels, ...words.killed }],
    ],
  },
  {
    at: 'draining, stopped twice',
    given: [inMemory, stop, stop],
    rows: [
      [stopAgain, 'failed', abandoned],
      [words.stopMalformed, ordersEnding(), { ...illegal, context: { stops: 2 } }],
      [ordersEnded, 'stopped', reports],
    ],
  },
  {
    at: 'draining, killed',
    given: [inMemory, kill],
    rows: [
      [killAgain, ordersEnding(), { ...ignored, ...words.killed }],
      [words.killMalformed, ordersEnding(), illegal],
      [stop, ordersEnding(), { context: { stops: 1, stopReason: 'SIGINT' } }],
      [ordersEnded, 'stopped', { ...reports, ...words.killed }],
    ],
  },
  {
    at: 'draining a durable run, held',
    given: [durable, migrated, recovered, exhausted, pressed],
    rows: [[ordersEnded, rowsFlushing('backpressured'), { effects: ['flushRows'] }]],
  },
  {
    at: 'flushing the last rows',
    given: [durable, migrated, recovered, exhausted, ordersEnded],
    rows: [
      [rowsDrained, 'stopped', { ...reports, context: { rowsFlushed: true } }],
      [ordersEnded, rowsFlushing(), ignored],
      [exhausted, rowsFlushing(), ignored],
      [stop, rowsFlushing(), { context: { stops: 1 } }],
      [kill, rowsFlushing(), { ...cancels, ...words.killed }],
      [pressed, rowsFlushing('backpressured'), { effects: ['holdCore'] }],
      [violated, 'failed', failedFor('cash is conserved', 42)],
      [fault, 'failed', failedFor('out of memory')],
      ...malformed(rowsFlushing()),
    ],
  },
  {
    at: 'flushing the last rows, stopped once',
    given: [durable, migrated, recovered, stop, ordersEnded],
    rows: [
      [stopAgain, rowsFlushing(), { effects: ['cancelEverything'], context: { stops: 2 } }],
      [kill, rowsFlushing(), cancels],
    ],
  },
  {
    at: 'flushing the last rows, killed',
    given: [durable, migrated, recovered, kill, ordersEnded],
    rows: [[killAgain, rowsFlushing(), ignored]],
  },
  {
    at: 'flushing the last rows, stopped twice',
    given: [durable, migrated, recovered, stop, stop, ordersEnded],
    rows: [[stopAgain, 'failed', { ...reports, context: { failReason: 'abandoned', rowsFlushed: false } }]],
  },
];
