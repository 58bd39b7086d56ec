// The core of a run: virtual time and everything that lives in it. It knows the parts and introduces them to each
// other; what each does stands in its own file. One step takes one entry of the calendar and works until no
// actor has anything left to do, so that between two steps every mailbox is empty.
import type { Books } from '../accounting/books.ts';
import { unreachable } from '../kernel/assert.ts';
import type { Admission } from './admission.ts';
import type { Arbitrages } from './arbitrages.ts';
import type { Connections } from './connections.ts';
import type { Entry } from './entries.ts';
import type { IntentSource } from './intent-source.ts';
import type { Lanes } from './lanes.ts';
import type { Markets } from './markets.ts';
import type { Orders } from './orders.ts';
import type { Phases } from './phases.ts';
import type { Settlements } from './settlements.ts';
import type { VenueSimulator } from '../venues/simulation/types.ts';
import { World, type WorldState } from '../world/world.ts';
import { UnderWay, type UnderWayOptions, type UnderWayState } from './under-way.ts';

/** The parts of a core, once they are all there. */
export interface CoreParts {
  readonly markets: Markets;
  readonly books: Books;
  readonly phases: Phases;
  readonly intents: IntentSource;
  readonly admission: Admission;
  readonly arbitrages: Arbitrages;
  readonly orders: Orders;
  readonly settlements: Settlements;
  readonly lanes: Lanes;
  readonly connections: Connections;
  readonly venues: ReadonlyMap<string, VenueSimulator>;
}

/** The world of a run, and the parts that live in it. */
export class Core extends World<Entry> {
  /** The orders that arrive late at their venues. */
  readonly underWay: UnderWay;
  private partsOrNone: CoreParts | undefined;

  constructor(seed: string, late: UnderWayOptions, state?: WorldState<Entry>, underWay?: UnderWayState) {
    super(seed, state);
    this.underWay = new UnderWay(late, underWay);
  }

  /** An order that leaves for its venue is noted where it will be late. */
  override after(delayUs: number, entry: Entry): number {
    if (entry.kind === 'venue') this.underWay.sent(delayUs, entry);
    return super.after(delayUs, entry);
  }

  /** The parts; they are connected once, before the first step. */
  get parts(): CoreParts {
    return this.partsOrNone as CoreParts;
  }

  /** Connects the parts. */
  connect(parts: CoreParts): void {
    this.partsOrNone = parts;
  }

  /** Takes the next entry of the calendar. False if there is none. */
  step(): boolean {
    this.parts.intents.prepare?.();
    const entry = this.calendar.next();
    if (entry === undefined) return false;
    this.handle(entry);
    this.settle();
    this.parts.arbitrages.forgetOld();
    return true;
  }

  private handle(entry: Entry): void {
    const { arbitrages, connections, intents, lanes, orders, venues } = this.parts;
    switch (entry.kind) {
      case 'moment':
        return intents.moment();
      case 'recorded':
      case 'seen':
      case 'tell':
        return intents.happen?.(entry);
      case 'venue':
        this.underWay.happened(entry, this.nowUs);
        return venues.get(entry.venue)?.happen(entry);
      case 'report':
        return venues.get(entry.venue)?.hears(entry) === true ? orders.reported(entry) : undefined;
      case 'notice':
        return venues.get(entry.venue)?.hears(entry) === true ? connections.noticed(entry) : undefined;
      case 'overdue':
        return orders.overdue(entry.what, entry.clOrdId);
      case 'query':
        return lanes.ask('query', entry.clOrdId);
      case 'cancel':
        return orders.cancelAgain(entry.clOrdId);
      case 'recheck':
        return orders.late.recheck(entry.clOrdId);
      case 'reconciled':
        return connections.overdue(entry.venue);
      case 'deadline':
        return arbitrages.tell(entry.arbitrage, { type: 'deadline.reached' });
      case 'staleness':
        return arbitrages.tell(entry.arbitrage, { type: 'staleness.reached' });
      case 'reprice':
        return arbitrages.tell(entry.arbitrage, { type: 'reprice.due' });
      case 'doubt':
        return arbitrages.tell(entry.arbitrage, {
          type: 'leg.overdue',
          clOrdId: entry.clOrdId,
        });
      case 'lane':
        return lanes.wake(entry.venue);
      default:
        return unreachable(entry);
    }
  }
}
