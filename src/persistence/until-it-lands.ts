// What the database must hear in the end, said again until it does: as long as only the way to it is to blame.
import { AssertionFailed } from '../kernel/assert.ts';
import { failureOf, type Session } from './session.ts';
import { isSqlState, stateOf, storeErrorOf } from './store-error.ts';
import type { Store } from './store.ts';
import type { WriterClock } from './writer-types.ts';

const waitMsMin = 50;
const waitMsMax = 5_000;

const isPassing = (error: unknown): boolean => {
  if (error instanceof AssertionFailed || error instanceof TypeError) return false;
  const state = stateOf(error);
  return !isSqlState(state) || /^(08|40|53|55P03|57P0)/.test(state) || failureOf(state) === 'unknown';
};

/**
 * Borrows a connection for the work until nothing but the connection fails it any more. The work must bear being done twice.
 * Throws a `StoreError`.
 */
export const untilItLands = async <T>(
  store: Store,
  clock: WriterClock,
  work: (session: Session) => Promise<T>,
): Promise<T> => {
  for (let waitMs = waitMsMin; ; waitMs = Math.min(2 * waitMs, waitMsMax)) {
    try {
      return await store.borrow(work);
    } catch (error) {
      if (!isPassing(error)) throw storeErrorOf(error, store.where);
      await new Promise<void>((resolve) => void clock.after(waitMs, resolve));
    }
  }
};
