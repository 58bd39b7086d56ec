// What compile() does not support is refused when the chart is loaded, with a sentence that names the feature
// and the state. Better no chart than one that behaves otherwise than XState says.
import type { AnyStateMachine, AnyStateNode, AnyTransitionDefinition } from 'xstate';

/** A chart uses something that `compile` does not support. */
export class UnsupportedChart extends Error {
  override readonly name = 'UnsupportedChart';
}

/** Refuses the chart: says what it uses, where, and what to do instead. */
export const refuse = (machine: AnyStateMachine, node: AnyStateNode, feature: string, instead: string): never => {
  const where = node.parent === undefined ? 'at its root' : `in state '${node.id}'`;
  throw new UnsupportedChart(
    `Chart '${machine.id}' uses ${feature} ${where}, which compile() does not support: ${instead}.`,
  );
};

/** What XState's action creators make: a function with fields. */
export interface Builtin {
  readonly type: string;
  readonly assignment?: unknown;
  readonly event?: unknown;
  readonly id?: string | undefined;
  readonly delay?: unknown;
}

/** Whether the action was made by one of XState's action creators, such as `assign`. */
export const isBuiltin = (action: unknown): action is Builtin => typeof action === 'function' && 'resolve' in action;

const nameOf = (reference: unknown): string =>
  typeof reference === 'string' ? reference : String((reference as { readonly type: unknown }).type);

const checkBuiltin = (machine: AnyStateMachine, node: AnyStateNode, action: Builtin): void => {
  if (action.type === 'xstate.assign') return;
  if (action.type !== 'xstate.raise')
    refuse(machine, node, `the action '${action.type}'`, 'name an effect and let the owner of the actor do it');
  if (action.delay !== undefined) refuse(machine, node, 'a delayed raise', 'let the calendar send the event');
  if (typeof action.event === 'string') refuse(machine, node, 'a raise of a bare string', 'raise an event object');
};

const checkAction = (machine: AnyStateMachine, node: AnyStateNode, action: unknown): void => {
  if (isBuiltin(action)) return checkBuiltin(machine, node, action);
  if (typeof action === 'function') {
    refuse(machine, node, 'an inline action', 'give it a name in setup({ actions })');
  }
  const implementation: unknown = machine.implementations.actions[nameOf(action)];
  if (implementation === undefined)
    refuse(
      machine,
      node,
      `the action '${nameOf(action)}', which has no implementation`,
      'name it in setup({ actions })',
    );
  if (isBuiltin(implementation)) checkBuiltin(machine, node, implementation);
  return undefined;
};

type Combinator = { readonly guards?: readonly unknown[]; readonly stateValue?: unknown };
const isCombinator = (guard: unknown): guard is Combinator => typeof guard === 'function' && 'check' in guard;

const GUARD_DEPTH_MAX = 32;

const hasNode = (machine: AnyStateMachine, id: string): boolean => {
  try {
    return machine.getStateNodeById(id) !== undefined;
  } catch {
    return false;
  }
};

const checkGuard = (machine: AnyStateMachine, node: AnyStateNode, guard: unknown, depth = 0): void => {
  if (depth > GUARD_DEPTH_MAX) refuse(machine, node, 'a guard that refers to itself', 'break the circle');
  if (isCombinator(guard)) {
    const { stateValue } = guard;
    if (typeof stateValue === 'string' && stateValue.startsWith('#') && !hasNode(machine, stateValue))
      refuse(machine, node, `stateIn('${stateValue}')`, 'there is no state of that id');
    for (const part of guard.guards ?? []) checkGuard(machine, node, part, depth + 1);
    return;
  }
  if (typeof guard === 'function') refuse(machine, node, 'an inline guard', 'give it a name in setup({ guards })');
  const implementation: unknown = machine.implementations.guards[nameOf(guard)];
  if (implementation === undefined)
    refuse(machine, node, `the guard '${nameOf(guard)}', which has no implementation`, 'name it in setup({ guards })');
  if (isCombinator(implementation) || typeof implementation !== 'function')
    checkGuard(machine, node, implementation, depth + 1);
};

/** Every transition that starts at the node, its eventless ones included. */
export const transitionsOf = (node: AnyStateNode): readonly AnyTransitionDefinition[] => [
  ...[...node.transitions.values()].flat(),
  ...(node.always ?? []),
];

/** Every node of the chart, in document order. */
export const nodesOf = (machine: AnyStateMachine): readonly AnyStateNode[] => {
  const nodes: AnyStateNode[] = [];
  const visit = (node: AnyStateNode): void => {
    nodes.push(node);
    Object.values(node.states).forEach(visit);
  };
  visit(machine.root);
  return nodes;
};

const checkNode = (machine: AnyStateMachine, node: AnyStateNode): void => {
  if (node.type === 'history') refuse(machine, node, 'a history state', 'name the state to return to');
  if (node.invoke.length > 0) refuse(machine, node, 'invoke', 'let the owner of the actor spawn it');
  if (node.config.after !== undefined) refuse(machine, node, 'after', 'let the calendar send the event');
  if ('route' in node.config) refuse(machine, node, 'route', 'use an event');
};

const checkReferences = (machine: AnyStateMachine, node: AnyStateNode): void => {
  const actions = [...node.entry, ...node.exit, ...(node.type === 'compound' ? node.initial.actions : [])];
  for (const action of actions) checkAction(machine, node, action);
  for (const transition of transitionsOf(node)) {
    if (transition.guard !== undefined) checkGuard(machine, node, transition.guard);
    for (const action of transition.actions) checkAction(machine, node, action);
  }
};

/** Throws {@link UnsupportedChart} at the first thing that the compiled chart could not do as XState does. */
export const refuseUnsupported = (machine: AnyStateMachine): void => {
  const nodes = nodesOf(machine);
  const ids = new Set<string>();
  for (const node of nodes) {
    if (ids.has(node.id)) refuse(machine, node, 'one id for two states', 'give each state an id of its own');
    ids.add(node.id);
    checkNode(machine, node);
  }
  // Afterwards: XState makes transitions and actions of its own of some of what was looked for above.
  for (const node of nodes) checkReferences(machine, node);
};
