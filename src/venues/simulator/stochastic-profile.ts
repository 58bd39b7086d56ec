// What a stochastic venue is given and what it remembers: its profile, its law, its orders.
import type { OrderStatus, VenueTraded } from '../../../machines/order/types.ts';
import type { DistributionSpec, SamplerState } from '../../kernel/distributions/spec.ts';
import type { RandomStream } from '../../kernel/random/stream.ts';
import type { VenueOrderRequest } from './types.ts';

/** How a stochastic venue behaves. Probabilities are in basis points. */
export interface StochasticProfile {
  /** From the send to the venue's answer; half of it is the way there. */
  readonly ackLatency: DistributionSpec;
  /** From the order's arrival, or its last fill, to the next fill. */
  readonly fillLatency: DistributionSpec;
  /** From a fill to the client's hearing of it. */
  readonly reportLatency: DistributionSpec;
  /** From a cancel's or query's send to the answer; half of it is the way there. */
  readonly cancelLatency: DistributionSpec;
  readonly rejectBps: number;
  readonly noFillBps: number;
  readonly partialBps: number;
}

/** What the venue's rules say of an order, beside chance. */
export interface VenueLaw {
  /** Why the venue refuses the order at its arrival; null if it takes it. What it reserves is its own business. */
  refusal(order: VenueOrderRequest): string | null;
  /** The fee of a fill. */
  fee(order: VenueOrderRequest, qty: bigint, px: bigint): bigint;
  /** The grid of quantities. */
  readonly qtyStep: bigint;
}

/** The streams of one venue, each for one use. */
export interface VenueStreams {
  readonly ack: RandomStream;
  readonly fill: RandomStream;
  readonly report: RandomStream;
  readonly cancel: RandomStream;
  readonly fate: RandomStream;
}

/** An order as its venue knows it. */
export interface VenueOrder {
  readonly request: VenueOrderRequest;
  readonly venueOrderId: string;
  orderQty: bigint;
  price: bigint;
  cumQty: bigint;
  status: OrderStatus;
  /** Its trades, oldest first, as they were reported. */
  trades: readonly VenueTraded[];
  /** The fill that is under way, to be taken back when the order ends first. */
  nextFill: number | null;
}

/** A stochastic venue at rest. */
export interface StochasticState {
  readonly orders: readonly (readonly [string, VenueOrder])[];
  readonly orderCount: number;
  readonly tradeCount: number;
  readonly samplers: readonly SamplerState[];
}
