// The simulated venues of a core: each lives in the core's calendar, with random streams and faults of its own.
import type { FaultSpec } from '../venues/faults/fault-plan.ts';
import { withFaults, type FaultyVenueState } from '../venues/faults/faulty-venue.ts';
import { createSimulator } from '../venues/create-simulator.ts';
import type { DeskState } from '../venues/simulator/stochastic-profile.ts';
import type { VenueHost, VenueSimulator } from '../venues/simulator/types.ts';
import type { VenueSetup } from './assemble.ts';
import type { Core } from './core.ts';

/** A venue at its beginning, or as it was saved. */
export const simulatorOf = (
  core: Core,
  venue: string,
  setup: VenueSetup,
  faults: readonly FaultSpec[],
  saved: unknown,
): VenueSimulator => {
  const host: VenueHost = {
    get nowUs() {
      return core.nowUs;
    },
    schedule: (delayUs, happening) => {
      core.underWay.sent(delayUs, happening);
      return core.calendar.schedule(core.nowUs + delayUs, happening);
    },
    cancel: (id) => core.calendar.cancel(id),
    report: (delayUs, report) => core.calendar.schedule(core.nowUs + delayUs, report),
    notify: (delayUs, notice) => core.calendar.schedule(core.nowUs + delayUs, notice),
    record: (body) => core.record(body),
  };
  const specs = faults.filter((spec) => spec.venue === venue);
  const isFaulty = specs.length > 0;
  const faulty = isFaulty ? (saved as FaultyVenueState | undefined) : undefined;
  const state = (faulty?.venue ?? saved) as DeskState | undefined;
  const build = (within: VenueHost): VenueSimulator =>
    createSimulator(venue, setup, setup.law(state?.books ?? undefined), within, core.streams, state);
  const streamOf = (name: string) => core.streams.stream(name);
  return isFaulty ? withFaults(venue, build, specs, host, streamOf, faulty?.faults) : build(host);
};
