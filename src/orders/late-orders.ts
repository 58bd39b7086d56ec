// The orders that were given up because their venue did not know them, and that may still arrive. They are queried at
// growing intervals, and remembered for as long as they may arrive.
import type { VenueSimulator } from '../venues/simulation/types.ts';
import type { GivenUp } from './live-order.ts';
import type { OrderTimeouts } from './order-timeouts.ts';
import type { OrderTraffic, OrderWorld } from './surroundings.ts';
import type { UnderWay } from './under-way.ts';

/** The parts that late orders use. */
export interface LateOrdersSetup {
  readonly world: Pick<OrderWorld, 'nowUs'>;
  readonly waits: Pick<OrderTimeouts, 'recheckAgain'>;
  readonly traffic: Pick<OrderTraffic, 'askAt'>;
  /** The orders that arrive late at their venues. */
  readonly underWay: Pick<UnderWay, 'has'>;
  readonly venues: ReadonlyMap<string, Pick<VenueSimulator, 'hasTaken'>>;
  /** Returns the order of that id, live or released; undefined where it was forgotten. */
  readonly remembered: (clOrdId: string) => GivenUp | undefined;
}

/** The orders that were given up. */
export class LateOrders {
  private readonly setup: LateOrdersSetup;

  constructor(setup: LateOrdersSetup) {
    this.setup = setup;
  }

  /** Queries an order that its venue did not know a while ago: it may have arrived since. */
  recheck(clOrdId: string): void {
    const { remembered, waits, traffic } = this.setup;
    const order = remembered(clOrdId);
    if (order === undefined || order.recheck === null) return;
    waits.recheckAgain(order, order.recheck, this.mayCome(order));
    traffic.askAt(order.venue, clOrdId);
  }

  /** Returns whether an order that was given up may still arrive, or has arrived at its venue without a report. */
  mayCome({ clOrdId, venue, recheck }: GivenUp): boolean {
    if (recheck === null) return false;
    const { underWay, world, venues } = this.setup;
    return underWay.has(clOrdId, world.nowUs) || venues.get(venue)?.hasTaken(clOrdId) === true;
  }

  /** A venue names a trade of the order that it has not reported. An order that was given up has arrived: it is queried. */
  spokenOf(clOrdId: string): void {
    const order = this.setup.remembered(clOrdId);
    if (order !== undefined && order.recheck !== null) this.setup.traffic.askAt(order.venue, clOrdId);
  }
}
