// Where in a run its figures come from: the stop from outside, who wanted and who refused, where faults struck, and the ids
// that lead to an anomaly or to an arbitrage that did not go well. Counts and a few ids, never the records themselves.
import type { BodyOf } from '../audit/types.ts';
import { stopOf } from '../journal/command-record.ts';
import type { FaultSummary } from './summary-types.ts';
import { Tally } from './tally.ts';

/** A stop from outside, as far as the journal tells. */
export interface StopRecord {
  readonly reason: string;
  readonly atUs: number;
  readonly intents: number;
}

/** The particulars at rest: plain data. */
export interface ParticularsState {
  readonly stop: StopRecord | null;
  readonly refusedBy: Readonly<Record<string, number>>;
  readonly byStrategy: Readonly<Record<string, number>>;
  readonly faults: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly arbitrageIds: Readonly<Record<string, readonly number[]>>;
  readonly anomalyIds: Readonly<Record<string, readonly string[]>>;
}

/** Ids that are shown of each. */
const IDS_SHOWN = 3;
/** Ids that are kept of each end: one that is opened again makes room. */
const IDS_KEPT = 12;

/** The ends that somebody wants to follow. */
const followed: ReadonlySet<string> = new Set(['partial', 'failed', 'exposed']);

/** The particulars of a run, as its journal grows. */
export class Particulars {
  private stop: StopRecord | null;
  private readonly refused: Tally;
  private readonly strategies: Tally;
  private readonly faults: Map<string, Tally>;
  private readonly arbitrages: Map<string, number[]>;
  private readonly anomalies: Map<string, string[]>;

  constructor(state?: ParticularsState) {
    this.stop = state?.stop ?? null;
    this.refused = new Tally(state?.refusedBy);
    this.strategies = new Tally(state?.byStrategy);
    this.faults = new Map(Object.entries(state?.faults ?? {}).map(([fault, venues]) => [fault, new Tally(venues)]));
    this.arbitrages = new Map(Object.entries(state?.arbitrageIds ?? {}).map(([end, ids]) => [end, [...ids]]));
    this.anomalies = new Map(Object.entries(state?.anomalyIds ?? {}).map(([kind, ids]) => [kind, [...ids]]));
  }

  /** A command from outside. The first stop is the one that the run was interrupted by. */
  commanded(body: BodyOf<'command.received'>, atUs: number, intents: number): void {
    const stop = stopOf(body);
    if (stop?.isFromOutside === true) this.stop ??= { reason: stop.reason, atUs, intents };
  }

  wanted({ strategy }: BodyOf<'intent.received'>): void {
    this.strategies.add(strategy);
  }

  refusedIntent({ by }: BodyOf<'intent.refused'>): void {
    this.refused.add(by);
  }

  struck({ fault, venue }: BodyOf<'fault.injected'>): void {
    let venues = this.faults.get(fault);
    if (venues === undefined) this.faults.set(fault, (venues = new Tally()));
    venues.add(venue);
  }

  /** Something odd was noticed at an order, or at no order: then its record is where to look. */
  noticed(kind: string, clOrdId: string | null, seq: number): void {
    const ids = this.anomalies.get(kind);
    const id = clOrdId ?? `record ${seq}`;
    if (ids === undefined) this.anomalies.set(kind, [id]);
    else if (ids.length < IDS_SHOWN && !ids.includes(id)) ids.push(id);
  }

  /** An arbitrage stands elsewhere than before. */
  moved({ arbitrage, from, to }: BodyOf<'arbitrage.moved'>): void {
    if (followed.has(from)) {
      const ids = this.arbitrages.get(from) ?? [];
      const at = ids.indexOf(arbitrage);
      if (at >= 0) ids.splice(at, 1);
    }
    if (!followed.has(to)) return;
    const ids = this.arbitrages.get(to);
    if (ids === undefined) this.arbitrages.set(to, [arbitrage]);
    else if (ids.length < IDS_KEPT) ids.push(arbitrage);
  }

  /** The stop from outside, if there was one. */
  stopped(): StopRecord | null {
    return this.stop;
  }

  refusedBy(): Record<string, number> {
    return this.refused.sorted();
  }

  byStrategy(): Record<string, number> {
    return this.strategies.sorted();
  }

  /** What each fault came to, the most frequent first. */
  faultSummaries(): Record<string, FaultSummary> {
    const counts = new Tally();
    for (const [fault, venues] of this.faults)
      for (const injected of Object.values(venues.save())) counts.add(fault, injected);
    const rows = Object.entries(counts.sorted());
    return Object.fromEntries(
      rows.map(([fault, injected]) => [fault, { injected, byVenue: this.faults.get(fault)?.sorted() ?? {} }]),
    );
  }

  /** The first ids of each end. */
  arbitrageIds(): Record<string, readonly number[]> {
    const rows = [...this.arbitrages].filter(([, ids]) => ids.length > 0);
    return Object.fromEntries(rows.map(([end, ids]) => [end, ids.slice(0, IDS_SHOWN)]));
  }

  /** The first ids of each kind of anomaly. */
  anomalyIds(): Record<string, readonly string[]> {
    return Object.fromEntries([...this.anomalies].map(([kind, ids]) => [kind, [...ids]]));
  }

  /** All of it as plain data. */
  save(): ParticularsState {
    return {
      stop: this.stop,
      refusedBy: this.refused.save(),
      byStrategy: this.strategies.save(),
      faults: Object.fromEntries([...this.faults].map(([fault, venues]) => [fault, venues.save()])),
      arbitrageIds: Object.fromEntries([...this.arbitrages].map(([end, ids]) => [end, [...ids]])),
      anomalyIds: this.anomalyIds(),
    };
  }
}
