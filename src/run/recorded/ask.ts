// A connection of a store, lent for one piece of work.
import type { Session } from '../../persistence/store/session.ts';
import { storeErrorOf } from '../../persistence/store/store-error.ts';
import type { Store } from '../../persistence/store/store.ts';

/** Lends a connection; whatever the database refuses is a `StoreError` with a sentence. */
export const ask = async <T>(store: Store, work: (session: Session) => Promise<T>): Promise<T> => {
  try {
    return await store.borrow(work);
  } catch (error) {
    throw storeErrorOf(error, store.where);
  }
};
