// The books of a venue, by market, and the synthetic markets that move them, where some do. Only markets of two
// outcomes have one: the second is the first, seen from the other side. Knows no orders' lives.
import type { BookSide, MarketUpdate } from '../../../market-data/types.ts';
import { assert } from '../../../kernel/assert.ts';
import type { Market } from '../../definitions/market.ts';
import type { VenueOrderRequest } from '../types.ts';
import type { BookProfile, BookStreams, BookVenueState } from './book-profile.ts';
import { bookPxOf, bookSideOf, type Face } from './faces.ts';
import { MarketBook } from './market-book.ts';
import { ZeroIntelligence } from './zero-intelligence.ts';

interface BookedMarket {
  readonly book: MarketBook;
  readonly outcomes: readonly string[];
}

/** What of an order says where it stands. */
export type PlacedOrder = Pick<VenueOrderRequest, 'market' | 'outcome' | 'side' | 'price'>;

/** The books of a venue. */
export class BookMarkets {
  private readonly markets = new Map<string, BookedMarket>();
  private readonly flows = new Map<string, ZeroIntelligence>();
  private readonly endsAtUs: number;

  constructor(markets: Iterable<Market>, profile: BookProfile, { flow }: BookStreams, state?: BookVenueState) {
    const saved = new Map(state?.marketBooks);
    const savedFlows = new Map(state?.flows);
    this.endsAtUs = profile.flow?.endsAtUs ?? 0;
    for (const { market, outcomes, qtyStep } of markets) {
      if (outcomes.length !== 2) continue;
      this.markets.set(market, { book: new MarketBook({ ...profile, qtyStep }, saved.get(market)), outcomes });
      if (profile.flow === null) continue;
      assert(flow !== undefined, 'a venue with a synthetic market has a stream for it');
      this.flows.set(market, new ZeroIntelligence(profile.flow, flow, savedFlows.get(market)));
    }
  }

  /** The book of a market; none if the venue has none of it. */
  find(market: string): MarketBook | undefined {
    return this.markets.get(market)?.book;
  }

  /** The book of a market that has one. */
  at(market: string): MarketBook {
    return this.bookedAt(market).book;
  }

  /** The face that an outcome has in its market's book. */
  faceOf(market: string, outcome: string): Face {
    const index = this.bookedAt(market).outcomes.indexOf(outcome);
    assert(index >= 0, () => `${market} has no outcome ${outcome}`);
    return index === 0 ? 'first' : 'second';
  }

  /** Where an order stands in its book; null if nowhere: no such market or outcome, or a price between the levels. */
  placeOf({ market, outcome, side, price }: PlacedOrder): { readonly side: BookSide; readonly level: number } | null {
    const booked = this.markets.get(market);
    if (booked === undefined || !booked.outcomes.includes(outcome)) return null;
    const face = this.faceOf(market, outcome);
    const level = booked.book.levelOf(bookPxOf(face, price));
    return level === null ? null : { side: bookSideOf(face, side), level };
  }

  /** The price of a level for an order's own outcome. */
  pxOf({ market, outcome }: Pick<PlacedOrder, 'market' | 'outcome'>, level: number): bigint {
    return bookPxOf(this.faceOf(market, outcome), this.at(market).pxOf(level));
  }

  /** The first snapshots of the synthetic markets. */
  begin(nowUs: number, venue: string): readonly (readonly [market: string, first: MarketUpdate])[] {
    return [...this.flows].map(([market, flow]) => [market, { ...flow.begin(), atUs: nowUs, venue, market }]);
  }

  /** The next event of a synthetic market, and how long it is to the one after; null after the last. */
  flow(
    market: string,
    nowUs: number,
    venue: string,
  ): { readonly updates: readonly MarketUpdate[]; readonly nextInUs: number | null } {
    const flow = this.flows.get(market);
    assert(flow !== undefined, () => `${market} is no synthetic market`);
    const { changes, nextInUs } = flow.next();
    const updates = changes.map((change): MarketUpdate => ({ ...change, atUs: nowUs, venue, market }));
    return { updates, nextInUs: nowUs + nextInUs <= this.endsAtUs ? nextInUs : null };
  }

  /** The books and the synthetic markets as plain data. */
  save(): Pick<BookVenueState, 'marketBooks' | 'flows'> {
    return {
      marketBooks: [...this.markets].map(([market, { book }]) => [market, book.save()]),
      flows: [...this.flows].map(([market, flow]) => [market, flow.save()]),
    };
  }

  private bookedAt(market: string): BookedMarket {
    const booked = this.markets.get(market);
    assert(booked !== undefined, () => `${market} has no book`);
    return booked;
  }
}
