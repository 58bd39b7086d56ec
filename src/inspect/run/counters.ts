// The counters of a run in one row of numbers: how many stand in each state of each chart, how often each edge was
// taken, for the whole run and for each venue, and single figures by name. It knows charts, and no records.
import type { ChartModel } from '../charts/model.ts';
import { flowFinder, type FlowFinder } from '../charts/flow.ts';

/** The counters of one chart: first its states, then its edges, in the chart's order. An empty venue is the whole run. */
export interface Block {
  readonly chart: string;
  readonly venue: string;
  readonly base: number;
  readonly states: number;
  readonly edges: number;
}

/** A single figure. */
export interface Figure {
  readonly name: string;
  readonly venue: string;
  readonly at: number;
}

/** The counters at rest: plain data. */
export interface CountersState {
  readonly blocks: readonly Block[];
  readonly figures: readonly Figure[];
  readonly row: Float64Array;
}

/** All counters of a run. */
export class Counters {
  readonly blocks: Block[] = [];
  readonly figures: Figure[] = [];
  private row: Float64Array = new Float64Array(512);
  private used = 0;
  private readonly places = new Map<string, number>();

  /** The row as it is now; it is written on. */
  get values(): Float64Array {
    return this.row;
  }

  /** How much of the row is in use. */
  get length(): number {
    return this.used;
  }

  /** The counters as plain data. */
  save(): CountersState {
    return { blocks: this.blocks, figures: this.figures, row: this.row.slice(0, this.used) };
  }

  /** Puts saved counters in the place of all that were here. */
  restore({ blocks, figures, row }: CountersState): void {
    this.blocks.splice(0, Infinity, ...blocks);
    this.figures.splice(0, Infinity, ...figures);
    this.row = row;
    this.used = row.length;
    this.places.clear();
    for (const { chart, venue, base } of blocks) this.places.set(`${chart} ${venue}`, base);
    for (const { name, venue, at } of figures) this.places.set(`= ${name} ${venue}`, at);
  }

  /** The place of the block of a chart at a venue. */
  blockOf({ name, states, edges }: ChartModel, venue: string): number {
    const key = `${name} ${venue}`;
    const known = this.places.get(key);
    if (known !== undefined) return known;
    const base = this.take(key, states.length + edges.length);
    this.blocks.push({ chart: name, venue, base, states: states.length, edges: edges.length });
    return base;
  }

  /** The place of a figure. */
  figureOf(name: string, venue = ''): number {
    const key = `= ${name} ${venue}`;
    const known = this.places.get(key);
    if (known !== undefined) return known;
    const at = this.take(key, 1);
    this.figures.push({ name, venue, at });
    return at;
  }

  /** Adds to a counter. */
  add(at: number, by = 1): void {
    this.row[at] = (this.row[at] ?? 0) + by;
  }

  /** Sets a figure. */
  set(at: number, value: number): void {
    this.row[at] = value;
  }

  private take(key: string, size: number): number {
    const base = this.used;
    this.used += size;
    if (this.used > this.row.length) {
      const larger = new Float64Array(Math.max(this.used, this.row.length * 2));
      larger.set(this.row);
      this.row = larger;
    }
    this.places.set(key, base);
    return base;
  }
}

/** Moves the actors of one chart about in the counters. */
export class ChartCounter {
  readonly chart: ChartModel;
  private readonly counters: Counters;
  private readonly flow: FlowFinder;
  private readonly stateAt = new Map<string, number>();
  private readonly bases = new Map<string, number>();

  constructor(counters: Counters, chart: ChartModel) {
    this.counters = counters;
    this.chart = chart;
    this.flow = flowFinder(chart);
    chart.states.forEach(({ path }, index) => this.stateAt.set(path, index));
    counters.blockOf(chart, '');
  }

  /** An actor comes to stand in these states, of the whole run and of these venues. */
  enters(states: readonly string[], venues: readonly string[]): void {
    for (const state of states) this.count(state, venues, 1);
  }

  /** An actor stands there no longer, and the journal does not say what it was told. */
  leaves(states: readonly string[], venues: readonly string[]): void {
    for (const state of states) this.count(state, venues, -1);
  }

  /** An actor goes from one state to another, or stays where it is and is told something. */
  moves(from: string, event: string, to: string, venues: readonly string[]): void {
    if (from !== to) {
      this.count(from, venues, -1);
      this.count(to, venues, 1);
    }
    for (const edge of this.flow(from, event, to)) this.countAt(this.chart.states.length + edge, venues, 1);
  }

  private count(state: string, venues: readonly string[], by: number): void {
    const at = this.stateAt.get(state);
    if (at !== undefined) this.countAt(at, venues, by);
  }

  private countAt(at: number, venues: readonly string[], by: number): void {
    this.counters.add(this.baseOf('') + at, by);
    for (let index = 0; index < venues.length; index += 1) this.counters.add(this.baseOf(venues[index]!) + at, by);
  }

  private baseOf(venue: string): number {
    let base = this.bases.get(venue);
    if (base === undefined) {
      base = this.counters.blockOf(this.chart, venue);
      this.bases.set(venue, base);
    }
    return base;
  }
}
