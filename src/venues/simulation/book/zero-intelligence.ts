// A synthetic market without a thought in it, after the zero-intelligence model of Smith, Farmer, Gillemot and
// Krishnamurthy (2003): limit orders, market orders and cancels come by chance, one after the other, and a spread, a
// depth and a moving price follow from that alone. It says what it does as a recording would, and knows of nobody else.
import { assert } from '../../../kernel/assert.ts';
import type { RandomStream } from '../../../kernel/random/stream.ts';
import { maxMicros, minMicros } from '../../../money/micros.ts';
import type { BookLevel, BookSide, MarketChange } from '../../../market-data/types.ts';
import { oppositeOf } from './faces.ts';

/** A synthetic market. Micros, microseconds, basis points. */
export interface ZeroIntelligenceProfile {
  /** Around which price it begins. */
  readonly middlePx: bigint;
  readonly tickPx: bigint;
  /** How many ticks behind the other side's best a limit order comes at most. */
  readonly bandTicks: number;
  /** What an order has at most: so many lots of this size, evenly drawn. */
  readonly lotQty: bigint;
  readonly lotsMax: number;
  /** From one event to the next, on average. */
  readonly gapUs: number;
  /** How many of the events are market orders, and how many cancels; the others are limit orders. */
  readonly marketBps: number;
  readonly cancelBps: number;
  /** When it ends; microseconds of virtual time. */
  readonly endsAtUs: number;
}

/** A synthetic market at rest, beside its stream. Best first. */
export interface ZeroIntelligenceState {
  readonly bids: readonly BookLevel[];
  readonly asks: readonly BookLevel[];
}

const UNIT_BPS = 10_000;
const ONE_PX = 1_000_000n;
/** Each event draws so many numbers, whatever it comes to: kind, side, place, size, gap. */
type Draws = readonly [kind: number, side: number, place: number, lots: number];

/** A synthetic market of one outcome. */
export class ZeroIntelligence {
  private readonly profile: ZeroIntelligenceProfile;
  private readonly stream: RandomStream;
  private readonly bids: Map<bigint, bigint>;
  private readonly asks: Map<bigint, bigint>;

  constructor(profile: ZeroIntelligenceProfile, stream: RandomStream, state?: ZeroIntelligenceState) {
    const { middlePx, tickPx, marketBps, cancelBps, lotQty } = profile;
    assert(tickPx > 0n && middlePx % tickPx === 0n, () => `${middlePx} is no price in steps of ${tickPx}`);
    assert(middlePx > tickPx && middlePx < ONE_PX - tickPx, () => `nobody can bid and ask around ${middlePx}`);
    assert(marketBps + cancelBps <= UNIT_BPS && lotQty > 0n, 'a synthetic market has shares of its events and lots');
    this.profile = profile;
    this.stream = stream;
    this.bids = new Map(state?.bids.map(({ px, qty }) => [px, qty]));
    this.asks = new Map(state?.asks.map(({ px, qty }) => [px, qty]));
  }

  /** The first snapshot: a ladder of whole lots on either side of the middle. */
  begin(): MarketChange {
    const { middlePx, tickPx, bandTicks, lotQty, lotsMax } = this.profile;
    for (let step = 1; step <= bandTicks; step += 1) {
      const away = tickPx * BigInt(step);
      const lots = (): bigint => lotQty * BigInt(1 + this.stream.nextBelow(lotsMax));
      const [bidQty, askQty] = [lots(), lots()];
      if (middlePx - away > 0n) this.bids.set(middlePx - away, bidQty);
      if (middlePx + away < ONE_PX) this.asks.set(middlePx + away, askQty);
    }
    return { what: 'snapshot', ...this.save() };
  }

  /** What happens now, in order, and how long it is to the next event. */
  next(): { readonly changes: readonly MarketChange[]; readonly nextInUs: number } {
    const { stream, profile } = this;
    const { bandTicks, lotsMax, gapUs, marketBps, cancelBps } = profile;
    const draws: Draws = [
      stream.nextBelow(UNIT_BPS),
      stream.nextBelow(2),
      stream.nextBelow(bandTicks),
      stream.nextBelow(lotsMax),
    ];
    const nextInUs = Math.max(1, Math.round(-Math.log(stream.nextUnit()) * gapUs));
    const side: BookSide = draws[1] === 0 ? 'bid' : 'ask';
    const levels = this.of(side);
    // A side keeps at least one level, so that there is always a price.
    if (draws[0] < marketBps && levels.size > 1) return { changes: this.market(side, draws), nextInUs };
    if (draws[0] >= UNIT_BPS - cancelBps && levels.size > 1) return { changes: this.cancel(side, draws), nextInUs };
    return { changes: this.limit(side, draws), nextInUs };
  }

  /** The market as plain data. */
  save(): ZeroIntelligenceState {
    const sorted = (side: BookSide): BookLevel[] =>
      this.pricesOf(side).map((px) => ({ px, qty: this.qtyAt(side, px) }));
    return { bids: sorted('bid'), asks: sorted('ask') };
  }

  /** A market order takes of the best level that rests on `side`, no more than is there. */
  private market(side: BookSide, [, , , lots]: Draws): readonly MarketChange[] {
    const px = this.bestOf(side);
    const there = this.qtyAt(side, px);
    const qty = minMicros(there, this.profile.lotQty * BigInt(lots + 1));
    return [{ what: 'trade', px, qty, takerSide: side === 'bid' ? 'sell' : 'buy' }, this.set(side, px, there - qty)];
  }

  /** A limit order comes to rest, within the band behind the other side's best. */
  private limit(side: BookSide, [, , place, lots]: Draws): readonly MarketChange[] {
    const { tickPx, lotQty } = this.profile;
    const away = tickPx * BigInt(place + 1);
    const other = this.bestOf(oppositeOf(side));
    const wanted = side === 'bid' ? other - away : other + away;
    const px = maxMicros(tickPx, minMicros(wanted, ONE_PX - tickPx));
    // At the edge of the grid there may be no room that does not cross.
    if (side === 'bid' ? px >= other : px <= other) return [];
    return [this.set(side, px, this.qtyAt(side, px) + lotQty * BigInt(lots + 1))];
  }

  /** Somebody cancels at a level that is picked by its place. */
  private cancel(side: BookSide, [, , place, lots]: Draws): readonly MarketChange[] {
    const prices = this.pricesOf(side);
    const px = prices[place % prices.length] ?? this.bestOf(side);
    const there = this.qtyAt(side, px);
    return [this.set(side, px, there - minMicros(there, this.profile.lotQty * BigInt(lots + 1)))];
  }

  private set(side: BookSide, px: bigint, qty: bigint): MarketChange {
    if (qty === 0n) this.of(side).delete(px);
    else this.of(side).set(px, qty);
    return { what: 'level', side, px, qty };
  }

  private of(side: BookSide): Map<bigint, bigint> {
    return side === 'bid' ? this.bids : this.asks;
  }

  private qtyAt(side: BookSide, px: bigint): bigint {
    return this.of(side).get(px) ?? 0n;
  }

  private bestOf(side: BookSide): bigint {
    const [best] = this.pricesOf(side);
    assert(best !== undefined, () => `a synthetic market has lost its ${side}s`);
    return best;
  }

  /** Best first. */
  private pricesOf(side: BookSide): readonly bigint[] {
    const up = (left: bigint, right: bigint): number => Number(left - right);
    return [...this.of(side).keys()].toSorted(side === 'ask' ? up : (left, right) => up(right, left));
  }
}
