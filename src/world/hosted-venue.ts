// A simulated venue that lives in a world: its events, reports and notices are entries of the calendar, its chance comes
// from streams of its own, its truth goes into the journal. It is wrapped alike whether it has faults or not.
import type { RandomStream } from '../kernel/random/stream.ts';
import { createSimulator, type VenueProfiles } from '../venues/simulation/create-simulator.ts';
import type { FaultSpec } from '../venues/faults/fault-plan.ts';
import { withFaults, type FaultyVenue, type FaultyVenueState } from '../venues/faults/faulty-venue.ts';
import type { SimulatedVenueState, VenueContext } from '../venues/simulation/stochastic-profile.ts';
import type { VenueEvent, VenueHost, VenueNotice, VenueReport } from '../venues/simulation/types.ts';
import type { SavedVenueAccount } from '../venues/simulation/venue-account-state.ts';
import type { World } from './world.ts';

/** What a venue puts into the calendar of its world: something at the venue, or a message on its way to the client. */
export type VenueEntry = VenueEvent | VenueReport | VenueNotice;

/** A world that a venue can live in: any whose calendar holds a venue's entries, beside others. */
export type VenueWorld = Pick<World<VenueEntry>, 'nowUs' | 'after' | 'cancel' | 'record' | 'streams'>;

/** What a hosted venue is made from. */
export interface HostedVenueSetup extends VenueProfiles {
  /** Creates the context, new or with the accounts that were saved. */
  readonly context: (accounts?: readonly SavedVenueAccount[]) => VenueContext;
  /** Its faults; those of other venues are left out. */
  readonly faults: readonly FaultSpec[];
}

/** A hosted venue at rest: plain data. Streams and calendar entries are saved with the world. */
export type HostedVenueState = FaultyVenueState;

/** A venue in that world, at its beginning or as it was saved. Throws `InvalidFault`. */
export const hostVenue = (
  world: VenueWorld,
  venue: string,
  setup: HostedVenueSetup,
  state?: HostedVenueState,
): FaultyVenue => {
  const saved = state?.venue as SimulatedVenueState | undefined;
  const host: VenueHost = {
    get nowUs() {
      return world.nowUs;
    },
    schedule: (delayUs, event) => world.after(delayUs, event),
    cancel: (id) => world.cancel(id),
    report: (delayUs, report) => world.after(delayUs, report),
    notify: (delayUs, notice) => world.after(delayUs, notice),
    record: (body) => world.record(body),
  };
  const context = setup.context(saved?.accounts ?? undefined);
  const faults = setup.faults.filter((spec) => spec.venue === venue);
  const streamOf = (name: string): RandomStream => world.streams.stream(name);
  return withFaults(
    venue,
    (within) => createSimulator(venue, setup, context, within, world.streams, saved),
    faults,
    host,
    streamOf,
    state?.faults,
  );
};
