// What a recording of a venue's market says, in the one form that everything here reads and writes: the book of a
// market as its first outcome's buyers and sellers see it, and what moved it. Readers turn each venue's own frames into
// this; simulators, scanners and fits know nothing else.

/** A price and how much waits there. Micros. */
export interface BookLevel {
  readonly px: bigint;
  readonly qty: bigint;
}

/** A side of a book. */
export type BookSide = 'bid' | 'ask';

/** What a recording says at an instant of one market. */
export type MarketChange =
  /** The whole book, each side best first: whatever was known before is void. */
  | { readonly what: 'snapshot'; readonly bids: readonly BookLevel[]; readonly asks: readonly BookLevel[] }
  /** What waits at one price from now on; 0 where nothing does. */
  | { readonly what: 'level'; readonly side: BookSide; readonly px: bigint; readonly qty: bigint }
  /** A trade between others. `takerSide` is of the first outcome; null where the venue does not say. */
  | { readonly what: 'trade'; readonly px: bigint; readonly qty: bigint; readonly takerSide: 'buy' | 'sell' | null }
  /** Prices move by another step from now on. */
  | { readonly what: 'tick'; readonly tickPx: bigint }
  /** Something is missing here: the book is stale until the next snapshot, and nobody may trade on it. */
  | { readonly what: 'gap'; readonly missed: number | null };

/**
 * One change of one market at one instant. YES and NO of a market are one book: every update is one of the market's
 * first outcome, and what was recorded of the second is mirrored (a NO bid at p is a YES ask at 1 − p).
 */
export type MarketUpdate = MarketChange & {
  /** Microseconds since the Unix epoch, as the venue stamped it; since the recording's first update, once it is replayed. */
  readonly atUs: number;
  readonly venue: string;
  readonly market: string;
  /** When the recorder received it, by its own clock, in microseconds since the Unix epoch; left out where not recorded. */
  readonly receivedUs?: number;
};
