// compile(machine): the chart as an ActorLogic. XState's interpreter works out at every event what a chart says;
// here it is worked out once. Each configuration that is reached is interned, each (configuration, event type)
// is resolved once to its candidate transitions, and each selection once to what it exits, does and enters.
// Guards and assigns then run per event. Snapshots are XState's own, so that both sides can take over from
// each other. Knows nothing of any particular chart.
import type {
  ActorLogic,
  ActorSystem,
  AnyActorScope,
  AnyEventObject,
  AnyMachineSnapshot,
  AnyStateMachine,
  AnyStateNode,
  EventFromLogic,
  InputFrom,
  Snapshot,
  SnapshotFrom,
} from 'xstate';
import { configurationOfNodes, internConfiguration } from './compile/configuration.ts';
import { settle, takeStep, type Cursor } from './compile/macrostep.ts';
import { createMerge } from './compile/merge.ts';
import { numberTransitions, planFor, selectStep } from './compile/plan.ts';
import { nodesOf, refuse, refuseUnsupported } from './compile/refusals.ts';
import { initialStepOf } from './compile/step.ts';
import type { Chart, Configuration, Context } from './compile/types.ts';

export { UnsupportedChart } from './compile/refusals.ts';

/** Steps one event may cause when the chart does not say: XState's own default is without bound. */
const STEPS_MAX = 1_000;

/** A chart as actor logic. `config` is the chart's own, so that an inspector draws the real thing. */
export type CompiledLogic<TMachine extends AnyStateMachine> = ActorLogic<
  SnapshotFrom<TMachine>,
  EventFromLogic<TMachine>,
  InputFrom<TMachine>,
  ActorSystem<any>
> & {
  readonly id: string;
  readonly config: TMachine['config'];
  readonly machine: TMachine;
};

/**
 * Compiles a chart. The logic takes the same input and events and gives the same snapshots as the machine, and
 * either restores what the other persisted. Effects are the machine's named actions, as `provide` left them.
 * An inspector sees what it sees of the machine, but for `@xstate.microstep`, which is not sent. A raise or an
 * eventless transition that never comes to rest is an error after `options.maxIterations` steps, else after 1,000.
 * A context must not hold actors: they are not looked for when a snapshot is persisted.
 * Throws `UnsupportedChart`, with a sentence, when the chart uses what this does not support.
 */
export const compile = <TMachine extends AnyStateMachine>(machine: TMachine): CompiledLogic<TMachine> => {
  refuseUnsupported(machine);
  const chart: Chart = {
    machine,
    configurationsByKey: new Map(),
    transitionIds: numberTransitions(nodesOf(machine)),
  };
  const initialStep = initialStepOf(chart);
  const refuseSpawn = (): never =>
    refuse(machine, machine.root, 'spawn inside context', 'let the owner of the actor spawn it');
  const mergeInitial = createMerge();
  // Any snapshot of the machine carries XState's own methods; ours carry the same.
  const { matches, hasTag, can, getMeta, toJSON } = machine.resolveState({
    value: initialStep.to.value,
    context: {},
  }) as AnyMachineSnapshot;
  const children = {};
  const historyValue = {};
  const configurationByValue = new Map<string, Configuration>();
  const stepsMax = Number.isFinite(machine.options.maxIterations)
    ? (machine.options.maxIterations as number)
    : STEPS_MAX;

  const snapshotOf = (
    configuration: Configuration,
    context: Context,
    status: string,
    output: unknown,
    error: unknown,
  ): AnyMachineSnapshot => {
    const { nodes, value, tags } = configuration;
    return {
      status,
      output,
      error,
      machine,
      context,
      _nodes: nodes,
      value,
      tags,
      children,
      historyValue,
      matches,
      hasTag,
      can,
      getMeta,
      toJSON,
    } as unknown as AnyMachineSnapshot;
  };

  const configurationOf = (snapshot: AnyMachineSnapshot): Configuration => {
    const nodes = snapshot._nodes as readonly AnyStateNode[];
    return configurationOfNodes(chart, nodes) ?? internConfiguration(chart, new Set(nodes));
  };

  const settled = ({ configuration, context, status, output }: Cursor, error: unknown): AnyMachineSnapshot =>
    snapshotOf(configuration, context, status, output, error);

  const transition = (
    snapshot: AnyMachineSnapshot,
    event: AnyEventObject,
    scope: AnyActorScope,
  ): AnyMachineSnapshot => {
    const configuration = configurationOf(snapshot);
    const { context, status, output, error } = snapshot;
    const { type } = event;
    if (type === 'xstate.stop') return snapshotOf(configuration, context, 'stopped', output, error);
    const cursor: Cursor = { configuration, context, changed: false, status, output, queue: null };
    if (type !== 'xstate.init') {
      const step = selectStep(chart, configuration, planFor(chart, configuration, type), { context, event });
      if (step !== null) takeStep(chart, step, cursor, event, scope);
      else if (type.startsWith('xstate.error.actor'))
        return snapshotOf(configuration, context, 'error', output, (event as { readonly error?: unknown }).error);
    }
    settle(chart, cursor, event, scope, stepsMax);
    return cursor.changed ? settled(cursor, error) : snapshot;
  };

  const getInitialSnapshot = (scope: AnyActorScope, input: unknown): AnyMachineSnapshot => {
    const event = { type: 'xstate.init', input };
    const given = machine.config.context as unknown;
    let context = (typeof given === 'function' ? {} : (given ?? {})) as Context;
    try {
      if (typeof given === 'function')
        context = mergeInitial(context, given({ spawn: refuseSpawn, input, self: scope.self }));
      const cursor: Cursor = {
        configuration: initialStep.to,
        context,
        changed: true,
        status: 'active',
        output: undefined,
        queue: null,
      };
      takeStep(chart, initialStep, cursor, event, scope);
      settle(chart, cursor, event, scope, stepsMax);
      return settled(cursor, undefined);
    } catch (error) {
      // As XState has it: where the chart would have begun, with nothing but its root entered.
      const { root } = machine;
      const begun = snapshotOf(initialStep.to, context, 'error', undefined, error);
      return { ...begun, _nodes: [root], tags: new Set(root.tags) } as unknown as AnyMachineSnapshot;
    }
  };

  const restoreSnapshot = (persisted: Snapshot<unknown>): AnyMachineSnapshot => {
    const { value, context, status, output, error } = persisted as AnyMachineSnapshot;
    const key = JSON.stringify(value);
    let configuration = configurationByValue.get(key);
    if (configuration === undefined) {
      configuration = configurationOf(machine.resolveState({ value, context: {} }) as AnyMachineSnapshot);
      configurationByValue.set(key, configuration);
    }
    return snapshotOf(configuration, context, status, output, error);
  };

  const getPersistedSnapshot = (snapshot: AnyMachineSnapshot): Snapshot<unknown> => {
    const { status, output, error, value, context } = snapshot;
    return { status, output, error, value, historyValue: {}, context, children: {} } as unknown as Snapshot<unknown>;
  };

  return {
    id: machine.id,
    config: machine.config,
    machine,
    transition,
    getInitialSnapshot,
    restoreSnapshot,
    getPersistedSnapshot,
  } as unknown as CompiledLogic<TMachine>;
};
