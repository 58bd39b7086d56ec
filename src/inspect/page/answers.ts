// What the server answers, as types: the page imports them and nothing of what makes them. Numbers are counts or virtual
// microseconds; money and quantities come as text for people, or as plain numbers where they are only drawn.
import type { Hop, ToldVerdict } from '../../report/summary-types.ts';
import type { Block, Figure } from '../index/counters.ts';
import type { Mark } from '../index/marks.ts';
import type { ReadingState, RunTotals } from '../sources/inspected-run.ts';

export type { Block, Figure, Hop, ToldVerdict, Mark, ReadingState, RunTotals };

/** A run in the list of runs. */
export interface RunEntry {
  readonly id: string;
  readonly source: string;
  readonly name: string;
  readonly seed: string;
  readonly state: ReadingState;
  /** How much of it has been read, from 0 to 1. */
  readonly share: number;
  readonly problem: string | null;
  readonly records: number;
  readonly virtualUs: number;
}

/** A run as a whole, as far as it has been read. */
export interface RunHead extends RunEntry {
  readonly simulation: true;
  readonly currency: string;
  readonly endedBy: string | null;
  /** What was said of the run when it ended; null where nobody who judged it has said so: a journal alone is not judged. */
  readonly verdict: ToldVerdict | null;
  /** What the run comes to in all, while it is still being read; null before, after, and where its end does not say. */
  readonly totals: RunTotals | null;
  readonly venues: readonly string[];
  readonly markets: readonly string[];
  readonly pairs: readonly string[];
  readonly statuses: readonly string[];
  readonly oddities: readonly string[];
  readonly refusals: readonly string[];
  readonly capacities: Readonly<Record<string, number>>;
  readonly marks: readonly { readonly kind: string; readonly name: string; readonly count: number }[];
  readonly money: { readonly captured: string; readonly expected: string; readonly exposure: string };
  /** Why the money is unknown, or what it lacks; null where it is whole. */
  readonly moneyProblem: string | null;
  readonly orders: number;
  readonly blocks: readonly Block[];
  readonly figures: readonly Figure[];
  /** The counters as they are now: what blocks and figures point into. */
  readonly now: readonly number[];
}

/** Counters over virtual time: `columns[i]` are those of the place `places[i]`, a value for each bucket's end. */
export interface TimelineAnswer {
  readonly widthUs: number;
  readonly rows: number;
  readonly lastUs: number;
  readonly places: readonly number[];
  readonly columns: readonly (readonly number[])[];
}

/** An order in a list. */
export interface OrderRow {
  readonly id: string;
  /** 0 where it is of none. */
  readonly arbitrage: number;
  readonly venue: string;
  readonly market: string;
  readonly side: string;
  /** `leg`, `unwind`, `strategy` or `client`. */
  readonly owner: string;
  readonly status: string;
  readonly states: readonly string[];
  readonly oddities: readonly string[];
  readonly bornUs: number;
  readonly movedUs: number;
}

/** An arbitrage in a list. */
export interface ArbitrageRow {
  readonly id: number;
  readonly pair: string;
  readonly state: string;
  readonly refusal: string;
  readonly venues: readonly string[];
  readonly orders: number;
  readonly oddities: readonly string[];
  readonly bornUs: number;
  readonly movedUs: number;
}

/** A part of a list, and how long the whole of it is. */
export interface Page<T> {
  readonly total: number;
  readonly offset: number;
  readonly rows: readonly T[];
}

/** What is lit in a chart at a step. */
export interface Light {
  readonly chart: string;
  readonly actor: string;
  /** The states in which it stands then. */
  readonly states: readonly string[];
  /** The edges of the chart that it went along, by place. */
  readonly edges: readonly number[];
}

/** How a step is to be seen: as it should be, the venue's own truth, a fault that was injected, or an anomaly. */
export type Tone = 'usual' | 'truth' | 'fault' | 'anomaly' | 'end';

/** One step of a life. */
export interface LifeStep {
  readonly seq: number;
  readonly atUs: number;
  readonly from: string;
  readonly to: string;
  readonly label: string;
  readonly detail: string;
  readonly tone: Tone;
  readonly light: Light | null;
}

/** The life of an order or an arbitrage. */
export interface Life {
  readonly kind: 'order' | 'arbitrage';
  readonly id: string;
  /** 0 for an order of none. */
  readonly arbitrage: number;
  readonly orders: readonly string[];
  readonly story: readonly string[];
  /** Who takes part, from left to right. */
  readonly parties: readonly { readonly id: string; readonly title: string; readonly kind: string }[];
  readonly steps: readonly LifeStep[];
}

/** Durations of one hop at one venue: how many took at most so many microseconds. */
export interface HopAnswer {
  readonly venue: string;
  readonly hop: Hop;
  readonly count: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly max: number;
  readonly buckets: readonly { readonly upToUs: number; readonly count: number }[];
}

/** Something that was found by its name. */
export interface Hit {
  readonly kind: 'order' | 'arbitrage';
  readonly id: string;
  readonly why: string;
}
