// Where the intents of a run that replays a recording come from. What was recorded moves the books of the venues at its own
// time; some time later the strategies receive the quotes of every pair that it concerns, once an instant. The recording is
// read by the shell, which may wait: a step takes from it what has been read, and says when it needs more.
import { assert, unreachable } from '../../kernel/assert.ts';
import type { ReplayInput } from '../../market-data/replay/replay-input.ts';
import type { Scenario, ScenarioData } from '../../scenario/types.ts';
import type { RunnerState } from '../../strategies/runner.ts';
import type { Quote } from '../../strategies/types.ts';
import type { Market } from '../../venues/definitions/market.ts';
import { RecordedBooks, type RecordedBooksState } from '../../world/recorded-books.ts';
import type { VenueSimulator } from '../../venues/simulation/types.ts';
import type { Arbitrages } from '../arbitrages/arbitrages.ts';
import { StrategyHost } from './strategy-host.ts';
import type { IntentsSetup } from './intents.ts';
import type { ReplayEntry } from '../entries.ts';
import type { IntentSource } from './intent-source.ts';
import { Opportunities, type OpportunitiesState } from './opportunities.ts';
import { SeenBooks, type SeenBooksState } from './seen-books.ts';
import { roomOf } from './shown-quotes.ts';

/** The run was saved over another recording than the one to resume it with. Its message is a sentence. */
export class OtherRecording extends Error {
  override readonly name = 'OtherRecording';
}

/** The source of intents at rest: plain data. The recording itself is not in it. */
export interface ReplayedIntentsState {
  /** The recording's sha256, and how many of its items have been taken. */
  readonly recording: string;
  readonly position: number;
  readonly books: RecordedBooksState;
  readonly seen: SeenBooksState;
  readonly runners: readonly RunnerState[];
  readonly moments: number;
  readonly phase: Phase;
  readonly isStopped: boolean;
  /** The pairs whose quotes the strategies are to receive at this instant. */
  readonly toTell: readonly string[];
  readonly standing: OpportunitiesState;
}

/** Waiting for its beginning, under way, at the end of the recording with books still to be seen, or done. */
type Phase = 'waiting' | 'replaying' | 'draining' | 'over';

interface Leg {
  readonly terms: Market;
  readonly outcome: string;
}

/** What a replayed recording stands on. */
export interface ReplayedIntentsSetup extends IntentsSetup {
  readonly data: ScenarioData;
  readonly input: ReplayInput;
  readonly venues: ReadonlyMap<string, Pick<VenueSimulator, 'shown' | 'book'>>;
  readonly arbitrages: Pick<Arbitrages, 'liveCount'>;
}

/** The source of the intents of a run that replays a recording. */
export class ReplayedIntents implements IntentSource {
  private readonly setup: ReplayedIntentsSetup;
  private readonly strategies: StrategyHost;
  private readonly seen: SeenBooks;
  private readonly books: RecordedBooks;
  private readonly pairs: ReadonlyMap<string, readonly Leg[]>;
  private readonly pairsOf = new Map<string, string[]>();
  private readonly toTell: Set<string>;
  private readonly opportunities: Opportunities;
  private phase: Phase;
  private isStopped: boolean;
  private momentCount: number;

  /** Throws `OtherRecording`. */
  constructor(setup: ReplayedIntentsSetup, state?: ReplayedIntentsState) {
    const { world, scenario, data, input, venues } = setup;
    if (state !== undefined && state.recording !== input.sha256)
      throw new OtherRecording(
        `The recording is not the one that the run began with: its sha256 begins with ${input.sha256.slice(0, 12)}, ` +
          `and was ${state.recording.slice(0, 12)}.`,
      );
    this.setup = setup;
    this.phase = state?.phase ?? 'waiting';
    this.isStopped = state?.isStopped ?? false;
    this.momentCount = state?.moments ?? 0;
    this.toTell = new Set(state?.toTell);
    this.opportunities = new Opportunities(world, state?.standing);
    if (state !== undefined) input.goTo(state.position);
    this.strategies = new StrategyHost(setup, state?.runners);
    const shown = [...new Set(data.markets.map(({ venue }) => venue))];
    this.seen = new SeenBooks(world, shown, data.latency, state?.seen);
    const markets = marketsOf(scenario, data);
    this.books = new RecordedBooks(
      world,
      {
        items: input,
        untilUs: scenario.length.durationUs,
        bookOf: (venue, name) => {
          const terms = markets.get(venue)?.get(name);
          const book = terms === undefined ? undefined : venues.get(terms.venue)?.book;
          return terms === undefined || book === undefined ? undefined : { terms, book };
        },
        moved: ({ terms, book }) => this.seen.show(terms.venue, terms, book),
      },
      state?.books,
    );
    this.pairs = new Map(
      scenario.pairs.map(({ pair }) => [
        pair.pair,
        pair.legs.map(({ venue, market, outcome }) => ({ terms: termsOf(scenario, venue, market), outcome })),
      ]),
    );
    for (const [pair, legs] of this.pairs)
      for (const { terms } of legs) {
        const key = keyOf(terms.venue, terms.market);
        this.pairsOf.set(key, [...(this.pairsOf.get(key) ?? []), pair]);
      }
  }

  get moments(): number {
    return this.momentCount;
  }

  get needsInput(): boolean {
    // A run that was saved has its next item in the calendar, and a recording that nobody has read yet.
    return this.phase === 'replaying' && this.setup.input.needsInput && (this.books.dueUs !== null || !this.isIdle);
  }

  moment(): void {
    this.strategies.noticeStillborn();
    this.phase = 'replaying';
  }

  stop(): void {
    this.isStopped = true;
  }

  prepare(): void {
    if (this.phase !== 'replaying' || this.books.dueUs !== null) return undefined;
    if (!this.isIdle) return this.books.prepare();
    this.books.end('the run was stopped');
    return this.recordingOver();
  }

  handle(entry: ReplayEntry): void {
    switch (entry.kind) {
      case 'recorded':
        this.books.take();
        if (this.books.isOver) this.recordingOver();
        break;
      case 'seen':
        this.see(entry.venue);
        break;
      case 'tell':
        this.tellAll();
        break;
      default:
        unreachable(entry);
    }
    if (this.phase !== 'draining' || this.toTell.size > 0 || this.seen.isAnyOnTheWay) return;
    this.phase = 'over';
    this.setup.phases.exhausted();
  }

  save(): ReplayedIntentsState {
    const { phase, isStopped } = this;
    const { input } = this.setup;
    return {
      recording: input.sha256,
      position: input.position,
      books: this.books.save(),
      seen: this.seen.save(),
      runners: this.strategies.save(),
      moments: this.momentCount,
      phase,
      isStopped,
      toTell: [...this.toTell],
      standing: this.opportunities.save(),
    };
  }

  /** Once nothing new begins, the books move on for as long as something lives that may meet them. */
  private get isIdle(): boolean {
    return this.isStopped && this.setup.arbitrages.liveCount === 0;
  }

  /** What the venues showed is still on its way to the strategies, unless they are stopped. */
  private recordingOver(): void {
    this.phase = this.isStopped ? 'over' : 'draining';
  }

  private see(venue: string): void {
    const market = this.seen.arrive(venue);
    if (this.isStopped) return;
    const isFirst = this.toTell.size === 0;
    for (const pair of this.pairsOf.get(keyOf(venue, market)) ?? []) this.toTell.add(pair);
    if (isFirst && this.toTell.size > 0) this.setup.world.after(0, { kind: 'tell' });
  }

  private tellAll(): void {
    const { world } = this.setup;
    // What comes at one instant is seen together: half of it would be a market that never was.
    if (this.books.dueUs === world.nowUs || this.seen.isMoreDue) {
      world.after(0, { kind: 'tell' });
      return;
    }
    const pairs = [...this.pairs.keys()].filter((pair) => this.toTell.has(pair));
    this.toTell.clear();
    for (const pair of pairs) if (!this.isStopped) this.tell(pair);
  }

  private tell(pair: string): void {
    const { world, scenario, phases } = this.setup;
    const quotes: Quote[] = [];
    let oldestUs = world.nowUs;
    for (const { terms, outcome } of this.pairs.get(pair) ?? []) {
      const quote = this.seen.quoteOf(terms, outcome);
      if (quote === null) return;
      oldestUs = Math.min(oldestUs, quote.shownAtUs ?? oldestUs);
      quotes.push(Object.freeze({ ...quote, ...roomOf(this.setup, terms, outcome, scenario.risk.marketPositionMax) }));
    }
    const ageUs = world.nowUs - oldestUs;
    if (ageUs < this.strategies.stalenessUsOf(pair)) this.opportunities.look(pair, quotes, ageUs);
    this.momentCount += 1;
    const seen = { type: 'quotes', pair, quotes: Object.freeze(quotes), atUs: world.nowUs } as const;
    this.strategies.tell(Object.freeze(seen), ageUs);
    const { intentsMax } = scenario.length;
    if (intentsMax !== null && this.momentCount >= intentsMax) phases.exhausted();
  }
}

const keyOf = (venue: string, market: string): string => `${venue}/${market}`;

const termsOf = ({ markets }: Scenario, venue: string, market: string): Market => {
  const found = markets.find(({ terms }) => terms.venue === venue && terms.market === market);
  assert(found !== undefined, () => `${venue} ${market} is no market of the scenario`);
  return found.terms;
};

const marketsOf = (scenario: Scenario, { markets }: ScenarioData): ReadonlyMap<string, ReadonlyMap<string, Market>> => {
  const byVenue = new Map<string, Map<string, Market>>();
  for (const { venue, market, recordedVenue, recordedMarket } of markets) {
    const there = byVenue.get(recordedVenue) ?? new Map<string, Market>();
    byVenue.set(recordedVenue, there.set(recordedMarket, termsOf(scenario, venue, market)));
  }
  return byVenue;
};
