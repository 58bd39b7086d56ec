// A chart as a Mermaid state diagram. A transition that moves is an edge; what an event does without moving is a line
// in its state. Labels are shortened: the drawing shows the shape, the table beside it holds every word.
// Mermaid belongs a state to the body that mentions it last, so an edge that crosses a border stands outside of all.
import type { AnyStateMachine, AnyStateNode, AnyTransitionDefinition } from 'xstate';
import { nodesOf, transitionsOf } from '../compile/refusals.ts';
import { actionText, eventText, guardText } from './words.ts';

/** Characters of one line of a label; what is longer ends in an ellipsis. */
export const LABEL_LENGTH_MAX = 72;

const LINE_BREAK = '<br/>';

/** What Mermaid would read as its own: colons and semicolons end a label, brackets and quotes open other things. */
const escaped = (text: string): string =>
  text
    .replaceAll(/[#;]/g, (character) => (character === '#' ? '#35;' : '#59;'))
    .replaceAll(':', '#58;')
    .replaceAll('"', '#quot;')
    .replaceAll('<', '#lt;')
    .replaceAll('>', '#gt;')
    .replaceAll('{', '#123;')
    .replaceAll('}', '#125;');

const shortened = (text: string): string =>
  text.length <= LABEL_LENGTH_MAX ? text : `${text.slice(0, LABEL_LENGTH_MAX - 1).trimEnd()}…`;

const line = (text: string): string => escaped(shortened(text));

const idOf = (node: AnyStateNode): string =>
  [node.machine.id, ...node.path].join('_').replaceAll(/[^A-Za-z0-9_]/g, '_');

const actionsText = (transition: AnyTransitionDefinition): string => transition.actions.map(actionText).join(', ');

/** `[guard] / actions`, which transitions of several events may share. */
const conditionAndActions = (transition: AnyTransitionDefinition): string => {
  const guard = transition.guard === undefined ? '' : ` [${guardText(transition.guard)}]`;
  return transition.actions.length === 0 ? guard : `${guard} / ${actionsText(transition)}`;
};

const grouped = <Item>(items: readonly Item[], keyOf: (item: Item) => string): ReadonlyMap<string, readonly Item[]> => {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
};

/** Several lines of one label, each with its mark: Mermaid wraps them, and a reader must see where the next begins. */
const label = (lines: readonly string[]): string =>
  lines.length === 1 ? (lines[0] ?? '') : lines.map((one) => `• ${one}`).join(LINE_BREAK);

/** One line for each distinct condition and actions, with the events that share them. */
const edgeLabel = (machine: AnyStateMachine, transitions: readonly AnyTransitionDefinition[]): string =>
  label(
    [...grouped(transitions, conditionAndActions)].map(([rest, group]) => {
      const events = [...new Set(group.map(({ eventType }) => eventText(machine, eventType)))];
      return line(`${events.join(', ')}${rest}`);
    }),
  );

/** What happens in a state without leaving it. */
const innerLines = (machine: AnyStateMachine, node: AnyStateNode): readonly string[] => {
  const staying = transitionsOf(node).filter(({ target }) => target === undefined);
  return [
    ...(node.entry.length === 0 ? [] : [`entry / ${node.entry.map(actionText).join(', ')}`]),
    ...(node.exit.length === 0 ? [] : [`exit / ${node.exit.map(actionText).join(', ')}`]),
    ...[...grouped(staying, actionsText)].map(([actions, group]) => {
      const events = [...new Set(group.map(({ eventType }) => eventText(machine, eventType)))].join(', ');
      return actions === '' ? `${events} / nothing` : `${events} / ${actions}`;
    }),
  ].map(line);
};

/** The body whose border no end of the edge crosses, where it can be said inside it: the parent of both ends. */
const bodyOf = (source: AnyStateNode, target: AnyStateNode): AnyStateNode | undefined =>
  source.parent !== undefined && source.parent === target.parent && source.parent.type === 'compound'
    ? source.parent
    : undefined;

interface Edge {
  readonly source: AnyStateNode;
  readonly target: AnyStateNode;
  readonly transition: AnyTransitionDefinition;
}

const edgesOf = (nodes: readonly AnyStateNode[]): readonly Edge[] =>
  nodes.flatMap((source) =>
    transitionsOf(source).flatMap((transition) =>
      (transition.target ?? []).map((target) => ({ source, target, transition })),
    ),
  );

/** The drawing of a chart: the text of a Mermaid `stateDiagram-v2`. */
export const mermaidOf = (machine: AnyStateMachine): string => {
  const nodes = nodesOf(machine);
  const edges = edgesOf(nodes);
  const out: string[] = ['stateDiagram-v2'];
  const put = (depth: number, text: string): void => void out.push(`${'  '.repeat(depth)}${text}`);

  const putEdges = (body: AnyStateNode | undefined, depth: number): void => {
    const here = edges.filter(({ source, target }) => bodyOf(source, target) === body);
    for (const group of grouped(here, ({ source, target }) => `${idOf(source)} --> ${idOf(target)}`).values()) {
      const [{ source, target }] = group as readonly [Edge];
      const transitions = group.map(({ transition }) => transition);
      put(depth, `${idOf(source)} --> ${idOf(target)} : ${edgeLabel(machine, transitions)}`);
    }
  };

  const putBody = (node: AnyStateNode, depth: number): void => {
    const children = Object.values(node.states);
    if (node.type === 'compound') {
      const [initial] = node.initial.target as readonly AnyStateNode[];
      if (initial !== undefined) put(depth, `[*] --> ${idOf(initial)}`);
    }
    children.forEach((child, index) => {
      if (node.type === 'parallel' && index > 0) put(depth, '--');
      putState(child, depth);
    });
    for (const child of children) if (child.type === 'final') put(depth, `${idOf(child)} --> [*]`);
    if (node.type === 'compound') putEdges(node, depth);
  };

  const putState = (node: AnyStateNode, depth: number): void => {
    const title = `state "${escaped(node.parent === undefined ? node.machine.id : node.key)}" as ${idOf(node)}`;
    const inner = innerLines(machine, node);
    if (node.type === 'compound' || node.type === 'parallel') {
      put(depth, `${title} {`);
      putBody(node, depth + 1);
      put(depth, '}');
      if (inner.length > 0) put(depth, `note right of ${idOf(node)} : ${label(inner)}`);
    } else {
      put(depth, title);
      for (const text of inner) put(depth, `${idOf(node)} : ${text}`);
    }
  };

  putState(machine.root, 1);
  putEdges(undefined, 1);
  return `${out.join('\n')}\n`;
};
