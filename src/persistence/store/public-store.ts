// The store as the library gives it: without the database's own libraries in its types, and loaded when one is opened.
import type { SchemaState } from './schema-state.ts';

/** A connection that is lent. */
export interface StoreSession {
  /** Whether it can be used no more. */
  readonly isBroken: boolean;
  query(text: string, values?: readonly unknown[]): Promise<readonly Readonly<Record<string, unknown>>[]>;
}

/** A store that is open. */
export interface Store {
  readonly kind: 'postgres' | 'directory' | 'memory';
  /** Where the rows are, for a person; never with a password. */
  readonly where: string;
  /** Connections that are lent at this moment. */
  readonly borrowed: number;
  /** Lends a connection for as long as the work takes. What the driver throws comes as it is. */
  borrow<T>(work: (session: StoreSession) => Promise<T>): Promise<T>;
  /** Brings the schema up to this engine's, one process at a time. Throws a `StoreError`. */
  migrate(): Promise<void>;
  /** Which migrations exist. Throws a `StoreError`. */
  schema(): Promise<SchemaState>;
  /** Closes it, once everything that is lent has come back. */
  close(): Promise<void>;
}

/**
 * Opens a store: a `postgres://` URL, `memory`, or the path of a directory, which is made if it does not exist and held by
 * this process until the store is closed. The way to a server is opened in the isolation. Throws a `StoreError`.
 */
export const openStore = async (target: string): Promise<Store> => {
  const { openStore: open } = await import('./store.ts');
  return await open(target);
};
