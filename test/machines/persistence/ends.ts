// Closing, the fence, and the pressure on the engine.
import { ignored, type Place } from '../case-judge.ts';
import {
  closed,
  closing,
  connection,
  content,
  deadLettered,
  drain,
  draining,
  due,
  elapsed,
  fenced,
  finished,
  flushing,
  found,
  full,
  idle,
  lookUpFailed,
  misplaced,
  pressed,
  refusedEverywhere,
  relieved,
  rows,
  sendsPart,
  succeeded,
  unheardOf,
  unknownOutcome,
  writer,
} from './words.ts';

/** Closing, the fence, and the pressure on the engine. */
export const ends: readonly Place[] = [
  {
    at: 'closing',
    given: [drain],
    rows: [
      [finished, closed],
      [due, closing, ignored],
      [drain, closing, ignored],
      ...misplaced(closing, [rows(1), fenced, succeeded(0), elapsed, full, unheardOf]),
      [relieved, closing, ignored],
    ],
  },
  {
    at: 'closed',
    given: [drain, finished],
    rows: [
      [finished, closed, ignored],
      [due, closed, ignored],
      [drain, closed, ignored],
      ...misplaced(closed, [rows(1), fenced, succeeded(0), elapsed, full, unheardOf]),
      [relieved, closed, ignored],
    ],
  },
  {
    at: 'fenced in the middle of a batch',
    given: [rows(4), fenced],
    rows: [
      [rows(3), writer('fenced'), { context: { buffered: 3, batchRows: 4 } }],
      [due, writer('fenced'), ignored],
      [connection, writer('fenced'), ignored],
      [content, writer('fenced'), ignored],
      [unknownOutcome, writer('fenced'), ignored],
      [elapsed, writer('fenced'), ignored],
      [fenced, writer('fenced'), ignored],
      [full, writer('fenced', pressed), { effects: ['holdEngine'] }],
      [drain, writer('fenced', draining)],
      [rows(17), writer('fenced'), { anomalies: ['bufferOverrun'], context: { buffered: 17 } }],
      ...misplaced(writer('fenced'), [succeeded(4), found(true), deadLettered, lookUpFailed]),
      ...refusedEverywhere(writer('fenced')),
    ],
  },
  {
    at: 'relieved',
    given: [],
    rows: [
      [full, writer({ active: 'idle' }, pressed), { effects: ['holdEngine'] }],
      [relieved, idle, ignored],
    ],
  },
  {
    at: 'backpressured',
    given: [rows(4), full],
    rows: [
      [full, writer({ active: 'flushing' }, pressed), ignored],
      [relieved, flushing, { effects: ['releaseEngine'] }],
      [succeeded(4), writer({ active: 'idle' }, pressed)],
      [connection, writer({ active: 'backingOff' }, pressed), { effects: ['scheduleBackOff'] }],
      [drain, writer({ active: 'flushing' }, { ...pressed, ...draining })],
      [fenced, writer('fenced', pressed)],
    ],
  },
  {
    at: 'backpressured in a drain, the last batch under way',
    given: [rows(4), full, drain],
    rows: [[succeeded(4), writer('closing', { ...pressed, ...draining }), { effects: ['close'] }]],
  },
  {
    at: 'backpressured and closing',
    given: [rows(4), full, drain, succeeded(4)],
    rows: [
      [relieved, closing, { effects: ['releaseEngine'] }],
      [finished, writer('closed', { ...pressed, ...draining })],
    ],
  },
  {
    at: 'backpressured and draining, isolating',
    given: [rows(4), full, drain, content],
    rows: [
      [connection, writer({ active: 'backingOff' }, { ...pressed, ...draining }), { effects: ['scheduleBackOff'] }],
      [content, writer({ active: { isolating: 'sending' } }, { ...pressed, ...draining }), sendsPart],
    ],
  },
];
