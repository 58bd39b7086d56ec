// Batches that the database refuses: halves, single rows, dead letters.
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

/** Batches that the database refuses: halves, single rows, dead letters. */
export const isolating: readonly Place[] = [
  {
    at: 'flushing one row',
    given: [rows(1), due],
    rows: [[content, deadLettering, { ...putsAside, context: { from: 0, to: 1, step: 'row' } }]],
  },
  {
    at: 'isolating, the first half is sent',
    given: [rows(4), content],
    rows: [
      [rows(3), sending, { context: { buffered: 3 } }],
      [due, sending, ignored],
      [succeeded(2), sending, { ...sendsPart, context: { written: 2, from: 2, to: 4, batchRows: 4, step: 'part' } }],
      [connection, backingOff, backsOff(1, 100)],
      [unknownOutcome, lookingUp, looks],
      [content, sending, { ...sendsPart, ...range(0, 1) }],
      [fenced, writer('fenced')],
      ...misplaced(sending, [succeeded(4), succeeded(1), found(true), found(false)]),
      ...misplaced(sending, [lookUpFailed, deadLettered, elapsed]),
      ...refusedEverywhere(sending),
    ],
  },
  {
    at: 'isolating three rows',
    given: [rows(3), due],
    rows: [[content, sending, { ...sendsPart, ...range(0, 2, 3) }]],
  },
  {
    at: 'isolating, the rest is sent',
    given: [rows(4), content, succeeded(2)],
    rows: [
      [succeeded(2), idle, { context: { written: 4, ...noBatch } }],
      [content, sending, { ...sendsPart, ...range(2, 3) }],
    ],
  },
  {
    at: 'isolating, one row is sent',
    given: [rows(4), content, content],
    rows: [
      [succeeded(1), sending, { ...sendsPart, context: { written: 1, from: 1, to: 4 } }],
      [content, deadLettering, { ...putsAside, context: { from: 0, to: 1, step: 'row', deadLettered: 0 } }],
    ],
  },
  {
    at: 'dead-lettering the first of four',
    given: [rows(4), content, content, content],
    rows: [
      [rows(2), deadLettering, { context: { buffered: 2 } }],
      [due, deadLettering, ignored],
      [deadLettered, sending, { ...sendsPart, context: { deadLettered: 1, written: 0, from: 1, to: 4 } }],
      [connection, backingOff, backsOff(1, 100)],
      [unknownOutcome, lookingUp, looks],
      [content, backingOff, { ...backsOff(1, 100), anomalies: ['deadLetterRefused'] }],
      [fenced, writer('fenced')],
      ...misplaced(deadLettering, [succeeded(1), found(true), found(false), lookUpFailed, elapsed]),
      ...refusedEverywhere(deadLettering),
    ],
  },
  {
    at: 'dead-lettering the only row',
    given: [rows(1), due, content],
    rows: [[deadLettered, idle, { context: { deadLettered: 1, written: 0, ...noBatch } }]],
  },
];
