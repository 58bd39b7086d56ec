// From a scenario to what a core is made of: each venue gets its rules as law, its account and its lane.
import { createVenueLaw } from '../venues/simulation/venue-law.ts';
import type { ReplayInput } from '../market-data/replay/replay-input.ts';
import type { Scenario } from '../scenario/types.ts';
import type { CoreSetup, VenueSetup } from './assemble.ts';
import type { Strategy } from '../strategies/types.ts';
import type { ActorObserver } from '../xstate/inspection.ts';
import type { Core } from './core.ts';
import type { IntentSource } from './intent-source.ts';
import { Intents, type IntentsState } from './intents.ts';
import { ReplayedIntents, type ReplayedIntentsState } from './replayed-intents.ts';

/** What a core needs beside its scenario. */
export interface SetupOptions {
  /** What identifies the scenario: the hash that came with it. */
  readonly scenarioHash: string;
  /** The strategies that are not built in, by the names that the scenario gives them. */
  readonly strategies?: ReadonlyMap<string, Strategy<unknown>>;
  /** The recording that is replayed: needed where the scenario has `data`, and nowhere else. At its beginning. */
  readonly input?: ReplayInput;
  /** Observes every actor from its birth on. It changes nothing in the run. */
  readonly inspect?: ActorObserver;
}

/** What the core of a scenario's run is made of. */
export const setupOf = (scenario: Scenario, options: SetupOptions): CoreSetup => {
  const { name, seed, currency, rates, risk, patience, unwinding, recordUs, faults } = scenario;
  return {
    frame: {
      name,
      seed,
      currency,
      rates,
      scenarioHash: options.scenarioHash,
      ...(options.input === undefined ? {} : { recording: options.input.sha256 }),
    },
    venues: Object.fromEntries(scenario.venues.map((venue) => [venue.venue, venueSetupOf(scenario, venue)])),
    patience,
    arbitrages: { unwinding, recordUs },
    risk,
    faults,
    intents: (core, state) => intentsOf(core, scenario, options, state),
    ...(options.inspect === undefined ? {} : { inspect: options.inspect }),
  };
};

const intentsOf = (
  core: Core,
  scenario: Scenario,
  { input, strategies }: SetupOptions,
  state: unknown,
): IntentSource => {
  const { data } = scenario;
  const modules = strategies ?? new Map<string, Strategy<unknown>>();
  if (data === undefined || input === undefined)
    return new Intents(core, scenario, modules, state as IntentsState | undefined);
  return new ReplayedIntents(core, scenario, data, input, modules, state as ReplayedIntentsState | undefined);
};

const venueSetupOf = (scenario: Scenario, venue: Scenario['venues'][number]): VenueSetup => {
  const { rules, account, currency, opening, profile, book, pool, lane } = venue;
  const markets = scenario.markets.map(({ terms }) => terms).filter((terms) => terms.venue === venue.venue);
  return {
    profile,
    ...(book === undefined ? {} : { book }),
    ...(pool === undefined ? {} : { pool }),
    lane,
    markets,
    account: { account, currency, opening },
    rules,
    law: (saved) => createVenueLaw({ rules, markets, account, currency, opening }, saved),
  };
};
