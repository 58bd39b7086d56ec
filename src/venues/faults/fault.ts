// One fault at one venue: decides at each opportunity whether it strikes. It draws the same numbers at every
// opportunity, struck or not, in its window or not, from a stream of its own: what it decides moves nothing else.
import {
  createSampler,
  restoreSampler,
  type LatencySampler,
  type SamplerState,
} from '../../kernel/distributions/spec.ts';
import type { RandomStream } from '../../kernel/random/stream.ts';
import type { VenueHost } from '../simulation/types.ts';
import type { FaultName } from './catalogue.ts';
import type { FaultSpec } from './fault-plan.ts';

/** A fault at rest; its stream is saved by its owner. */
export interface FaultState {
  readonly fault: FaultName;
  readonly opportunities: number;
  readonly strikes: number;
  /** The orders it has struck, where `ordersMax` bounds them. */
  readonly orders: readonly string[];
  readonly sampler: SamplerState | null;
}

/** The name of a fault's stream. */
export const faultStreamName = ({ venue, fault }: Pick<FaultSpec, 'venue' | 'fault'>): string =>
  `${venue}.fault.${fault}`;

/** A fault, and how often it has struck. */
export class Fault {
  private readonly spec: FaultSpec;
  private readonly host: Pick<VenueHost, 'nowUs' | 'record'>;
  private readonly stream: RandomStream;
  private readonly sampler: LatencySampler | null;
  private readonly orders: Set<string>;
  private opportunityCount: number;
  private strikeCount: number;

  constructor(spec: FaultSpec, host: Pick<VenueHost, 'nowUs' | 'record'>, stream: RandomStream, state?: FaultState) {
    this.spec = spec;
    this.host = host;
    this.stream = stream;
    const saved = state?.sampler ?? null;
    if (spec.delayUs === undefined) this.sampler = null;
    else
      this.sampler = saved === null ? createSampler(spec.delayUs, stream) : restoreSampler(spec.delayUs, stream, saved);
    this.orders = new Set(state?.orders);
    this.opportunityCount = state?.opportunities ?? 0;
    this.strikeCount = state?.strikes ?? 0;
  }

  /** Its name. */
  get name(): FaultName {
    return this.spec.fault;
  }

  /** How often it might have struck. */
  get opportunities(): number {
    return this.opportunityCount;
  }

  /** How often it struck. */
  get strikes(): number {
    return this.strikeCount;
  }

  /**
   * An opportunity. The fault's delay in microseconds if it strikes (0 if it has none), null if it does not. It does
   * not strike what is gone already (`isGone`), but draws all the same.
   */
  strike(clOrdId: string, isGone: boolean): number | null {
    const { fault, venue, chanceBps, windowUs, ordersMax } = this.spec;
    const isChosen = this.stream.chance(chanceBps);
    const delayUs = this.sampler?.nextUs() ?? 0;
    this.opportunityCount += 1;
    const { nowUs } = this.host;
    const isInWindow = windowUs === undefined || (nowUs >= windowUs.from && nowUs < windowUs.to);
    if (!isChosen || !isInWindow || isGone) return null;
    if (ordersMax !== undefined) {
      if (this.orders.size >= ordersMax && !this.orders.has(clOrdId)) return null;
      this.orders.add(clOrdId);
    }
    this.strikeCount += 1;
    this.host.record({ type: 'fault.injected', venue, fault, clOrdId });
    return delayUs;
  }

  /** The fault as plain data. */
  save(): FaultState {
    return {
      fault: this.name,
      opportunities: this.opportunityCount,
      strikes: this.strikeCount,
      orders: [...this.orders],
      sampler: this.sampler?.save() ?? null,
    };
  }
}
