// The parts of an engine, from the ground up. Nothing but assembling, saving and dispatching asks for all of them.
import type { Portfolio } from '../accounting/portfolio.ts';
import type { Orders } from '../orders/orders.ts';
import type { Settlements } from '../orders/settlements.ts';
import type { Commands } from '../world/commands/commands.ts';
import type { Arbitrages } from './arbitrages/arbitrages.ts';
import type { EngineWorld } from './engine-world.ts';
import type { Admission } from './intents/admission.ts';
import type { IntentSource } from './intents/intent-source.ts';
import type { Phases } from './phases/phases.ts';
import type { Root } from './phases/root.ts';
import type { HostedVenue } from './setup.ts';
import type { Connections } from './venues/connections.ts';
import type { Executors } from './venues/executors.ts';
import type { Lanes } from './venues/lanes.ts';
import type { Markets } from './venues/markets.ts';

/** What every other part stands on. */
export interface Ground {
  readonly world: EngineWorld;
  readonly portfolio: Portfolio;
  readonly root: Root;
  /** The venues in the order of their names. */
  readonly venues: ReadonlyMap<string, HostedVenue>;
  readonly markets: Markets;
}

/** The way to the venues. */
export interface VenueParts {
  readonly executors: Executors;
  readonly lanes: Lanes;
  readonly settlements: Settlements;
  readonly connections: Connections;
}

/** What is traded. */
export interface TradingParts {
  readonly orders: Orders;
  readonly arbitrages: Arbitrages;
}

/** What the run is about: where its intents come from, and when it ends. */
export interface CourseParts {
  readonly admission: Admission;
  readonly phases: Phases;
  readonly intents: IntentSource;
}

/** What enters from outside. */
export interface OutsideParts {
  readonly commands: Commands;
}

/** All of them. */
export type EngineParts = Ground & VenueParts & TradingParts & CourseParts & OutsideParts;
