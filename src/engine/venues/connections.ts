// What the engine notices of its venues besides its own orders: connections that break and come back, markets that
// stop and open, rate limits that others use up. After a lost connection nothing is assumed: every live order is
// asked for, and the lane opens when all have been answered for, or at the timeout.
import { assert } from '../../kernel/assert.ts';
import type { VenueNotice } from '../../venues/simulation/types.ts';
import type { TradingState } from '../../venues/definitions/words.ts';
import type { AnswerListener } from '../../orders/surroundings.ts';
import type { Settlements } from '../../orders/settlements.ts';
import type { VenueSimulator } from '../../venues/simulation/types.ts';
import type { World } from '../../world/world.ts';
import type { Entry } from '../entries.ts';
import type { Executor } from './executors.ts';
import type { Lanes } from './lanes.ts';

interface Connection {
  readonly executor: Executor;
  /** Orders that have been asked for and not been answered for. */
  readonly asked: Set<string>;
  /** The timeout of those answers. */
  timer: number | null;
}

/** The connections at rest: plain data. */
export interface ConnectionsState {
  readonly asked: readonly (readonly [
    string,
    { readonly clOrdIds: readonly string[]; readonly timer: number | null },
  ])[];
  readonly markets: readonly (readonly [string, TradingState])[];
}

/** The orders of a venue that are asked for when its connection is back. */
export interface OpenOrders {
  /** Those of which the venue may still have something to tell, in the order of their birth. */
  openAt(venue: string): readonly string[];
}

/** What connections stand on. */
export interface ConnectionsSetup {
  readonly world: Pick<World<Entry>, 'after' | 'cancel' | 'record'>;
  readonly lanes: Pick<Lanes, 'drainTokens' | 'recordMove'>;
  readonly settlements: Pick<Settlements, 'told'>;
  readonly venues: ReadonlyMap<string, Pick<VenueSimulator, 'query'>>;
  /** How long the answers to a reconciliation may take. */
  readonly answerUs: number;
}

/** All connections of a run. */
export class Connections implements AnswerListener {
  private readonly setup: ConnectionsSetup;
  private readonly connections = new Map<string, Connection>();
  /** The last word on each market, by `venue market`; on a whole venue, with an empty market. */
  private readonly markets = new Map<string, TradingState>();

  private orders!: OpenOrders;

  constructor(setup: ConnectionsSetup) {
    this.setup = setup;
  }

  /** Connects the orders that are asked for, before the first reconciliation. */
  reportTo(orders: OpenOrders): void {
    this.orders = orders;
  }

  /** Adds a venue's connection, with the executor that holds its state. */
  add(venue: string, executor: Executor): void {
    this.connections.set(venue, { executor, asked: new Set(), timer: null });
  }

  /** Puts what was saved back, once every venue has been added. */
  restore({ asked, markets }: ConnectionsState): void {
    for (const [venue, { clOrdIds, timer }] of asked) {
      const connection = this.connectionOf(venue);
      for (const clOrdId of clOrdIds) connection.asked.add(clOrdId);
      connection.timer = timer;
    }
    for (const [key, state] of markets) this.markets.set(key, state);
  }

  /** The state in which a market trades, as its venue last reported it; null where it has reported none. */
  stateOf(venue: string, market: string): TradingState | null {
    const whole = this.markets.get(`${venue} `) ?? 'open';
    return whole === 'open' ? (this.markets.get(`${venue} ${market}`) ?? null) : whole;
  }

  /** Something was noticed of a venue. */
  noticed(notice: VenueNotice): void {
    const { venue } = notice;
    switch (notice.type) {
      case 'settlement':
        return this.setup.settlements.told(notice);
      case 'disconnected':
        return this.tell(venue, {
          type: 'venue.disconnected',
          reason: notice.reason,
        });
      case 'reconnected':
        return this.tell(venue, { type: 'venue.reconnected' });
      case 'rateLimited':
        return this.setup.lanes.drainTokens(venue);
      case 'resolution': {
        const { market, payouts } = notice;
        return this.setup.world.record({ type: 'resolution.told', venue, market, payouts });
      }
      case 'trading': {
        const { market, state, cancelsAllowed } = notice;
        this.markets.set(`${venue} ${market}`, state);
        if (market !== '') return undefined;
        return this.tell(
          venue,
          state === 'open' ? { type: 'venue.resumed' } : { type: 'venue.halted', cancelsAllowed },
        );
      }
    }
  }

  /** The lane is connected again, and asks for everything that lives. */
  reconcile(venue: string): void {
    const connection = this.connectionOf(venue);
    connection.asked.clear();
    if (connection.timer !== null) this.setup.world.cancel(connection.timer);
    connection.timer = null;
    const live = this.orders.openAt(venue);
    if (live.length === 0) return this.tell(venue, { type: 'reconcile.finished' });
    for (const clOrdId of live) connection.asked.add(clOrdId);
    connection.timer = this.setup.world.after(this.setup.answerUs, { kind: 'reconciled', venue });
    for (const clOrdId of live) this.setup.venues.get(venue)?.query(clOrdId);
    return undefined;
  }

  /** An order has been answered for, or has ended by itself. */
  answered(venue: string, clOrdId: string): void {
    const connection = this.connectionOf(venue);
    if (!connection.asked.delete(clOrdId)) return;
    const remaining = connection.asked.size;
    if (remaining === 0) this.dropTimer(connection);
    this.tell(venue, { type: 'reconcile.answered', remaining });
  }

  /** The answers have timed out: each order that is not accounted for follows its own timers. */
  overdue(venue: string): void {
    const connection = this.connectionOf(venue);
    connection.timer = null;
    connection.asked.clear();
    this.tell(venue, { type: 'reconcile.finished' });
  }

  /** The connections as plain data. */
  save(): ConnectionsState {
    return {
      asked: [...this.connections].map(
        ([venue, { asked, timer }]) => [venue, { clOrdIds: [...asked], timer }] as const,
      ),
      markets: [...this.markets],
    };
  }

  private dropTimer(connection: Connection): void {
    if (connection.timer !== null) this.setup.world.cancel(connection.timer);
    connection.timer = null;
  }

  private tell(venue: string, event: { readonly type: string } & Readonly<Record<string, unknown>>): void {
    this.connectionOf(venue).executor.send(event);
    this.setup.lanes.recordMove(venue, event.type);
  }

  private connectionOf(venue: string): Connection {
    const connection = this.connections.get(venue);
    assert(connection !== undefined, () => `there is no venue '${venue}'`);
    return connection;
  }
}
