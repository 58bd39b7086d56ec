// Which edges of a chart a step took: the journal says the state before, the event and the state after; eventless
// transitions between are found by the chart. What one chart has found it remembers.
import type { ChartEdge, ChartModel, ChartState } from './model.ts';

/** Finds edges, as their places in the list of the chart's edges. */
export type FlowFinder = (from: string, event: string, to: string) => readonly number[];

const HOPS_MAX = 4;

const isWithin = (path: string, ancestor: string): boolean =>
  ancestor === '' || path === ancestor || path.startsWith(`${ancestor}.`);

/** The state that is stood in when one is entered: its first child, and so on. */
const entered = (states: ReadonlyMap<string, ChartState>, path: string): string => {
  const initial = states.get(path)?.initial;
  return initial === undefined || initial === null ? path : entered(states, initial);
};

/** Makes the finder of a chart. A step that the chart does not know has no edges. */
export const flowFinder = ({ states, edges }: ChartModel): FlowFinder => {
  const byPath = new Map(states.map((state) => [state.path, state]));
  const targets = edges.map(({ target }) => entered(byPath, target));
  const found = new Map<string, readonly number[]>();

  const leads = (edge: ChartEdge, index: number, from: string, to: string): boolean =>
    isWithin(from, edge.source) && (targets[index] === to || edge.target === to);

  // The shortest way: one edge by the event, or else eventless ones behind it.
  const search = (from: string, event: string, to: string): readonly number[] => {
    if (from === to) {
      const own = edges.findIndex((edge, index) => edge.event === event && leads(edge, index, from, to));
      return own < 0 ? [] : [own];
    }
    let ways: { readonly at: string; readonly way: readonly number[] }[] = [{ at: from, way: [] }];
    for (let hop = 0; hop < HOPS_MAX; hop += 1) {
      const further: typeof ways = [];
      for (const { at, way } of ways)
        for (const [index, edge] of edges.entries()) {
          const isTaken = edge.event === 'always' || (edge.event === event && way.length === 0);
          if (!isTaken || !isWithin(at, edge.source)) continue;
          if (leads(edge, index, at, to)) return [...way, index];
          if (targets[index] !== at) further.push({ at: targets[index] ?? '', way: [...way, index] });
        }
      ways = further;
    }
    return [];
  };

  return (from, event, to) => {
    const key = `${from} ${event} ${to}`;
    let known = found.get(key);
    if (known === undefined) {
      known = search(from, event, to);
      found.set(key, known);
    }
    return known;
  };
};
