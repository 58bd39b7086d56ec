// The words of the audit: what an invariant is, what it is shown, and what it reports.
import type { RecordBody, RecordType } from '../journal/records.ts';
import type { ArbitrageView } from './arbitrage-view.ts';
import type { OrderView, TradeEffect } from './order-view.ts';

/** An invariant that a record breaks. */
export interface Violation {
  readonly invariant: string;
  /** The record that breaks it; the last one for what only the end of the journal shows. */
  readonly seq: number;
  /** Whose promise it is: a `clOrdId`, an arbitrage as `arb:<number>`, a venue, or the journal. */
  readonly subject: string;
  readonly says: string;
}

/** What the audit found. */
export interface AuditReport {
  /** The first of them, in the order in which they were found. */
  readonly violations: readonly Violation[];
  /** All of them, those that were not kept too. */
  readonly violationCount: number;
  /** How many invariants were checked. */
  readonly checks: number;
  /** How many comparisons that took. */
  readonly checked: number;
  /** How often each kind of anomaly was written down. */
  readonly anomalies: Readonly<Record<string, number>>;
}

/**
 * One record with all that it refers to. The views have taken in what the client was told, with the status before it at
 * hand, and not yet what the venue did. One object serves all records.
 */
export interface Step {
  readonly body: RecordBody;
  readonly seq: number;
  readonly atUs: number;
  /** The order it names, if it was ever created. */
  readonly order: OrderView | undefined;
  /** The arbitrage it names, or that of its order. */
  readonly arbitrage: ArbitrageView | undefined;
  /** What the record did to the trades of its order. */
  readonly effect: TradeEffect;
}

/** Takes what an invariant finds. */
export interface Findings {
  /** Counts a comparison, and reports it when it does not hold. The sentence is only put together then. */
  expect(holds: boolean, invariant: Invariant, subject: string, says: () => string): void;
}

/** The body of the record of one type. */
export type BodyOf<T extends RecordType> = Extract<RecordBody, { readonly type: T }>;

/** A promise about every journal. */
export interface Invariant {
  readonly name: string;
  readonly says: string;
  /** The records it looks at. */
  readonly hears: readonly RecordType[];
  observe(step: Step, findings: Findings): void;
  /** What only the end of an arbitrage shows. Asked once for each, when it is forgotten or the journal is over. */
  close?(arbitrage: ArbitrageView, findings: Findings): void;
  /** What only the end of the journal shows. */
  finish?(findings: Findings): void;
}
