// Virtual time and everything that depends on it alone: the calendar, the named random streams, the journal, and the work
// that one step leaves for its end. An engine run, a venue of a user's own test and a session each stand on one world.
// It is generic in what its calendar holds, and knows no part that lives in it.
import { Journal, type JournalState } from '../journal/journal.ts';
import type { RecordBody } from '../journal/records.ts';
import { Calendar, type CalendarId, type CalendarState } from '../kernel/calendar.ts';
import { RandomStreams, type RandomStreamsState } from '../kernel/random/streams.ts';

/** A piece of work that a step leaves for its end. */
export type Task = () => void;

const nothing: Task = () => undefined;

/** A world at rest: plain data, if its entries are. Nothing is deferred between two steps. */
export interface WorldState<E> {
  readonly calendar: CalendarState<E>;
  readonly streams: RandomStreamsState;
  readonly journal: JournalState;
}

/** Virtual time, chance, the journal and deferred work. `E` is what its calendar holds. */
export class World<E> {
  readonly calendar: Calendar<E>;
  readonly journal: Journal;
  readonly streams: RandomStreams;
  // Its room is kept from step to step: setting the length of an array releases it, outside compiled code.
  private readonly tasks: Task[] = [];
  private taskCount = 0;

  /** A world at its beginning, or as it was saved; then the seed is the saved one's. */
  constructor(seed: string, state?: WorldState<E>) {
    this.calendar = state === undefined ? new Calendar<E>() : Calendar.restore(state.calendar);
    this.journal = new Journal(this.calendar, state?.journal);
    this.streams = state === undefined ? new RandomStreams(seed) : RandomStreams.restore(state.streams);
  }

  /** Virtual time in microseconds. */
  get nowUs(): number {
    return this.calendar.nowUs;
  }

  /** Lets an entry come after so many microseconds. */
  after(delayUs: number, entry: E): CalendarId {
    return this.calendar.schedule(this.calendar.nowUs + delayUs, entry);
  }

  /** Takes an entry back; nothing happens if it has come. */
  cancel(id: CalendarId): void {
    this.calendar.cancel(id);
  }

  /** Whether an entry is due by that instant. */
  isDueBy(atUs: number): boolean {
    const nextUs = this.calendar.peekTimeUs;
    return nextUs !== undefined && nextUs <= atUs;
  }

  /** Moves time on to an instant by which nothing is due. */
  advanceTo(atUs: number): void {
    this.calendar.advanceTo(atUs);
  }

  /** Writes a record, at this instant. */
  record(body: RecordBody): void {
    this.journal.append(body);
  }

  /** Leaves work for the end of this step. */
  defer(task: Task): void {
    if (this.taskCount < this.tasks.length) this.tasks[this.taskCount] = task;
    else this.tasks.push(task);
    this.taskCount += 1;
  }

  /** Does what was deferred, and what that defers, in order. */
  settle(): void {
    const { tasks } = this;
    for (let done = 0; done < this.taskCount; done += 1) {
      const task = tasks[done]!;
      tasks[done] = nothing;
      task();
    }
    this.taskCount = 0;
  }

  /** The world as plain data, between two steps. */
  save(): WorldState<E> {
    return { calendar: this.calendar.save(), streams: this.streams.save(), journal: this.journal.save() };
  }
}
