// The inputs and the state of a stochastic venue: its profile, its context, its orders.
import type { OrderStatus, VenueTraded } from '../../../machines/order/types.ts';
import type { SettlementStatus } from '../../../machines/settlement.ts';
import type { DistributionSpec, SamplerState } from '../../kernel/distributions/spec.ts';
import type { RandomStream } from '../../kernel/random/stream.ts';
import type { RandomStreams } from '../../kernel/random/streams.ts';
import type { Liquidity } from '../definitions/fees.ts';
import type { PriceGrid } from '../definitions/grid.ts';
import type { Market } from '../definitions/market.ts';
import type { VenueRules } from '../definitions/types.ts';
import type { TradingState } from '../definitions/words.ts';
import type { SettlementProfile, SettlementsState } from './settlement-path.ts';
import type { TradingStatesState } from './trading-states.ts';
import type { VenueOrderRequest } from './types.ts';
import type { VenueAccounts } from './venue-accounts.ts';
import type { BookedEntry, SavedEntry, SavedVenueAccount } from './venue-account-state.ts';

/** How long the messages of a simulated venue take, and how its trades settle. */
export interface SimulatedVenueProfile {
  /** From the send to the venue's answer; half of it is the way there. */
  readonly ackLatency: DistributionSpec;
  /** From a fill to the client's hearing of it. */
  readonly reportLatency: DistributionSpec;
  /** From a cancel's or query's send to the answer; half of it is the way there. */
  readonly cancelLatency: DistributionSpec;
  /** How trades settle after the match; without it, every fill is final at once. */
  readonly settlement?: SettlementProfile;
}

/** How a stochastic venue behaves. Probabilities are in basis points. */
export interface StochasticProfile extends SimulatedVenueProfile {
  /** From the order's arrival, or its last fill, to the next fill. */
  readonly fillLatency: DistributionSpec;
  readonly rejectBps: number;
  readonly noFillBps: number;
  readonly partialBps: number;
}

/** What a venue's book says of an order, where the venue has one. */
export interface SeenInBook {
  /** Whether it would fill at once, at least in part. */
  readonly isMarketable: boolean;
  /** The grid that the market has now; null where it is the one that the market was listed with. */
  readonly grid: PriceGrid | null;
}

/** The rules, markets and accounts by which a venue validates and charges an order. The optional parts make it a whole venue. */
export interface VenueContext {
  /** Why the venue refuses the order at its arrival, funds aside; null if it takes it. */
  validateOrder(order: VenueOrderRequest, nowUs: number, state: TradingState, seen?: SeenInBook): string | null;
  /** The fee of a fill, where no account keeps what an order carries from fill to fill. */
  fee(order: VenueOrderRequest, qty: bigint, px: bigint, liquidity?: Liquidity): bigint;
  /** The grid of quantities, where there are no markets that state their own. */
  readonly qtyStep: bigint;
  /** Without them the plainest behaviour holds. */
  readonly rules?: VenueRules;
  /** Without them there is every market, always open. */
  readonly markets?: ReadonlyMap<string, Market>;
  /** Without it no balance is checked, and nothing is reserved. */
  readonly accounts?: VenueAccounts;
}

/** The streams that every simulated venue draws from, each for one use. */
export interface SimulatedVenueStreams {
  readonly ack: RandomStream;
  readonly report: RandomStream;
  readonly cancel: RandomStream;
  /** Needed where the profile has a settlement. */
  readonly settle?: RandomStream;
}

/** The streams of a stochastic venue. */
export interface VenueStreams extends SimulatedVenueStreams {
  readonly fill: RandomStream;
  readonly fate: RandomStream;
}

/** The streams of a venue, of a run's by name: `<venue>.<use>`. */
export const streamsOf = (venue: string, streams: RandomStreams): VenueStreams => {
  const stream = (use: string): RandomStream => streams.stream(`${venue}.${use}`);
  return {
    ack: stream('ack'),
    fill: stream('fill'),
    report: stream('report'),
    cancel: stream('cancel'),
    fate: stream('fate'),
    settle: stream('settle'),
  };
};

/** An order as its venue knows it. */
export interface VenueOrder {
  /** Its client id, or that of a copy. */
  readonly key: string;
  readonly request: VenueOrderRequest;
  readonly venueOrderId: string;
  orderQty: bigint;
  price: bigint;
  /** What the venue has taken off it; a trade that fails later does not put its quantity back. */
  matchedQty: bigint;
  status: OrderStatus;
  /** Its entry in its account, until it has ended; null where the venue keeps no account. */
  entry: BookedEntry | null;
  /** Its trades, oldest first, as they were reported. */
  trades: readonly VenueTraded[];
  /** Those of them that have failed. */
  bustedIds: readonly string[];
  /** How many of them have not settled yet. */
  unsettled: number;
  /** How far each of them has come on its way to the chain, once it has moved. */
  settlements: readonly (readonly [tradeId: string, status: SettlementStatus])[];
  /** The fill that is under way, to be taken back when the order ends first. */
  nextFill: number | null;
  /** A fill that came due while the market did not trade. */
  heldQty: bigint | null;
  /** The end of an order that is good till a date. */
  expiry: number | null;
}

/** An order at rest: plain data. */
export type SavedVenueOrder = Omit<VenueOrder, 'entry'> & { readonly entry: SavedEntry | null };

/** What every simulated venue keeps, at rest: plain data. Streams and calendar entries are saved by their owner. */
export interface SimulatedVenueState {
  readonly orders: readonly SavedVenueOrder[];
  readonly orderCount: number;
  readonly tradeCount: number;
  readonly samplers: readonly [ack: SamplerState, report: SamplerState, cancel: SamplerState];
  readonly settlements: SettlementsState | null;
  readonly trading: TradingStatesState;
  /** The accounts with which the restored venue creates its context; null where it keeps none. */
  readonly accounts: readonly SavedVenueAccount[] | null;
}

/** A stochastic venue at rest. */
export interface StochasticState extends SimulatedVenueState {
  readonly fillSampler: SamplerState;
}
