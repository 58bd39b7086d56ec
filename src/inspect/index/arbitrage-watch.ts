// Arbitrages as they go by: where each stands in its chart, where it has been, and how many live.
import type { RecordBody } from '../../journal/records.ts';
import { arbitragePaths, arbitrageStep, FIRST_END_PATH, NEW_ARBITRAGE_PATH } from './paths/arbitrage-path.ts';
import type { Actors } from './actors.ts';
import type { Bases, ChartCounter, Counters } from './counters.ts';
import { StepChanges } from './step-changes.ts';

type BodyOf<T extends RecordBody['type']> = Extract<RecordBody, { readonly type: T }>;

const VENUE_BIT_LAST = 31;

/** All arbitrages of a run, one record after another. */
export class ArbitrageWatch {
  private readonly actors: Actors;
  private readonly chart: ChartCounter;
  private readonly counters: Counters;
  /** The figure that counts those that live. */
  private readonly live: number;
  private readonly changes: StepChanges;
  /** By the bits of the venues. */
  private readonly bases = new Map<number, Bases>();

  constructor(actors: Actors, chart: ChartCounter, counters: Counters) {
    this.actors = actors;
    this.chart = chart;
    this.counters = counters;
    this.live = counters.figureOf('liveArbitrages');
    this.changes = new StepChanges(arbitragePaths.length, (event, from, to) =>
      chart.stepOf(arbitragePaths[from] ?? '', event, arbitragePaths[to] ?? ''),
    );
  }

  /** One of its orders, or of those that it wants, is at the venue of that number. */
  isAt(arbitrage: number, venue: number): void {
    this.actors.arbitrages.venues.mark(arbitrage, 1 << Math.min(venue, VENUE_BIT_LAST));
  }

  /** It is born. */
  received({ intent, pair, legs }: BodyOf<'intent.received'>, atUs: number): void {
    const { arbitrages, pairs, venues } = this.actors;
    arbitrages.path.set(intent, NEW_ARBITRAGE_PATH);
    arbitrages.visited.set(intent, 1);
    arbitrages.bornUs.set(intent, atUs);
    arbitrages.movedUs.set(intent, atUs);
    arbitrages.pair.set(intent, pairs.of(pair));
    for (const { venue } of legs) this.isAt(intent, venues.of(venue));
    this.chart.apply(this.chart.changeOf([arbitragePaths[NEW_ARBITRAGE_PATH]], 1), this.basesOf(intent));
  }

  /** It goes no further. */
  refused({ intent, reason }: BodyOf<'intent.refused'>, atUs: number): void {
    const { arbitrages, refusals } = this.actors;
    arbitrages.refusal.set(intent, refusals.of(reason));
    const cancelled = arbitragePaths.indexOf('ended.cancelled');
    this.goes(intent, 'plan.refused', arbitrages.path.at(intent), cancelled, atUs);
  }

  /** It received an event. */
  moved(body: BodyOf<'arbitrage.moved'>, atUs: number): void {
    const { arbitrage, event } = body;
    const at = this.actors.arbitrages.path.at(arbitrage);
    const { from, to } = arbitrageStep(at, body);
    // What the journal is silent about happened before: it stands where the step begins.
    if (at !== from) this.goes(arbitrage, 'plan.accepted', at, from, atUs);
    this.goes(arbitrage, event, from, to, atUs);
    if (at < FIRST_END_PATH === to < FIRST_END_PATH && at !== NEW_ARBITRAGE_PATH) return;
    const hasBegun = at === NEW_ARBITRAGE_PATH && to < FIRST_END_PATH;
    if (hasBegun || at >= FIRST_END_PATH) this.counters.add(this.live);
    else if (at !== NEW_ARBITRAGE_PATH) this.counters.add(this.live, -1);
  }

  private goes(arbitrage: number, event: string, from: number, to: number, atUs: number): void {
    const { path, visited, movedUs } = this.actors.arbitrages;
    this.chart.apply(this.changes.of(event, from, to), this.basesOf(arbitrage));
    path.set(arbitrage, to);
    visited.mark(arbitrage, 1 << to);
    movedUs.set(arbitrage, atUs);
  }

  private basesOf(arbitrage: number): Bases {
    const bits = this.actors.arbitrages.venues.at(arbitrage);
    let bases = this.bases.get(bits);
    if (bases === undefined) {
      const { list } = this.actors.venues;
      bases = this.chart.basesOf(list.filter((_, number) => (bits & (1 << Math.min(number, VENUE_BIT_LAST))) !== 0));
      // Of the venues behind the last bit not all are known yet.
      if (list.length < VENUE_BIT_LAST) this.bases.set(bits, bases);
    }
    return bases;
  }
}
