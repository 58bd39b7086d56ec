// Which of the runs of a `runs/` folder is meant, by number or name: the rule of one database, over the numbers of all.
import type { NumberedRun } from '../../persistence/store/run-numbers.ts';

/** A run, or why it is not clear which one is meant. */
export type FoundNumber =
  | { readonly kind: 'found'; readonly run: NumberedRun }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'ambiguous'; readonly names: readonly string[]; readonly hasMore: boolean };

const NAMES_SHOWN = 5;
/** Fewer digits are a number and nothing else. */
const DIGITS_OF_NAME = 8;

/** The run of that number, or the last one of the name that begins like this; `runs` are in the order of their numbers. */
export const findNumbered = (runs: readonly NumberedRun[], named: string): FoundNumber => {
  if (/^\d+$/.test(named)) {
    const run = runs.find(({ number }) => number === Number(named));
    if (run !== undefined) return { kind: 'found', run };
    if (named.length < DIGITS_OF_NAME) return { kind: 'unknown' };
  }
  if (named === '') return { kind: 'unknown' };
  const alike = runs.filter(({ name }) => name.startsWith(named));
  const names = [...new Set(alike.map(({ name }) => name))].toSorted();
  const name = names.includes(named) ? named : names[0];
  if (names.length > 1 && name !== named)
    return { kind: 'ambiguous', names: names.slice(0, NAMES_SHOWN), hasMore: names.length > NAMES_SHOWN };
  const run = alike.findLast((each) => each.name === name);
  return run === undefined ? { kind: 'unknown' } : { kind: 'found', run };
};
