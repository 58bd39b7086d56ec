// The core of a run: virtual time and everything that lives in it. It knows the parts and introduces them to each
// other; what each does stands in its own file. One step takes one entry of the calendar and works until no
// actor has anything left to do, so that between two steps every mailbox is empty.
import { Calendar } from '../kernel/calendar.ts';
import { unreachable } from '../kernel/assert.ts';
import { Journal } from '../journal/journal.ts';
import { RandomStreams } from '../kernel/random/streams.ts';
import type { RecordBody } from '../journal/records.ts';
import type { Entry } from './entries.ts';
import type { Arbitrages } from './arbitrages.ts';
import type { Lanes } from './lanes.ts';
import type { Orders } from './orders.ts';
import type { VenueSimulator } from '../venues/simulator/types.ts';

/** The parts of a core, once they are all there. */
export interface CoreParts {
  readonly orders: Orders;
  readonly arbitrages: Arbitrages;
  readonly lanes: Lanes;
  readonly venues: ReadonlyMap<string, VenueSimulator>;
  /** Makes the next intent due, or nothing when there are no more. */
  readonly nextIntent: () => void;
}

/** A piece of work that an actor's effect asked for: done after the actor's own step, in order. */
export type Task = () => void;

/** Virtual time, the journal, and the work that is to be done before time goes on. */
export class Core {
  readonly calendar = new Calendar<Entry>();
  readonly journal: Journal;
  readonly streams: RandomStreams;
  private readonly tasks: Task[] = [];
  private partsOrNone: CoreParts | undefined;

  constructor(seed: string) {
    this.journal = new Journal(this.calendar);
    this.streams = new RandomStreams(seed);
  }

  /** Virtual time in microseconds. */
  get nowUs(): number {
    return this.calendar.nowUs;
  }

  /** The parts; they are connected once, before the first step. */
  get parts(): CoreParts {
    return this.partsOrNone as CoreParts;
  }

  /** Connects the parts. */
  connect(parts: CoreParts): void {
    this.partsOrNone = parts;
  }

  /** Writes down what happened, at this instant. */
  record(body: RecordBody): void {
    this.journal.append(body);
  }

  /** Leaves work for after the step that an actor is in. */
  defer(task: Task): void {
    this.tasks.push(task);
  }

  /** Takes the next entry of the calendar. False if there is none. */
  step(): boolean {
    const entry = this.calendar.next();
    if (entry === undefined) return false;
    this.handle(entry);
    this.settle();
    this.parts.arbitrages.forgetOld();
    return true;
  }

  /** Does what has been deferred, and what that defers. */
  settle(): void {
    const { tasks } = this;
    for (let index = 0; index < tasks.length; index += 1) tasks[index]?.();
    tasks.length = 0;
  }

  private handle(entry: Entry): void {
    const { orders, arbitrages, lanes, venues, nextIntent } = this.parts;
    switch (entry.kind) {
      case 'intent':
        return nextIntent();
      case 'venue':
        return venues.get(entry.venue)?.happen(entry);
      case 'report':
        return orders.reported(entry);
      case 'overdue':
        return orders.overdue(entry.what, entry.clOrdId);
      case 'query':
        return lanes.ask('query', entry.clOrdId);
      case 'cancel':
        return orders.cancelAgain(entry.clOrdId);
      case 'deadline':
        return arbitrages.tell(entry.arbitrage, { type: 'deadline.reached' });
      case 'staleness':
        return arbitrages.tell(entry.arbitrage, { type: 'staleness.reached' });
      case 'reprice':
        return arbitrages.tell(entry.arbitrage, { type: 'reprice.due' });
      case 'doubt':
        return arbitrages.tell(entry.arbitrage, { type: 'leg.overdue', clOrdId: entry.clOrdId });
      case 'lane':
        return lanes.wake(entry.venue);
      default:
        return unreachable(entry);
    }
  }
}
