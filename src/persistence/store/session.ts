// One connection to a database, whichever it is. Only the two files that make one know the difference.
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import type * as schema from '../../../drizzle/schema.ts';

/** Drizzle over a connection: for reads, the catalogue and checkpoints. */
export type Database = PgDatabase<PgQueryResultHKT, typeof schema>;

/** Rows for one table in the binary format of COPY, without its header and trailer. */
export interface Copy {
  /** `table (column, …)`, quoted. */
  readonly into: string;
  readonly rows: Buffer;
}

/**
 * Why a transaction was not, or perhaps not, committed. `connection`: it was not, and may be tried again. `content`: the
 * database refuses the rows. `unknown`: it may have been, and only the run's mark tells.
 */
export type WriteFailure = 'connection' | 'content' | 'unknown';

/** A transaction failed. */
export class WriteFailed extends Error {
  override readonly name = 'WriteFailed';
  readonly failure: WriteFailure;
  /** The code of Postgres, or ''. */
  readonly sqlState: string;

  constructor(failure: WriteFailure, sqlState: string, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.failure = failure;
    this.sqlState = sqlState;
  }
}

/** A connection. It is used by one borrower at a time. */
export interface Session {
  readonly database: Database;
  /** Whether it can be used no more. */
  readonly isBroken: boolean;
  query(text: string, values?: readonly unknown[]): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** The rows of a query in the binary format of COPY, without its header; its trailer behind them. */
  readCopy(query: string): Promise<Buffer>;
  /** Runs the statement, writes the rows and commits, in one transaction. Throws `WriteFailed`. */
  write(statement: string, copies: readonly Copy[]): Promise<void>;
  /** Applies the migrations of a folder that are not applied yet. */
  migrate(folder: string): Promise<void>;
  /** Throws a `StoreError` where a write would fail in a way that the database does not survive. */
  beforeWrite(): void;
  close(): Promise<void>;
  /** Ends it at once, whatever it is doing: what was asked on it fails. */
  cut(): void;
}

/** The code by which `advance_mark` refuses a writer whose mark or epoch is not the run's. */
export const markRefused = 'DTE01';

/**
 * What a refusal of the database says about the transaction. Data and integrity (classes 22 and 23) and what a trigger
 * raises blame the rows. A refused mark says that somebody else moved it: perhaps our own flush, that was given up as
 * lost. A server that is being stopped may have committed before it said so. All else can be tried again.
 */
export const failureOf = (sqlState: string): WriteFailure => {
  if (/^(2[23]|P0)/.test(sqlState)) return 'content';
  if (sqlState === markRefused || sqlState.startsWith('57P0')) return 'unknown';
  return 'connection';
};
