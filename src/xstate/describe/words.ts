// Guards, actions, events and states of a chart in words. A combinator is said as a sentence of the names in it, so
// that what has no name of its own (`and(['a', 'b'])`) can still be read, drawn and exported.
import { and, not, or, stateIn, type AnyStateMachine, type AnyStateNode, type StateValue } from 'xstate';

type Combinator = {
  readonly check: unknown;
  readonly guards: readonly unknown[];
  readonly stateValue: StateValue;
};

const checkOf = (guard: unknown): unknown => (guard as Combinator).check;
const AND = checkOf(and([]));
const OR = checkOf(or([]));
const NOT = checkOf(not(and([])));
const STATE_IN = checkOf(stateIn(''));

const isCombinator = (guard: unknown): guard is Combinator => typeof guard === 'function' && 'check' in guard;

const stateValueText = (value: StateValue): string => {
  if (typeof value === 'string') return value;
  const parts = Object.entries(value).map(([key, inner]) => {
    const rest = inner === undefined ? '' : stateValueText(inner);
    return rest === '' ? key : `${key}.${rest}`;
  });
  return parts.length === 1 ? (parts[0] ?? '') : parts.join(' + ');
};

const paramText = (value: unknown): string => {
  if (typeof value === 'function') return 'computed';
  if (Array.isArray(value)) return `[${value.map(paramText).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  return `{${paramsText(value)}}`;
};

const paramsText = (params: object): string =>
  Object.entries(params)
    .map(([key, value]) => `${key} = ${paramText(value)}`)
    .join(', ');

const referenceText = (reference: unknown): string => {
  if (typeof reference === 'string') return reference;
  const { type, params } = reference as { readonly type: string; readonly params?: unknown };
  if (params === undefined) return type;
  return `${type}(${typeof params === 'object' && params !== null ? paramsText(params) : paramText(params)})`;
};

type Strength = 'any' | 'all' | 'one';

const bracketed = (text: string, isNeeded: boolean): string => (isNeeded ? `(${text})` : text);

const combinatorText = (guard: Combinator, within: Strength): string => {
  switch (guard.check) {
    case AND:
      return bracketed(guard.guards.map((part) => guardIn(part, 'all')).join(' and '), within === 'one');
    case OR:
      return bracketed(guard.guards.map((part) => guardIn(part, 'any')).join(' or '), within !== 'any');
    case NOT:
      return `not ${guardIn(guard.guards[0], 'one')}`;
    case STATE_IN:
      return `in ${stateValueText(guard.stateValue)}`;
    default:
      return 'an unknown combinator';
  }
};

const guardIn = (guard: unknown, within: Strength): string => {
  if (isCombinator(guard)) return combinatorText(guard, within);
  return typeof guard === 'function' ? guard.name || 'an inline guard' : referenceText(guard);
};

/** A guard of a config in words: its name with its params, or a sentence of names. */
export const guardText = (guard: unknown): string => guardIn(guard, 'any');

/** A guard that setup made of others, and what it is made of. */
export interface GuardMeaning {
  readonly name: string;
  readonly meaning: string;
}

/** The named guards that are made of other guards or ask where the chart stands, in the order of their names. */
export const guardMeanings = (machine: AnyStateMachine): readonly GuardMeaning[] =>
  Object.entries(machine.implementations.guards)
    .filter(([, implementation]) => isCombinator(implementation))
    .map(([name, implementation]) => ({ name, meaning: guardText(implementation) }))
    .toSorted((left, right) => (left.name < right.name ? -1 : 1));

/** An action of a config in words: its name with its params. */
export const actionText = (action: unknown): string => {
  if (typeof action !== 'function') return referenceText(action);
  const { type, event } = action as unknown as { readonly type?: string; readonly event?: unknown };
  if (type === 'xstate.raise') return `raise(${typeof event === 'function' ? 'computed' : referenceText(event)})`;
  return type?.replace('xstate.', '') ?? (action.name || 'an inline action');
};

const DONE = 'xstate.done.state.';

/** An event as a chart names it: a wildcard stays one, and the end of a state is `done(state)`. */
export const eventText = (machine: AnyStateMachine, eventType: string): string => {
  if (eventType === '') return 'always';
  if (!eventType.startsWith(DONE)) return eventType;
  return `done(${stateText(machine.getStateNodeById(eventType.slice(DONE.length)))})`;
};

/** A state by its path, without the name of the chart; the root is the chart itself. */
export const stateText = (node: AnyStateNode): string =>
  node.parent === undefined ? node.machine.id : node.path.join('.');
