// One venue's lane: whether its connection stands, whether the venue trades, and whether a message may go out.
// These are separate facts that change independently (a lane can be halted, throttled and disconnected at once),
// so each has a region of its own, and the region `sending` is derived from the others.
// Knows nothing of the queue and its messages, of orders or of time: its owner keeps those and says what happens.
import { noAnomalies } from './anomalies.ts';
import { venueExecutorSetup } from './venue-executor/setup.ts';

export { admitsOpportunity, laneStatus, maySend, maySendCancel } from './venue-executor/readers.ts';
export type { LaneStatus } from './venue-executor/readers.ts';
export type { VenueExecutorContext, VenueExecutorEvent, VenueExecutorInput } from './venue-executor/types.ts';

/** What the lane asks of its owner, by name. `pumpLane`: look into the queue, something may be sent again. */
export const venueExecutorEffects = [
  'connect',
  'scheduleReconnect',
  'queryLiveOrders',
  'queryVenueStatus',
  'cancelLiveOrders',
  'pumpLane',
] as const;

const ignored = { actions: 'countIgnored' } as const;
const lateAnswerDescription = 'The answer to a question that is no longer open.';
const lateAnswer = { guard: 'remainingIsCount', ...ignored, description: lateAnswerDescription } as const;
const lateFinish = { ...ignored, description: lateAnswerDescription } as const;
const lateReconnect = { ...ignored, description: 'The connection came back before the wait was over.' } as const;
const lost = {
  guard: 'reasonIsText',
  target: 'disconnected',
  actions: 'recordDisconnect',
  description: 'From here on nothing is assumed: any message of the last moments may have been lost.',
} as const;

/** The chart of a lane. Input: {@link VenueExecutorInput}. */
export const venueExecutorMachine = venueExecutorSetup.createMachine({
  id: 'venueExecutor',
  description: "One venue's lane: connection, market, admission, flow, and what may be sent.",
  context: ({ input }) => ({
    ...input,
    hasConnected: false,
    attempt: 0,
    disconnectReason: null,
    remaining: null,
    cancelsAllowed: true,
    ignored: 0,
    ...noAnomalies,
  }),
  initial: 'operating',
  states: {
    operating: {
      type: 'parallel',
      states: {
        connection: {
          initial: 'connecting',
          states: {
            connecting: {
              description: 'An attempt to connect is under way.',
              entry: 'connect',
              on: {
                'venue.connected': [
                  {
                    guard: 'hasConnected',
                    target: 'reconciling',
                    description: 'Not the first connection: orders may live from before.',
                  },
                  { target: 'open' },
                ],
                'venue.reconnected': {
                  target: 'reconciling',
                  description: 'Even as the first word of the venue: to ask costs little, to assume may cost much.',
                },
                'venue.connectFailed': 'disconnected',
                'venue.disconnected': {
                  guard: 'reasonIsText',
                  ...ignored,
                  description: 'The loss that this attempt already answers, reported again.',
                },
                'reconnect.due': lateReconnect,
                'reconcile.answered': lateAnswer,
                'reconcile.finished': lateFinish,
              },
            },
            open: {
              description: 'The connection stands, and every live order is known.',
              entry: 'recordConnection',
              on: {
                'venue.connected': ignored,
                'venue.reconnected': {
                  target: 'reconciling',
                  description: 'The report of the loss was lost itself, and who knows what else.',
                },
                'venue.disconnected': lost,
                'reconnect.due': lateReconnect,
                'reconcile.answered': lateAnswer,
                'reconcile.finished': lateFinish,
              },
            },
            disconnected: {
              description: 'No connection and no attempt: waiting for the next one.',
              entry: ['countAttempt', 'scheduleReconnect'],
              on: {
                'reconnect.due': 'connecting',
                'venue.reconnected': {
                  target: 'reconciling',
                  description: 'The connection came back by itself, before the next attempt.',
                },
                'venue.connected': [
                  {
                    guard: 'hasConnected',
                    target: 'reconciling',
                    description: 'The connection came back by itself, before the next attempt.',
                  },
                  { target: 'open', description: 'The first connection, after an attempt that was given up.' },
                ],
                'venue.connectFailed': ignored,
                'venue.disconnected': { guard: 'reasonIsText', ...ignored },
                'reconcile.answered': lateAnswer,
                'reconcile.finished': lateFinish,
              },
            },
            reconciling: {
              description: 'Connected again, and asking: which orders live, and does the venue trade?',
              entry: ['queryVenueStatus', 'queryLiveOrders'],
              exit: 'forgetRemaining',
              on: {
                'reconcile.answered': [
                  { guard: 'someRemain', actions: 'recordRemaining' },
                  { guard: 'lastAnswerWhileDraining', target: 'open', actions: 'cancelLiveOrders' },
                  { guard: 'noneRemain', target: 'open' },
                ],
                'reconcile.finished': [
                  {
                    guard: 'isDraining',
                    target: 'open',
                    actions: 'cancelLiveOrders',
                    description: 'What turned out to live is cancelled as well: the lane is draining.',
                  },
                  { target: 'open' },
                ],
                'venue.reconnected': {
                  target: 'reconciling',
                  reenter: true,
                  description: 'Lost and back again meanwhile: the old questions will not be answered, so ask anew.',
                },
                'venue.connected': ignored,
                'venue.disconnected': lost,
                'reconnect.due': lateReconnect,
              },
            },
          },
        },
        market: {
          initial: 'trading',
          states: {
            trading: {
              on: {
                'venue.halted': { guard: 'haltIsStated', target: 'halted', actions: 'recordHalt' },
                'venue.resumed': ignored,
              },
            },
            halted: {
              description: 'The venue takes no orders. A halt outlives a lost connection: only the venue ends it.',
              on: {
                'venue.halted': [
                  { guard: 'sameHalt', ...ignored },
                  {
                    guard: 'haltIsStated',
                    actions: 'recordHalt',
                    description: 'A trading pause can become a pause of everything, and back.',
                  },
                ],
                'venue.resumed': 'trading',
              },
            },
          },
        },
        admission: {
          initial: 'accepting',
          on: { 'lane.emptied': { ...ignored, description: 'A lane that does not drain is often empty.' } },
          states: {
            accepting: {
              on: {
                'lane.saturated': 'saturated',
                'lane.relieved': ignored,
                'drain.requested': { target: 'draining', actions: 'cancelLiveOrders' },
              },
            },
            saturated: {
              description: 'Opportunities are refused; what is risk-critical has its room reserved.',
              on: {
                'lane.relieved': 'accepting',
                'lane.saturated': ignored,
                'drain.requested': { target: 'draining', actions: 'cancelLiveOrders' },
              },
            },
            draining: {
              description: 'Only what reduces risk still goes out. The owner answers with lane.emptied, at once if so.',
              on: {
                'lane.emptied': {
                  target: '#venueExecutor.closed',
                  description: 'Even without a connection: nothing lives that could be asked for.',
                },
                'lane.saturated': { ...ignored, description: 'No opportunity is admitted, full or not.' },
                'lane.relieved': { ...ignored, description: 'No opportunity is admitted, full or not.' },
                'drain.requested': ignored,
              },
            },
          },
        },
        flow: {
          initial: 'flowing',
          states: {
            flowing: { on: { 'tokens.exhausted': 'throttled', 'tokens.refilled': ignored } },
            throttled: {
              description: "The venue's rate limit holds everything back, cancels too.",
              on: { 'tokens.refilled': 'flowing', 'tokens.exhausted': ignored },
            },
          },
        },
        sending: {
          description: 'What the other regions together let through: derived, no event moves it.',
          initial: 'nothing',
          states: {
            nothing: {
              always: [
                { guard: 'everythingMayGo', target: 'everything' },
                { guard: 'onlyCancelsMayGo', target: 'cancelsOnly' },
              ],
            },
            cancelsOnly: {
              entry: 'pumpLane',
              always: [
                { guard: 'everythingMayGo', target: 'everything' },
                { guard: 'nothingMayGo', target: 'nothing' },
              ],
            },
            everything: {
              entry: 'pumpLane',
              always: [
                { guard: 'onlyCancelsMayGo', target: 'cancelsOnly' },
                { guard: 'nothingMayGo', target: 'nothing' },
              ],
            },
          },
        },
      },
    },
    closed: {
      description: 'The end. What the venue and the calendar still say concerns nobody.',
      on: {
        'venue.connected': ignored,
        'venue.connectFailed': ignored,
        'venue.disconnected': { guard: 'reasonIsText', ...ignored },
        'venue.reconnected': ignored,
        'venue.halted': { guard: 'haltIsStated', ...ignored },
        'venue.resumed': ignored,
        'reconcile.answered': { guard: 'remainingIsCount', ...ignored },
        'reconcile.finished': ignored,
        'reconnect.due': ignored,
        'tokens.refilled': ignored,
        'lane.relieved': ignored,
        'lane.emptied': ignored,
        'drain.requested': ignored,
      },
    },
  },
  on: { '*': { guard: 'isDomainEvent', actions: 'recordIllegalMove' } },
  options: { maxIterations: 100 },
});
