// Moves the books of hosted venues as they were recorded. The next item of a recording is put into the calendar before a
// step and never by one, so that neither the size of a buffer nor where a world was saved shows in the order of entries.
// What the recording's reader met is noted in the journal at its place.
import { assert, unreachable } from '../kernel/assert.ts';
import type { ReplayItem } from '../market-data/replay/types.ts';
import type { Market } from '../venues/definitions/market.ts';
import type { VenueMarketBooks } from '../venues/simulation/types.ts';
import type { World } from './world.ts';

/** The next item of a recording is due. */
export interface RecordedEntry {
  readonly kind: 'recorded';
}

/** A recording, item after item; the last is its end. While `needsInput`, nothing may be asked. */
export interface RecordedItems {
  readonly needsInput: boolean;
  /** The next item; null behind the last. */
  peek(): ReplayItem | null;
  take(): ReplayItem;
}

/** A book that a recording moves, with the market here that it is of. */
export interface MovedBook {
  readonly terms: Market;
  readonly book: VenueMarketBooks;
}

/** How a recording is replayed. */
export interface RecordedBooksSetup {
  readonly items: RecordedItems;
  /** The book that a recorded market moves, by the names of the recording; undefined where it moves none. */
  readonly bookOf: (venue: string, market: string) => MovedBook | undefined;
  /** Called for each book that has moved. */
  readonly moved?: (moved: MovedBook) => void;
  /** What is recorded after that is not replayed, in microseconds; null where the recording's own end counts. */
  readonly untilUs: number | null;
}

/** A world in which a recording can be replayed. */
export type RecordedWorld = Pick<World<RecordedEntry>, 'nowUs' | 'after' | 'record'>;

/** The replay at rest: plain data. The recording itself, and its position, are not in it. */
export interface RecordedBooksState {
  /** Updates that were taken, those among them that moved no book, and how often a book became untradable. */
  readonly updates: number;
  readonly elsewhere: number;
  readonly untradable: number;
  /** When the next item is due; null where it is not in the calendar. */
  readonly nextUs: number | null;
  readonly isOver: boolean;
}

/** The replay of one recording in one world. */
export class RecordedBooks {
  private readonly world: RecordedWorld;
  private readonly setup: RecordedBooksSetup;
  private updates: number;
  private elsewhere: number;
  private untradable: number;
  private nextUs: number | null;
  private hasEnded: boolean;

  constructor(world: RecordedWorld, setup: RecordedBooksSetup, state?: RecordedBooksState) {
    this.world = world;
    this.setup = setup;
    this.updates = state?.updates ?? 0;
    this.elsewhere = state?.elsewhere ?? 0;
    this.untradable = state?.untradable ?? 0;
    this.nextUs = state?.nextUs ?? null;
    this.hasEnded = state?.isOver ?? false;
  }

  /** When the next item is due; null where it is not in the calendar. */
  get dueUs(): number | null {
    return this.nextUs;
  }

  /** Whether nothing more is replayed. */
  get isOver(): boolean {
    return this.hasEnded;
  }

  /** Makes the next item due, if none is. Not while input is needed. */
  prepare(): void {
    if (this.hasEnded || this.nextUs !== null) return;
    const item = this.setup.items.peek();
    assert(item !== null, 'the end of a recording is its last item');
    const { world } = this;
    this.nextUs = Math.max(world.nowUs, item.atUs);
    world.after(this.nextUs - world.nowUs, { kind: 'recorded' });
  }

  /** The item that was made due has come. */
  take(): void {
    this.nextUs = null;
    this.apply(this.setup.items.take());
  }

  /** Takes at once what was recorded until now, before the calendar begins: the books as they are found. */
  takeUntilNow(): void {
    const { items } = this.setup;
    while (!this.hasEnded && (items.peek()?.atUs ?? Infinity) <= this.world.nowUs) this.apply(items.take());
  }

  /** Ends the replay, and notes what it came to. */
  end(detail?: string): void {
    const { elsewhere, untradable, updates, world } = this;
    for (const [event, count] of Object.entries({ elsewhere, untradable }))
      if (count > 0) world.record({ type: 'recording.noted', event, count });
    const why = detail === undefined ? {} : { detail };
    world.record({ type: 'recording.noted', event: 'ended', count: updates, ...why });
    this.hasEnded = true;
  }

  /** The replay as plain data. */
  save(): RecordedBooksState {
    const { updates, elsewhere, untradable, nextUs, hasEnded: isOver } = this;
    return { updates, elsewhere, untradable, nextUs, isOver };
  }

  private apply(item: ReplayItem): void {
    const { untilUs } = this.setup;
    if (untilUs !== null && item.atUs > untilUs) return this.end('the scenario is shorter');
    switch (item.what) {
      case 'update':
        return this.move(item);
      case 'fault': {
        const { kind: event, count, sentence } = item;
        const why = sentence === '' ? {} : { detail: sentence };
        return this.world.record({ type: 'recording.noted', event, count, ...why });
      }
      case 'end':
        return this.end();
      default:
        return unreachable(item);
    }
  }

  private move({ update }: Extract<ReplayItem, { what: 'update' }>): void {
    this.updates += 1;
    const moved = this.setup.bookOf(update.venue, update.market);
    if (moved === undefined) {
      this.elsewhere += 1;
      return;
    }
    const { book } = moved;
    const { market } = moved.terms;
    const wasTradable = book.isTradable(market);
    book.apply(market === update.market ? update : { ...update, market });
    if (wasTradable && !book.isTradable(market)) this.untradable += 1;
    this.setup.moved?.(moved);
  }
}
