// What a venue for a user's own order management system is made with. Everything that is left out is what the
// venue's rules or a scenario would say.
import type { DistributionSpec } from '../kernel/distributions/spec.ts';
import type { QueueModelName } from '../venues/simulation/book/queue-models.ts';
import type { RefillModelName } from '../venues/simulation/book/refill-models.ts';
import type { FaultSpec } from '../venues/faults/fault-plan.ts';
import type { TakerDelay } from '../venues/definitions/types.ts';
import type { TradingState, VenueName } from '../venues/definitions/words.ts';
import type { OwnRecording } from './own-recording.ts';

/** An amount: micros as a bigint, or whole units as a decimal text such as `"0.48"`. Never a floating-point number. */
export type Amount = bigint | string;

/** A latency: a distribution in microseconds, or one duration such as `"40ms"`. */
export type Latency = DistributionSpec | string;

/** An account at the venue. */
export interface OwnAccount {
  /** `main`, where it is left out; only the first account may leave it out. */
  readonly name?: string;
  /** The opening balance, in the venue's currency. */
  readonly opening: Amount;
  /** The shares that it begins with; none, where they are left out. */
  readonly positions?: readonly OwnPosition[];
}

/** Shares of one outcome. */
export interface OwnPosition {
  readonly market: string;
  readonly outcome: string;
  readonly qty: Amount;
}

/** A market of the venue. */
export interface OwnMarket {
  readonly market: string;
  /** `yes` and `no`, where they are left out. */
  readonly outcomes?: readonly string[];
  /** Its price grid by the venue's own name, such as `"0.01"`. */
  readonly grid?: string;
  /** Quantities are whole numbers of it. */
  readonly step?: Amount;
  /** The fewest shares of an order. */
  readonly minSize?: Amount;
  /** What the venue's fees depend on, as a scenario says it: `{ category: 'crypto' }`, `{ takerFeeBps: 10 }`. */
  readonly fees?: Readonly<Record<string, string | number | bigint>>;
  /** `open`, where it is left out. */
  readonly state?: TradingState;
  /** Its pool, at a venue with a market maker: where its probability begins, and how many shares it holds of each outcome. */
  readonly pool?: { readonly prob?: Amount; readonly liquidity?: Amount };
  /** When it closes, from the beginning, such as `"5min"`. */
  readonly closesAt?: string;
}

/** How the venue behaves. Probabilities are in basis points, and 0 where they are left out. */
export interface OwnProfile {
  /** From the send to the venue's answer; half of it is the way there. */
  readonly ackLatency?: Latency;
  /** From the order's arrival, or its last fill, to the next fill. */
  readonly fillLatency?: Latency;
  /** From a fill to your hearing of it. */
  readonly reportLatency?: Latency;
  /** From a cancel's, replace's or query's send to the answer. */
  readonly cancelLatency?: Latency;
  readonly rejectBps?: number;
  readonly noFillBps?: number;
  readonly partialBps?: number;
  /** How fills settle on chain, at venues that settle so. */
  readonly settlement?: { readonly latency?: Latency; readonly failBps?: number; readonly retryBps?: number };
}

/** A book in each market, as a scenario says it: orders meet those of others, by price and time. */
export interface OwnBook {
  /** Where your order stands when others cancel. */
  readonly queue?: QueueModelName;
  /** When what you took is there again. */
  readonly refill?: RefillModelName | { readonly halfLife: string };
  /** How long the print of a trade and the level that it made smaller may be apart, such as `"1s"`. */
  readonly printWithin?: string;
  /** The finest step of any price in the books. */
  readonly level?: Amount;
  /** How long an order is held that would take, such as `"250ms"`, and whether its answer waits for that. */
  readonly takerDelay?: { readonly holds: string; readonly answer?: TakerDelay['answer'] };
  /** What was recorded at the real venue moves the books: from `readOwnRecording`. A flow or a recording, and not both. */
  readonly recording?: OwnRecording;
  /** The synthetic market: around which price it begins, for how long it moves, and whatever else a scenario may say of it. */
  readonly flow?: Readonly<Record<string, string | number | bigint>> & {
    readonly middle: Amount;
    readonly lasts: string;
  };
}

/** A market maker in each market, as Manifold has, and as a scenario says it: it always has a price, which every bet moves. */
export interface OwnPool {
  /** Others who bet: for how long, and whatever else a scenario may say of them. */
  readonly bettors?: Readonly<Record<string, string | number | bigint>> & { readonly lasts: string };
}

/** Everything a venue is made with. */
export interface OwnVenueOptions {
  /** The same seed and the same requests give the same messages; `1`, where it is left out. */
  readonly seed?: string;
  /** The one account, or `accounts`, and not both. */
  readonly account?: OwnAccount;
  /** Several accounts. They trade with each other in the venue's books; a request that names none is the first one's. */
  readonly accounts?: readonly OwnAccount[];
  readonly markets: readonly OwnMarket[];
  readonly profile?: OwnProfile;
  /** Fills come out of a book instead of by chance; the profile then says only latencies and settlement. */
  readonly book?: OwnBook;
  /** The same for Manifold, where fills come out of a market maker's pool. */
  readonly pool?: OwnPool;
  /** Faults of the catalogue (`dte faults`). */
  readonly faults?: readonly Omit<FaultSpec, 'venue'>[];
  /** For the venue `other`: its rules, as a scenario says them. */
  readonly rules?: Readonly<Record<string, unknown>>;
}

/** The venue's name, which says whose rules it follows. */
export type OwnVenueName = VenueName;
