// Goal: nothing is sent into a connection that does not stand, to a venue that does not trade or past its rate
// limit; after a loss every live order is asked for; a lane that drains ends, and only when nothing lives.
// Method: the whole table of (state, event) of each region, the regions together, and random events in any order.
import { deepStrictEqual } from 'node:assert/strict';
import fc from 'fast-check';
import { createActor, type AnyMachineSnapshot, type StateValue } from 'xstate';
import { venueExecutorEffects } from '../../machines/venue-executor.ts';
import { caseJudge, tableJudges } from './case-judge.ts';
import { runEvents, type Judge } from './judge.ts';
import { connection } from './venue-executor/connection.ts';
import { admission, closed, flow, market, together } from './venue-executor/regions.ts';
import {
  answered,
  connectFailed,
  connected,
  connecting,
  drain,
  due,
  emptied,
  exhausted,
  finished,
  halted,
  input,
  lost,
  lostMalformed,
  reconnected,
  refilled,
  relieved,
  resumed,
  saturated,
  subject,
  unknown,
  type Sending,
} from './venue-executor/words.ts';

const startJudge = caseJudge(subject, {
  name: 'a lane starts by connecting, and knows nothing',
  given: [],
  when: null,
  then: {
    value: connecting,
    effects: ['connect'],
    context: { venue: 'kalshi', hasConnected: false, attempt: 0, disconnectReason: null, remaining: null },
  },
});

const anomalyJudge: Judge = {
  name: 'an anomaly names the venue',
  check: (machine) => {
    const run = runEvents(machine, venueExecutorEffects, input, [unknown]);
    deepStrictEqual(run.context['anomalies'], [{ kind: 'illegalMove', event: 'venue.unheardOf', id: 'kalshi' }]);
  },
};

const regionsOf = (value: StateValue): Readonly<Record<string, StateValue | undefined>> => {
  const operating = typeof value === 'string' ? undefined : value['operating'];
  return typeof operating === 'object' ? operating : {};
};
const sendingOf = (value: StateValue): StateValue | undefined => regionsOf(value)['sending'];

const directJudge: Judge = {
  name: 'what may be sent changes in one step, never by way of a third state',
  check: (machine) => {
    const way: unknown[] = [];
    const actor = createActor(machine, {
      input,
      inspect: (inspection) => {
        if (inspection.type !== '@xstate.microstep') return;
        const sending = sendingOf((inspection.snapshot as AnyMachineSnapshot).value);
        if (sending !== way.at(-1)) way.push(sending);
      },
    });
    actor.start();
    for (const step of [connected, halted(true), resumed, exhausted, halted(true), refilled, lost]) actor.send(step);
    const direct = ['nothing', 'everything', 'cancelsOnly', 'everything', 'nothing', 'cancelsOnly', 'nothing'];
    deepStrictEqual(way, direct);
  },
};

const anyEvent = fc.constantFrom(
  ...[connected, connectFailed, lost, lostMalformed, reconnected, due, answered(2), answered(0), answered(-1)],
  ...[finished, halted(true), halted(false), halted(1), resumed, saturated, relieved, exhausted, refilled],
  ...[connected, reconnected, refilled, resumed, drain, emptied, unknown],
);

const expectedSending = (regions: ReturnType<typeof regionsOf>, cancelsAllowed: unknown): Sending => {
  if (regions['connection'] !== 'open' || regions['flow'] !== 'flowing') return 'nothing';
  if (regions['market'] === 'trading') return 'everything';
  return cancelsAllowed === true ? 'cancelsOnly' : 'nothing';
};

const sendingJudge: Judge = {
  name: 'in any order of events, what may be sent follows from connection, market and flow',
  check: (machine) =>
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 25 }), (events) => {
        const run = runEvents(machine, venueExecutorEffects, input, events);
        deepStrictEqual(run.status, 'active');
        if (run.value === 'closed') return;
        const regions = regionsOf(run.value);
        deepStrictEqual(regions['sending'], expectedSending(regions, run.context['cancelsAllowed']));
      }),
      { seed: 20_262, numRuns: 25 },
    ),
};

const reconcileJudge: Judge = {
  name: 'in any order of events, a lane that lost its connection asks for its orders before it opens again',
  check: (machine) =>
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 25 }), (events) => {
        const before = [connected, lost, ...events];
        const run = runEvents(machine, venueExecutorEffects, input, before);
        const isOpen = regionsOf(run.value)['connection'] === 'open';
        const hasAsked = run.effects.some((effect) => effect.type === 'queryLiveOrders');
        deepStrictEqual(isOpen && !hasAsked, false);
      }),
      { seed: 20_263, numRuns: 25 },
    ),
};

/** The promises of a lane's chart. */
export const venueExecutorJudges: readonly Judge[] = [
  startJudge,
  ...tableJudges(subject, [...connection, ...market, ...admission, ...flow, ...together, ...closed]),
  anomalyJudge,
  directJudge,
  sendingJudge,
  reconcileJudge,
];
