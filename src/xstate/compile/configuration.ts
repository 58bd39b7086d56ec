// Configurations, interned by their active nodes. Nodes stand in document order, whatever the history: so a
// restored actor continues exactly like one that was never persisted (XState keeps the order of entry, and
// loses it on restore; it shows only where eventless transitions of two regions are enabled at once).
import type { AnyStateNode, StateValue } from 'xstate';
import type { Chart, Configuration } from './types.ts';

// Where a list of nodes that was interned keeps its configuration: it is asked for at every event, which were twenty
// look-ups in a Map for an arbitrage. Nobody sees it: it is not enumerable.
const CONFIGURATION = Symbol('configuration');

/** The configuration of a snapshot's nodes; undefined where the list is not the chart's own. */
export const configurationOfNodes = (chart: Chart, nodes: readonly AnyStateNode[]): Configuration | undefined => {
  const known = (nodes as { readonly [CONFIGURATION]?: Configuration })[CONFIGURATION];
  return known !== undefined && known.chart === chart ? known : undefined;
};

const valueOf = (node: AnyStateNode, active: ReadonlySet<AnyStateNode>): StateValue => {
  const children = Object.values(node.states).filter((child) => active.has(child));
  const [only] = children;
  if (node.type === 'compound' && only !== undefined && (only.type === 'atomic' || only.type === 'final'))
    return only.key;
  return Object.fromEntries(children.map((child) => [child.key, valueOf(child, active)]));
};

/** The configuration of those active nodes; the same object for the same nodes. */
export const internConfiguration = (chart: Chart, active: ReadonlySet<AnyStateNode>): Configuration => {
  const nodes = [...active].toSorted((left, right) => left.order - right.order);
  const key = nodes.map((node) => node.order).join(',');
  const known = chart.configurationsByKey.get(key);
  if (known !== undefined) return known;
  const configuration: Configuration = {
    chart,
    nodes,
    value: valueOf(chart.machine.root, active),
    tags: new Set(nodes.flatMap((node) => node.tags)),
    eventless: undefined,
    plans: new Map(),
  };
  Object.defineProperty(nodes, CONFIGURATION, { value: configuration });
  chart.configurationsByKey.set(key, configuration);
  return configuration;
};
