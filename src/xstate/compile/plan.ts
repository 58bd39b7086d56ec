// Plans: which transitions an event type, or no event at all, may select in a configuration. Made once for
// each pair that is met; at run time only guards that `stateIn` did not settle are asked.
import type { AnyEventObject, AnyStateNode, AnyTransitionDefinition } from 'xstate';
import { resolveGuard } from './guards.ts';
import { transitionsOf } from './refusals.ts';
import { stepOf } from './step.ts';
import type { Candidate, Chart, Configuration, GuardArgs, Plan, Selector, Step } from './types.ts';

/** Plans a configuration keeps beyond one for each event type of the chart: strange events must not fill the memory. */
const STRANGE_PLANS_MAX = 256;

/** Steps a plan keeps: many regions that each choose among several transitions have many selections. */
const STEPS_MAX = 1_024;

const isMatching = (eventType: string, descriptor: string): boolean => {
  if (descriptor === '*') return true;
  if (!descriptor.endsWith('.*')) return false;
  const prefix = descriptor.slice(0, -2);
  // A `*` that is not the last token matches nothing.
  return (eventType === prefix || eventType.startsWith(`${prefix}.`)) && !prefix.split('.').includes('*');
};

/** The node's transitions for the event: its exact descriptor first, then wildcards, the longest first. */
const transitionsFor = (node: AnyStateNode, eventType: string): readonly AnyTransitionDefinition[] => [
  ...(node.transitions.get(eventType) ?? []),
  ...[...node.transitions.keys()]
    .filter((descriptor) => descriptor !== eventType && isMatching(eventType, descriptor))
    .toSorted((left, right) => right.length - left.length)
    .flatMap((descriptor) => node.transitions.get(descriptor) ?? []),
];

const candidatesOf = (
  chart: Chart,
  configuration: Configuration,
  transitions: readonly AnyTransitionDefinition[],
): readonly Candidate[] => {
  const candidates: Candidate[] = [];
  for (const transition of transitions) {
    const guard = resolveGuard(chart.machine, transition.guard, configuration);
    if (guard === false) continue;
    candidates.push({ transition, guard, id: chart.transitionIds.get(transition) ?? 0, alone: null });
    if (guard === true) break;
  }
  return candidates;
};

const isUnconditional = (candidates: readonly Candidate[]): boolean => candidates.at(-1)?.guard === true;

/** Where the event is looked for below and at the node; null when it can select nothing there. */
const selectorOf = (
  chart: Chart,
  configuration: Configuration,
  node: AnyStateNode,
  eventType: string,
): Selector | null => {
  const own = candidatesOf(chart, configuration, transitionsFor(node, eventType));
  const inner = Object.values(node.states)
    .filter((child) => configuration.nodes.includes(child))
    .map((child) => selectorOf(chart, configuration, child, eventType))
    .filter((selector) => selector !== null);
  const [only] = inner;
  if (only === undefined) return own.length === 0 ? null : { inner: [], own };
  if (inner.length === 1 && only.inner.length === 0)
    return { inner: [], own: isUnconditional(only.own) ? only.own : [...only.own, ...own] };
  return { inner, own };
};

const planOf = (selectors: readonly Selector[]): Plan => {
  const [only] = selectors;
  const single = selectors.length === 1 && only !== undefined && only.inner.length === 0 ? only.own : null;
  return { selectors, single, steps: new Map() };
};

/** The plan of an event type in a configuration. */
export const planFor = (chart: Chart, configuration: Configuration, eventType: string): Plan => {
  const known = configuration.plans.get(eventType);
  if (known !== undefined) return known;
  const selector = selectorOf(chart, configuration, chart.machine.root, eventType);
  const plan = planOf(selector === null ? [] : [selector]);
  if (configuration.plans.size >= chart.machine.events.length + STRANGE_PLANS_MAX) configuration.plans.clear();
  configuration.plans.set(eventType, plan);
  return plan;
};

/** The plan of the eventless transitions of a configuration; null when there are none. */
export const eventlessPlan = (chart: Chart, configuration: Configuration): Plan | null => {
  if (configuration.eventless !== undefined) return configuration.eventless;
  const selectors: Selector[] = [];
  for (const node of configuration.nodes) {
    if (node.type !== 'atomic' && node.type !== 'final') continue;
    const transitions: AnyTransitionDefinition[] = [];
    for (let at: AnyStateNode | undefined = node; at !== undefined; at = at.parent)
      transitions.push(...(at.always ?? []));
    const own = candidatesOf(chart, configuration, transitions);
    if (own.length > 0) selectors.push({ inner: [], own });
  }
  const plan = selectors.length === 0 ? null : planOf(selectors);
  configuration.eventless = plan;
  return plan;
};

/** What a guard's error becomes: XState tells where it was, but for eventless transitions, whose event type is ''. */
const guardFailure = ({ guard, source, eventType }: AnyTransitionDefinition, event: AnyEventObject, error: unknown) => {
  if (eventType === '') return error;
  const type = typeof guard === 'object' ? (guard as { readonly type: string }).type : guard;
  const name = typeof type === 'string' ? `'${type}' ` : '';
  const where = `in transition for event '${event.type}' in state node '${source.id}'`;
  return new Error(`Unable to evaluate guard ${name}${where}:\n${(error as Error).message}`);
};

const firstPassing = (candidates: readonly Candidate[], args: GuardArgs): Candidate | undefined => {
  for (const candidate of candidates) {
    const { guard } = candidate;
    if (guard === true) return candidate;
    try {
      if (guard(args)) return candidate;
    } catch (error) {
      throw guardFailure(candidate.transition, args.event, error);
    }
  }
  return undefined;
};

const select = (selector: Selector, args: GuardArgs, into: Candidate[]): void => {
  const before = into.length;
  for (const inner of selector.inner) select(inner, args, into);
  if (into.length > before) return;
  const own = firstPassing(selector.own, args);
  if (own !== undefined) into.push(own);
};

/** The step that the plan takes now; null when every guard says no. */
export const selectStep = (chart: Chart, configuration: Configuration, plan: Plan, args: GuardArgs): Step | null => {
  if (plan.single !== null) {
    const candidate = firstPassing(plan.single, args);
    if (candidate === undefined) return null;
    return (candidate.alone ??= stepOf(chart, configuration, [candidate.transition]));
  }
  const selected: Candidate[] = [];
  for (let index = 0; index < plan.selectors.length; index += 1) select(plan.selectors[index]!, args, selected);
  const [only] = selected;
  if (only === undefined) return null;
  if (selected.length === 1) return (only.alone ??= stepOf(chart, configuration, [only.transition]));
  // Ids start at 1, so each selection of up to a handful of regions has a number of its own.
  let key: number | string = 0;
  for (const { id } of selected) key = key * (chart.transitionIds.size + 1) + id;
  if (!Number.isSafeInteger(key)) key = selected.map(({ id }) => id).join(',');
  const known = plan.steps.get(key);
  if (known !== undefined) return known;
  const step = stepOf(chart, configuration, dedupe(selected));
  if (plan.steps.size >= STEPS_MAX) plan.steps.clear();
  plan.steps.set(key, step);
  return step;
};

/** Two regions may reach one ancestor's transition: it is taken once. */
const dedupe = (selected: readonly Candidate[]): readonly AnyTransitionDefinition[] => [
  ...new Set(selected.map(({ transition }) => transition)),
];

/** Numbers every transition of the machine, from 1. */
export const numberTransitions = (nodes: readonly AnyStateNode[]): Map<AnyTransitionDefinition, number> =>
  new Map(nodes.flatMap(transitionsOf).map((transition, index) => [transition, index + 1]));
