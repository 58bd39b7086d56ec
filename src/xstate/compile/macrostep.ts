// A macrostep: one event, and everything that follows from it before the next one, exactly as XState does it:
// the event's step, then eventless transitions, then raised events, until nothing is left.
import type { AnyActorScope, AnyEventObject, AnyStateNode } from 'xstate';
import { eventlessPlan, planFor, selectStep } from './plan.ts';
import type { Chart, Configuration, Context, GuardArgs, Operation, ParamsOf, Plan, Step } from './types.ts';

/** Where a macrostep stands. One is made for each event and thrown away. */
export interface Cursor {
  configuration: Configuration;
  context: Context;
  /** Whether anything changed that makes a new snapshot. */
  changed: boolean;
  /** XState's status: 'done' once a top-level final state was entered. */
  status: string;
  output: unknown;
  /** Raised events that wait. */
  queue: AnyEventObject[] | null;
}

const resolveParams = (params: ParamsOf, args: GuardArgs): unknown =>
  'fixed' in params ? params.fixed : params.compute(args);

const resolveOutput = (mapper: unknown, context: Context, event: AnyEventObject, scope: AnyActorScope): unknown =>
  typeof mapper === 'function' ? (mapper as (args: unknown) => unknown)({ context, event, self: scope.self }) : mapper;

/** The machine's output: XState tells its mapper of the done event of the outermost state that ended. */
const machineOutput = (
  chart: Chart,
  node: AnyStateNode,
  cursor: Cursor,
  event: AnyEventObject,
  scope: AnyActorScope,
): unknown => {
  const { root } = chart.machine;
  if (root.output === undefined) return undefined;
  const inner =
    node.output !== undefined && node.parent !== undefined
      ? resolveOutput(node.output, cursor.context, event, scope)
      : undefined;
  const doneEvent = { type: `xstate.done.state.${node.id}`, output: inner };
  return resolveOutput(root.output, cursor.context, doneEvent, scope);
};

const perform = (
  chart: Chart,
  operation: Operation,
  cursor: Cursor,
  event: AnyEventObject,
  scope: AnyActorScope,
): void => {
  const { context } = cursor;
  switch (operation.kind) {
    case 'assign': {
      const args = { context, event, self: scope.self, system: scope.system, spawn: operation.spawn };
      cursor.context = operation.merge(context, operation.assignment(args, resolveParams(operation.params, args)));
      return;
    }
    case 'effect': {
      const info = { context, event, self: scope.self, system: scope.system };
      const { type, exec, params } = operation;
      scope.actionExecutor({ type, info, params: resolveParams(params, info), exec } as never);
      return;
    }
    case 'raise': {
      const info = { context, event, self: scope.self, system: scope.system };
      const { event: given, id } = operation;
      const params = resolveParams(operation.params, info);
      const raised = typeof given === 'function' ? given(info, params) : given;
      (cursor.queue ??= []).push(raised);
      // There is nothing to execute, but inspectors receive it.
      const told = { event: raised, id, delay: undefined };
      scope.actionExecutor({ type: 'xstate.raise', info, params: told, exec: undefined } as never);
      return;
    }
    case 'done':
      (cursor.queue ??= []).push({
        type: operation.type,
        output: resolveOutput(operation.output, context, event, scope),
      });
      return;
    case 'complete':
      cursor.status = 'done';
      cursor.output = machineOutput(chart, operation.node, cursor, event, scope);
      return;
  }
};

/** Does one step: its operations in order, then the new configuration. */
export const takeStep = (
  chart: Chart,
  step: Step,
  cursor: Cursor,
  event: AnyEventObject,
  scope: AnyActorScope,
): void => {
  const { operations } = step;
  for (let index = 0; index < operations.length; index += 1) perform(chart, operations[index]!, cursor, event, scope);
  cursor.configuration = step.to;
  if (step.changes) cursor.changed = true;
};

/** Eventless transitions and raised events, until nothing moves any more. `event` is the one that began it. */
export const settle = (
  chart: Chart,
  cursor: Cursor,
  event: AnyEventObject,
  scope: AnyActorScope,
  stepsMax: number,
): void => {
  let current = event;
  let looksForEventless = true;
  for (let steps = 0; cursor.status === 'active'; steps += 1) {
    if (steps >= stepsMax)
      throw new Error(`Chart '${chart.machine.id}' did not come to rest within ${stepsMax} steps of one event.`);
    const eventless: Plan | null = looksForEventless ? eventlessPlan(chart, cursor.configuration) : null;
    let step: Step | null =
      eventless === null
        ? null
        : selectStep(chart, cursor.configuration, eventless, { context: cursor.context, event: current });
    const isEventless: boolean = step !== null;
    if (step === null) {
      if (cursor.queue === null || cursor.queue.length === 0) return;
      const raised = cursor.queue.shift() as AnyEventObject;
      current = raised;
      const plan = planFor(chart, cursor.configuration, raised.type);
      step = selectStep(chart, cursor.configuration, plan, { context: cursor.context, event: raised });
    }
    if (step !== null) takeStep(chart, step, cursor, current, scope);
    looksForEventless = !isEventless || (step !== null && step.changes);
  }
};
