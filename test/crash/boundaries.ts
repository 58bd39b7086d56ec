// A store that tells of every boundary of a write: before it, in the middle, when it is sent, after it; and the same of
// whatever else a run asks of its database.
import type { Session } from '../../src/persistence/store/session.ts';
import type { Store } from '../../src/persistence/store/store.ts';

/** Where a process can die. */
export type Boundary =
  | 'before the loan'
  | 'before the flush'
  | 'between two tables'
  | 'while the flush is under way'
  | 'after the flush'
  | 'before the transaction'
  | 'before the commit'
  | 'after the transaction'
  | 'after the loan';

const sessionWith = (session: Session, at: (boundary: Boundary) => void): Session => {
  type Transaction = Session['database']['transaction'];
  const transaction: Transaction = async (work, config) => {
    at('before the transaction');
    const done = await session.database.transaction(async (inner) => {
      const found = await work(inner);
      at('before the commit');
      return found;
    }, config);
    at('after the transaction');
    return done;
  };
  const database = new Proxy(session.database, {
    get: (target, key) => {
      if (key === 'transaction') return transaction;
      const value: unknown = Reflect.get(target, key);
      return typeof value === 'function' ? (value as () => unknown).bind(target) : value;
    },
  });
  return {
    ...session,
    database,
    get isBroken() {
      return session.isBroken;
    },
    write: async (statement, copies) => {
      at('before the flush');
      // The embedded database asks for one table after the other, in the middle of its transaction.
      const told = {
        ...copies,
        *[Symbol.iterator]() {
          for (const [index, copy] of copies.entries()) {
            if (index === 1) at('between two tables');
            yield copy;
          }
        },
        map: copies.map.bind(copies),
      } as unknown as typeof copies;
      const written = session.write(statement, told);
      setImmediate(() => at('while the flush is under way'));
      await written;
      at('after the flush');
    },
  };
};

/** The store, telling. */
export const withBoundaries = (store: Store, at: (boundary: Boundary) => void): Store => ({
  ...store,
  get borrowed() {
    return store.borrowed;
  },
  borrow: async (work) => {
    const done = await store.borrow((session) => {
      at('before the loan');
      return work(sessionWith(session, at));
    });
    at('after the loan');
    return done;
  },
});
