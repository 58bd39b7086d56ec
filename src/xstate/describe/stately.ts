// A chart as the JSON that Stately Studio imports: its createMachine config, without what only runs. A guard that is
// made of others keeps its sentence as its name, since JSON has no functions; the context's function is left out.
import type { AnyStateMachine } from 'xstate';
import { actionText, guardText } from './words.ts';

/** Plain JSON. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

type Config = Readonly<Record<string, unknown>>;

const asList = (value: unknown): readonly unknown[] => {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as readonly unknown[]) : [value];
};

/** Data as JSON: a bigint as its digits; null where there is nothing that JSON could hold. */
const dataOf = (value: unknown): Json => {
  if (typeof value === 'bigint') return value.toString();
  if (Array.isArray(value)) return value.map(dataOf);
  if (typeof value === 'object' && value !== null) return recordOf(value as Config, dataOf);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
};

const recordOf = (record: Config, jsonOf: (value: unknown) => Json): { readonly [key: string]: Json } =>
  Object.fromEntries(
    Object.entries(record)
      .filter(([, value]) => value !== undefined && typeof value !== 'function')
      .map(([key, value]) => [key, jsonOf(value)]),
  );

/** A named reference as it is; a combinator, or a builtin action, by its sentence. */
const referenceOf = (reference: unknown, textOf: (reference: unknown) => string): Json => {
  if (typeof reference === 'string') return reference;
  return typeof reference === 'function' ? textOf(reference) : dataOf(reference);
};

const actionsOf = (actions: unknown): Json => {
  const list = asList(actions).map((action) => referenceOf(action, actionText));
  return Array.isArray(actions) ? list : (list[0] ?? []);
};

const transitionOf = (transition: unknown): Json => {
  if (typeof transition === 'string') return transition;
  const { guard, actions, ...rest } = transition as Config;
  return {
    ...recordOf(rest, dataOf),
    ...(guard === undefined ? {} : { guard: referenceOf(guard, guardText) }),
    ...(actions === undefined ? {} : { actions: actionsOf(actions) }),
  };
};

const transitionsOf = (transitions: unknown): Json =>
  Array.isArray(transitions) ? transitions.map(transitionOf) : transitionOf(transitions);

const stateOf = (state: Config): { readonly [key: string]: Json } => {
  const { states, on, always, onDone, entry, exit, initial, ...rest } = state;
  return {
    ...recordOf(rest, dataOf),
    ...(initial === undefined ? {} : { initial: transitionOf(initial) }),
    ...(entry === undefined ? {} : { entry: actionsOf(entry) }),
    ...(exit === undefined ? {} : { exit: actionsOf(exit) }),
    ...(always === undefined ? {} : { always: transitionsOf(always) }),
    ...(on === undefined ? {} : { on: recordOf(on as Config, transitionsOf) }),
    ...(onDone === undefined ? {} : { onDone: transitionsOf(onDone) }),
    ...(states === undefined ? {} : { states: recordOf(states as Config, (child) => stateOf(child as Config)) }),
  };
};

/** Of the root's keys, those that say how a chart runs and not what it is. */
const isDrawn = ([key]: [string, unknown]): boolean => key !== 'context' && key !== 'options' && key !== 'schemas';

/** The chart's config as JSON, which `createMachine` accepts again. */
export const statelyOf = (machine: AnyStateMachine): { readonly [key: string]: Json } =>
  stateOf(Object.fromEntries(Object.entries(machine.config).filter(isDrawn)));
