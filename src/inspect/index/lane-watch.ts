// Lanes as they go by: where each venue's executor stands, how much of its room was last said to be in use.
import type { RecordBody } from '../../journal/records.ts';
import { chartNamed } from './charts/model.ts';
import { LanePath } from './paths/lane-path.ts';
import { executionPaths } from './paths/order-path.ts';
import { ChartCounter, type Counters } from './counters.ts';
import type { Marks } from './marks.ts';

const RECONCILING = 'operating.connection.reconciling';
/** The states of orders that a venue may have open: sent, and not ended. */
const openPaths: readonly string[] = executionPaths.slice(1, 5);

/** All lanes of a run. */
export class LaneWatch {
  readonly capacities = new Map<string, number>();
  private readonly counters: Counters;
  private readonly marks: Marks;
  private readonly chart: ChartCounter;
  private readonly lanes = new Map<string, LanePath>();

  constructor(counters: Counters, marks: Marks) {
    this.counters = counters;
    this.marks = marks;
    this.chart = new ChartCounter(counters, chartNamed('venue-executor'));
  }

  /** There is a lane to that venue. */
  opened(venue: string): void {
    const lane = new LanePath(venue);
    this.lanes.set(venue, lane);
    this.chart.enters(lane.states, [venue]);
  }

  /** A lane received an event. */
  moved(body: Extract<RecordBody, { readonly type: 'lane.moved' }>, seq: number, atUs: number): void {
    const { venue, event, depth, reserved, capacity } = body;
    this.capacities.set(venue, capacity);
    this.counters.set(this.counters.figureOf('laneDepth', venue), depth + reserved);
    if (event === 'venue.disconnected' || event === 'venue.halted')
      this.marks.add({ seq, atUs, kind: 'halt', name: event.slice('venue.'.length), venue, actor: '', detail: '' });
    this.tell(venue, event, (lane) => lane.told(event, this.openAt(venue)));
  }

  /** An order went out by that lane. */
  sent(venue: string): void {
    // Orders are sent often, and it hardly ever means something to the lane.
    if (this.lanes.get(venue)?.states.includes(RECONCILING) !== true) return;
    this.tell(venue, 'reconcile.finished', (lane) => void lane.sent());
  }

  private tell(venue: string, event: string, tell: (lane: LanePath) => void): void {
    const lane = this.lanes.get(venue);
    if (lane === undefined) return;
    const before = lane.states;
    tell(lane);
    const after = lane.states;
    if (before.length !== after.length) {
      // It closed: none of its regions is left.
      this.chart.leaves(before, [venue]);
      this.chart.enters(after, [venue]);
      return;
    }
    before.forEach((from, region) => this.chart.moves(from, event, after[region] ?? from, [venue]));
  }

  private openAt(venue: string): number {
    const chart = chartNamed('order');
    const base = this.counters.blockOf(chart, venue);
    return chart.states.reduce(
      (sum, { path }, at) => sum + (openPaths.includes(path) ? (this.counters.values[base + at] ?? 0) : 0),
      0,
    );
  }
}
