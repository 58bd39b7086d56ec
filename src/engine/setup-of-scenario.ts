// From a scenario to what a core is made of: each venue gets its rules as law, its account and its lane.
import { createVenueLaw } from '../venues/simulator/venue-law.ts';
import type { Scenario } from '../scenario/types.ts';
import type { CoreSetup, VenueSetup } from './assemble.ts';
import { Intents, type IntentsState } from './intents.ts';
import type { RunOptions } from './run.ts';
import { ENGINE_VERSION } from './version.ts';

/** What the core of a scenario's run is made of. */
export const setupOf = (scenario: Scenario, options: RunOptions): CoreSetup => {
  const { name, seed, currency, rates, risk, patience, unwinding, recordUs, faults } = scenario;
  return {
    frame: {
      name,
      seed,
      currency,
      rates,
      scenarioHash: options.scenarioHash,
      engineVersion: ENGINE_VERSION,
    },
    venues: Object.fromEntries(scenario.venues.map((venue) => [venue.venue, venueSetupOf(scenario, venue)])),
    patience,
    arbitrages: { unwinding, recordUs },
    risk,
    faults,
    intents: (core, state) =>
      new Intents(core, scenario, options.strategies ?? new Map(), state as IntentsState | undefined),
    ...(options.inspect === undefined ? {} : { inspect: options.inspect }),
  };
};

const venueSetupOf = (scenario: Scenario, venue: Scenario['venues'][number]): VenueSetup => {
  const { rules, account, currency, opening, profile, book, lane } = venue;
  const markets = scenario.markets.map(({ terms }) => terms).filter((terms) => terms.venue === venue.venue);
  return {
    profile,
    ...(book === undefined ? {} : { book }),
    lane,
    markets,
    account: { account, currency, opening },
    rules,
    law: (saved) => createVenueLaw({ rules, markets, account, currency, opening }, saved),
  };
};
