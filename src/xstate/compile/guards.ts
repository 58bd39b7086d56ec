// Guards, resolved once for a configuration: `stateIn` is answered there and then, combinators are folded
// around the answer, and what is left is asked at run time.
import { and, not, or, stateIn, type AnyStateMachine, type AnyStateNode, type StateValue } from 'xstate';
import { matchesState } from 'xstate';
import type { GuardArgs, GuardTest } from './types.ts';

/** The active nodes that `stateIn` is asked about. */
export interface Active {
  readonly nodes: readonly AnyStateNode[];
  readonly value: StateValue;
}

type Check = { readonly check: unknown; readonly guards: readonly unknown[]; readonly stateValue: StateValue };
type Predicate = (args: GuardArgs, params: unknown) => boolean;

const checkOf = (guard: unknown): unknown => (guard as Check).check;
const AND = checkOf(and([]));
const OR = checkOf(or([]));
const NOT = checkOf(not(and([])));
const STATE_IN = checkOf(stateIn(''));

const isStateIn = (machine: AnyStateMachine, { stateValue }: Check, active: Active): boolean =>
  typeof stateValue === 'string' && stateValue.startsWith('#')
    ? active.nodes.includes(machine.getStateNodeById(stateValue))
    : matchesState(stateValue, active.value);

const every = (tests: readonly GuardTest[]): GuardTest => {
  const [first, second] = tests;
  if (tests.length === 1 && first !== undefined) return first;
  if (tests.length === 2 && first !== undefined && second !== undefined) return (args) => first(args) && second(args);
  return (args) => tests.every((test) => test(args));
};

const some = (tests: readonly GuardTest[]): GuardTest => {
  const [first] = tests;
  return tests.length === 1 && first !== undefined ? first : (args) => tests.some((test) => test(args));
};

type Part = GuardTest | boolean;

const asTest = (part: Part): GuardTest => (typeof part === 'function' ? part : () => part);

/**
 * Parts of which one that answers `settling` settles the whole. Those before it are still asked, as in XState, for
 * they may throw; those that are known to settle nothing need not be.
 */
const fold = (parts: readonly Part[], settling: boolean, combine: (tests: readonly GuardTest[]) => GuardTest): Part => {
  const telling = parts.filter((part) => part !== !settling);
  const [first] = telling;
  if (first === undefined) return !settling;
  return typeof first === 'function' ? combine(telling.map(asTest)) : first;
};

const withParams = (predicate: Predicate, reference: unknown): GuardTest => {
  if (typeof reference !== 'object' || reference === null || !('params' in reference))
    return predicate as unknown as GuardTest;
  const { params } = reference;
  return typeof params === 'function'
    ? (args) => predicate(args, (params as (args: GuardArgs) => unknown)(args))
    : (args) => predicate(args, params);
};

/** The guard as it stands in that configuration: settled, or a test for run time. */
export const resolveGuard = (machine: AnyStateMachine, guard: unknown, active: Active): Part => {
  if (guard === undefined) return true;
  const implementation: unknown =
    typeof guard === 'function'
      ? guard
      : machine.implementations.guards[typeof guard === 'string' ? guard : (guard as { readonly type: string }).type];
  if (typeof implementation !== 'function') return resolveGuard(machine, implementation, active);
  if (!('check' in implementation)) return withParams(implementation as unknown as Predicate, guard);
  const builtin = implementation as unknown as Check;
  const parts = (): readonly Part[] => builtin.guards.map((part) => resolveGuard(machine, part, active));
  switch (builtin.check) {
    case STATE_IN:
      return isStateIn(machine, builtin, active);
    case AND:
      return fold(parts(), false, every);
    case OR:
      return fold(parts(), true, some);
    case NOT: {
      const [inner] = parts();
      return typeof inner === 'function' ? (args) => !inner(args) : inner === false;
    }
    default:
      throw new Error(`Chart '${machine.id}' uses a guard combinator that compile() does not know.`);
  }
};
