// A made-up venue: a book of a few levels around a middle price, and the lines that a recorder writes of it, some of
// which may never reach it. It does not know the other venue.
import type { RandomStream } from '../../kernel/random/stream.ts';
import type { BookSide } from '../types.ts';
import type { FrameWriter } from './frames.ts';

/** A line of the recording and when it is written. */
export interface WrittenLine {
  readonly receivedUs: number;
  readonly text: string;
}

const CENT = 10_000n;
const UNIT = 1_000_000n;
const LEVELS = 6;

/** How a made-up venue is recorded. */
export interface VenueOptions {
  /** From the venue to the recorder: at least so long, and up to as long again. */
  readonly latencyUs: number;
  /** Whether each line tells when it was received. */
  readonly isReceivedTold: boolean;
}

/** One venue with one market. Prices are whole cents. */
export class SyntheticVenue {
  readonly lines: WrittenLine[] = [];
  /** Frames that the recorder missed. */
  missed = 0;
  /** Whether frames are lost on the way just now. */
  isDeaf = false;
  private readonly frames: FrameWriter;
  private readonly random: RandomStream;
  private readonly options: VenueOptions;
  private receivedUs = 0;
  private isShown = false;

  constructor(frames: FrameWriter, random: RandomStream, options: VenueOptions) {
    this.frames = frames;
    this.random = random;
    this.options = options;
  }

  /** Publishes the whole book. Changes before the first call are not published. */
  show(atUs: number): void {
    this.isShown = true;
    this.write(atUs, this.frames.snapshot(atUs));
  }

  /** The book moves to another middle: a cent to either side of it, and on. What would cross goes first. */
  quote(atUs: number, middle: number): void {
    const bids = this.ladder(middle - 1, -1);
    const asks = this.ladder(middle + 1, 1);
    for (const [side, wanted] of [
      ['bid', bids],
      ['ask', asks],
    ] as const)
      for (const { px } of this.frames.book.side(side).levels()) if (!wanted.has(px)) this.set(atUs, side, px, 0n);
    for (const [side, wanted] of [
      ['bid', bids],
      ['ask', asks],
    ] as const)
      for (const [px, qty] of wanted) if (this.qtyAt(side, px) === 0n) this.set(atUs, side, px, qty);
  }

  /** Something changes behind the best price. */
  stir(atUs: number): void {
    const side = this.random.nextBelow(2) === 0 ? 'bid' : 'ask';
    const depth = 1 + this.random.nextBelow(LEVELS - 1);
    const qty = this.someQty();
    const level = this.frames.book.side(side).at(depth);
    if (level !== undefined) this.set(atUs, side, level.px, qty);
  }

  /** Somebody takes a part of what waits at the best price of a side, in quarters of `of`. */
  take(atUs: number, side: BookSide, quarters: number, of: bigint): void {
    const best = this.frames.book.best(side);
    if (best === null) return;
    const wanted = (of * BigInt(quarters)) / 4n;
    // A trade leaves something at the price: only the quoting side removes a level.
    const qty = wanted < best.qty ? wanted : best.qty - UNIT;
    if (qty <= 0n) return;
    this.write(atUs, this.frames.trade(atUs, { px: best.px, qty }, side === 'bid' ? 'sell' : 'buy'));
    this.set(atUs, side, best.px, best.qty - qty);
  }

  /** What waits at the best price of a side. */
  bestQty(side: BookSide): bigint {
    return this.frames.book.side(side).bestQty;
  }

  private qtyAt(side: BookSide, px: bigint): bigint {
    return this.frames.book.side(side).qtyAt(px);
  }

  private set(atUs: number, side: BookSide, px: bigint, qty: bigint): void {
    const { book } = this.frames;
    const before = this.qtyAt(side, px);
    book.apply({ atUs, venue: book.venue, market: book.market, what: 'level', side, px, qty });
    if (this.isShown) this.write(atUs, this.frames.level(atUs, side, { px, qty }, before));
  }

  private ladder(first: number, step: number): Map<bigint, bigint> {
    const levels = new Map<bigint, bigint>();
    for (let depth = 0; depth < LEVELS; depth += 1) levels.set(BigInt(first + step * depth) * CENT, this.someQty());
    return levels;
  }

  private someQty(): bigint {
    return BigInt(40 + this.random.nextBelow(160)) * UNIT;
  }

  private write(atUs: number, text: string): void {
    const { latencyUs, isReceivedTold } = this.options;
    const arrivesUs = atUs + latencyUs + this.random.nextBelow(latencyUs + 1);
    if (this.isDeaf) {
      this.missed += 1;
      return;
    }
    // One connection keeps its order.
    this.receivedUs = Math.max(this.receivedUs + 1, arrivesUs);
    const { receivedUs } = this;
    this.lines.push({ receivedUs, text: isReceivedTold ? `{"receivedUs":${receivedUs},"frame":${text}}` : text });
  }
}
