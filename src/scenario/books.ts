// A venue's books, as a scenario writes them.
import { MICROS_PER_UNIT } from '../money/micros.ts';
import type { BookProfile } from '../venues/simulation/book/book-profile.ts';
import type { SimulatedVenueProfile } from '../venues/simulation/stochastic-profile.ts';
import type { VenueRules } from '../venues/definitions/types.ts';
import type { BookFile } from './file/book.ts';
import type { Path, Report } from './problem.ts';

/** The profile of a venue with books; null where it is wrong, and that has been said. */
export const resolveBook = (
  report: Report,
  path: Path,
  rules: VenueRules,
  profile: SimulatedVenueProfile,
  { queue, refill, printWithin: printWithinUs, level: levelPx, takerDelay, flow }: BookFile,
): BookProfile | null => {
  const faults: [key: string, sentence: string][] = [];
  if (rules.venue === 'manifold')
    faults.push([
      '',
      'book is of no use to manifold: an automated market maker trades there, which pool: {} gives it.',
    ]);
  if (MICROS_PER_UNIT % levelPx !== 0n) faults.push(['level', 'level must divide 1: 0.01, 0.005, 0.001 do.']);
  if (flow !== undefined) {
    const { middle, tick, marketBps, cancelBps } = flow;
    if (tick % levelPx !== 0n || MICROS_PER_UNIT % tick !== 0n)
      faults.push(['flow', 'tick must divide 1, and be whole levels of the book.']);
    else if (middle % tick !== 0n || middle <= tick || middle >= MICROS_PER_UNIT - tick)
      faults.push(['flow', 'middle must be a whole number of ticks, with room for a bid and an ask beside it.']);
    if (marketBps + cancelBps > 10_000)
      faults.push(['flow', 'marketBps and cancelBps must be at most 10000 together.']);
  }
  for (const [key, sentence] of faults) report(key === '' ? path : [...path, key], sentence);
  if (faults.length > 0) return null;
  return {
    ackLatency: profile.ackLatency,
    reportLatency: profile.reportLatency,
    cancelLatency: profile.cancelLatency,
    ...(profile.settlement === undefined ? {} : { settlement: profile.settlement }),
    queue,
    refill: typeof refill === 'string' ? refill : { halfLifeUs: refill.halfLife },
    printWithinUs,
    levelPx,
    takerDelay: takerDelay === undefined ? null : { delayUs: takerDelay.holds, answer: takerDelay.answer },
    flow: flow === undefined ? null : flowOf(flow),
  };
};

const flowOf = (flow: NonNullable<BookFile['flow']>): NonNullable<BookProfile['flow']> => ({
  middlePx: flow.middle,
  tickPx: flow.tick,
  bandTicks: flow.band,
  lotQty: flow.lot,
  lotsMax: flow.lots,
  gapUs: flow.every,
  marketBps: flow.marketBps,
  cancelBps: flow.cancelBps,
  endsAtUs: flow.lasts,
});
