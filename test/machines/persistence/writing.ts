// Batches that the database takes: when a flush begins, and what comes meanwhile.
import { ignored, type Place } from '../case-judge.ts';
import {
  backingOff,
  backsOff,
  closing,
  connection,
  content,
  deadLettered,
  drain,
  draining,
  due,
  elapsed,
  event,
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
  refusedEverywhere,
  rows,
  sending,
  sendsPart,
  succeeded,
  unknownOutcome,
  writer,
} from './words.ts';

/** Batches that the database takes: when a flush begins, and what comes meanwhile. */
export const writing: readonly Place[] = [
  {
    at: 'idle, empty',
    given: [],
    rows: [
      [rows(3), idle, { context: { buffered: 3 } }],
      [rows(4), flushing, { ...flushes, context: { buffered: 0, batchRows: 4, from: 0, to: 4, step: 'batch' } }],
      [rows(9), flushing, { ...flushes, context: { buffered: 5, batchRows: 4, to: 4, isFlushDue: false } }],
      [due, idle, { ...ignored, context: { isFlushDue: false } }],
      [fenced, writer('fenced')],
      [drain, closing, { effects: ['close'] }],
      ...misplaced(idle, [succeeded(0), connection, content, unknownOutcome, found(true), found(false)]),
      ...misplaced(idle, [lookUpFailed, deadLettered, elapsed]),
      ...refusedEverywhere(idle),
      [event('xstate.probe'), idle],
    ],
  },
  {
    at: 'idle, two rows wait',
    given: [rows(2)],
    rows: [
      [rows(1), idle, { context: { buffered: 3 } }],
      [rows(2), flushing, { ...flushes, context: { buffered: 0, batchRows: 4 } }],
      [due, flushing, { ...flushes, context: { buffered: 0, batchRows: 2, to: 2, isFlushDue: false } }],
      [drain, writer({ active: 'flushing' }, draining), { ...flushes, context: { batchRows: 2 } }],
    ],
  },
  {
    at: 'flushing four rows',
    given: [rows(4)],
    rows: [
      [rows(9), flushing, { context: { buffered: 9, batchRows: 4 } }],
      [due, flushing, ignored],
      [succeeded(4), idle, { context: { written: 4, ...noBatch } }],
      [connection, backingOff, { ...backsOff(1, 100) }],
      [unknownOutcome, lookingUp, { ...looks, context: { isOutcomeUnknown: true } }],
      [content, sending, { ...sendsPart, context: { from: 0, to: 2, batchRows: 4, step: 'part' } }],
      [fenced, writer('fenced')],
      [drain, writer({ active: 'flushing' }, draining)],
      ...misplaced(flushing, [succeeded(3), succeeded(5), succeeded(undefined), found(true), found(false)]),
      ...misplaced(flushing, [lookUpFailed, deadLettered, elapsed]),
      ...refusedEverywhere(flushing),
    ],
  },
  {
    at: 'flushing, two rows wait',
    given: [rows(6)],
    rows: [
      [due, flushing, { context: { isFlushDue: true, buffered: 2 } }],
      [succeeded(4), idle, { context: { written: 4, buffered: 2 } }],
    ],
  },
  {
    at: 'flushing, two rows wait and are due',
    given: [rows(6), due],
    rows: [
      [succeeded(4), flushing, { ...flushes, context: { buffered: 0, batchRows: 2, to: 2, isFlushDue: false } }],
      [rows(5), flushing, { context: { buffered: 7, isFlushDue: true } }],
    ],
  },
  {
    at: 'flushing, seven rows wait and are due',
    given: [rows(11), due],
    rows: [[succeeded(4), flushing, { ...flushes, context: { buffered: 3, batchRows: 4, isFlushDue: true } }]],
  },
  {
    at: 'flushing the last batch of a drain',
    given: [rows(2), drain],
    rows: [
      [succeeded(2), closing, { effects: ['close'], context: { written: 2 } }],
      [rows(1), writer({ active: 'flushing' }, draining), { context: { buffered: 1 } }],
      [drain, writer({ active: 'flushing' }, draining), ignored],
    ],
  },
  {
    at: 'flushing in a drain, three rows wait',
    given: [rows(7), drain],
    rows: [
      [succeeded(4), writer({ active: 'flushing' }, draining), { ...flushes, context: { batchRows: 3, buffered: 0 } }],
    ],
  },
  {
    at: 'the buffer filled to its bound',
    given: [rows(20)],
    rows: [
      [rows(1), flushing, { anomalies: ['bufferOverrun'], context: { buffered: 17, batchRows: 4 } }],
      [succeeded(4), flushing, { ...flushes, context: { buffered: 12, batchRows: 4 } }],
    ],
  },
  {
    at: 'half a batch of a full buffer written',
    given: [rows(20), content, succeeded(2)],
    rows: [
      [rows(2), sending, { context: { buffered: 18 } }],
      [rows(3), sending, { anomalies: ['bufferOverrun'], context: { buffered: 19 } }],
    ],
  },
];
