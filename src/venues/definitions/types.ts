// What a venue is, as far as its rules go: plain data, every number a fact with its source. The words are in
// words.ts, the sources in fact.ts. Prices, quantities and money are bigint micros, durations microseconds.
//
// It knows nothing of the account, of tiers held or of the books: those come with the scenario.
import type { CancelReason, OrderStatus, TimeInForce } from '../../../machines/order/types.ts';
import type { SettlementStatus } from '../../../machines/settlement.ts';
import type { Fact } from './fact.ts';
import type { PriceGrid } from './grid.ts';
import type {
  AmendRejectReason,
  CancelRejectReason,
  OrderKind,
  RateOperation,
  RejectReason,
  TradingState,
  VenueName,
} from './words.ts';

/** All that a simulator of the venue goes by. */
export interface VenueRules {
  readonly venue: VenueName;
  readonly title: string;
  /** One sentence: which interface of the venue these rules describe. */
  readonly about: string;
  /** pUSD, USD, USDT, mana, or a scenario's own. */
  readonly currency: Fact<string>;
  /** Every price grid that a market of the venue may have, by the venue's own name for it. */
  readonly grids: Readonly<Record<string, Fact<PriceGrid>>>;
  /** The grid of a market that does not say which it has. */
  readonly usualGrid: Fact<string>;
  readonly sizes: SizeRules;
  readonly orders: OrderRules;
  readonly answers: AnswerRules;
  readonly trading: readonly Fact<TradingRule>[];
  readonly pauses: readonly Fact<ScheduledPause>[];
  readonly rateLimits: readonly RateLimit[];
  readonly timing: TimingRules;
  readonly settlement: Fact<SettlementRule>;
  readonly netting: Fact<NettingRule>;
  readonly life: Fact<LifeRule>;
  /** Whether an open order ties up its worst case, or nothing until it fills. */
  readonly escrow: Fact<'worstCase' | 'none'>;
  readonly fees: FeeRules;
  /** What has no field of its own, and a user should know. */
  readonly remarks: readonly Fact<string>[];
  /** What of all this does not act in a simulation, and why: the rest does. */
  readonly notSimulated: readonly NotSimulated[];
}

/** Facts that do not act in a simulation. */
export interface NotSimulated {
  /** Where they stand in these rules: a path, or the beginning of one. */
  readonly facts: string;
  /** One sentence. */
  readonly why: string;
}

/** How large an order must be, and how many may come at once. */
export interface SizeRules {
  readonly qtyStep: Fact<bigint>;
  readonly orderQtyMin: Fact<bigint | null>;
  /** Price × quantity, of any order. */
  readonly notionalMin: Fact<bigint | null>;
  /** Price × quantity, of a buy that would fill at once. */
  readonly marketableNotionalMin: Fact<bigint | null>;
  readonly submitBatchMax: Fact<number | null>;
  readonly cancelBatchMax: Fact<number | null>;
}

/** What can be done with an order. */
export interface OrderRules {
  readonly kinds: readonly Fact<OrderKindRule>[];
  readonly postOnly: Fact<PostOnlyRule | null>;
  readonly reduceOnly: Fact<readonly TimeInForce[] | null>;
  /** How an order that is good till a date says so. */
  readonly expiry: Fact<ExpiryRule | null>;
  /** `beforeSubmit`: it can be computed from the order, so an order in doubt can be asked for by it. */
  readonly venueOrderId: Fact<'beforeSubmit' | 'onAck'>;
  readonly duplicates: Fact<DuplicateRule>;
  readonly amend: Fact<AmendRule>;
  readonly cancel: Fact<CancelRule>;
  readonly selfTrade: Fact<readonly SelfTradeMode[] | null>;
  /** How an order ends that comes to nothing: refused, or accepted and cancelled. */
  readonly endings: Readonly<
    Record<'fokUnfilled' | 'iocUnmatched' | 'postOnlyCross' | 'selfTrade', Fact<Ending | null>>
  >;
}

/** An order kind, with every time in force that it may have. */
export interface OrderKindRule {
  readonly kind: OrderKind;
  readonly timesInForce: readonly TimeInForceWord[];
}

/** A time in force in our word and in the venue's. */
export interface TimeInForceWord {
  readonly ours: TimeInForce;
  readonly word: string;
}

/** How a post-only order is asked for, and which times in force it may have. */
export interface PostOnlyRule {
  readonly word: string;
  readonly with: readonly TimeInForce[];
}

/** An expiry must be `leadUsMin` ahead, and takes effect `earlyUs` before the time that the order says. */
export interface ExpiryRule {
  readonly field: string;
  readonly leadUsMin: number;
  readonly earlyUs: number;
}

/** By what the venue knows an order again, and for how long that is used up. */
export interface DuplicateRule {
  readonly by: 'orderHash' | 'clientOrderId' | 'nothing';
  readonly usedUp: 'forever' | 'notKnown' | 'never';
}

/** Whether an order can be changed where it is, and which changes keep its place in the queue. */
export interface AmendRule {
  readonly changes: readonly AmendChange[];
  readonly keepsQueue: readonly AmendChange[];
}

/** What an amendment changes. */
export type AmendChange = 'price' | 'quantityUp' | 'quantityDown';

/** What "not found" may hide when a cancel is refused. */
export interface CancelRule {
  readonly notFoundCovers: readonly ('unknown' | 'cancelled' | 'filled')[];
}

/** What happens when an account would trade with itself. */
export interface SelfTradeMode {
  readonly word: string;
  readonly cancels: 'taker' | 'maker';
}

/** Refused with a reject, or accepted and then cancelled. */
export type Ending = 'rejected' | 'cancelled';

/** The venue's words for what became of an order or a request. */
export interface AnswerRules {
  readonly statuses: readonly Fact<StatusWord>[];
  readonly rejects: readonly Fact<RejectAnswer>[];
  readonly cancelRejects: readonly Fact<CancelRejectAnswer>[];
  readonly amendRejects: readonly Fact<AmendRejectAnswer>[];
  /** Why the venue itself cancels. */
  readonly cancels: readonly Fact<CancelWord>[];
}

/** A status of the venue's, and which of the six statuses it may stand for: quantities decide which. */
export interface StatusWord {
  readonly word: string;
  /** Where the venue says it. */
  readonly where: string;
  readonly means: readonly OrderStatus[];
}

/** A refused order: our reason and the venue's answer. */
export interface RejectAnswer {
  readonly reason: RejectReason;
  /** Null where it is not answered over HTTP, or the code is not known. */
  readonly http: number | null;
  /** The body or code as the venue writes it, with what varies in braces; null where it is not known. */
  readonly body: string | null;
}

/** A refused cancel: our reason and the venue's answer. */
export interface CancelRejectAnswer {
  readonly reason: CancelRejectReason;
  readonly http: number | null;
  readonly body: string | null;
}

/** A refused amendment: our reason and the venue's answer. */
export interface AmendRejectAnswer {
  readonly reason: AmendRejectReason;
  readonly http: number | null;
  readonly body: string | null;
}

/** A cancel by the venue: our reason and its word. */
export interface CancelWord {
  readonly reason: CancelReason;
  readonly word: string;
}

/** What is taken in a trading state. */
export interface TradingRule {
  readonly state: TradingState;
  /** The venue's words for the state. */
  readonly words: readonly string[];
  readonly places: 'all' | 'postOnly' | 'none';
  readonly amends: boolean;
  /** Null where it is not known: the simulators then take them. */
  readonly cancels: boolean | null;
  /** Why an order is refused that the state does not take. */
  readonly refusal: RejectReason | null;
}

/** A pause that comes every week, in the local time of a zone. */
export interface ScheduledPause {
  readonly weekday: 'Monday' | 'Tuesday' | 'Wednesday' | 'Thursday' | 'Friday' | 'Saturday' | 'Sunday';
  readonly from: string;
  readonly to: string;
  readonly zone: string;
  readonly state: TradingState;
}

/** A rate limit: a token bucket, and what each message takes out of it. */
export interface RateLimit {
  readonly name: string;
  readonly scope: 'account' | 'signer' | 'address';
  readonly costs: Fact<Partial<Readonly<Record<RateOperation, number>>>>;
  /** A message that finds too few tokens waits, or is refused. */
  readonly whenEmpty: Fact<'delayed' | 'refused'>;
  /** The tier that an account begins with comes first. */
  readonly tiers: readonly RateTier[];
}

/** What one tier of accounts has. */
export interface RateTier {
  readonly tier: string;
  readonly size: Fact<TokenBucketSize>;
}

/** At most `capacity` tokens at once, `refillPerSecond` of them coming back each second. */
export interface TokenBucketSize {
  readonly capacity: number;
  readonly refillPerSecond: number;
}

/** The venue's clocks. */
export interface TimingRules {
  /** How long a read may still show what was before a write. */
  readonly visibilityUs: Fact<number | null>;
  readonly takerDelays: readonly Fact<TakerDelay>[];
  readonly heartbeat: Fact<HeartbeatRule | null>;
  /** Other durations, in microseconds, by what they are of. */
  readonly durationsUs: Readonly<Record<string, Fact<number>>>;
}

/** A marketable order that is held before it matches. */
export interface TakerDelay {
  readonly markets: string;
  readonly delayUs: number;
  /** Whether the answer to the submit waits for the end of the delay, or comes at once. */
  readonly answer: 'waits' | 'atOnce';
  readonly cancellable: boolean;
}

/** The account's orders are cancelled when no beat came for `silenceUsMax`; checked every `checkUs`. */
export interface HeartbeatRule {
  readonly silenceUsMax: number;
  readonly checkUs: number;
}

/** When a fill is final: at the match, or on a chain, after the venue has reported these statuses. */
export type SettlementRule =
  { readonly kind: 'atMatch' } | { readonly kind: 'onChain'; readonly statuses: readonly SettlementWord[] };

/** A settlement status in the venue's word and in ours. */
export interface SettlementWord {
  readonly word: string;
  readonly means: SettlementStatus;
}

/** How YES and NO of one market stand to each other; null where it is not known. */
export interface NettingRule {
  /** Whether a YES bid at p meets a NO bid at 1 − p. */
  readonly complementMatching: boolean | null;
  /** A YES and a NO together: kept until they are merged, netted into one position, or redeemed at once. */
  readonly pairs: 'keptUntilMerged' | 'netted' | 'redeemedAtOnce' | null;
}

/** How a market of the venue ends, and what a share is worth then. */
export interface LifeRule {
  /** What the outcomes may pay: one of them 1, all the same, or anything between that sums to 1. */
  readonly results: readonly MarketResult[];
  /** Whether a result may be disputed before it is final; null where it is not known. */
  readonly disputes: boolean | null;
  /** Whether the venue pays shares out by itself, or their owner redeems them; null where it is not known. */
  readonly payout: 'paidByVenue' | 'redeemedByOwner' | null;
  /** Whether NO of one outcome of an event converts to YES of all others; null where it is not known. */
  readonly conversion: boolean | null;
}

/** What the outcomes of a market pay in the end. */
export type MarketResult = 'winner' | 'even' | 'scalar';

/** The fee formula in words, and its numbers, all in micros. */
export interface FeeRules {
  readonly formula: string;
  readonly numbers: Readonly<Record<string, Fact<bigint>>>;
  /** What the formula leaves open. */
  readonly doubts: readonly string[];
}
