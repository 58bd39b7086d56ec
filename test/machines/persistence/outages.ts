// A database that is away: back-off, and flushes whose outcome nobody knows.
import { ignored, type Place } from '../case-judge.ts';
import {
  backingOff,
  backsOff,
  connection,
  content,
  deadLettered,
  deadLettering,
  due,
  elapsed,
  fenced,
  flushes,
  flushing,
  found,
  idle,
  lookUpFailed,
  lookingUp,
  looks,
  misplaced,
  noBatch,
  putsAside,
  range,
  refusedEverywhere,
  rows,
  sending,
  sendsPart,
  succeeded,
  unknownOutcome,
  writer,
} from './words.ts';

/** A database that is away: back-off, and flushes whose outcome nobody knows. */
export const outages: readonly Place[] = [
  {
    at: 'looking up a batch',
    given: [rows(4), unknownOutcome],
    rows: [
      [rows(2), lookingUp, { context: { buffered: 2 } }],
      [due, lookingUp, ignored],
      [found(true), idle, { context: { written: 4, deadLettered: 0, isOutcomeUnknown: false, ...noBatch } }],
      [found(false), backingOff, { ...backsOff(1, 100), context: { isOutcomeUnknown: false, written: 0 } }],
      [lookUpFailed, backingOff, { effects: ['scheduleBackOff'], context: { isOutcomeUnknown: true, attempt: 1 } }],
      [fenced, writer('fenced')],
      ...misplaced(lookingUp, [succeeded(4), connection, content, unknownOutcome, deadLettered, elapsed]),
      ...misplaced(lookingUp, [found(1), found(undefined)]),
      ...refusedEverywhere(lookingUp),
    ],
  },
  {
    at: 'looking up the first half',
    given: [rows(4), content, unknownOutcome],
    rows: [
      [found(true), sending, { ...sendsPart, context: { written: 2, from: 2, to: 4, isOutcomeUnknown: false } }],
      [found(false), backingOff, backsOff(1, 100)],
    ],
  },
  {
    at: 'looking up a dead letter',
    given: [rows(4), content, content, content, unknownOutcome],
    rows: [
      [
        found(true),
        sending,
        { ...sendsPart, context: { deadLettered: 1, written: 0, from: 1, to: 4, isOutcomeUnknown: false } },
      ],
      [found(false), backingOff, { ...backsOff(1, 100), context: { deadLettered: 0, isOutcomeUnknown: false } }],
    ],
  },
  {
    at: 'backing off from a batch',
    given: [rows(4), connection],
    rows: [
      [rows(2), backingOff, { context: { buffered: 2 } }],
      [due, backingOff, ignored],
      [elapsed, flushing, { ...flushes, ...range(0, 4) }],
      [fenced, writer('fenced')],
      ...misplaced(backingOff, [succeeded(4), connection, content, unknownOutcome, found(true), found(false)]),
      ...misplaced(backingOff, [lookUpFailed, deadLettered]),
      ...refusedEverywhere(backingOff),
    ],
  },
  {
    at: 'backing off from a part',
    given: [rows(4), content, connection],
    rows: [[elapsed, sending, { ...sendsPart, ...range(0, 2) }]],
  },
  {
    at: 'backing off from a dead letter',
    given: [rows(4), content, content, content, connection],
    rows: [[elapsed, deadLettering, { ...putsAside, ...range(0, 1) }]],
  },
  {
    at: 'backing off from a look-up',
    given: [rows(4), unknownOutcome, lookUpFailed],
    rows: [[elapsed, lookingUp, { ...looks, context: { isOutcomeUnknown: true } }]],
  },
  {
    at: 'backing off from a batch, after one that held a dead letter',
    given: [rows(1), due, content, deadLettered, rows(4), connection],
    rows: [[elapsed, flushing, { ...flushes, context: { from: 0, to: 4, batchRows: 4, deadLettered: 1 } }]],
  },
  {
    at: 'backing off after a look-up found nothing',
    given: [rows(4), unknownOutcome, found(false)],
    rows: [[elapsed, flushing, { ...flushes, ...range(0, 4) }]],
  },
  {
    at: 'flushing for the second time',
    given: [rows(4), connection, elapsed],
    rows: [
      [connection, backingOff, backsOff(2, 200)],
      [succeeded(4), idle, { context: { written: 4, ...noBatch } }],
    ],
  },
  {
    at: 'flushing for the third time',
    given: [rows(4), connection, elapsed, connection, elapsed],
    rows: [[connection, backingOff, backsOff(3, 350)]],
  },
  {
    at: 'a part sent for the second time',
    given: [rows(4), content, connection, elapsed],
    rows: [[succeeded(2), sending, { ...sendsPart, context: { attempt: 0, backOffMs: 0, written: 2 } }]],
  },
  {
    at: 'a dead letter tried for the second time',
    given: [rows(4), content, content, content, connection, elapsed],
    rows: [[deadLettered, sending, { ...sendsPart, context: { attempt: 0, backOffMs: 0 } }]],
  },
  {
    at: 'looking up a batch for the second time',
    given: [rows(4), unknownOutcome, lookUpFailed, elapsed],
    rows: [[found(true), idle, { context: { written: 4, ...noBatch } }]],
  },
  {
    at: 'looking up a dead letter for the second time',
    given: [rows(1), due, content, unknownOutcome, lookUpFailed, elapsed],
    rows: [[found(true), idle, { context: { deadLettered: 1, ...noBatch } }]],
  },
];
