// The two ends of a run: the table of (state, event).
import { ignored, illegal, type Place, type Row } from '../case-judge.ts';
import * as words from './words.ts';

const { durable, inMemory, migrated, exhausted, ordersEnded, violated, violatedFirst, fault, failedFor } = words;

const late = [
  ...[durable, inMemory, migrated, words.migrationFailed, words.recovered, words.recoveryFailed, words.pressed],
  ...[words.relieved, exhausted, words.stop, words.kill, ordersEnded, words.rowsDrained],
];
const wrong = [
  ...[words.bootMalformed, words.migrationFailedMalformed, words.recoveryFailedMalformed, words.stopMalformed],
  ...[words.killMalformed, ...words.violatedMalformed, words.faultMalformed, words.unheardOf],
];

/** The ends, and what still comes. */
export const ends: readonly Place[] = [
  {
    at: 'stopped',
    given: [inMemory, exhausted, ordersEnded],
    rows: [
      ...late.map((event): Row => [event, 'stopped', { ...ignored, context: { stops: 0, killReason: null } }]),
      ...wrong.map((event): Row => [event, 'stopped', illegal]),
      [violated, 'failed', failedFor('cash is conserved', 42)],
      [violatedFirst, 'failed', failedFor('no overfill', 0)],
      [fault, 'failed', failedFor('out of memory')],
      [words.probe, 'stopped'],
    ],
  },
  {
    at: 'failed',
    given: [inMemory, violated],
    rows: [
      ...[...late, fault, violatedFirst].map((event): Row => [
        event,
        'failed',
        { ...ignored, context: { failReason: 'cash is conserved', failSequence: 42 } },
      ]),
      ...wrong.map((event): Row => [event, 'failed', illegal]),
    ],
  },
];
