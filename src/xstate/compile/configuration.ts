// Configurations, interned by their active nodes. Nodes stand in document order, whatever the history: so a
// restored actor goes on exactly like one that was never persisted (XState keeps the order of entry, and
// loses it on restore; it shows only where eventless transitions of two regions are enabled at once).
import type { AnyStateNode, StateValue } from 'xstate';
import type { Chart, Configuration } from './types.ts';

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
    nodes,
    value: valueOf(chart.machine.root, active),
    tags: new Set(nodes.flatMap((node) => node.tags)),
    eventless: undefined,
    plans: new Map(),
  };
  chart.configurationsByKey.set(key, configuration);
  return configuration;
};
