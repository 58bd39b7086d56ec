// What is due goes to the part that it is for. This is the one file that knows every part of the engine. One step takes
// one entry of the calendar and works until no actor has anything left to do, so that between two steps every mailbox
// is empty.
import { unreachable } from '../kernel/assert.ts';
import type { Orders } from '../orders/orders.ts';
import type { VenueSimulator } from '../venues/simulation/types.ts';
import type { Arbitrages } from './arbitrages/arbitrages.ts';
import type { EngineWorld } from './engine-world.ts';
import type { Entry } from './entries.ts';
import type { IntentSource } from './intents/intent-source.ts';
import type { Connections } from './venues/connections.ts';
import type { Lanes } from './venues/lanes.ts';

/** The parts for which something may be due. */
export interface DispatchedParts {
  readonly intents: IntentSource;
  readonly arbitrages: Pick<Arbitrages, 'tell' | 'forgetOld'>;
  readonly orders: Pick<Orders, 'reported' | 'overdue' | 'cancelAgain' | 'recheck' | 'inDoubt'>;
  readonly lanes: Pick<Lanes, 'ask' | 'wake'>;
  readonly connections: Pick<Connections, 'noticed' | 'overdue'>;
  readonly venues: ReadonlyMap<string, Pick<VenueSimulator, 'handle' | 'isDelivered'>>;
}

/** The steps of a run. */
export class Dispatch {
  private readonly world: EngineWorld;
  private readonly intents: DispatchedParts['intents'];
  private readonly arbitrages: DispatchedParts['arbitrages'];
  private readonly orders: DispatchedParts['orders'];
  private readonly lanes: DispatchedParts['lanes'];
  private readonly connections: DispatchedParts['connections'];
  private readonly venues: DispatchedParts['venues'];

  constructor(world: EngineWorld, { intents, arbitrages, orders, lanes, connections, venues }: DispatchedParts) {
    this.world = world;
    this.intents = intents;
    this.arbitrages = arbitrages;
    this.orders = orders;
    this.lanes = lanes;
    this.connections = connections;
    this.venues = venues;
  }

  /** Takes the next entry of the calendar. False if there is none. */
  step(): boolean {
    const { world, intents, arbitrages } = this;
    intents.prepare?.();
    const entry = world.calendar.next();
    if (entry === undefined) return false;
    this.handle(entry);
    world.settle();
    arbitrages.forgetOld();
    return true;
  }

  /** Whether an entry is due by that instant. */
  isDueBy(atUs: number): boolean {
    this.intents.prepare?.();
    return this.world.isDueBy(atUs);
  }

  private handle(entry: Entry): void {
    const { arbitrages, connections, intents, lanes, orders, venues } = this;
    switch (entry.kind) {
      case 'moment':
        return intents.moment();
      case 'recorded':
      case 'seen':
      case 'tell':
        return intents.handle?.(entry);
      case 'venue':
        this.world.underWay.happened(entry, this.world.nowUs);
        return venues.get(entry.venue)?.handle(entry);
      case 'report':
        return venues.get(entry.venue)?.isDelivered(entry) === true ? orders.reported(entry) : undefined;
      case 'notice':
        return venues.get(entry.venue)?.isDelivered(entry) === true ? connections.noticed(entry) : undefined;
      case 'overdue':
        return orders.overdue(entry.what, entry.clOrdId);
      case 'query':
        return lanes.ask('query', entry.clOrdId);
      case 'cancel':
        return orders.cancelAgain(entry.clOrdId);
      case 'recheck':
        return orders.recheck(entry.clOrdId);
      case 'doubt':
        return orders.inDoubt(entry.clOrdId);
      case 'reconciled':
        return connections.overdue(entry.venue);
      case 'deadline':
        return arbitrages.tell(entry.arbitrage, { type: 'deadline.reached' });
      case 'staleness':
        return arbitrages.tell(entry.arbitrage, { type: 'staleness.reached' });
      case 'reprice':
        return arbitrages.tell(entry.arbitrage, { type: 'reprice.due' });
      case 'lane':
        return lanes.wake(entry.venue);
      default:
        return unreachable(entry);
    }
  }
}
