// What the strategies have come to see of the venues' books: each as it was shown some time ago. What a venue shows is on
// its way for as long as the scenario says, and keeps its order. Knows no recording and no strategy.
import { restoreSampler, type DistributionSpec, type LatencySampler } from '../../kernel/distributions/spec.ts';
import type { SamplerState } from '../../kernel/distributions/spec.ts';
import type { BookLevel } from '../../market-data/types.ts';
import { MICROS_PER_UNIT } from '../../money/micros.ts';
import type { Quote } from '../../strategies/types.ts';
import type { Market } from '../../venues/definitions/market.ts';
import type { VenueMarketBooks } from '../../venues/simulation/types.ts';
import type { World } from '../../world/world.ts';
import type { Entry } from '../entries.ts';
import { LEVELS_SHOWN, quoteOfLadders } from './shown-quotes.ts';

/** A book as a venue showed it, in terms of the market's first outcome; empty while nobody could trade on it. */
interface ShownBook {
  readonly market: string;
  readonly shownAtUs: number;
  readonly bids: readonly BookLevel[];
  readonly asks: readonly BookLevel[];
}

interface OnItsWay extends ShownBook {
  readonly dueUs: number;
}

/** What is seen of one venue, at rest: plain data. */
interface SavedView {
  readonly venue: string;
  readonly sampler: SamplerState;
  readonly dueUs: number;
  readonly onTheWay: readonly OnItsWay[];
  readonly seen: readonly ShownBook[];
}

/** What is seen at rest: plain data. */
export type SeenBooksState = readonly SavedView[];

interface View {
  readonly sampler: LatencySampler;
  dueUs: number;
  onTheWay: OnItsWay[];
  readonly seen: Map<string, ShownBook>;
}

/** A world in which books come to be seen. */
type SeenWorld = Pick<World<Entry>, 'nowUs' | 'after' | 'streams'>;

/** The books as they are seen, by venue and market. */
export class SeenBooks {
  private readonly world: SeenWorld;
  private readonly views: ReadonlyMap<string, View>;

  /** Each venue has a stream of its own. */
  constructor(world: SeenWorld, venues: readonly string[], latency: DistributionSpec, state: SeenBooksState = []) {
    this.world = world;
    this.views = new Map(
      venues.map((venue) => {
        const saved = state.find((each) => each.venue === venue);
        const stream = world.streams.stream(`${venue}.data`);
        const view: View = {
          sampler: restoreSampler(latency, stream, saved?.sampler ?? { previousScore: null }),
          dueUs: saved?.dueUs ?? 0,
          onTheWay: [...(saved?.onTheWay ?? [])],
          seen: new Map(saved?.seen.map((book) => [book.market, book])),
        };
        return [venue, view];
      }),
    );
  }

  /** A venue shows a book as it is now: it will be seen. */
  show(venue: string, market: Market, book: VenueMarketBooks): void {
    const { world } = this;
    const view = this.viewOf(venue);
    const [first = ''] = market.outcomes;
    const isTradable = book.isTradable(market.market);
    const side = (which: 'bid' | 'ask') =>
      isTradable ? book.depthOf(market.market, first, which, LEVELS_SHOWN) : NOTHING;
    view.dueUs = Math.max(view.dueUs, world.nowUs + view.sampler.nextUs());
    const shown = { market: market.market, shownAtUs: world.nowUs, bids: side('bid'), asks: side('ask') };
    view.onTheWay.push({ ...shown, dueUs: view.dueUs });
    world.after(view.dueUs - world.nowUs, { kind: 'seen', venue });
  }

  /** What a venue showed first of what is on its way has come. The market that it is of. */
  arrive(venue: string): string {
    const view = this.viewOf(venue);
    const { dueUs: _dueUs, ...book } = view.onTheWay.shift()!;
    view.seen.set(book.market, book);
    return book.market;
  }

  /** Whether anything more comes to be seen at this instant. */
  get isMoreDue(): boolean {
    for (const { onTheWay } of this.views.values()) if (onTheWay[0]?.dueUs === this.world.nowUs) return true;
    return false;
  }

  /** Whether anything is still on its way. */
  get isAnyOnTheWay(): boolean {
    for (const { onTheWay } of this.views.values()) if (onTheWay.length > 0) return true;
    return false;
  }

  /** An outcome as it is seen; null where nothing of it has been seen yet. */
  quoteOf(terms: Market, outcome: string): Quote | null {
    const { venue, market, outcomes } = terms;
    const book = this.views.get(venue)?.seen.get(market);
    if (book === undefined) return null;
    const isFirst = outcome === outcomes[0];
    const bids = isFirst ? book.bids : book.asks.map(mirrored);
    const asks = isFirst ? book.asks : book.bids.map(mirrored);
    return { ...quoteOfLadders(terms, outcome, bids, asks), shownAtUs: book.shownAtUs };
  }

  /** What is seen as plain data. */
  save(): SeenBooksState {
    return [...this.views].map(([venue, { sampler, dueUs, onTheWay, seen }]) => ({
      venue,
      sampler: sampler.save(),
      dueUs,
      onTheWay: [...onTheWay],
      seen: [...seen.values()],
    }));
  }

  private viewOf(venue: string): View {
    return this.views.get(venue)!;
  }
}

const NOTHING: readonly BookLevel[] = [];
const mirrored = ({ px, qty }: BookLevel): BookLevel => ({ px: MICROS_PER_UNIT - px, qty });
