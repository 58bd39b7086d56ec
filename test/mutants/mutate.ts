// Mutants of a chart: its config with one thing altered, everything else as it was, the same guards and actions. What a
// chart says is only held by tests if every such mutant fails one of its judges.
import { createMachine, type AnyStateMachine, type AnyStateNode } from 'xstate';
import { actionText } from '../../src/xstate/describe/words.ts';
import { namedTransitionsOf, statePath, type NamedTransition, type Slot } from '../machines/transition-names.ts';

/** One altered chart. The name is stable as long as the altered place is: the list of equivalent mutants goes by it. */
export interface Mutant {
  readonly name: string;
  readonly build: () => AnyStateMachine;
}

interface EditableTransition {
  target?: unknown;
  guard?: unknown;
  reenter?: unknown;
  actions: unknown[];
}

interface EditableState {
  initial?: unknown;
  entry: unknown[];
  exit: unknown[];
  always: EditableTransition[];
  onDone: EditableTransition[];
  on: Record<string, EditableTransition[]>;
  states: Record<string, EditableState>;
}

type Config = Readonly<Record<string, unknown>>;

const listOf = (value: unknown): unknown[] => {
  if (value === undefined) return [];
  return Array.isArray(value) ? [...(value as readonly unknown[])] : [value];
};

const transitionsOf = (value: unknown): EditableTransition[] =>
  listOf(value).map((transition) => {
    const config = typeof transition === 'string' ? { target: transition } : (transition as Config);
    return { ...config, actions: listOf(config['actions']) };
  });

/** A copy of a config that can be edited: one form for what may be written in several. Functions stay the same ones. */
const editable = (config: Config): EditableState => ({
  ...config,
  entry: listOf(config['entry']),
  exit: listOf(config['exit']),
  always: transitionsOf(config['always']),
  onDone: transitionsOf(config['onDone']),
  on: Object.fromEntries(
    Object.entries((config['on'] ?? {}) as Config).map(([event, transitions]) => [event, transitionsOf(transitions)]),
  ),
  states: Object.fromEntries(
    Object.entries((config['states'] ?? {}) as Config).map(([key, child]) => [key, editable(child as Config)]),
  ),
});

/** What XState takes: empty slots left out, because an empty one may not mean the same as none. */
const withoutEmpty = (state: EditableState): Config => {
  const { entry, exit, always, onDone, on, states, ...rest } = state;
  const taken = Object.entries(on).filter(([, transitions]) => transitions.length > 0);
  return {
    ...rest,
    ...(entry.length === 0 ? {} : { entry }),
    ...(exit.length === 0 ? {} : { exit }),
    ...(always.length === 0 ? {} : { always }),
    ...(onDone.length === 0 ? {} : { onDone }),
    ...(taken.length === 0 ? {} : { on: Object.fromEntries(taken) }),
    ...(Object.keys(states).length === 0
      ? {}
      : { states: Object.fromEntries(Object.entries(states).map(([key, child]) => [key, withoutEmpty(child)])) }),
  };
};

const stateAt = (root: EditableState, path: readonly string[]): EditableState =>
  path.reduce((state, key) => state.states[key] as EditableState, root);

const slotAt = (state: EditableState, slot: Slot): EditableTransition[] =>
  typeof slot === 'string' ? state[slot] : (state.on[slot.event] as EditableTransition[]);

/** The chart with one edit; without any, the same chart rebuilt. */
export const rebuilt = (machine: AnyStateMachine, edit: (root: EditableState) => void = () => {}): AnyStateMachine => {
  const root = editable(machine.config as Config);
  edit(root);
  return createMachine(
    withoutEmpty(root) as Parameters<typeof createMachine>[0],
    machine.implementations as Parameters<typeof createMachine>[1],
  );
};

/** Up to two of the others, those beside it first. */
const neighbours = (node: AnyStateNode): readonly AnyStateNode[] => {
  if (node.parent?.type !== 'compound') return [];
  const siblings = Object.values(node.parent.states);
  const at = siblings.indexOf(node);
  const next = siblings[(at + 1) % siblings.length];
  const previous = siblings[(at + siblings.length - 1) % siblings.length];
  return [...new Set([next, previous])].filter((other) => other !== undefined && other !== node) as AnyStateNode[];
};

/** Where a transition that stays could wrongly go: beside its state, or to the last of the states inside it. */
const elsewhere = (source: AnyStateNode): readonly AnyStateNode[] => {
  const [beside] = neighbours(source);
  const inside = Object.values(source.states).at(-1);
  const one = beside ?? inside;
  return one === undefined ? [] : [one];
};

interface Edit {
  readonly what: string;
  readonly apply: (root: EditableState) => void;
}

const actionEdits = (
  where: string,
  actions: readonly unknown[],
  listIn: (root: EditableState) => unknown[],
): readonly Edit[] =>
  actions.map((action, index) => {
    const text = actionText(action);
    const before = actions.slice(0, index).filter((other) => actionText(other) === text).length;
    const ordinal = before === 0 ? '' : `, the ${before + 1}. one`;
    return {
      what: `${where} without action ${text}${ordinal}`,
      apply: (root) => void listIn(root).splice(index, 1),
    };
  });

const transitionEdits = ({ node, slot, index, definition, name: where }: NamedTransition): readonly Edit[] => {
  const listIn = (root: EditableState): EditableTransition[] => slotAt(stateAt(root, node.path), slot);
  const transitionIn = (root: EditableState): EditableTransition => listIn(root)[index] as EditableTransition;
  const [target] = definition.target ?? [];
  const retarget = (to: AnyStateNode): Edit => ({
    what: `${where} to ${statePath(to)}`,
    apply: (root) => void (transitionIn(root).target = `#${to.id}`),
  });
  const edits: Edit[] = [{ what: `${where} dropped`, apply: (root) => void listIn(root).splice(index, 1) }];
  edits.push(...(target === undefined ? elsewhere(node) : neighbours(target)).map(retarget));
  if (target !== undefined)
    edits.push({ what: `${where} staying`, apply: (root) => void delete transitionIn(root).target });
  if (definition.guard !== undefined)
    edits.push({ what: `${where} without guard`, apply: (root) => void delete transitionIn(root).guard });
  if (definition.reenter)
    edits.push({ what: `${where} without reenter`, apply: (root) => void delete transitionIn(root).reenter });
  return [...edits, ...actionEdits(where, definition.actions, (root) => transitionIn(root).actions)];
};

const initialEdits = (node: AnyStateNode): readonly Edit[] => {
  const [initial] = node.type === 'compound' ? (node.initial.target as readonly AnyStateNode[]) : [];
  if (initial === undefined) return [];
  return neighbours(initial).map((other) => ({
    what: `${statePath(node)} initial ${other.key}`,
    apply: (root) => void (stateAt(root, node.path).initial = other.key),
  }));
};

const editsOf = (node: AnyStateNode): readonly Edit[] => [
  ...initialEdits(node),
  ...actionEdits(`${statePath(node)} entry`, node.entry, (root) => stateAt(root, node.path).entry),
  ...actionEdits(`${statePath(node)} exit`, node.exit, (root) => stateAt(root, node.path).exit),
  ...namedTransitionsOf(node).flatMap(transitionEdits),
  ...Object.values(node.states).flatMap(editsOf),
];

/**
 * Every mutant of the chart: each transition dropped, sent elsewhere, made to stay, without its guard, without its
 * re-entry; each action of a transition, entry or exit left out; each initial state another one.
 */
export const mutantsOf = (chart: string, machine: AnyStateMachine): readonly Mutant[] =>
  editsOf(machine.root).map(({ what, apply }) => ({
    name: `${chart}: ${what}`,
    build: () => rebuilt(machine, apply),
  }));
