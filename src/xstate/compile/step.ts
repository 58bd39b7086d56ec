// A step: what a set of transitions does in one configuration, worked out once. Its operations stand in XState's
// order: exits from the inside out, the transitions' own actions, entries from the outside in, each final state
// raising its done event as it is entered.
import type { AnyStateMachine, AnyStateNode, AnyTransitionDefinition } from 'xstate';
import { internConfiguration } from './configuration.ts';
import { createMerge } from './merge.ts';
import { isBuiltin, refuse } from './refusals.ts';
import { entrySet, exitSet, withoutConflicts, type Move } from './domain.ts';
import type { Chart, Configuration, Operation, ParamsOf, Step } from './types.ts';

const NO_PARAMS: ParamsOf = { fixed: undefined };

const paramsOf = (reference: unknown): ParamsOf => {
  if (typeof reference !== 'object' || reference === null || !('params' in reference)) return NO_PARAMS;
  const { params } = reference;
  return typeof params === 'function' ? { compute: params as (args: unknown) => unknown } : { fixed: params };
};

type Assignment = Extract<Operation, { kind: 'assign' }>['assignment'];
type Raise = Extract<Operation, { kind: 'raise' }>;

/** XState's two forms of assign, as one: a function of the context, or a record of fields. */
const assignmentOf = (assignment: unknown): Assignment => {
  if (typeof assignment === 'function') return assignment as Assignment;
  // In a record, XState loses a field of that name.
  const fields = Object.entries(assignment as Record<string, unknown>).filter(([key]) => key !== '__proto__');
  return (args, params) =>
    Object.fromEntries(
      fields.map(([key, field]) => [
        key,
        typeof field === 'function' ? (field as (args: unknown, params: unknown) => unknown)(args, params) : field,
      ]),
    );
};

const operationOf = (machine: AnyStateMachine, node: AnyStateNode, action: unknown): Operation => {
  const type = typeof action === 'string' ? action : (action as { readonly type: string }).type;
  const implementation: unknown = typeof action === 'function' ? action : machine.implementations.actions[type];
  const params = typeof action === 'function' ? NO_PARAMS : paramsOf(action);
  if (!isBuiltin(implementation)) return { kind: 'effect', type, exec: implementation, params };
  if (implementation.type === 'xstate.raise')
    return { kind: 'raise', event: implementation.event as Raise['event'], id: implementation.id, params };
  return {
    kind: 'assign',
    assignment: assignmentOf(implementation.assignment),
    merge: createMerge(),
    spawn: () => refuse(machine, node, 'spawn inside assign', 'let the owner of the actor spawn it'),
    params,
  };
};

const isInFinalState = (active: ReadonlySet<AnyStateNode>, node: AnyStateNode): boolean => {
  const children = Object.values(node.states);
  if (node.type === 'compound') return children.some((child) => child.type === 'final' && active.has(child));
  if (node.type === 'parallel') return children.every((child) => isInFinalState(active, child));
  return node.type === 'final';
};

/** The done events of entering a final state, and the end of the machine if no region around it is still active. */
const completions = (
  node: AnyStateNode,
  active: ReadonlySet<AnyStateNode>,
  completed: Set<AnyStateNode>,
): readonly Operation[] => {
  const operations: Operation[] = [];
  const { parent } = node;
  let around = parent?.type === 'parallel' ? parent : parent?.parent;
  let completing = around ?? node;
  if (parent?.type === 'compound')
    operations.push({ kind: 'done', type: `xstate.done.state.${parent.id}`, output: node.output });
  while (around?.type === 'parallel' && !completed.has(around) && isInFinalState(active, around)) {
    completed.add(around);
    operations.push({ kind: 'done', type: `xstate.done.state.${around.id}`, output: undefined });
    completing = around;
    around = around.parent;
  }
  if (around === undefined) operations.push({ kind: 'complete', node: completing });
  return operations;
};

const resolveStep = (
  chart: Chart,
  from: ReadonlySet<AnyStateNode>,
  moves: readonly (Move & { readonly actions: readonly unknown[] })[],
  isInitial: boolean,
): Step => {
  const { machine } = chart;
  const active = new Set(from);
  const operations: Operation[] = [];
  const perform = (node: AnyStateNode, actions: readonly unknown[]): void => {
    for (const action of actions) operations.push(operationOf(machine, node, action));
  };
  if (!isInitial) {
    for (const node of exitSet(moves, from)) {
      perform(node, node.exit);
      active.delete(node);
    }
  }
  for (const { source, actions } of moves) perform(source, actions);
  const { nodes, byDefault } = entrySet(moves);
  const completed = new Set<AnyStateNode>();
  for (const node of nodes) {
    active.add(node);
    perform(node, node.entry);
    if (node.type === 'compound' && (byDefault.has(node) || (isInitial && node.parent === undefined)))
      perform(node, node.initial.actions);
    if (node.type === 'final') operations.push(...completions(node, active, completed));
  }
  if (operations.some(({ kind }) => kind === 'complete'))
    for (const node of [...active].toSorted((before, after) => after.order - before.order)) perform(node, node.exit);
  const moved = active.size !== from.size || [...active].some((node) => !from.has(node));
  return {
    operations,
    to: internConfiguration(chart, active),
    changes: moved || operations.some(({ kind }) => kind === 'assign' || kind === 'complete'),
  };
};

/** What those transitions, selected together, do in the configuration. */
export const stepOf = (
  chart: Chart,
  configuration: Configuration,
  selected: readonly AnyTransitionDefinition[],
): Step => {
  const active = new Set(configuration.nodes);
  return resolveStep(chart, active, withoutConflicts(selected, active), false);
};

/** Entering the chart. */
export const initialStepOf = (chart: Chart): Step => {
  const { root } = chart.machine;
  const targets = new Set<AnyStateNode>();
  const enter = (node: AnyStateNode): void => {
    targets.add(node);
    if (node.type === 'compound') enter(node.initial.target[0] as AnyStateNode);
    else if (node.type === 'parallel') Object.values(node.states).forEach(enter);
  };
  enter(root);
  const move = { source: root, target: [...targets], reenter: true, actions: [] };
  return resolveStep(chart, new Set([root]), [move], true);
};
