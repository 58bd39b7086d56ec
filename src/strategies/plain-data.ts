// What a strategy may keep: data that can be copied, saved and compared, and is then still the same. Numbers of all
// kinds, texts, lists, plain objects, maps and sets; no functions, classes, dates, symbols, promises or circles.
import { isDeepStrictEqual } from 'node:util';
import { kindOf } from './define.ts';

/** The most values that a state may hold, lists, objects and what is in them all counted. */
export const STATE_VALUES_MAX = 100_000;

/** How deep a state may be. */
export const STATE_DEPTH_MAX = 64;

/** The end of a sentence that begins with `keeps`, where a value is no plain data; null where it is. */
export const notPlain = (state: unknown): string | null => {
  let values = 0;
  const visit = (value: unknown, path: string, depth: number): string | null => {
    values += 1;
    if (values > STATE_VALUES_MAX) return `more than ${STATE_VALUES_MAX} values: forget what is old`;
    if (typeof value === 'function' || typeof value === 'symbol') return `${kindOf(value)} at ${path}`;
    if (typeof value !== 'object' || value === null) return null;
    if (depth > STATE_DEPTH_MAX) return `data more than ${STATE_DEPTH_MAX} levels deep, or in a circle`;
    if (Array.isArray(value)) return visitAll(value.entries(), path, depth);
    if (value instanceof Map) {
      for (const key of value.keys()) {
        const problem = visit(key, `${path} (a key)`, depth + 1);
        if (problem !== null) return problem;
      }
      return visitAll(value.entries(), path, depth);
    }
    if (value instanceof Set) return visitAll([...value].entries(), path, depth);
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype !== null && prototype !== Object.prototype) return `${nameOf(value)} at ${path}`;
    return visitAll(Object.entries(value), path, depth);
  };
  const visitAll = (entries: Iterable<readonly [unknown, unknown]>, path: string, depth: number): string | null => {
    for (const [key, value] of entries) {
      const problem = visit(value, `${path}.${String(key)}`, depth + 1);
      if (problem !== null) return problem;
    }
    return null;
  };
  return visit(state, 'state', 0);
};

const nameOf = (value: object): string => {
  const made: unknown = Reflect.get(value, 'constructor');
  return typeof made === 'function' && made.name !== '' ? `a ${made.name}` : 'an object of a class';
};

/** Freezes plain data through and through, but for maps and sets, which cannot be. What is frozen is passed over. */
export const freezeDeep = (value: unknown): void => {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
  if (!(value instanceof Map) && !(value instanceof Set)) Object.freeze(value);
  for (const inside of value instanceof Map || value instanceof Set ? value.values() : Object.values(value))
    freezeDeep(inside);
};

/** Whether two states, or two answers, are the same data. */
export const isSameData = (left: unknown, right: unknown): boolean => isDeepStrictEqual(left, right);
