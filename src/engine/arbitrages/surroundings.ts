// What the arbitrages of a run stand on, and who stands on them.
import type { Portfolio } from '../../accounting/portfolio.ts';
import type { Orders } from '../../orders/orders.ts';
import type { Settlements } from '../../orders/settlements.ts';
import type { World } from '../../world/world.ts';
import type { Children } from '../../xstate/parent.ts';
import type { Entry } from '../entries.ts';
import type { Connections } from '../venues/connections.ts';
import type { Lanes } from '../venues/lanes.ts';
import type { Markets } from '../venues/markets.ts';
import type { ArbitrageOptions } from './live-arbitrage.ts';

/** Receives the end of each arbitrage. */
export interface ArbitrageListener {
  arbitrageEnded(): void;
}

/** What arbitrages stand on. */
export interface ArbitragesSetup {
  readonly world: Pick<World<Entry>, 'nowUs' | 'after' | 'cancel' | 'record' | 'defer'>;
  readonly options: ArbitrageOptions;
  /** The actor of which theirs are children. */
  readonly parent: Children;
  readonly portfolio: Pick<Portfolio, 'arbitrageOf' | 'forget'>;
  readonly markets: Pick<Markets, 'of'>;
  readonly connections: Pick<Connections, 'stateOf'>;
  readonly settlements: Pick<Settlements, 'unsettledQty'>;
  readonly orders: ArbitrageOrders;
  readonly lanes: Pick<Lanes, 'submit' | 'ask' | 'release'>;
}

/** The orders, as their arbitrages need them. */
type ArbitrageOrders = Pick<
  Orders,
  'create' | 'get' | 'tell' | 'isQuiet' | 'release' | 'revive' | 'forget' | 'mayCome' | 'saveRecord' | 'restoreRecord'
>;
