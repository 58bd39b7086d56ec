// When moments of the market come: the gap from one to the next, in whole microseconds.
import { assert, unreachable } from '../kernel/assert.ts';
import { createSampler } from '../kernel/distributions/spec.ts';
import type { RandomStream } from '../kernel/random/stream.ts';
import type { ArrivalProcess } from '../scenario/types.ts';

/** The gap after the `moment`-th moment (the first is 1), in microseconds. A Poisson process draws one uniform. */
export type Gaps = (moment: number) => number;

/** The gaps of an arrival process. What is drawn is drawn from `stream`, which is all that they remember. */
export const createGaps = (arrivals: ArrivalProcess, stream: RandomStream): Gaps => {
  switch (arrivals.kind) {
    case 'constant': {
      const everyUs = wholeGap(arrivals.everyUs);
      return () => everyUs;
    }
    case 'poisson': {
      const { perSecond } = arrivals;
      assert(Number.isFinite(perSecond) && perSecond > 0, () => `${perSecond} moments a second are none`);
      // The waiting time for one event of a Poisson process: a gamma distribution of shape 1.
      const sampler = createSampler({ kind: 'gamma', shape: 1, scaleUs: 1_000_000 / perSecond }, stream);
      return () => sampler.nextUs();
    }
    case 'bursts': {
      const { size } = arrivals;
      assert(Number.isSafeInteger(size) && size >= 1, () => `a burst has at least one moment, not ${size}`);
      const everyUs = wholeGap(arrivals.everyUs);
      const pauseUs = wholeGap(arrivals.pauseUs);
      return (moment) => (moment % size === 0 ? pauseUs : everyUs);
    }
    default:
      return unreachable(arrivals);
  }
};

/** Whether virtual time advances at all from moment to moment: where it does not, only a number can end a run. */
export const doesTimeAdvance = (arrivals: ArrivalProcess): boolean => {
  switch (arrivals.kind) {
    case 'constant':
      return arrivals.everyUs > 0;
    case 'poisson':
      return true;
    case 'bursts':
      return arrivals.pauseUs > 0 || (arrivals.size > 1 && arrivals.everyUs > 0);
    default:
      return unreachable(arrivals);
  }
};

const wholeGap = (gapUs: number): number => {
  assert(Number.isSafeInteger(gapUs) && gapUs >= 0, () => `a gap is a whole number of microseconds, not ${gapUs}`);
  return gapUs;
};
