// Where the intents of a run that replays a recording come from. What was recorded moves the books of the venues at its own
// time; some time later the strategies see it, and are told of every pair that it concerns, once an instant. The recording
// is read by whoever may wait: the core takes from it what is there, and says when it needs more.
import { assert, unreachable } from '../kernel/assert.ts';
import type { ReplayInput } from '../market-data/replay/replay-input.ts';
import type { ReplayItem } from '../market-data/replay/types.ts';
import type { Scenario, ScenarioData } from '../scenario/types.ts';
import type { RunnerState } from '../strategies/runner.ts';
import type { Quote, Strategy } from '../strategies/types.ts';
import type { Market } from '../venues/market.ts';
import type { Core } from './core.ts';
import { Desks } from './desks.ts';
import type { ReplayEntry } from './entries.ts';
import type { IntentSource } from './intent-source.ts';
import { Opportunities, type OpportunitiesState } from './opportunities.ts';
import { SeenBooks, type SeenBooksState } from './seen-books.ts';
import { roomOf } from './shown-quotes.ts';

/** The run was saved over another recording than it is to go on with. Its message is a sentence. */
export class OtherRecording extends Error {
  override readonly name = 'OtherRecording';
}

/** The source of intents at rest: plain data. The recording itself is not in it. */
export interface ReplayedIntentsState {
  /** The recording's sha256, and how many of its items have been taken. */
  readonly recording: string;
  readonly position: number;
  readonly seen: SeenBooksState;
  readonly runners: readonly RunnerState[];
  readonly moments: number;
  readonly phase: Phase;
  readonly isStopped: boolean;
  readonly updates: number;
  /** When its next item is due; null where it is not in the calendar. */
  readonly nextUs: number | null;
  /** The pairs of which the strategies are to be told at this instant. */
  readonly toTell: readonly string[];
  readonly standing: OpportunitiesState;
  readonly elsewhere: number;
  readonly untradable: number;
}

/** Waiting for its beginning, under way, at the end of the recording with books still to be seen, or done. */
type Phase = 'waiting' | 'replaying' | 'draining' | 'over';

interface Leg {
  readonly terms: Market;
  readonly outcome: string;
}

/** The source of the intents of a run that replays a recording. */
export class ReplayedIntents implements IntentSource {
  private readonly core: Core;
  private readonly scenario: Scenario;
  private readonly input: ReplayInput;
  private readonly desks: Desks;
  private readonly seen: SeenBooks;
  /** The markets of this run by venue and name as recorded. */
  private readonly markets: ReadonlyMap<string, ReadonlyMap<string, Market>>;
  private readonly pairs: ReadonlyMap<string, readonly Leg[]>;
  private readonly pairsOf = new Map<string, string[]>();
  private readonly toTell: Set<string>;
  private readonly opportunities: Opportunities;
  private phase: Phase;
  private isStopped: boolean;
  private updates: number;
  private nextUs: number | null;
  private momentCount: number;
  private elsewhere: number;
  private untradable: number;

  /** Throws `OtherRecording`. */
  constructor(
    core: Core,
    scenario: Scenario,
    data: ScenarioData,
    input: ReplayInput,
    modules: ReadonlyMap<string, Strategy<unknown>>,
    state?: ReplayedIntentsState,
  ) {
    if (state !== undefined && state.recording !== input.sha256)
      throw new OtherRecording(
        `The recording is not the one that the run began with: its sha256 begins with ${input.sha256.slice(0, 12)}, ` +
          `and was ${state.recording.slice(0, 12)}.`,
      );
    this.core = core;
    this.scenario = scenario;
    this.input = input;
    this.phase = state?.phase ?? 'waiting';
    this.isStopped = state?.isStopped ?? false;
    this.updates = state?.updates ?? 0;
    this.nextUs = state?.nextUs ?? null;
    this.momentCount = state?.moments ?? 0;
    this.elsewhere = state?.elsewhere ?? 0;
    this.untradable = state?.untradable ?? 0;
    this.toTell = new Set(state?.toTell);
    this.opportunities = new Opportunities(core, state?.standing);
    if (state !== undefined) input.goTo(state.position);
    this.desks = new Desks(core, scenario, modules, state?.runners);
    const venues = [...new Set(data.markets.map(({ venue }) => venue))];
    this.seen = new SeenBooks(core, venues, data.latency, state?.seen);
    this.markets = marketsOf(scenario, data);
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
    return this.phase === 'replaying' && this.input.needsInput && (this.nextUs !== null || !this.isIdle);
  }

  moment(): void {
    this.desks.noticeStillborn();
    this.phase = 'replaying';
  }

  stop(): void {
    this.isStopped = true;
  }

  prepare(): void {
    if (this.phase !== 'replaying' || this.nextUs !== null) return undefined;
    if (this.isIdle) return this.end('the run was stopped');
    const { core } = this;
    const item = this.input.peek();
    assert(item !== null, 'the end of a recording is its last item');
    this.nextUs = Math.max(core.nowUs, item.atUs);
    core.calendar.schedule(this.nextUs, { kind: 'recorded' });
    return undefined;
  }

  happen(entry: ReplayEntry): void {
    switch (entry.kind) {
      case 'recorded':
        this.nextUs = null;
        this.take(this.input.take());
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
    this.core.parts.phases.exhausted();
  }

  save(): ReplayedIntentsState {
    const { input, phase, isStopped, updates, nextUs, elsewhere, untradable } = this;
    return {
      recording: input.sha256,
      position: input.position,
      seen: this.seen.save(),
      runners: this.desks.save(),
      moments: this.momentCount,
      phase,
      isStopped,
      updates,
      nextUs,
      toTell: [...this.toTell],
      standing: this.opportunities.save(),
      elsewhere,
      untradable,
    };
  }

  /** Once nothing new begins, the books move on for as long as something lives that may meet them. */
  private get isIdle(): boolean {
    return this.isStopped && this.core.parts.arbitrages.liveCount === 0;
  }

  private take(item: ReplayItem): void {
    const { core } = this;
    const { durationUs } = this.scenario.length;
    if (durationUs !== null && item.atUs > durationUs) return this.end('the scenario is shorter');
    switch (item.what) {
      case 'update':
        this.updates += 1;
        return this.apply(item.update);
      case 'fault': {
        const { kind: event, count, sentence } = item;
        return core.record({ type: 'recording.noted', event, count, ...(sentence === '' ? {} : { detail: sentence }) });
      }
      case 'end':
        return this.end();
      default:
        return unreachable(item);
    }
  }

  private end(detail?: string): void {
    const { core, elsewhere, untradable, updates } = this;
    for (const [event, count] of Object.entries({ elsewhere, untradable }))
      if (count > 0) core.record({ type: 'recording.noted', event, count });
    core.record({
      type: 'recording.noted',
      event: 'ended',
      count: updates,
      ...(detail === undefined ? {} : { detail }),
    });
    this.phase = this.isStopped ? 'over' : 'draining';
  }

  private apply(update: Extract<ReplayItem, { what: 'update' }>['update']): void {
    const market = this.markets.get(update.venue)?.get(update.market);
    const book = market === undefined ? undefined : this.core.parts.venues.get(market.venue)?.book;
    if (market === undefined || book === undefined) {
      this.elsewhere += 1;
      return;
    }
    const name = market.market;
    const wasTradable = book.isTradable(name);
    book.apply(name === update.market ? update : { ...update, market: name });
    if (wasTradable && !book.isTradable(name)) this.untradable += 1;
    this.seen.show(market.venue, market, book);
  }

  private see(venue: string): void {
    const market = this.seen.arrive(venue);
    if (this.isStopped) return;
    const isFirst = this.toTell.size === 0;
    for (const pair of this.pairsOf.get(keyOf(venue, market)) ?? []) this.toTell.add(pair);
    if (isFirst && this.toTell.size > 0) this.core.calendar.schedule(this.core.nowUs, { kind: 'tell' });
  }

  private tellAll(): void {
    const { core } = this;
    // What comes at one instant is seen together: half of it would be a market that never was.
    if (this.nextUs === core.nowUs || this.seen.isMoreDue) {
      core.calendar.schedule(core.nowUs, { kind: 'tell' });
      return;
    }
    const pairs = [...this.pairs.keys()].filter((pair) => this.toTell.has(pair));
    this.toTell.clear();
    for (const pair of pairs) if (!this.isStopped) this.tell(pair);
  }

  private tell(pair: string): void {
    const { core } = this;
    const quotes: Quote[] = [];
    let oldestUs = core.nowUs;
    for (const { terms, outcome } of this.pairs.get(pair) ?? []) {
      const quote = this.seen.quoteOf(terms, outcome);
      if (quote === null) return;
      oldestUs = Math.min(oldestUs, quote.shownAtUs ?? oldestUs);
      quotes.push(Object.freeze({ ...quote, ...roomOf(core, terms, outcome, this.scenario.risk.marketPositionMax) }));
    }
    const ageUs = core.nowUs - oldestUs;
    if (ageUs < this.desks.stalenessUsOf(pair)) this.opportunities.look(pair, quotes, ageUs);
    this.momentCount += 1;
    const seen = { type: 'quotes', pair, quotes: Object.freeze(quotes), atUs: core.nowUs } as const;
    this.desks.tell(Object.freeze(seen), ageUs);
    const { intentsMax } = this.scenario.length;
    if (intentsMax !== null && this.momentCount >= intentsMax) core.parts.phases.exhausted();
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
