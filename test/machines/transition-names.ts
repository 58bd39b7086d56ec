// Every transition of a chart by a name that a person can find it by: `order: execution.partial on venue.replaced[0]`,
// the number being its place among the candidates of that event. Coverage and mutants speak of transitions this way.
import type { AnyStateMachine, AnyStateNode, AnyTransitionDefinition } from 'xstate';
import { nodesOf } from '../../src/xstate/compile/refusals.ts';

/** Where a transition stands in the config of its state. */
export type Slot = 'always' | 'onDone' | { readonly event: string };

/** A transition with its name and its place. */
export interface NamedTransition {
  /** Without the chart's name: `execution.partial on venue.replaced[0]`. */
  readonly name: string;
  readonly node: AnyStateNode;
  readonly slot: Slot;
  readonly index: number;
  readonly definition: AnyTransitionDefinition;
}

/** A state by its path; the root by that word. */
export const statePath = (node: AnyStateNode): string => (node.parent === undefined ? 'root' : node.path.join('.'));

const slotText = (slot: Slot): string => {
  if (slot === 'always') return 'always';
  return slot === 'onDone' ? 'done' : `on ${slot.event}`;
};

const inSlot = (
  node: AnyStateNode,
  slot: Slot,
  definitions: readonly AnyTransitionDefinition[],
): readonly NamedTransition[] =>
  definitions.map((definition, index) => ({
    name: `${statePath(node)} ${slotText(slot)}[${index}]`,
    node,
    slot,
    index,
    definition,
  }));

/** The transitions that start at a state. */
export const namedTransitionsOf = (node: AnyStateNode): readonly NamedTransition[] => [
  ...[...node.transitions].flatMap(([event, definitions]) =>
    inSlot(node, event === `xstate.done.state.${node.id}` ? 'onDone' : { event }, definitions),
  ),
  ...inSlot(node, 'always', node.always ?? []),
];

/** All transitions of a chart. */
export const namedTransitions = (machine: AnyStateMachine): readonly NamedTransition[] =>
  nodesOf(machine).flatMap(namedTransitionsOf);
