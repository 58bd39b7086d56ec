// The parts that the orders of a world use.
import type { VenueSimulator } from '../venues/simulation/types.ts';
import type { Timeouts } from './timeouts.ts';
import type { Settlements } from './settlements.ts';
import type { AnswerListener, OrderParents, OrderTraffic, OrderWorld } from './surroundings.ts';
import type { UnderWay } from './under-way.ts';

/** The parts that orders use. */
export interface OrdersSetup {
  readonly world: OrderWorld;
  readonly timeouts: Timeouts;
  readonly parents: OrderParents;
  readonly traffic: OrderTraffic;
  readonly answers: AnswerListener;
  readonly settlements: Pick<Settlements, 'traded' | 'catchUp' | 'unsettledQty' | 'forget'>;
  /** The orders that arrive late at their venues. */
  readonly underWay: Pick<UnderWay, 'has' | 'forget'>;
  readonly venues: ReadonlyMap<string, Pick<VenueSimulator, 'hasTaken' | 'forget'>>;
}
