// How long the hops took at each venue, as histograms that can be drawn.
import { Histogram, lastOf } from '../../../report/histogram.ts';
import { hops } from '../../../report/summary-types.ts';
import type { HopAnswer } from '../answers.ts';
import type { InspectedRun } from '../../sources/inspected-run.ts';

/** Bars of a drawn histogram: two for each doubling. */
const BARS_A_DOUBLING = 2;

/** The histograms by venue and hop. */
export const hopsOf = ({ index }: InspectedRun): readonly HopAnswer[] =>
  index.hops.save().venues.flatMap(([venue, histograms]) =>
    hops.flatMap((hop): readonly HopAnswer[] => {
      const state = histograms[hop];
      const { p50, p90, p99, count } = new Histogram(state).percentiles();
      if (count === 0) return [];
      const bars = new Map<number, number>();
      for (const [bucket, bucketCount] of state.counts) {
        const bar = Math.ceil(Math.log2(Math.max(lastOf(bucket), 1)) * BARS_A_DOUBLING);
        bars.set(bar, (bars.get(bar) ?? 0) + bucketCount);
      }
      const buckets = [...bars]
        .toSorted(([left], [right]) => left - right)
        .map(([bar, barCount]) => ({ upToUs: Math.round(2 ** (bar / BARS_A_DOUBLING)), count: barCount }));
      return [{ venue, hop, count, p50, p90, p99, max: state.max, buckets }];
    }),
  );
