// Reads what a strategy's step gave: the next state, and drafts that are well formed. Whether a draft is worth
// anything is planning's business; here it only has to be one. What is read is copied, so that nothing of it is
// still the strategy's to change.
import { MICROS_PER_UNIT } from '../money/micros.ts';
import { kindOf } from './define.ts';
import type { IntentDraft } from './types.ts';

/** The most drafts that one step may give. */
export const DRAFTS_MAX = 64;

/** A step's answer as read, or the end of a sentence that begins with the strategy. */
export type ReadStep =
  | { readonly problem: null; readonly state: unknown; readonly drafts: readonly IntentDraft[] }
  | { readonly problem: string };

/** The number of legs of each pair that the strategy trades. */
export type LegCounts = ReadonlyMap<string, number>;

/** Reads the answer of a step. */
export const readStep = (answer: unknown, legCounts: LegCounts): ReadStep => {
  if (isThenable(answer)) return { problem: 'returned a promise, but a step answers at once' };
  if (!Array.isArray(answer) || answer.length !== 2)
    return { problem: `returned ${kindOf(answer)}, but a step gives [state, drafts]` };
  const [state, given] = answer as readonly unknown[];
  if (isThenable(state)) return { problem: 'returned a promise as its state, but a step answers at once' };
  if (!Array.isArray(given)) return { problem: `returned ${kindOf(given)} as its drafts, but they must be a list` };
  if (given.length === 0) return { problem: null, state, drafts: none };
  if (given.length > DRAFTS_MAX)
    return { problem: `returned ${given.length} drafts, but a step gives at most ${DRAFTS_MAX}` };
  const drafts = new Array<IntentDraft>(given.length);
  for (let index = 0; index < given.length; index += 1) {
    const draft = readDraft(given[index], legCounts);
    if (typeof draft === 'string') return { problem: `returned draft ${index + 1} with ${draft}` };
    drafts[index] = draft;
  }
  return { problem: null, state, drafts };
};

const none: readonly IntentDraft[] = [];

/** Whether somebody might wait for it. */
export const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';

const modes: readonly unknown[] = ['parallel', 'sequential'];
const policies: readonly unknown[] = ['unwind', 'complete', 'hold'];
const timesInForce: readonly unknown[] = ['GTC', 'GTD', 'IOC', 'FOK'];
const keys: readonly string[] = ['pair', 'sets', 'prices', 'mode', 'policy', 'timeInForce'];

// The draft, or the end of a sentence that says what it has.
const readDraft = (given: unknown, legCounts: LegCounts): IntentDraft | string => {
  if (typeof given !== 'object' || given === null) return `${kindOf(given)} in place of an object`;
  for (const key in given) if (!keys.includes(key)) return `the key '${key}', which no draft has`;
  const draft = given as Readonly<Record<keyof IntentDraft, unknown>>;
  const { pair, sets, prices, mode, policy, timeInForce } = draft;
  if (typeof pair !== 'string') return `${kindOf(pair)} as its pair, which must be a name`;
  const legs = legCounts.get(pair);
  if (legs === undefined) return `the pair '${pair}', which this strategy does not trade`;
  if (Array.isArray(sets)) return 'a list of sizes, but every leg has the same number of shares: give one, as sets';
  if (typeof sets !== 'bigint') return `${kindOf(sets)} as its sets, which must be a bigint of micros`;
  if (sets <= 0n) return `${sets} sets, which must be more than 0`;
  if (!Array.isArray(prices)) return `${kindOf(prices)} as its prices, which must be a list`;
  if (prices.length !== legs) return `${prices.length} prices, but the pair '${pair}' has ${legs} legs`;
  for (let index = 0; index < legs; index += 1) {
    const price: unknown = prices[index];
    if (typeof price !== 'bigint') return `${kindOf(price)} as price ${index + 1}, which must be a bigint of micros`;
    if (price < 0n || price > MICROS_PER_UNIT) return `the price ${price}, which is not from 0 to ${MICROS_PER_UNIT}`;
  }
  if (mode !== undefined && !modes.includes(mode)) return wrongWord('mode', mode, modes);
  if (policy !== undefined && !policies.includes(policy)) return wrongWord('policy', policy, policies);
  if (timeInForce !== undefined && !timesInForce.includes(timeInForce))
    return wrongWord('timeInForce', timeInForce, timesInForce);
  const plain = { pair, sets, prices: prices.slice() as bigint[] };
  if (mode === undefined && policy === undefined && timeInForce === undefined) return plain;
  return {
    ...plain,
    ...(mode === undefined ? {} : { mode: mode as NonNullable<IntentDraft['mode']> }),
    ...(policy === undefined ? {} : { policy: policy as NonNullable<IntentDraft['policy']> }),
    ...(timeInForce === undefined ? {} : { timeInForce: timeInForce as NonNullable<IntentDraft['timeInForce']> }),
  };
};

const wrongWord = (key: string, word: unknown, words: readonly unknown[]): string =>
  `the ${key} ${typeof word === 'string' ? `'${word.slice(0, 40)}'` : kindOf(word)}, which must be one of ${words.join(', ')}`;
