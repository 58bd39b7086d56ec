// What every state does with every event, as data, by XState's rule: the innermost state first, its ancestors after,
// and of each the first transition whose guard passes. A region is what decides by itself: a child of a parallel
// state, or the whole chart. A parallel state is a leaf of the region around it: what it and its ancestors
// hold is taken only when none of its own regions takes the event.
import type { AnyStateMachine, AnyStateNode, AnyTransitionDefinition } from 'xstate';
import { nodesOf } from '../compile/refusals.ts';
import { actionText, eventText, guardMeanings, guardText, stateText, type GuardMeaning } from './words.ts';

/** One transition that may be taken: the first of a row whose guard passes is. */
export interface TableCase {
  /** The state that holds the transition: the one asked, or an ancestor. */
  readonly from: string;
  readonly guard: string | null;
  /** Where it leads; null where it stays. */
  readonly target: string | null;
  readonly reenter: boolean;
  readonly actions: readonly string[];
  readonly description: string | null;
}

/** Events that do the same, in the same words. */
export interface TableRow {
  readonly events: readonly string[];
  readonly cases: readonly TableCase[];
}

/** An event, and the regions that hold it elsewhere; empty where only the states around them do. */
export interface OwnedEvent {
  readonly event: string;
  readonly owners: readonly string[];
}

/** A state, and what it does with each event of its region. */
export interface TableState {
  readonly state: string;
  readonly kind: 'leaf' | 'parallel' | 'around';
  readonly description: string | null;
  readonly entry: readonly string[];
  readonly exit: readonly string[];
  /** What every event does here. Of a state around others: only what it holds itself, and what that falls through to. */
  readonly rows: readonly TableRow[];
  /** Events of this region that nothing takes while it is in this state. */
  readonly untaken: readonly OwnedEvent[];
}

/** A region with its states in document order. */
export interface TableRegion {
  readonly region: string;
  readonly states: readonly TableState[];
  /** Events that this region holds nowhere. */
  readonly elsewhere: readonly OwnedEvent[];
}

/** The whole chart as a table. */
export interface ChartTable {
  readonly chart: string;
  readonly description: string | null;
  /** Every event that the chart names, wildcards and its own done events left out. */
  readonly events: readonly string[];
  readonly regions: readonly TableRegion[];
  readonly guards: readonly GuardMeaning[];
}

/** Stands for every event that a chart does not name, where a wildcard takes it. */
export const ANY_OTHER_EVENT = '*';
const ALWAYS = '';

const isOwnEvent = (descriptor: string): boolean => descriptor.startsWith('xstate.');
const isWildcard = (descriptor: string): boolean => descriptor === '*' || descriptor.endsWith('.*');

const matchesWildcard = (descriptor: string, eventType: string): boolean =>
  descriptor === '*' || (descriptor.endsWith('.*') && eventType.startsWith(descriptor.slice(0, -1)));

/** What the node itself holds for an event, its exact descriptor before wildcards, the longest first. */
const heldBy = (node: AnyStateNode, eventType: string): readonly AnyTransitionDefinition[] => {
  if (eventType === ALWAYS) return node.always ?? [];
  const wildcards = [...node.transitions.keys()]
    .filter((descriptor) => descriptor !== eventType && isWildcard(descriptor))
    .filter((descriptor) => !isOwnEvent(eventType) && matchesWildcard(descriptor, eventType))
    .toSorted((left, right) => right.length - left.length);
  return [eventType, ...wildcards].flatMap((descriptor) => node.transitions.get(descriptor) ?? []);
};

const isRegionRoot = (node: AnyStateNode): boolean => node.parent === undefined || node.parent.type === 'parallel';

/** The node and its ancestors, up to where its region ends. */
const chainOf = (node: AnyStateNode): readonly AnyStateNode[] =>
  isRegionRoot(node) || node.parent === undefined ? [node] : [node, ...chainOf(node.parent)];

const caseOf = (transition: AnyTransitionDefinition): TableCase => ({
  from: stateText(transition.source),
  guard: transition.guard === undefined ? null : guardText(transition.guard),
  target: transition.target === undefined ? null : transition.target.map(stateText).join(' + '),
  reenter: transition.reenter,
  actions: transition.actions.map(actionText),
  description: transition.description ?? null,
});

const casesOf = (node: AnyStateNode, eventType: string): readonly TableCase[] => {
  const cases: TableCase[] = [];
  for (const holder of chainOf(node)) {
    for (const transition of heldBy(holder, eventType)) {
      cases.push(caseOf(transition));
      if (transition.guard === undefined) return cases;
    }
  }
  return cases;
};

/** The nodes of a region: down to its leaves, and not into the regions of a parallel state. */
const nodesIn = (node: AnyStateNode): readonly AnyStateNode[] =>
  node.type === 'parallel' ? [node] : [node, ...Object.values(node.states).flatMap(nodesIn)];

const eventTypesOf = (nodes: readonly AnyStateNode[]): readonly string[] => [
  ...new Set(nodes.flatMap((node) => [...node.transitions.keys()])),
];

const namedEvents = (nodes: readonly AnyStateNode[]): readonly string[] =>
  eventTypesOf(nodes).filter((descriptor) => !isOwnEvent(descriptor) && !isWildcard(descriptor));

const subtree = (node: AnyStateNode): readonly AnyStateNode[] => [node, ...Object.values(node.states).flatMap(subtree)];

/** The other regions that hold the event, nearest first. */
const ownersOf = (region: AnyStateNode, eventType: string): readonly string[] => {
  const owners: string[] = [];
  for (let inner = region; inner.parent !== undefined; inner = inner.parent) {
    if (inner.parent.type !== 'parallel') continue;
    for (const sibling of Object.values(inner.parent.states))
      if (sibling !== inner && namedEvents(subtree(sibling)).includes(eventType)) owners.push(stateText(sibling));
  }
  return owners;
};

const stateOf = (
  machine: AnyStateMachine,
  region: AnyStateNode,
  node: AnyStateNode,
  asked: readonly string[],
): TableState => {
  const isLeaf = node.type !== 'compound';
  const rows = new Map<string, { readonly events: string[]; readonly cases: readonly TableCase[] }>();
  const untaken: OwnedEvent[] = [];
  for (const eventType of asked) {
    const isHeld = heldBy(node, eventType).length > 0;
    // Only the end of a state raises its done event.
    if (!isHeld && (!isLeaf || (isOwnEvent(eventType) && node.type !== 'final'))) continue;
    const cases = casesOf(node, eventType);
    const event = eventText(machine, eventType);
    if (cases.length === 0) {
      const isForEveryState = eventType !== ALWAYS && eventType !== ANY_OTHER_EVENT && !isOwnEvent(eventType);
      if (isForEveryState) untaken.push({ event, owners: ownersOf(region, eventType) });
      continue;
    }
    const key = JSON.stringify(cases);
    const row = rows.get(key);
    if (row === undefined) rows.set(key, { events: [event], cases });
    else row.events.push(event);
  }
  return {
    state: stateText(node),
    kind: node.type === 'parallel' ? 'parallel' : isLeaf ? 'leaf' : 'around',
    description: node.parent === undefined ? null : (node.description ?? null),
    entry: node.entry.map(actionText),
    exit: node.exit.map(actionText),
    rows: [...rows.values()],
    untaken,
  };
};

/** The chart as a table. */
export const tableOf = (machine: AnyStateMachine): ChartTable => {
  const nodes = nodesOf(machine);
  const events = namedEvents(nodes);
  const regions = nodes.filter(isRegionRoot).map((region): TableRegion => {
    const within = nodesIn(region);
    const held = eventTypesOf(within);
    const isCatchingAll = held.includes('*');
    const asked = isCatchingAll
      ? events
      : events.filter((event) => held.some((own) => own === event || matchesWildcard(own, event)));
    const ownEvents = held.filter(isOwnEvent);
    const everything = [ALWAYS, ...asked, ...ownEvents, ANY_OTHER_EVENT];
    return {
      region: stateText(region),
      states: within.map((node) => stateOf(machine, region, node, everything)),
      elsewhere: events
        .filter((event) => !asked.includes(event))
        .map((event) => ({ event, owners: ownersOf(region, event) })),
    };
  });
  return {
    chart: machine.id,
    description: machine.root.description ?? null,
    events,
    regions,
    guards: guardMeanings(machine),
  };
};
