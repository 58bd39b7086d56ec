// From a scenario to what an engine is made of: each venue gets its context (rules, markets, account) and its lane.
import { createVenueContext } from '../venues/simulation/venue-context.ts';
import type { ReplayInput } from '../market-data/replay/replay-input.ts';
import type { Scenario } from '../scenario/types.ts';
import type { Strategy } from '../strategies/types.ts';
import type { ActorObserver } from '../xstate/inspection.ts';
import type { IntentSource } from './intents/intent-source.ts';
import { Intents, type IntentsState } from './intents/intents.ts';
import { ReplayedIntents, type ReplayedIntentsState } from './intents/replayed-intents.ts';
import type { CommandKinds, CoreSetup, IntentGround, VenueSetup } from './setup.ts';

/** What a run is made from beside its scenario. */
export interface SetupOptions {
  readonly scenarioHash: string;
  /** The strategies that are not built in, by the names that the scenario gives them. */
  readonly strategies?: ReadonlyMap<string, Strategy<unknown>>;
  /** The recording that is replayed. */
  readonly input?: ReplayInput;
  /** The kinds of command that the run takes beside its own. */
  readonly commands?: CommandKinds;
  /** Receives a notice of every actor. */
  readonly inspect?: ActorObserver;
}

/** What the engine of a scenario's run is made of. */
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
    epochMs: () => scenario.dateMs ?? Math.floor((options.input?.originUs ?? 0) / 1_000),
    venues: Object.fromEntries(scenario.venues.map((venue) => [venue.venue, venueSetupOf(scenario, venue)])),
    timeouts: patience,
    arbitrages: { unwinding, recordUs },
    risk,
    faults,
    intents: (ground, state) => intentsOf(ground, scenario, options, state),
    ...(options.commands === undefined ? {} : { commands: options.commands }),
    ...(options.inspect === undefined ? {} : { inspect: options.inspect }),
  };
};

const intentsOf = (
  ground: IntentGround,
  scenario: Scenario,
  { input, strategies }: SetupOptions,
  state: unknown,
): IntentSource => {
  const { data } = scenario;
  const setup = { ...ground, scenario, modules: strategies ?? new Map<string, Strategy<unknown>>() };
  if (data === undefined || input === undefined) return new Intents(setup, state as IntentsState | undefined);
  return new ReplayedIntents({ ...setup, data, input }, state as ReplayedIntentsState | undefined);
};

const venueSetupOf = (scenario: Scenario, venue: Scenario['venues'][number]): VenueSetup => {
  const { rules, account, currency, opening, profile, book, pool, lane } = venue;
  const markets = scenario.markets.map(({ terms }) => terms).filter((terms) => terms.venue === venue.venue);
  const accounts = [{ account, currency, opening }];
  return {
    profile,
    ...(book === undefined ? {} : { book }),
    ...(pool === undefined ? {} : { pool }),
    lane,
    markets,
    accounts,
    rules,
    context: (saved) => createVenueContext({ rules, markets, accounts }, saved),
  };
};
