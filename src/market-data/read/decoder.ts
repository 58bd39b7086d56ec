// From a line of a recording, in any known form, to updates. The content of the line decides its form. The decoder never
// throws, whatever its input: a line that cannot be read is counted, and the books that it may have been about are stale.
import { canonicalHead, isCanonicalLine } from '../canonical.ts';
import type { MarketUpdate } from '../types.ts';
import { BadFrame, isFields, type Fields } from './amounts.ts';
import { CanonicalReader } from './canonical-reader.ts';
import { CrossVenueReader, isCrossVenueHead } from './cross-venue.ts';
import { isKalshiFrame, KalshiReader } from './kalshi.ts';
import { Outlet } from './outlet.ts';
import type { TokenMap } from './polymarket-markets.ts';
import { isPolymarketFrame, PolymarketReader } from './polymarket.ts';
import { stampUsOf } from './stamps.ts';
import { ReadTally, type ReadReport, type RecordingForm } from './tally.ts';

/** How a recording is to be understood, where it does not say so itself. */
export interface ReadOptions {
  /**
   * Which market and outcome Polymarket's tokens are of, by asset id; tokens of other conditions are left out. Without
   * it a condition is its own market, and its token that is seen first is its first outcome's.
   */
  readonly tokens?: TokenMap;
  /** New names for markets: from `venue/market` as recorded. */
  readonly names?: ReadonlyMap<string, string>;
  /** Kalshi's NO side was recorded in YES prices (`use_yes_price`). */
  readonly isNoInYesPrices?: boolean;
  /** Whether Polymarket's `best_bid` and `best_ask` are held against the book: true where it is left out. */
  readonly isBestChecked?: boolean;
}

const FRAMES_DEPTH_MAX = 4;
const envelopeFrames = ['frame', 'message', 'data', 'raw'] as const;
const envelopeTimes = ['receivedUs', 'receivedMs', 'received_at', 'recv_ts'] as const;

/** Reads the lines of one recording, one after the other. */
export class RecordingDecoder {
  private readonly tally = new ReadTally();
  private readonly outlet: Outlet;
  private readonly polymarket: PolymarketReader;
  private readonly kalshi: KalshiReader;
  private readonly canonical: CanonicalReader;
  private table: CrossVenueReader | null = null;

  constructor(options: ReadOptions = {}) {
    this.outlet = new Outlet(this.tally, options.names ?? new Map());
    this.polymarket = new PolymarketReader(this.outlet, options.tokens ?? null, options.isBestChecked ?? true);
    this.kalshi = new KalshiReader(this.outlet, options.isNoInYesPrices ?? false);
    this.canonical = new CanonicalReader(this.outlet);
  }

  /** What was read so far. */
  get report(): ReadReport {
    return this.tally;
  }

  /** Reads one line, without its break; what it says is added to `out`. */
  read(line: string, out: MarketUpdate[]): void {
    this.outlet.out = out;
    this.outlet.receivedUs = null;
    this.tally.lines += 1;
    const text = line.endsWith('\r') ? line.slice(0, -1) : line;
    if (text === '') return;
    if (this.canonical.readText(text)) this.tally.form('canonical');
    else if (this.table !== null) this.row(text, this.table);
    else if (text.startsWith('{') || text.startsWith('[')) this.json(text);
    else if (isCrossVenueHead(text)) {
      this.tally.form('crossVenueCsv');
      this.table = new CrossVenueReader(this.outlet, text);
    } else if (text === 'PING' || text === 'PONG') this.tally.other(text);
    else this.broken('it is neither JSON nor the head of a table that is known');
  }

  /** A line cannot be read; `why` is the end of a sentence. */
  skip(out: MarketUpdate[], why: string): void {
    this.outlet.out = out;
    this.tally.lines += 1;
    this.broken(why);
  }

  /** The recording is over; `cut` says how it was cut short, as the end of a sentence. */
  end(out: MarketUpdate[], cut: string | null = null): void {
    this.outlet.out = out;
    this.outlet.receivedUs = null;
    if (cut !== null) {
      this.tally.fault('cut', () => `The recording is cut short: ${cut}.`);
      for (const book of this.outlet.books) this.outlet.giveGap(book, null);
    }
    this.polymarket.end();
    this.outlet.end();
  }

  private row(text: string, table: CrossVenueReader): void {
    this.tally.form('crossVenueCsv');
    this.attempt(() => table.read(text));
  }

  private json(text: string): void {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      this.broken('it is no JSON');
      return;
    }
    this.frames(value, 0);
  }

  private frames(value: unknown, depth: number): void {
    if (Array.isArray(value) && depth < FRAMES_DEPTH_MAX) for (const each of value) this.frames(each, depth + 1);
    else if (isFields(value)) this.frame(value, depth);
    else this.broken('it is no frame');
  }

  private frame(frame: Fields, depth: number): void {
    if (isCanonicalLine(frame)) this.readAs('canonical', () => this.canonical.read(frame));
    else if (isPolymarketFrame(frame)) this.readAs('polymarket', () => this.polymarket.read(frame));
    else if (isKalshiFrame(frame)) this.readAs('kalshi', () => this.kalshi.read(frame));
    else if ('recording' in frame) this.head(frame);
    else if (depth < FRAMES_DEPTH_MAX) this.envelope(frame, depth);
    else this.broken('it is no frame of a form that is known');
  }

  private head(frame: Fields): void {
    this.tally.form('canonical');
    if (JSON.stringify(frame) !== canonicalHead) this.broken('it is the head of a recording of another version');
  }

  /** A frame as its recorder wrapped it: with the time at which it was received. */
  private envelope(frame: Fields, depth: number): void {
    const key = envelopeFrames.find((name) => frame[name] !== undefined);
    const time = envelopeTimes.find((name) => frame[name] !== undefined);
    if (key === undefined || time === undefined) {
      this.broken('it is no frame of a form that is known');
      return;
    }
    this.attempt(() => (this.outlet.receivedUs = stampUsOf(frame[time])));
    const inner = frame[key];
    if (typeof inner !== 'string') this.frames(inner, depth + 1);
    else if (inner === 'PING' || inner === 'PONG') this.tally.other(inner);
    else {
      let value: unknown;
      try {
        value = JSON.parse(inner);
      } catch {
        this.broken('the frame in it is no JSON');
        return;
      }
      this.frames(value, depth + 1);
    }
  }

  private readAs(form: RecordingForm, read: () => void): void {
    this.tally.form(form);
    this.attempt(read);
  }

  /** What throws `BadFrame` is broken; its reader has marked what it was about. */
  private attempt(read: () => void): void {
    try {
      read();
    } catch (error) {
      if (!(error instanceof BadFrame)) throw error;
      this.tally.fault('broken', () => `This line is left out: ${error.message}.`);
    }
  }

  /** A line of which nothing is known: it may have been about any book whose frames are not numbered. */
  private broken(why: string): void {
    this.tally.fault('broken', () => `This line is left out: ${why}.`);
    this.polymarket.doubt(null);
  }
}
