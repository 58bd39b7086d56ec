// What a user's strategy must be, and the sentences for what it is not.
import type { Strategy } from './types.ts';

/** What was given as a strategy is none. Its message is a whole sentence. */
export class InvalidStrategy extends Error {
  override readonly name = 'InvalidStrategy';
}

/**
 * Checks a strategy as far as it can be checked before it runs, and returns it as given; throws `InvalidStrategy`. It
 * infers the types of state and event, and throws for a mistake in the file that makes it.
 *
 * @example
 * export const strategy = defineStrategy({
 *   name: 'at-the-ask',
 *   start: () => null,
 *   step: (state, event) => [
 *     state,
 *     [{ pair: event.pair, sets: 10_000_000n, prices: event.quotes.map(({ askPx }) => askPx ?? 1_000_000n) }],
 *   ],
 * });
 */
export const defineStrategy = <S>(strategy: Strategy<S>): Strategy<S> => {
  const problem = problemOf(strategy);
  if (problem !== null) throw new InvalidStrategy(`This strategy ${problem}.`);
  return strategy;
};

/** The strategy that a module exports, as `default` or as `strategy`, or a sentence that says what is wrong. */
export const strategyOf = (
  module: unknown,
  file: string,
): { readonly strategy: Strategy<unknown> } | { readonly sentence: string } => {
  const exported = exportOf(module);
  if (exported === undefined)
    return { sentence: `${file} exports no strategy: write 'export const strategy = defineStrategy({ … })'.` };
  const problem = problemOf(exported);
  if (problem !== null) return { sentence: `The strategy of ${file} ${problem}.` };
  return { strategy: exported as Strategy<unknown> };
};

const namePattern = /^[A-Za-z][A-Za-z0-9._-]{0,63}$/;

// The end of a sentence that begins with the strategy.
const problemOf = (given: unknown): string | null => {
  if (typeof given !== 'object' || given === null)
    return `must be an object with name, start and step, and not ${kindOf(given)}`;
  const { name, start, step } = given as Readonly<Record<string, unknown>>;
  if (typeof name !== 'string') return 'has no name: give it one, such as "mean-reversion"';
  if (!namePattern.test(name))
    return (
      `has the name ${JSON.stringify(name.slice(0, 80))}, but a name begins with a letter and has at most 64 ` +
      'letters, digits, dots, dashes and underscores'
    );
  if (typeof start !== 'function')
    return `has no start: '${name}' needs a function that gives the state it begins with`;
  if (typeof step !== 'function')
    return `has no step: '${name}' needs a function (state, event, tools) that gives [state, drafts]`;
  for (const [key, value] of Object.entries({ start, step }))
    if (isAsync(value)) return `has an async ${key}: '${name}' must answer at once`;
  return null;
};

const isAsync = (value: unknown): boolean => Object.prototype.toString.call(value).startsWith('[object Async');

const exportOf = (module: unknown): unknown => {
  if (typeof module !== 'object' || module === null) return undefined;
  const { strategy, default: byDefault } = module as Readonly<Record<string, unknown>>;
  if (strategy !== undefined) return strategy;
  // The loader gives a module without a default export itself as one, as Node does with CommonJS: that is no strategy.
  if (!Object.keys(module).includes('default')) return undefined;
  // A module that is loaded as CommonJS may have its exports under `default` once more.
  if (typeof byDefault === 'object' && byDefault !== null && 'strategy' in byDefault) return byDefault.strategy;
  return byDefault;
};

/** What a value is, with its article, for a sentence. */
export const kindOf = (value: unknown): string => {
  if (value === null) return 'null';
  if (value === undefined) return 'undefined';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  return `a ${typeof value}`;
};
