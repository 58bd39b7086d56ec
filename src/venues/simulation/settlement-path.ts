// How a trade settles after its match, where the venue settles on chain: which steps it takes, and when. All is drawn
// at the match, the same numbers whatever becomes of the trade. Knows no orders and no money.
import type { SettlementStatus } from '../../../machines/settlement.ts';
import { restoreSampler, type DistributionSpec, type SamplerState } from '../../kernel/distributions/spec.ts';
import type { LatencySampler } from '../../kernel/distributions/spec.ts';
import type { RandomStream } from '../../kernel/random/stream.ts';

/** How a venue's trades settle. Probabilities are in basis points. */
export interface SettlementProfile {
  /** From each status to the next. */
  readonly latency: DistributionSpec;
  /** How many trades fail, after one retry. */
  readonly failBps: number;
  /** How many of the others are retried once. */
  readonly retryBps: number;
}

/** The paths that a settlement may take, each as the statuses after `matched`. */
export const settlementPaths = {
  plain: ['mined', 'confirmed'],
  retried: ['retrying', 'mined', 'confirmed'],
  failed: ['retrying', 'failed'],
} as const satisfies Readonly<Record<string, readonly SettlementStatus[]>>;

/** The name of a path. */
export type SettlementPathName = keyof typeof settlementPaths;

/** The most steps that any way has. */
const HOPS_MAX = 3;

/** One step of any way: how long it takes, and how long until the client hears of it. */
export interface SettlementHop {
  readonly afterUs: number;
  readonly tellUs: number;
}

/** A trade on its way: which step is due next. */
export interface SettlementPlan extends SettledSide {
  readonly path: SettlementPathName;
  readonly step: number;
  readonly hops: readonly SettlementHop[];
  /** The other side, where two orders of this venue have traded with each other: one transaction settles both. */
  readonly counter?: SettledSide;
}

/** One side of a trade that settles. */
export interface SettledSide {
  readonly key: string;
  readonly clOrdId: string;
  readonly tradeId: string;
}

/** What the settlements of a venue draw from, at rest. */
export type SettlementsState = readonly [hop: SamplerState, report: SamplerState];

/** Draws how trades settle, from a stream of its own. */
export class Settlements {
  private readonly profile: SettlementProfile;
  private readonly stream: RandomStream;
  private readonly hop: LatencySampler;
  private readonly report: LatencySampler;

  constructor(profile: SettlementProfile, report: DistributionSpec, stream: RandomStream, state?: SettlementsState) {
    this.profile = profile;
    this.stream = stream;
    this.hop = restoreSampler(profile.latency, stream, state?.[0] ?? { previousScore: null });
    this.report = restoreSampler(report, stream, state?.[1] ?? { previousScore: null });
  }

  /** The way of a trade. */
  draw(key: string, clOrdId: string, tradeId: string): SettlementPlan {
    const isFailed = this.stream.chance(this.profile.failBps);
    const isRetried = this.stream.chance(this.profile.retryBps);
    const hops: SettlementHop[] = [];
    for (let hop = 0; hop < HOPS_MAX; hop += 1) hops.push({ afterUs: this.hop.nextUs(), tellUs: this.report.nextUs() });
    const path = isFailed ? 'failed' : isRetried ? 'retried' : 'plain';
    return { key, clOrdId, tradeId, path, step: 0, hops };
  }

  /** What it remembers beside its stream. */
  save(): SettlementsState {
    return [this.hop.save(), this.report.save()];
  }
}
