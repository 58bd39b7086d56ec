// Which nodes a transition leaves and which it enters: SCXML's algorithm without history states, in the words of
// XState 5. See https://www.w3.org/TR/scxml/#AlgorithmforSCXMLInterpretation
import type { AnyStateNode, AnyTransitionDefinition } from 'xstate';

/** What the algorithm needs of a transition. The initial one starts at the root and re-enters it. */
export type Move = Pick<AnyTransitionDefinition, 'source' | 'target' | 'reenter'>;

/** Whether the node lies inside the ancestor; everything lies inside `undefined`. */
export const isDescendant = (node: AnyStateNode, ancestor: AnyStateNode | undefined): boolean => {
  for (let parent = node.parent; parent !== undefined; parent = parent.parent) if (parent === ancestor) return true;
  return ancestor === undefined;
};

const properAncestors = (node: AnyStateNode, upTo: AnyStateNode | undefined): AnyStateNode[] => {
  const ancestors: AnyStateNode[] = [];
  if (node === upTo) return ancestors;
  for (let parent = node.parent; parent !== undefined && parent !== upTo; parent = parent.parent)
    ancestors.push(parent);
  return ancestors;
};

/** The innermost node inside which everything happens; undefined when the root itself is re-entered. */
const domainOf = ({ source, target = [], reenter }: Move): AnyStateNode | undefined => {
  if (!reenter && target.every((node) => node === source || isDescendant(node, source))) return source;
  const [first, ...others] = [...target, source];
  const common = properAncestors(first ?? source, undefined).find((ancestor) =>
    others.every((node) => isDescendant(node, ancestor)),
  );
  return common ?? (reenter ? undefined : source.machine.root);
};

/** The active nodes that the transitions leave, innermost first. */
export const exitSet = (moves: readonly Move[], active: ReadonlySet<AnyStateNode>): readonly AnyStateNode[] => {
  const left = new Set<AnyStateNode>();
  for (const move of moves) {
    if (move.target === undefined || move.target.length === 0) continue;
    const domain = domainOf(move);
    for (const node of active) if (isDescendant(node, domain)) left.add(node);
  }
  return [...left].toSorted((before, after) => after.order - before.order);
};

/** Drops transitions that would leave the same nodes: the one of a descendant, else the first, stays. */
export const withoutConflicts = (
  transitions: readonly AnyTransitionDefinition[],
  active: ReadonlySet<AnyStateNode>,
): readonly AnyTransitionDefinition[] => {
  if (transitions.length < 2) return transitions;
  const kept = new Set<AnyTransitionDefinition>();
  for (const candidate of transitions) {
    const leaves = new Set(exitSet([candidate], active));
    const rivals = [...kept].filter((other) => exitSet([other], active).some((node) => leaves.has(node)));
    if (rivals.some((rival) => !isDescendant(candidate.source, rival.source))) continue;
    for (const rival of rivals) kept.delete(rival);
    kept.add(candidate);
  }
  return [...kept];
};

/** The nodes that are entered, outermost first, and those among them that are entered by default. */
export interface Entry {
  readonly nodes: readonly AnyStateNode[];
  readonly byDefault: ReadonlySet<AnyStateNode>;
}

/** The nodes that the transitions enter. */
export const entrySet = (moves: readonly Move[]): Entry => {
  const entered = new Set<AnyStateNode>();
  const byDefault = new Set<AnyStateNode>();

  const isCovered = (region: AnyStateNode): boolean => [...entered].some((node) => isDescendant(node, region));

  const addDescendants = (node: AnyStateNode): void => {
    if (node.type === 'compound') {
      const initial = node.initial.target[0] as AnyStateNode;
      entered.add(initial);
      byDefault.add(initial);
      addDescendants(initial);
    } else if (node.type === 'parallel') {
      for (const region of Object.values(node.states)) {
        if (isCovered(region)) continue;
        entered.add(region);
        byDefault.add(region);
        addDescendants(region);
      }
    }
  };

  const addAncestors = (ancestors: readonly AnyStateNode[], within: AnyStateNode | undefined): void => {
    for (const ancestor of ancestors) {
      if (isDescendant(ancestor, within)) entered.add(ancestor);
      if (ancestor.type !== 'parallel') continue;
      for (const region of Object.values(ancestor.states)) {
        if (isCovered(region)) continue;
        entered.add(region);
        addDescendants(region);
      }
    }
  };

  for (const move of moves) {
    const domain = domainOf(move);
    for (const node of move.target ?? []) {
      if (move.source !== node || move.source !== domain || move.reenter) {
        entered.add(node);
        byDefault.add(node);
      }
      addDescendants(node);
    }
    const within = move.source.parent === undefined && move.reenter ? undefined : domain;
    for (const node of move.target ?? []) {
      const ancestors = properAncestors(node, domain);
      addAncestors(domain?.type === 'parallel' ? [...ancestors, domain] : ancestors, within);
    }
  }
  return { nodes: [...entered].toSorted((before, after) => before.order - after.order), byDefault };
};
