// The connection of a lane: the table of (state, event).
import type { StateValue } from 'xstate';
import { ignored, illegal, type Place, type Row } from '../case-judge.ts';
import {
  answered,
  asks,
  connectFailed,
  connected,
  connecting,
  disconnected,
  due,
  event,
  finished,
  lost,
  lostAgain,
  lostMalformed,
  open,
  pumps,
  reconciling,
  reconnected,
  unknown,
  waits,
} from './words.ts';

const malformedAnswers = (value: StateValue): readonly Row[] =>
  [-1, 0.5, undefined, 2 ** 53].map((remaining) => [answered(remaining), value, illegal]);

/** The connection: attempts, losses, and the questions after a loss. */
export const connection: readonly Place[] = [
  {
    at: 'connecting for the first time',
    given: [],
    rows: [
      [connected, open, { ...pumps, context: { hasConnected: true, attempt: 0 } }],
      [reconnected, reconciling, asks],
      [connectFailed, disconnected, { ...waits, context: { attempt: 1, hasConnected: false } }],
      [lost, connecting, { ...ignored, context: { disconnectReason: null } }],
      [lostMalformed, connecting, illegal],
      [due, connecting, ignored],
      [answered(0), connecting, ignored],
      [answered(3), connecting, { ...ignored, context: { remaining: null } }],
      ...malformedAnswers(connecting),
      [finished, connecting, ignored],
      [unknown, connecting, illegal],
      [event('xstate.probe'), connecting],
    ],
  },
  {
    at: 'connecting again',
    given: [connected, lost, due],
    rows: [
      [connected, reconciling, { ...asks, context: { attempt: 1 } }],
      [connectFailed, disconnected, { ...waits, context: { attempt: 2 } }],
    ],
  },
  {
    at: 'open',
    given: [connected],
    rows: [
      [connected, open, ignored],
      [reconnected, reconciling, asks],
      [connectFailed, open, illegal],
      [lost, disconnected, { ...waits, context: { attempt: 1, disconnectReason: 'reset', hasConnected: true } }],
      [lostMalformed, open, illegal],
      [due, open, ignored],
      [answered(0), open, ignored],
      [answered(3), open, { ...ignored, context: { remaining: null } }],
      ...malformedAnswers(open),
      [finished, open, ignored],
      [unknown, open, illegal],
    ],
  },
  {
    at: 'disconnected after the connection stood',
    given: [connected, lost],
    rows: [
      [due, connecting, { effects: ['connect'], context: { attempt: 1 } }],
      [reconnected, reconciling, asks],
      [connected, reconciling, asks],
      [connectFailed, disconnected, { ...ignored, context: { attempt: 1 } }],
      [lostAgain, disconnected, { ...ignored, context: { attempt: 1, disconnectReason: 'reset' } }],
      [lostMalformed, disconnected, illegal],
      [answered(0), disconnected, ignored],
      [answered(3), disconnected, ignored],
      ...malformedAnswers(disconnected),
      [finished, disconnected, ignored],
      [unknown, disconnected, illegal],
    ],
  },
  {
    at: 'disconnected before any connection',
    given: [connectFailed],
    rows: [[connected, open, { ...pumps, context: { hasConnected: true, attempt: 0 } }]],
  },
  {
    at: 'reconciling',
    given: [connected, lost, reconnected],
    rows: [
      [answered(3), reconciling, { context: { remaining: 3, attempt: 1 } }],
      [answered(0), open, { ...pumps, context: { remaining: null, attempt: 0 } }],
      ...malformedAnswers(reconciling),
      [finished, open, { ...pumps, context: { attempt: 0 } }],
      [reconnected, reconciling, asks],
      [connected, reconciling, ignored],
      [connectFailed, reconciling, illegal],
      [lostAgain, disconnected, { ...waits, context: { attempt: 2, disconnectReason: 'again' } }],
      [lostMalformed, reconciling, illegal],
      [due, reconciling, ignored],
      [unknown, reconciling, illegal],
    ],
  },
  {
    at: 'reconciling, some answered',
    given: [connected, lost, reconnected, answered(2)],
    rows: [
      [answered(1), reconciling, { context: { remaining: 1 } }],
      [answered(0), open, { ...pumps, context: { remaining: null } }],
      [finished, open, { ...pumps, context: { remaining: null } }],
      [lost, disconnected, { ...waits, context: { remaining: null } }],
      [reconnected, reconciling, { ...asks, context: { remaining: null } }],
    ],
  },
];
