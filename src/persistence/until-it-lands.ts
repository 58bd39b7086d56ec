// What the database must hear in the end, said again until it does: as long as only the way to it is to blame.
import { AssertionFailed } from '../kernel/assert.ts';
import { failureOf } from './session.ts';
import { isSqlState, stateOf } from './store-error.ts';
import type { WriterClock } from './writer-types.ts';

const waitMsMin = 50;
const waitMsMax = 5_000;

const isPassing = (error: unknown): boolean => {
  if (error instanceof AssertionFailed || error instanceof TypeError) return false;
  const state = stateOf(error);
  return !isSqlState(state) || /^(08|40|53|55P03|57P0)/.test(state) || failureOf(state) === 'unknown';
};

/** Does the work until nothing but the connection fails it any more. It must bear being done twice. */
export const untilItLands = async <T>(clock: WriterClock, work: () => Promise<T>): Promise<T> => {
  for (let waitMs = waitMsMin; ; waitMs = Math.min(2 * waitMs, waitMsMax)) {
    try {
      return await work();
    } catch (error) {
      if (!isPassing(error)) throw error;
      await new Promise<void>((resolve) => void clock.after(waitMs, resolve));
    }
  }
};
