// The counters of a run in one row of numbers: how many stand in each state of each chart, how often each edge was
// taken, for the whole run and for each venue, and single figures by name. It knows charts, and no records.
import type { ChartModel } from './charts/model.ts';
import { flowFinder, type FlowFinder } from './charts/flow.ts';

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

/** What a step changes in the counters of its chart: places within a block, and by how much. */
export interface Change {
  readonly places: readonly number[];
  readonly by: readonly number[];
}

/** Where blocks of a chart begin: that of the whole run, and those of some venues. */
export type Bases = readonly number[];

/** Moves the actors of one chart about in the counters. */
export class ChartCounter {
  readonly chart: ChartModel;
  private readonly counters: Counters;
  private readonly flow: FlowFinder;
  private readonly stateAt = new Map<string, number>();
  private readonly bases = new Map<string, number>();
  private readonly changes = new Map<string, Change>();

  constructor(counters: Counters, chart: ChartModel) {
    this.counters = counters;
    this.chart = chart;
    this.flow = flowFinder(chart);
    chart.states.forEach(({ path }, index) => this.stateAt.set(path, index));
    counters.blockOf(chart, '');
  }

  /** An actor comes to stand in these states, of the whole run and of these venues. */
  enters(states: readonly string[], venues: readonly string[]): void {
    this.apply(this.changeOf(states, 1), this.basesOf(venues));
  }

  /** An actor stands there no longer, and the journal does not say which event it received. */
  leaves(states: readonly string[], venues: readonly string[]): void {
    this.apply(this.changeOf(states, -1), this.basesOf(venues));
  }

  /** An actor receives an event, and goes from one state to another or stays where it is. */
  moves(from: string, event: string, to: string, venues: readonly string[]): void {
    const key = `${from} ${event} ${to}`;
    let change = this.changes.get(key);
    if (change === undefined) {
      change = this.stepOf(from, event, to);
      this.changes.set(key, change);
    }
    this.apply(change, this.basesOf(venues));
  }

  /** Returns what such a step changes. A caller that repeats a step often keeps its answer. */
  stepOf(from: string, event: string, to: string): Change {
    const edges = this.flow(from, event, to).map((edge) => this.chart.states.length + edge);
    const taken = { places: edges, by: edges.map(() => 1) };
    return from === to ? taken : together([this.changeOf([from], -1), this.changeOf([to], 1), taken]);
  }

  /** What it changes that an actor comes to stand in these states, or with -1 that it does no longer. */
  changeOf(states: readonly string[], by: 1 | -1): Change {
    const places = states.flatMap((state) => this.stateAt.get(state) ?? []);
    return { places, by: places.map(() => by) };
  }

  /** The blocks of the whole run and of these venues: they stay where they are. */
  basesOf(venues: readonly string[]): Bases {
    return [this.baseOf(''), ...venues.map((venue) => this.baseOf(venue))];
  }

  /** Changes the counters of some blocks. */
  apply({ places, by }: Change, bases: Bases): void {
    const { values } = this.counters;
    for (let block = 0; block < bases.length; block += 1) {
      const base = bases[block]!;
      for (let index = 0; index < places.length; index += 1) {
        const at = base + places[index]!;
        values[at] = values[at]! + by[index]!;
      }
    }
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

/** Several changes as one. */
export const together = (changes: readonly Change[]): Change => ({
  places: changes.flatMap(({ places }) => places),
  by: changes.flatMap(({ by }) => by),
});
