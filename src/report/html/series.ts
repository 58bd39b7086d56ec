// What happened when, for plots: the time of a run in a few hundred equal parts, and what each of them saw. How long the
// run will be is not known before its end, so that the parts begin short and are joined two by two as it grows.
import type { Portfolio } from '../../accounting/portfolio.ts';
import type { RecordBody } from '../../journal/records.ts';

/** What one part of the time saw. Counts are of this part alone; the rest is as it was at its end. */
export interface SeriesPoint {
  /** Intents that came, those of them that were begun, and those that were refused. */
  intents: number;
  begun: number;
  refused: number;
  fills: number;
  anomalies: number;
  faults: number;
  /** The most that was at risk at once, in micros of the run's currency. */
  exposureMax: bigint;
  /** The most arbitrages that lived at once. */
  liveMax: number;
  /** The edge that was expected of all that has ended by then, and what came of it. */
  expected: bigint;
  captured: bigint;
}

/** The parts of a run's time. */
export interface RunSeries {
  /** How long each of them is, in virtual microseconds. */
  readonly widthUs: number;
  readonly points: readonly SeriesPoint[];
}

const FIRST_WIDTH_US = 1_000;
const POINTS_MAX = 240;

const empty = (before?: SeriesPoint): SeriesPoint => ({
  intents: 0,
  begun: 0,
  refused: 0,
  fills: 0,
  anomalies: 0,
  faults: 0,
  exposureMax: 0n,
  liveMax: 0,
  expected: before?.expected ?? 0n,
  captured: before?.captured ?? 0n,
});

/** Two parts that follow each other as one. */
const joined = (first: SeriesPoint, second: SeriesPoint | undefined): SeriesPoint => {
  if (second === undefined) return first;
  return {
    intents: first.intents + second.intents,
    begun: first.begun + second.begun,
    refused: first.refused + second.refused,
    fills: first.fills + second.fills,
    anomalies: first.anomalies + second.anomalies,
    faults: first.faults + second.faults,
    exposureMax: first.exposureMax > second.exposureMax ? first.exposureMax : second.exposureMax,
    liveMax: Math.max(first.liveMax, second.liveMax),
    expected: second.expected,
    captured: second.captured,
  };
};

/** Gathers the series of a run. The portfolio has taken each record in before it is shown here. */
export class SeriesBuilder {
  private readonly portfolio: Portfolio;
  private widthUs = FIRST_WIDTH_US;
  private points: SeriesPoint[] = [empty()];

  constructor(portfolio: Portfolio) {
    this.portfolio = portfolio;
  }

  /** Takes the next record of the journal. */
  observe(body: RecordBody, atUs: number): void {
    const point = this.pointAt(atUs);
    switch (body.type) {
      case 'intent.received':
        point.intents += 1;
        break;
      case 'intent.refused':
        point.refused += 1;
        break;
      case 'arbitrage.moved':
        if (body.from === 'planning' && body.to !== 'cancelled') point.begun += 1;
        break;
      case 'venue.filled':
        point.fills += 1;
        break;
      case 'order.moved':
        if (body.anomaly !== undefined) point.anomalies += 1;
        break;
      case 'anomaly.found':
        point.anomalies += 1;
        break;
      case 'fault.injected':
        point.faults += 1;
        break;
      default:
    }
    const { openExposure, liveArbitrages } = this.portfolio;
    if (openExposure > point.exposureMax) point.exposureMax = openExposure;
    if (liveArbitrages > point.liveMax) point.liveMax = liveArbitrages;
  }

  /** The series of everything so far. */
  finish(): RunSeries {
    this.close();
    return { widthUs: this.widthUs, points: this.points };
  }

  private pointAt(atUs: number): SeriesPoint {
    if (atUs >= this.points.length * this.widthUs) this.advance(atUs);
    return this.points.at(-1)!;
  }

  /** Advances to that time; where that is far, the parts between are empty. */
  private advance(atUs: number): void {
    this.close();
    while (Math.floor(atUs / this.widthUs) >= POINTS_MAX) {
      this.points = this.points.flatMap((point, index, all) =>
        index % 2 === 0 ? [joined(point, all[index + 1])] : [],
      );
      this.widthUs *= 2;
    }
    while (this.points.length * this.widthUs <= atUs) this.points.push(this.quiet());
  }

  /** Nothing happens, and what is at risk stays so. */
  private quiet(): SeriesPoint {
    const { openExposure, liveArbitrages } = this.portfolio;
    return { ...empty(this.points.at(-1)), exposureMax: openExposure, liveMax: liveArbitrages };
  }

  private close(): void {
    const { expected, captured } = this.portfolio.results();
    Object.assign(this.points.at(-1)!, { expected, captured });
  }
}
