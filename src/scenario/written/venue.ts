// A venue of a scenario in the keys that a user writes. What its rules say beyond them is in the hash of the rules.
import type { BookProfile } from '../../venues/simulation/book/book-profile.ts';
import type { PoolProfile } from '../../venues/simulation/pool/pool-profile.ts';
import type { ScenarioVenue } from '../types.ts';
import { writtenDistribution } from './distribution.ts';

/** The venue, with its latencies, chances and lane as they act. */
export const writtenVenue = (venue: ScenarioVenue): object => {
  const { profile, lane, book, pool } = venue;
  const { settlement } = profile;
  return {
    kind: venue.rules.venue,
    account: venue.account,
    currency: venue.currency,
    opening: venue.opening,
    ackLatency: writtenDistribution(profile.ackLatency),
    fillLatency: writtenDistribution(profile.fillLatency),
    reportLatency: writtenDistribution(profile.reportLatency),
    cancelLatency: writtenDistribution(profile.cancelLatency),
    rejectBps: profile.rejectBps,
    noFillBps: profile.noFillBps,
    partialBps: profile.partialBps,
    settlement:
      settlement === undefined
        ? undefined
        : {
            latency: writtenDistribution(settlement.latency),
            failBps: settlement.failBps,
            retryBps: settlement.retryBps,
          },
    book: book === undefined ? undefined : writtenBook(book),
    pool: pool === undefined ? undefined : writtenPool(pool),
    lane: {
      capacity: lane.capacity,
      inFlight: lane.inFlightMax,
      rateLimit: { capacity: lane.rateLimit.capacity, refillPerSecond: lane.rateLimit.refillPerSecond },
      costs: {
        submit: lane.costs.submit,
        cancel: lane.costs.cancel,
        replace: lane.costs.replace,
        query: lane.costs.query,
      },
    },
  };
};

const writtenBook = ({ queue, refill, printWithinUs, levelPx, takerDelay, flow }: BookProfile): object => ({
  queue: queue,
  refill: typeof refill === 'string' ? refill : { halfLife: refill.halfLifeUs },
  printWithin: printWithinUs,
  level: levelPx,
  takerDelay: takerDelay === null ? undefined : { holds: takerDelay.delayUs, answer: takerDelay.answer },
  flow:
    flow === null
      ? undefined
      : {
          middle: flow.middlePx,
          tick: flow.tickPx,
          band: flow.bandTicks,
          lot: flow.lotQty,
          lots: flow.lotsMax,
          every: flow.gapUs,
          marketBps: flow.marketBps,
          cancelBps: flow.cancelBps,
          lasts: flow.endsAtUs,
        },
});

const writtenPool = ({ bettors }: PoolProfile): object => ({
  bettors:
    bettors === null
      ? undefined
      : {
          spread: bettors.spreadProb,
          purse: bettors.purseUnitsMax,
          every: bettors.gapUs,
          lasts: bettors.endsAtUs,
        },
});
