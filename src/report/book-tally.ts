// What books gave for our orders, and how much of that stood where earlier orders of ours had taken it: so much of a result
// hangs on when what was taken counts as there again.
import type { BodyOf } from '../audit/types.ts';
import type { BookTakings } from './summary-types.ts';

/** An order's place: fills of one place at one price take from one level. */
export interface OrderFace {
  readonly market: string;
  readonly outcome: string;
  readonly side: string;
}

/** The tally at rest: plain data. */
export interface BookTallyState {
  readonly venues: Readonly<Record<string, BookTakings>>;
  readonly levels: readonly (readonly [level: string, leftQty: bigint])[];
}

/** Levels that are remembered; of more, the ones taken from longest ago are given up. */
const LEVELS_MAX = 4_096;
const NOTHING: BookTakings = { filledQty: 0n, refilledQty: 0n };

/** What books gave, by venue. */
export class BookTally {
  private readonly venues: Map<string, BookTakings>;
  /** What our last fill at a level has left there. */
  private readonly levels: Map<string, bigint>;

  constructor(state?: BookTallyState) {
    this.venues = new Map(Object.entries(state?.venues ?? {}));
    this.levels = new Map(state?.levels);
  }

  /** A fill: of a venue without a book, or of an order that nobody knows any more, nothing is counted. */
  filled({ venue, lastQty, offeredQty, offeredPx }: BodyOf<'venue.filled'>, face: OrderFace | undefined): void {
    if (offeredQty === undefined || offeredPx === undefined || face === undefined) return;
    const level = `${venue} ${face.market} ${face.outcome} ${face.side} ${offeredPx}`;
    const leftQty = this.levels.get(level);
    const { filledQty, refilledQty } = this.venues.get(venue) ?? NOTHING;
    const againQty = leftQty === undefined || lastQty <= leftQty ? 0n : lastQty - leftQty;
    this.venues.set(venue, { filledQty: filledQty + lastQty, refilledQty: refilledQty + againQty });
    this.levels.delete(level);
    this.levels.set(level, offeredQty - lastQty);
    if (this.levels.size <= LEVELS_MAX) return;
    const [oldest] = this.levels.keys();
    if (oldest !== undefined) this.levels.delete(oldest);
  }

  /** By venue, in the order of their names. */
  takings(): Record<string, BookTakings> {
    return Object.fromEntries([...this.venues].toSorted(([left], [right]) => (left < right ? -1 : 1)));
  }

  /** The tally as plain data. */
  save(): BookTallyState {
    return { venues: Object.fromEntries(this.venues), levels: [...this.levels] };
  }
}
