// What the database must hear in the end, said again until it does: as long as only the way to it is to blame, and the
// database is not given up.
import { AssertionFailed } from '../../kernel/assert.ts';
import type { OutageWatch } from './outage.ts';
import type { Session } from '../store/session.ts';
import { outlookOf, storeErrorOf } from '../store/store-error.ts';
import type { Store } from '../store/store.ts';
import type { WriterClock } from './clock.ts';

const waitMsMin = 50;
const waitMsMax = 5_000;

const isOwnFault = (error: unknown): boolean => error instanceof AssertionFailed || error instanceof TypeError;

/**
 * Borrows a connection for the work until nothing but the connection fails it any more. The work must bear being done twice.
 * With a watch it ends when the database is given up, else it may take for ever. Throws a `StoreError`.
 */
export const retryUntilCommitted = async <T>(
  store: Store,
  clock: WriterClock,
  work: (session: Session) => Promise<T>,
  watch?: OutageWatch,
): Promise<T> => {
  const wait = watch?.begin();
  const unlessGivenUp = <U>(step: Promise<U>): Promise<U> =>
    wait === undefined ? step : Promise.race([step, wait.givenUp]);
  try {
    for (let waitMs = waitMsMin; ; waitMs = Math.min(2 * waitMs, waitMsMax)) {
      try {
        return await unlessGivenUp(store.borrow(work));
      } catch (error) {
        const problem = watch?.givenUpFor;
        if (problem !== undefined && problem !== null) throw problem;
        if (isOwnFault(error) || outlookOf(error) === 'permanent') throw storeErrorOf(error, store.where);
        wait?.failed(error);
        let forget = (): void => undefined;
        await unlessGivenUp(new Promise<void>((resolve) => (forget = clock.after(waitMs, resolve)))).finally(() =>
          forget(),
        );
      }
    }
  } finally {
    wait?.end();
  }
};
