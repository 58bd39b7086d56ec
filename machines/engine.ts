// One run, from its start to its report. Back-pressure lies beside the phases, not in one of them: a core that is
// held when the stop comes must still be released, or its orders would never end.
// Knows nothing of orders, rows or time: it receives an event when they have ended.
import type { StateValue } from 'xstate';
import { noAnomalies } from './anomalies.ts';
import { engineSetup } from './engine/setup.ts';

export type { EngineContext, EngineEvent, EngineInput } from './engine/types.ts';

/** What the engine asks of its owner, by name. */
export const engineEffects = [
  'migrate',
  'recover',
  'startIntents',
  'stopIntents',
  'cancelEverything',
  'holdCore',
  'releaseCore',
  'flushRows',
  'report',
] as const;

const ignored = { actions: 'countIgnored' } as const;
const ignoredWithReason = { guard: 'reasonIsText', ...ignored } as const;
const lateReports = {
  'boot.finished': { guard: 'durableIsStated', ...ignored },
  'migration.finished': ignored,
  'migration.failed': ignoredWithReason,
  'recovery.finished': ignored,
  'recovery.failed': ignoredWithReason,
  'shell.backpressured': ignored,
  'shell.relieved': ignored,
  'intents.exhausted': ignored,
  'stop.requested': ignoredWithReason,
  'kill.switched': ignoredWithReason,
  'orders.ended': ignored,
  'rows.drained': ignored,
} as const;
const neverStarted = {
  'stop.requested': {
    guard: 'reasonIsText',
    target: '#engine.stopped',
    actions: 'recordStop',
    description: 'No intent has been started, so there is nothing to drain.',
  },
  'kill.switched': {
    guard: 'reasonIsText',
    target: '#engine.stopped',
    actions: 'recordKill',
    description: 'No intent has been started, so there is nothing to cancel.',
  },
} as const;

/** The chart of a run. Input: {@link EngineInput}. */
export const engineMachine = engineSetup.createMachine({
  id: 'engine',
  description: 'One run, from boot to report.',
  context: ({ input }) => ({
    ...input,
    durable: false,
    rowsFlushed: false,
    stops: 0,
    stopReason: null,
    killReason: null,
    failReason: null,
    failSequence: null,
    ignored: 0,
    ...noAnomalies,
  }),
  initial: 'booting',
  states: {
    booting: {
      on: {
        'boot.finished': [
          { guard: 'bootedDurable', target: 'migrating', actions: 'recordDurable' },
          {
            guard: 'bootedInMemory',
            target: '#engine.operating.phase.running',
            description: 'A run without a database has nothing to migrate and nothing to recover.',
          },
        ],
        ...neverStarted,
      },
    },
    migrating: {
      entry: 'migrate',
      on: {
        'migration.finished': 'operating',
        'migration.failed': { guard: 'reasonIsText', target: 'failed', actions: 'recordFailure' },
        ...neverStarted,
      },
    },
    operating: {
      description: 'The core exists.',
      type: 'parallel',
      states: {
        phase: {
          initial: 'recovering',
          states: {
            recovering: {
              description: 'The last checkpoint is loaded, and what came after it is run again and verified.',
              entry: 'recover',
              on: {
                'recovery.finished': 'running',
                'recovery.failed': { guard: 'reasonIsText', target: '#engine.failed', actions: 'recordFailure' },
                ...neverStarted,
              },
            },
            running: {
              entry: 'startIntents',
              exit: 'stopIntents',
              on: {
                'intents.exhausted': 'draining',
                'stop.requested': {
                  guard: 'reasonIsText',
                  target: 'draining',
                  actions: 'recordStop',
                },
                'kill.switched': {
                  guard: 'reasonIsText',
                  target: 'draining',
                  actions: ['recordKill', 'cancelEverything', 'report'],
                },
              },
            },
            draining: {
              description: 'No new intents. First the orders end, then the rows they have left are flushed.',
              initial: 'ordersEnding',
              states: {
                ordersEnding: {
                  on: {
                    'orders.ended': [{ guard: 'isDurable', target: 'rowsFlushing' }, { target: 'endedInMemory' }],
                  },
                },
                rowsFlushing: {
                  entry: 'flushRows',
                  on: { 'orders.ended': ignored, 'rows.drained': 'rowsDrained' },
                },
                rowsDrained: { type: 'final', output: { rowsFlushed: true } },
                endedInMemory: { type: 'final', output: { rowsFlushed: false } },
              },
              onDone: { target: '#engine.stopped', actions: 'recordDrain' },
              on: {
                'intents.exhausted': { ...ignored, description: 'The last intent came as the stop did.' },
                'stop.requested': [
                  {
                    guard: 'isFirstStop',
                    actions: 'recordStop',
                    description: 'The run drains already, for another reason: nothing is forced yet.',
                  },
                  {
                    guard: 'isSecondStop',
                    actions: ['recordStop', 'cancelEverything'],
                    description: 'The second one forces: the orders are not left to end by themselves.',
                  },
                  {
                    guard: 'reasonIsText',
                    target: '#engine.failed',
                    actions: ['recordStop', 'recordFailure'],
                    description: 'The third one gives up on orders and rows; a durable run can be resumed.',
                  },
                ],
                'kill.switched': [
                  { guard: 'isSecondKill', ...ignored },
                  { guard: 'reasonIsText', actions: ['recordKill', 'cancelEverything', 'report'] },
                ],
              },
            },
          },
        },
        core: {
          initial: 'steady',
          states: {
            steady: {
              on: {
                'shell.backpressured': { target: 'backpressured', actions: 'holdCore' },
                'shell.relieved': ignored,
              },
            },
            backpressured: {
              description: 'Held in wall time; virtual time knows nothing of it. A run that fails here stays held.',
              on: {
                'shell.relieved': { target: 'steady', actions: 'releaseCore' },
                'shell.backpressured': ignored,
              },
            },
          },
        },
      },
      on: {
        'audit.violated': { guard: 'violationIsNamed', target: 'failed', actions: 'recordFailure' },
      },
    },
    stopped: {
      description: 'The orderly end.',
      entry: 'report',
      on: {
        ...lateReports,
        'audit.violated': {
          guard: 'violationIsNamed',
          target: 'failed',
          actions: 'recordFailure',
          description: 'The last checks read the whole journal: a run that breaks one has failed, however it stopped.',
        },
      },
    },
    failed: {
      description: 'The other end. The first failure is the one that counts.',
      entry: 'report',
      on: {
        ...lateReports,
        'audit.violated': { guard: 'violationIsNamed', ...ignored },
        'fault.raised': ignoredWithReason,
      },
    },
  },
  on: {
    'fault.raised': {
      guard: 'reasonIsText',
      target: '.failed',
      actions: 'recordFailure',
      description: 'Also after an orderly stop: what breaks while the run is put away is not hidden.',
    },
    '*': { guard: 'isDomainEvent', actions: 'recordIllegalMove' },
  },
  options: { maxIterations: 100 },
});

/** A run in one word. */
export type EngineStatus =
  'booting' | 'migrating' | 'recovering' | 'running' | 'backpressured' | 'draining' | 'stopped' | 'failed';

/** Where the run stands; `backpressured` is said of a running one only. */
export const engineStatus = (snapshot: { readonly value: StateValue }): EngineStatus => {
  if (typeof snapshot.value === 'string') return snapshot.value as EngineStatus;
  const { phase, core } = snapshot.value['operating'] as { readonly phase: StateValue; readonly core: string };
  if (typeof phase !== 'string') return 'draining';
  return phase === 'running' && core === 'backpressured' ? 'backpressured' : (phase as EngineStatus);
};
