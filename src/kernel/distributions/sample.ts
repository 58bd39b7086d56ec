import type { RandomStream } from '../random/stream.ts';
import { latencyUsMax } from './distribution.ts';
import type { Distribution } from './distribution.ts';

/** A latency as the calendar takes it: the nearest whole number of microseconds, from 0 to `latencyUsMax`. */
export const wholeUs = (latencyUs: number): number => Math.min(latencyUsMax, Math.max(0, Math.round(latencyUs)));

/** One latency in whole microseconds. Draws exactly one uniform, whatever the distribution. */
export const sampleUs = (distribution: Distribution, stream: RandomStream): number =>
  wholeUs(distribution.quantile(stream.nextUnit()));
