// Everything that an engine is made from.
import type { Portfolio } from '../accounting/portfolio.ts';
import type { LaneOptions } from '../lanes/lane.ts';
import type { Timeouts } from '../orders/timeouts.ts';
import type { RiskLimits } from '../risk/limits.ts';
import type { Market } from '../venues/definitions/market.ts';
import type { VenueRules } from '../venues/definitions/types.ts';
import type { FaultSpec } from '../venues/faults/fault-plan.ts';
import type { VenueSimulator } from '../venues/simulation/types.ts';
import type { VenueAccountOptions } from '../venues/simulation/venue-account-state.ts';
import type { CommandTable } from '../world/commands/table.ts';
import type { WorldFrame } from '../world/frame.ts';
import type { HostedVenueSetup, HostedVenueState, VenueWorld } from '../world/hosted-venue.ts';
import type { ActorObserver } from '../xstate/inspection.ts';
import type { Births } from '../xstate/parent.ts';
import type { Arbitrages } from './arbitrages/arbitrages.ts';
import type { ArbitrageOptions } from './arbitrages/live-arbitrage.ts';
import type { EngineWorld } from './engine-world.ts';
import type { Admission } from './intents/admission.ts';
import type { IntentSource } from './intents/intent-source.ts';
import type { Phases } from './phases/phases.ts';
import type { Connections } from './venues/connections.ts';

/** Makes a venue live in a world, at its beginning or as it was saved. */
export type VenueHosting = (
  world: VenueWorld,
  venue: string,
  setup: HostedVenueSetup,
  state?: HostedVenueState,
) => HostedVenue;

/** A venue that lives in a world, as an engine needs it. */
export interface HostedVenue extends VenueSimulator {
  save(): HostedVenueState;
}

/** A venue of a run. */
export interface VenueSetup extends Omit<HostedVenueSetup, 'faults'> {
  readonly lane: Omit<LaneOptions, 'venue'>;
  readonly accounts: readonly VenueAccountOptions[];
  readonly markets: readonly Market[];
  readonly rules: VenueRules;
}

/** What a source of intents may stand on. */
export interface IntentGround {
  readonly world: EngineWorld;
  readonly portfolio: Portfolio;
  readonly venues: ReadonlyMap<string, VenueSimulator>;
  readonly connections: Connections;
  readonly arbitrages: Arbitrages;
  readonly admission: Admission;
  readonly phases: Phases;
}

/** What a kind of command may stand on. */
export interface CommandGround {
  readonly world: EngineWorld;
  readonly venues: ReadonlyMap<string, VenueSimulator>;
}

/** Registers kinds of command. */
export type CommandKinds = (table: CommandTable, ground: CommandGround) => void;

/** Everything that an engine is made from. */
export interface CoreSetup {
  readonly frame: Omit<WorldFrame, 'kind' | 'epochMs'>;
  /** The wall date of virtual time 0, asked for when the run begins; left out, 0. In milliseconds since the Unix epoch. */
  readonly epochMs?: () => number;
  readonly venues: Readonly<Record<string, VenueSetup>>;
  readonly timeouts: Timeouts;
  readonly arbitrages: Omit<ArbitrageOptions, 'settlementUs'>;
  readonly risk: RiskLimits;
  /** The faults that are injected. */
  readonly faults: readonly FaultSpec[];
  /** The source of its intents, at its beginning or as it was saved. */
  readonly intents: (ground: IntentGround, state?: unknown) => IntentSource;
  /** The kinds of command that the run takes beside its own. */
  readonly commands?: CommandKinds;
  /** Receives a notice of every actor; it costs nothing where it is left out. */
  readonly inspect?: ActorObserver;
  /** Hosts a venue in the world of the run; `hostVenue` where it is left out. */
  readonly host?: VenueHosting;
  /** Whose constructor orders and arbitrages have; `own` where it is left out. */
  readonly births?: Births;
}
