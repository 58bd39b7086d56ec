// What a fit needs of a recording, gathered update by update in bounded samples: of each market, of each venue, and of
// each event, which is every market of one name. Stale and one-sided books are left out.
import { RecordedBook } from '../recorded-book.ts';
import type { MarketUpdate } from '../types.ts';
import { ThinnedSample } from './thinned-sample.ts';

/** What was gathered of one market. */
export class GatheredMarket {
  readonly book: RecordedBook;
  readonly spreadPx = new ThinnedSample<bigint>();
  /** At the best price of either side. */
  readonly depthQty = new ThinnedSample<bigint>();
  readonly tradeQty = new ThinnedSample<bigint>();
  /** From one trade to the next. */
  readonly tradeGapUs = new ThinnedSample<number>();
  /** Between the best prices, when last both were known and the book was not stale; null before. */
  midPx: bigint | null = null;
  private tradeUs: number | null = null;

  constructor(book: RecordedBook) {
    this.book = book;
  }

  /** Follows an update; says whether the best prices or what waits there changed. */
  observe(update: MarketUpdate): boolean {
    const { book } = this;
    if (update.what === 'trade') {
      this.tradeQty.add(update.qty);
      if (this.tradeUs !== null && update.atUs >= this.tradeUs) this.tradeGapUs.add(update.atUs - this.tradeUs);
      this.tradeUs = update.atUs;
    }
    const before = [book.bids.bestPx, book.bids.bestQty, book.asks.bestPx, book.asks.bestQty];
    book.apply(update);
    const [bid, ask] = [book.best('bid'), book.best('ask')];
    if (book.isStale || bid === null || ask === null || ask.px <= bid.px) {
      this.midPx = null;
      return false;
    }
    this.midPx = (bid.px + ask.px) / 2n;
    if (bid.px === before[0] && bid.qty === before[1] && ask.px === before[2] && ask.qty === before[3]) return false;
    this.spreadPx.add(ask.px - bid.px);
    this.depthQty.add(bid.qty);
    this.depthQty.add(ask.qty);
    return true;
  }
}

/** What was gathered of one event: the markets that have its name. */
export class GatheredEvent {
  readonly name: string;
  readonly markets: GatheredMarket[] = [];
  /** From one moment at which its best prices changed to the next. */
  readonly momentGapUs = new ThinnedSample<number>();
  moments = 0;
  /** From the first moment to the last. */
  spanUs = 0;
  /** The second market's middle price less the first's, at each moment. */
  readonly differencePx = new ThinnedSample<bigint>();
  readonly fairPx = new ThinnedSample<bigint>();
  /** How far the fair price moved from moment to moment. */
  readonly movePx = new ThinnedSample<bigint>();
  private momentUs: number | null = null;
  private lastFairPx: bigint | null = null;

  constructor(name: string) {
    this.name = name;
  }

  /** The best prices of one of its markets changed. */
  moment(atUs: number): void {
    const [first, second = first] = this.markets;
    if (first === undefined || second === undefined || first.midPx === null || second.midPx === null) return;
    if (this.momentUs !== null && atUs > this.momentUs) {
      this.momentGapUs.add(atUs - this.momentUs);
      this.spanUs += atUs - this.momentUs;
    }
    if (this.momentUs === null || atUs > this.momentUs) {
      this.moments += 1;
      this.momentUs = atUs;
    }
    const fairPx = (first.midPx + second.midPx) / 2n;
    this.fairPx.add(fairPx);
    this.differencePx.add(second.midPx - first.midPx);
    if (this.lastFairPx !== null) {
      const move = fairPx - this.lastFairPx;
      this.movePx.add(move < 0n ? -move : move);
    }
    this.lastFairPx = fairPx;
  }
}

/** Gathers what a fit needs. */
export class Gatherer {
  readonly events = new Map<string, GatheredEvent>();
  /** From the venue's stamp to the recorder's receipt, by venue, where both are known. */
  readonly latencyUs = new Map<string, ThinnedSample<number>>();
  /** Updates that were received before they were stamped: the recorder's clock was behind. */
  receivedEarly = 0;
  private readonly markets = new Map<string, { readonly market: GatheredMarket; readonly event: GatheredEvent }>();

  /** Takes in an update. */
  observe(update: MarketUpdate): void {
    const { venue, market: name, atUs, receivedUs } = update;
    // A gap has no time of its own, nor has every snapshot.
    const isStamped = update.what === 'level' || update.what === 'trade';
    if (isStamped && receivedUs !== undefined) this.latency(venue, receivedUs - atUs);
    const key = JSON.stringify([venue, name]);
    let found = this.markets.get(key);
    if (found === undefined) {
      const event = this.events.get(name) ?? new GatheredEvent(name);
      this.events.set(name, event);
      found = { market: new GatheredMarket(new RecordedBook(venue, name)), event };
      event.markets.push(found.market);
      this.markets.set(key, found);
    }
    if (found.market.observe(update)) found.event.moment(atUs);
  }

  private latency(venue: string, us: number): void {
    if (us < 0) {
      this.receivedEarly += 1;
      return;
    }
    let sample = this.latencyUs.get(venue);
    if (sample === undefined) this.latencyUs.set(venue, (sample = new ThinnedSample<number>()));
    sample.add(us);
  }
}
