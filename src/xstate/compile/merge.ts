// What assign does to a context: the old one with the changed keys. Written as `{ ...context, ...change }` for
// all charts in one place it costs half a microsecond (V8 gives up on a spread that sees many shapes), so each
// assign gets a function of its own for each list of keys it meets: one flat literal, one hidden class.
import { makeFunction } from '../../kernel/made-function.ts';
import type { Context, Merge } from './types.ts';

interface Shape {
  readonly contextKeys: readonly string[];
  readonly changeKeys: readonly string[];
  readonly merge: Merge;
}

/** An assign that returns more shapes than this is merged the slow way from then on. */
const SHAPES_MAX = 8;

/** What `Object.assign({}, context, change)` gives, at a fraction of its cost: they differ in one key only. */
const spread: Merge = (context, change) =>
  Object.hasOwn(context, '__proto__') || Object.hasOwn(Object(change), '__proto__')
    ? Object.assign({}, context, change)
    : { ...context, ...change };

const hasKeys = (record: Context | null | undefined, keys: readonly string[]): boolean => {
  let index = 0;
  for (const key in record) {
    if (key !== keys[index]) return false;
    index += 1;
  }
  return index === keys.length;
};

/** `(context, change) => ({ kept: context.kept, changed: change.changed, … })`; `__proto__` is not among the keys. */
const writeMerge = (contextKeys: readonly string[], changeKeys: readonly string[]): Merge => {
  const changed = new Set(changeKeys);
  const fields = [...new Set([...contextKeys, ...changeKeys])].map((key) => {
    const name = JSON.stringify(key);
    return `${name}: ${changed.has(key) ? 'change' : 'context'}[${name}]`;
  });
  // The text is made of the chart's own keys, quoted.
  return makeFunction(`return (context, change) => ({ ${fields.join(', ')} });`, {}, () => spread);
};

/** Whether the record has nothing but string keys of its own, none of which a literal treats in a special way. */
const isPlain = (record: Context | null | undefined): record is Context =>
  typeof record === 'object' &&
  record !== null &&
  Object.getPrototypeOf(record) === Object.prototype &&
  Object.getOwnPropertySymbols(record).length === 0 &&
  !Object.hasOwn(record, '__proto__');

/**
 * Returns a merge for one assign of a chart. Its result is that of `Object.assign({}, context, change)`. It
 * distinguishes records by their string keys, since a look at symbols and prototypes would double what a transition
 * costs: so records with the same string keys must be alike in those.
 */
export const createMerge = (): Merge => {
  const shapes: Shape[] = [];
  return (context, change) => {
    for (const shape of shapes)
      if (hasKeys(change, shape.changeKeys) && hasKeys(context, shape.contextKeys)) return shape.merge(context, change);
    if (shapes.length < SHAPES_MAX && isPlain(context) && isPlain(change)) {
      const contextKeys = Object.keys(context);
      const changeKeys = Object.keys(change);
      shapes.push({ contextKeys, changeKeys, merge: writeMerge(contextKeys, changeKeys) });
    }
    return spread(context, change);
  };
};
