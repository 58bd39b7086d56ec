// What is said of a run when it is over, as a typed value. Its keys stay stable: users' scripts read them as JSON.
import type { Results } from '../accounting/results.ts';
import type { Violation } from '../audit/types.ts';
import type { Percentiles } from './histogram.ts';

/** How often each of something came: by reason, kind, name. */
export type Counts = Readonly<Record<string, number>>;

/** The ways in which an order stands at the end of a run: FIX's words, and how many stand so. */
export interface OrderCounts {
  readonly total: number;
  readonly pendingNew: number;
  readonly new: number;
  readonly partiallyFilled: number;
  readonly pendingCancel: number;
  readonly pendingReplace: number;
  readonly filled: number;
  readonly cancelled: number;
  readonly rejected: number;
}

/** Arbitrages by where they stand at the end of a run. */
export interface ArbitrageCounts {
  /** Those that were begun: admitted to their lanes. */
  readonly total: number;
  readonly completed: number;
  readonly partial: number;
  readonly cancelled: number;
  readonly failed: number;
  readonly exposed: number;
  /** Those that had not ended. */
  readonly live: number;
  /** How often one that had ended was opened again, by a late fill or a settlement that failed. */
  readonly reopened: number;
}

/** The hops that are measured at each venue, in virtual time. */
export const hops = ['submitToAck', 'submitToFirstFill', 'fillToReport', 'cancelToAnswer'] as const;

/** A hop: from our submit to the venue's answer, from its fill to our knowing of it, and so on. */
export type Hop = (typeof hops)[number];

/** What a lane to a venue went through. */
export interface LaneSummary {
  /** The most of its room that was seen in use at once, queued and reserved. */
  readonly depthMax: number;
  /** Null where nobody has said. */
  readonly capacity: number | null;
  /** Opportunities that found no room. */
  readonly refused: number;
  /** How often the rate limit held it back. */
  readonly throttled: number;
  readonly disconnects: number;
  readonly halts: number;
}

/** What the audit said. */
export interface AuditSummary {
  readonly violations: number;
  /** How many invariants were checked, and how many comparisons that took. */
  readonly checks: number;
  readonly comparisons: number;
  /** The first of the violations. */
  readonly found: readonly Violation[];
}

/** What became of something that the scenario expects. */
export interface Judgement {
  /** As it was written. */
  readonly text: string;
  readonly key: string;
  readonly holds: boolean;
  /** As a decimal; null where the run has nothing to compare. */
  readonly actual: string | null;
}

/** What a pair offered in a run that replays a recording: how often, and what was made of it. */
export interface OpportunityCounts {
  /** How often all its legs together were seen to cost less than they pay, before fees. */
  readonly seen: number;
  /** For how many arbitrages it was good. */
  readonly taken: number;
  /** Those of them that ended hedged, in full or in part. */
  readonly captured: number;
}

/** The recording that was replayed. */
export interface RecordingSummary {
  readonly sha256: string;
  readonly updates: number;
  /** What was wrong with it, by kind; nothing that was left out is missing here. */
  readonly noted: Counts;
  /** The first of it, in a sentence each. */
  readonly found: readonly string[];
}

/** A run, when it is over. Money is in micros. */
export interface RunSummary {
  readonly simulation: true;
  readonly runId: string;
  readonly name: string;
  readonly seed: string;
  readonly digest: string;
  /** Why it ended, in the engine's word. */
  readonly endedBy: string;
  /** Null where none was replayed. */
  readonly recording: RecordingSummary | null;
  /** By pair; none where no recording was replayed. */
  readonly opportunities: Readonly<Record<string, OpportunityCounts>>;
  readonly intents: { readonly total: number; readonly planned: number; readonly refused: Counts };
  readonly orders: OrderCounts;
  readonly arbitrages: ArbitrageCounts;
  readonly fills: number;
  readonly anomalies: Counts;
  readonly audit: AuditSummary;
  readonly throughput: {
    readonly virtualUs: number;
    readonly records: number;
    readonly intentsPerVirtualSecond: number;
  };
  readonly latency: Readonly<Record<string, Readonly<Record<Hop, Percentiles>>>>;
  readonly lanes: Readonly<Record<string, LaneSummary>>;
  readonly pnl: Results;
  readonly faults: Readonly<Record<string, { readonly injected: number }>>;
  /** Strategies that were stopped for what they did, and in a sentence each what the first of them did. */
  readonly strategies: { readonly faulted: number; readonly found: readonly string[] };
  /** The limit that stopped the run, if one did. */
  readonly tripped: string | null;
  readonly currency: string;
  readonly expectations: readonly Judgement[];
}
