// An engine between two steps, as plain data: how it is saved, and how what was saved is put back.
import type { PortfolioState } from '../accounting/portfolio.ts';
import type { OrdersState } from '../orders/orders.ts';
import type { SettlementsState } from '../orders/settlements.ts';
import type { UnderWayState } from '../orders/under-way.ts';
import type { CommandsState } from '../world/commands/commands.ts';
import type { HostedVenueState } from '../world/hosted-venue.ts';
import type { WorldState } from '../world/world.ts';
import type { ArbitragesState } from './arbitrages/live-arbitrage.ts';
import type { Entry } from './entries.ts';
import type { EngineParts } from './parts.ts';
import type { ConnectionsState } from './venues/connections.ts';
import type { LiveLaneState } from './venues/lanes.ts';

interface SavedVenue {
  readonly venue: string;
  readonly executor: unknown;
  readonly lane: LiveLaneState;
  readonly simulator: HostedVenueState;
}

/** An engine between two steps: plain data. */
export interface CoreState {
  readonly time: WorldState<Entry>;
  readonly underWay: UnderWayState;
  readonly engine: unknown;
  readonly venues: readonly SavedVenue[];
  readonly orders: OrdersState;
  readonly arbitrages: ArbitragesState;
  readonly settlements: SettlementsState;
  readonly connections: ConnectionsState;
  readonly portfolio: PortfolioState;
  readonly intents: unknown;
  readonly commands: CommandsState;
  /** Intents so far. */
  readonly admitted: number;
}

/** The engine as plain data, between two steps. */
export const saveParts = (parts: EngineParts): CoreState => {
  const { world, root, venues, executors, lanes } = parts;
  return {
    time: world.save(),
    underWay: world.underWay.save(),
    engine: root.save(),
    venues: [...venues].map(([venue, simulator]) => ({
      venue,
      executor: executors.saveOf(venue),
      lane: lanes.saveOf(venue),
      simulator: simulator.save(),
    })),
    orders: parts.orders.save(),
    arbitrages: parts.arbitrages.save(),
    settlements: parts.settlements.save(),
    connections: parts.connections.save(),
    portfolio: parts.portfolio.save(),
    intents: parts.intents.save(),
    commands: parts.commands.save(),
    admitted: parts.admission.total,
  };
};

/** Puts back what lives in actors and stands on every part. Orders come before the arbitrages that own them. */
export const restoreParts = ({ orders, arbitrages, connections }: EngineParts, state: CoreState): void => {
  orders.restore(state.orders);
  arbitrages.restore(state.arbitrages);
  connections.restore(state.connections);
};
