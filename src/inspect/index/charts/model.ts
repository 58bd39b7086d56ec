// A chart as what is drawn of it: its states by path and its edges, each with the words on it. Made from the machine
// alone, so that the drawing, the counts on it and the paths lit in it speak of the same things. Knows no layout.
import type { AnyStateMachine, AnyStateNode } from 'xstate';
import { catalogue } from '../../../../machines/catalogue.ts';
import { nodesOf, transitionsOf } from '../../../xstate/compile/refusals.ts';
import { actionText, eventText, guardText } from '../../../xstate/describe/words.ts';

/** A state of a chart. The root has an empty path. */
export interface ChartState {
  /** `execution.pending.queued`. */
  readonly path: string;
  readonly key: string;
  readonly kind: 'atomic' | 'compound' | 'parallel' | 'final' | 'history';
  readonly parent: string | null;
  /** The path of the child that is entered with it, where it has one. */
  readonly initial: string | null;
  readonly description: string;
  /** What happens on the way in and out, and on events that do not leave it, a line each. */
  readonly inner: readonly string[];
}

/** A transition that leads somewhere. */
export interface ChartEdge {
  readonly source: string;
  readonly target: string;
  /** `always` where no event is waited for. */
  readonly event: string;
  readonly guard: string;
  readonly actions: string;
  readonly description: string;
}

/** A chart. */
export interface ChartModel {
  readonly name: string;
  readonly description: string;
  readonly states: readonly ChartState[];
  readonly edges: readonly ChartEdge[];
}

const pathOf = (node: AnyStateNode): string => node.path.join('.');

const innerOf = (machine: AnyStateMachine, node: AnyStateNode): readonly string[] => [
  ...node.entry.map((action) => `entry / ${actionText(action)}`),
  ...node.exit.map((action) => `exit / ${actionText(action)}`),
  ...transitionsOf(node)
    .filter(({ target }) => target === undefined)
    .map(({ eventType, guard, actions }) => {
      const condition = guard === undefined ? '' : ` [${guardText(guard)}]`;
      const effects = actions.length === 0 ? '' : ` / ${actions.map(actionText).join(', ')}`;
      return `${eventText(machine, eventType)}${condition}${effects}`;
    }),
];

const stateOf = (machine: AnyStateMachine, node: AnyStateNode): ChartState => {
  const initial = node.type === 'compound' ? (node.initial.target as readonly AnyStateNode[])[0] : undefined;
  return {
    path: pathOf(node),
    key: node.parent === undefined ? machine.id : node.key,
    kind: node.type,
    parent: node.parent === undefined ? null : pathOf(node.parent),
    initial: initial === undefined ? null : pathOf(initial),
    description: node.description ?? '',
    inner: innerOf(machine, node),
  };
};

/** The drawing of a chart, without places. */
export const chartModelOf = (name: string, machine: AnyStateMachine): ChartModel => {
  const nodes = nodesOf(machine);
  return {
    name,
    description: machine.root.description ?? '',
    states: nodes.map((node) => stateOf(machine, node)),
    edges: nodes.flatMap((node) =>
      transitionsOf(node).flatMap(({ eventType, guard, actions, target, description }) =>
        (target ?? []).map((to) => ({
          source: pathOf(node),
          target: pathOf(to),
          event: eventText(machine, eventType),
          guard: guard === undefined ? '' : guardText(guard),
          actions: actions.map(actionText).join(', '),
          description: description ?? '',
        })),
      ),
    ),
  };
};

/** Every chart there is. */
export const chartModels: readonly ChartModel[] = catalogue.map(({ name, machine }) => chartModelOf(name, machine));

/** The chart of that name. */
export const chartNamed = (name: string): ChartModel => {
  const chart = chartModels.find((one) => one.name === name);
  if (chart === undefined) throw new RangeError(`there is no chart '${name}'`);
  return chart;
};
