// The other regions of a lane, alone and together: the table of (state, event).
import { ignored, illegal, type Place, type Row } from '../case-judge.ts';
import {
  answered,
  asks,
  cancels,
  connectFailed,
  connected,
  disconnected,
  drain,
  draining,
  due,
  emptied,
  exhausted,
  finished,
  full,
  halted,
  haltedFor,
  lane,
  lost,
  lostMalformed,
  open,
  pumps,
  reconciling,
  reconnected,
  refilled,
  relieved,
  resumed,
  saturated,
  throttled,
  unknown,
  waits,
} from './words.ts';

/** Halts and resumptions. */
export const market: readonly Place[] = [
  {
    at: 'trading',
    given: [connected],
    rows: [
      [halted(true), haltedFor('cancelsOnly'), { ...pumps, context: { cancelsAllowed: true } }],
      [halted(false), haltedFor('nothing'), { context: { cancelsAllowed: false } }],
      [halted('yes'), open, illegal],
      [halted(undefined), open, illegal],
      [resumed, open, ignored],
    ],
  },
  {
    at: 'halted, cancels allowed',
    given: [connected, halted(true)],
    rows: [
      [halted(true), haltedFor('cancelsOnly'), ignored],
      [halted(false), haltedFor('nothing'), { context: { cancelsAllowed: false } }],
      [halted(1), haltedFor('cancelsOnly'), illegal],
      [resumed, open, pumps],
      [lost, lane('disconnected', 'nothing', { market: 'halted' }), waits],
      [exhausted, lane('open', 'nothing', { market: 'halted', flow: 'throttled' })],
    ],
  },
  {
    at: 'halted, nothing allowed',
    given: [connected, halted(false)],
    rows: [
      [halted(false), haltedFor('nothing'), ignored],
      [halted(true), haltedFor('cancelsOnly'), { ...pumps, context: { cancelsAllowed: true } }],
      [resumed, open, pumps],
    ],
  },
  {
    at: 'halted anew',
    given: [connected, halted(false), resumed],
    rows: [[halted(true), haltedFor('cancelsOnly'), { ...pumps, context: { cancelsAllowed: true } }]],
  },
  {
    at: 'halted and disconnected',
    given: [connected, halted(true), lost],
    rows: [[resumed, disconnected]],
  },
  {
    at: 'halted and reconciling',
    given: [connected, halted(true), lost, reconnected],
    rows: [
      [finished, haltedFor('cancelsOnly'), pumps],
      [resumed, reconciling],
    ],
  },
  {
    at: 'halted before it was connected',
    given: [halted(false)],
    rows: [[connected, haltedFor('nothing'), { context: { hasConnected: true } }]],
  },
];

/** Room in the mailbox, and the drain. */
export const admission: readonly Place[] = [
  {
    at: 'accepting',
    given: [connected],
    rows: [
      [saturated, full],
      [relieved, open, ignored],
      [emptied, open, ignored],
      [drain, draining, cancels],
    ],
  },
  {
    at: 'saturated',
    given: [connected, saturated],
    rows: [
      [saturated, full, ignored],
      [relieved, open],
      [emptied, full, ignored],
      [drain, draining, cancels],
      [lost, lane('disconnected', 'nothing', { admission: 'saturated' }), waits],
    ],
  },
  {
    at: 'draining',
    given: [connected, drain],
    rows: [
      [saturated, draining, ignored],
      [relieved, draining, ignored],
      [drain, draining, ignored],
      [emptied, 'closed'],
      [lost, lane('disconnected', 'nothing', { admission: 'draining' }), waits],
      [halted(true), lane('open', 'cancelsOnly', { admission: 'draining', market: 'halted' }), pumps],
    ],
  },
  {
    at: 'draining and disconnected',
    given: [connected, drain, lost],
    rows: [
      [reconnected, lane('reconciling', 'nothing', { admission: 'draining' }), asks],
      [emptied, 'closed'],
    ],
  },
  {
    at: 'draining and reconciling',
    given: [connected, drain, lost, reconnected],
    rows: [
      [finished, draining, { effects: ['cancelLiveOrders', 'pumpLane'] }],
      [answered(2), lane('reconciling', 'nothing', { admission: 'draining' }), { context: { remaining: 2 } }],
      [answered(0), draining, { effects: ['cancelLiveOrders', 'pumpLane'] }],
      [answered(-1), lane('reconciling', 'nothing', { admission: 'draining' }), illegal],
    ],
  },
  {
    at: 'draining before it was connected',
    given: [drain],
    rows: [[emptied, 'closed']],
  },
];

/** The rate limit. */
export const flow: readonly Place[] = [
  {
    at: 'flowing',
    given: [connected],
    rows: [
      [exhausted, throttled],
      [refilled, open, ignored],
    ],
  },
  {
    at: 'throttled',
    given: [connected, exhausted],
    rows: [
      [exhausted, throttled, ignored],
      [refilled, open, pumps],
      [saturated, lane('open', 'nothing', { flow: 'throttled', admission: 'saturated' })],
      [halted(true), lane('open', 'nothing', { flow: 'throttled', market: 'halted' })],
      [lost, lane('disconnected', 'nothing', { flow: 'throttled' }), waits],
    ],
  },
  {
    at: 'throttled and halted',
    given: [connected, exhausted, halted(true)],
    rows: [
      [refilled, haltedFor('cancelsOnly'), pumps],
      [resumed, throttled],
    ],
  },
  {
    at: 'throttled and reconciling',
    given: [connected, exhausted, lost, reconnected],
    rows: [
      [finished, throttled],
      [refilled, reconciling],
    ],
  },
];

const everythingAtOnce = { market: 'halted', admission: 'saturated', flow: 'throttled' } as const;
/** All facts at once: one changes, the others stay. */
export const together: readonly Place[] = [
  {
    at: 'halted, saturated, throttled and disconnected',
    given: [connected, halted(true), saturated, exhausted, lost],
    rows: [
      [due, lane('connecting', 'nothing', everythingAtOnce), { effects: ['connect'] }],
      [reconnected, lane('reconciling', 'nothing', everythingAtOnce), asks],
    ],
  },
  {
    at: 'halted and saturated',
    given: [connected, saturated, halted(true)],
    rows: [[resumed, full, pumps]],
  },
];

/** The end: what still comes. */
export const closed: readonly Place[] = [
  {
    at: 'closed',
    given: [connected, drain, emptied],
    rows: [
      ...[connected, connectFailed, lost, reconnected, due, answered(0), answered(3), finished].map((late): Row => [
        late,
        'closed',
        ignored,
      ]),
      ...[halted(true), halted(false), resumed, refilled, relieved, emptied, drain].map((late): Row => [
        late,
        'closed',
        ignored,
      ]),
      ...[lostMalformed, answered(-1), halted(1), saturated, exhausted, unknown].map((wrong): Row => [
        wrong,
        'closed',
        illegal,
      ]),
    ],
  },
];
