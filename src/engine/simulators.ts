// The simulated venues of a core: each lives in the core's calendar, with random streams and faults of its own.
import type { FaultSpec } from '../venues/faults/fault-plan.ts';
import { withFaults, type FaultyVenueState } from '../venues/faults/faulty-venue.ts';
import { BookVenue } from '../venues/book/book-venue.ts';
import type { BookVenueState } from '../venues/book/book-profile.ts';
import { StochasticVenue } from '../venues/simulator/stochastic.ts';
import { streamsOf, type DeskState, type StochasticState } from '../venues/simulator/stochastic-profile.ts';
import type { VenueHost, VenueSimulator } from '../venues/simulator/types.ts';
import type { VenueSetup } from './assemble.ts';
import type { Core } from './core.ts';

/** A venue at its beginning, or as it was saved. */
export const simulatorOf = (
  core: Core,
  venue: string,
  { profile, book, law }: VenueSetup,
  faults: readonly FaultSpec[],
  saved: unknown,
): VenueSimulator => {
  const host: VenueHost = {
    get nowUs() {
      return core.nowUs;
    },
    schedule: (delayUs, happening) => core.calendar.schedule(core.nowUs + delayUs, happening),
    cancel: (id) => core.calendar.cancel(id),
    report: (delayUs, report) => core.calendar.schedule(core.nowUs + delayUs, report),
    notify: (delayUs, notice) => core.calendar.schedule(core.nowUs + delayUs, notice),
    record: (body) => core.record(body),
  };
  const streams = streamsOf(venue, core.streams);
  const specs = faults.filter((spec) => spec.venue === venue);
  const isFaulty = specs.length > 0;
  const faulty = isFaulty ? (saved as FaultyVenueState | undefined) : undefined;
  const state = (faulty?.venue ?? saved) as DeskState | undefined;
  const build = (within: VenueHost): VenueSimulator => {
    const own = law(state?.books ?? undefined);
    if (book === undefined) return new StochasticVenue(venue, profile, own, within, streams, state as StochasticState);
    const withFlow = { ...streams, flow: core.streams.stream(`${venue}.flow`) };
    return new BookVenue(venue, book, own, within, withFlow, state as BookVenueState);
  };
  const streamOf = (name: string) => core.streams.stream(name);
  return isFaulty ? withFaults(venue, build, specs, host, streamOf, faulty?.faults) : build(host);
};
