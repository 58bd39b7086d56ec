// The core of a run: virtual time and everything that lives in it. It knows the parts and introduces them to each
// other; what each does stands in its own file. One step takes one entry of the calendar and works until no
// actor has anything left to do, so that between two steps every mailbox is empty.
import type { Books } from '../accounting/books.ts';
import { Calendar, type CalendarState } from '../kernel/calendar.ts';
import { unreachable } from '../kernel/assert.ts';
import { Journal, type JournalState } from '../journal/journal.ts';
import { RandomStreams, type RandomStreamsState } from '../kernel/random/streams.ts';
import type { RecordBody } from '../journal/records.ts';
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
import type { VenueSimulator } from '../venues/simulator/types.ts';
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

/** A piece of work that an actor's effect asked for: done after the actor's own step, in order. */
export type Task = () => void;

const nothing: Task = () => undefined;

/** Virtual time, chance and the journal at rest: plain data. */
export interface TimeState {
  readonly calendar: CalendarState<Entry>;
  readonly streams: RandomStreamsState;
  readonly journal: JournalState;
  readonly underWay: UnderWayState;
}

/** Virtual time, the journal, and the work that is to be done before time goes on. */
export class Core {
  readonly calendar: Calendar<Entry>;
  readonly journal: Journal;
  readonly streams: RandomStreams;
  readonly underWay: UnderWay;
  // Its room is kept from step to step: an array that is emptied by its length lets it go, outside compiled code.
  private readonly tasks: Task[] = [];
  private taskCount = 0;
  private partsOrNone: CoreParts | undefined;

  constructor(seed: string, late: UnderWayOptions, state?: TimeState) {
    this.calendar = state === undefined ? new Calendar<Entry>() : Calendar.restore(state.calendar);
    this.journal = new Journal(this.calendar, state?.journal);
    this.underWay = new UnderWay(late, state?.underWay);
    this.streams = state === undefined ? new RandomStreams(seed) : RandomStreams.restore(state.streams);
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
    if (this.taskCount < this.tasks.length) this.tasks[this.taskCount] = task;
    else this.tasks.push(task);
    this.taskCount += 1;
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

  /** Does what has been deferred, and what that defers. */
  settle(): void {
    const { tasks } = this;
    for (let done = 0; done < this.taskCount; done += 1) {
      const task = tasks[done]!;
      tasks[done] = nothing;
      task();
    }
    this.taskCount = 0;
  }

  /** Time, chance and the journal as plain data. */
  save(): TimeState {
    return {
      calendar: this.calendar.save(),
      streams: this.streams.save(),
      journal: this.journal.save(),
      underWay: this.underWay.save(),
    };
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
