// A chart as it is drawn: its model, and where everything stands. Written by `npm run charts` into public/charts.json.
import type { ChartModel } from '../../src/inspect/index/charts/model.ts';

/** Where a state stands, in points from the upper left. */
export interface DrawnState {
  readonly path: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** All edges between the same two states: one line, with the words of each. */
export interface DrawnGroup {
  /** The edges by place in the chart's list. */
  readonly edges: readonly number[];
  readonly points: readonly (readonly [x: number, y: number])[];
  readonly label: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  readonly words: readonly { readonly edge: number; readonly text: string }[];
}

/** A chart and its places. */
export interface DrawnChart extends ChartModel {
  readonly width: number;
  readonly height: number;
  readonly places: readonly DrawnState[];
  readonly groups: readonly DrawnGroup[];
}
