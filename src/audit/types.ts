// The words of the audit: what an invariant is, and what the audit reports.
import type { RecordBody, RecordType } from '../journal/records.ts';

/** An invariant that a record breaks. */
export interface Violation {
  readonly invariant: string;
  /** Whose promise it is: a `clOrdId`, an arbitrage as `arb:<number>`, a venue, an account, or the journal. */
  readonly actor: string;
  /** The record that breaks it; the last one for what only the end of the journal shows. */
  readonly seq: number;
  /** What is wrong, with both figures where there are two. */
  readonly sentence: string;
}

/** What the audit found. */
export interface AuditReport {
  /** The first of them, in the order in which they were found. */
  readonly violations: readonly Violation[];
  /** All of them, those that were not kept too. */
  readonly violationCount: number;
  /** How many comparisons each invariant has made, by its name. */
  readonly checks: Readonly<Record<string, number>>;
  /** How often each kind of anomaly was written down. */
  readonly anomalies: Readonly<Record<string, number>>;
}

/** A promise about every journal. What it compares stands in its own file, as functions that the audit calls. */
export interface Invariant {
  /** Its place in the list of all, from 0. */
  readonly index: number;
  readonly name: string;
  readonly says: string;
}

/** The body of the record of one type. */
export type BodyOf<T extends RecordType> = Extract<RecordBody, { readonly type: T }>;
