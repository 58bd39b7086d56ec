// What is said of a run when it is over, as a typed value. Its keys stay stable: users' scripts read them as JSON.
import type { Results } from '../accounting/results.ts';
import type { Violation } from '../audit/types.ts';
import type { Percentiles } from './histogram.ts';

/** How often each of something came: by reason, kind, name. */
export type Counts = Readonly<Record<string, number>>;

/** The statuses of the orders at the end of a run: FIX's words, and how many orders have each. */
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

/** A stop from outside, and how far the run was then. */
export interface Interruption {
  /** As the stop gave it: `interrupted`, where a signal asked for it. */
  readonly reason: string;
  /** Virtual time, microseconds. */
  readonly atUs: number;
  /** Moments of the market until then; intents, where only the journal is known. */
  readonly intents: number;
  /** How many there were to be; null where a duration or a recording decides, or nobody has said. */
  readonly intentsMax: number | null;
  /** How long the run was to be; null where intents or a recording decide, or nobody has said. */
  readonly durationUs: number | null;
}

/**
 * What a run came to. `unfinished`: its journal stops before its end, so that nothing is said of the whole. An interrupted
 * run is not judged by what was expected of a whole one, and has not passed.
 */
export type Outcome = 'passed' | 'failed' | 'interrupted' | 'unfinished';

/** A verdict that was passed when the run ended: its outcome, and what was said behind the word. */
export interface ToldVerdict {
  readonly outcome: Outcome;
  readonly text: string;
}

/** What makes a figure of a run say less than it seems to: its name, and a sentence. */
export interface Remark {
  readonly name: string;
  readonly sentence: string;
}

/** What a venue's book gave for orders of ours. Micros of shares. */
export interface BookTakings {
  readonly filledQty: bigint;
  /** The part of it that stood at levels from which earlier orders of ours had taken it. */
  readonly refilledQty: bigint;
}

/** What a fault came to. */
export interface FaultSummary {
  readonly injected: number;
  readonly byVenue: Counts;
}

/** What is counted of a run, before anybody judges it. Money is in micros. */
export interface RunFigures {
  readonly simulation: true;
  /** Null where nobody stopped it from outside. */
  readonly interrupted: Interruption | null;
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
  readonly intents: {
    readonly total: number;
    readonly planned: number;
    readonly refused: Counts;
    /** Who refused: `plan`, `risk` or `lane`. */
    readonly refusedBy: Counts;
    readonly byStrategy: Counts;
  };
  readonly orders: OrderCounts;
  readonly arbitrages: ArbitrageCounts;
  /** The first of those that stand so at the end, by where they stand: numbers that `dte explain` takes. */
  readonly arbitrageIds: Readonly<Record<string, readonly number[]>>;
  readonly fills: number;
  /** By venue, where orders are filled out of a book. */
  readonly books: Readonly<Record<string, BookTakings>>;
  readonly anomalies: Counts;
  /** Where the first of each kind were noticed: an order that `dte explain` takes, or `record <number>`. */
  readonly anomalyIds: Readonly<Record<string, readonly string[]>>;
  readonly audit: AuditSummary;
  readonly throughput: {
    readonly virtualUs: number;
    readonly records: number;
    readonly intentsPerVirtualSecond: number;
  };
  readonly latency: Readonly<Record<string, Readonly<Record<Hop, Percentiles>>>>;
  readonly lanes: Readonly<Record<string, LaneSummary>>;
  readonly pnl: Results;
  readonly faults: Readonly<Record<string, FaultSummary>>;
  /** Strategies that were stopped for what they did, and in a sentence each what the first of them did. */
  readonly strategies: { readonly faulted: number; readonly found: readonly string[] };
  /** The limit that stopped the run, if one did. */
  readonly tripped: string | null;
  readonly currency: string;
}

/** A run, when it is over: its figures, and what they are worth. */
export interface RunSummary extends RunFigures {
  readonly passed: boolean;
  readonly verdict: Outcome;
  /** One sentence for each thing that failed, the first first. */
  readonly failures: readonly string[];
  readonly remarks: readonly Remark[];
  readonly expectations: readonly Judgement[];
}
