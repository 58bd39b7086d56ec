// The event calendar: what makes virtual time go. It orders entries by (time, sequence), and knows neither
// what an entry means nor what wall time is.
//
// Entries lie in a table under their sequence, and a heap orders bare (time, sequence) pairs. Cancelling
// takes the entry out of the table, which releases it at once; its pair stays in the heap until it comes up,
// or until such pairs outnumber the live ones and all of them are swept out together.
import { assert } from './assert.ts';
import type { VirtualClock } from './clock.ts';
import { SequenceGenerator } from './sequence.ts';
import { SequenceTable } from './sequence-table.ts';
import { TimeHeap } from './time-heap.ts';

/** Names one scheduled entry, for `cancel`: its sequence, never used twice, the same after a restore. */
export type CalendarId = number;

/** One entry at rest. */
export interface ScheduledEntry<E> {
  readonly atUs: number;
  readonly sequence: CalendarId;
  readonly entry: E;
}

/** A calendar at rest, as plain data if its entries are: they are referred to, not copied. */
export interface CalendarState<E> {
  readonly nowUs: number;
  readonly lastSequence: number;
  /** In the order in which they will come. */
  readonly entries: readonly ScheduledEntry<E>[];
}

/** Cancelled pairs that are tolerated in the heap beyond the number of live ones. */
const cancelledSlack = 64;

/** The event calendar. An entry is anything but `undefined`. Times are safe integers of microseconds. */
export class Calendar<E> implements VirtualClock {
  private readonly heap = new TimeHeap();
  private readonly entries = new SequenceTable<E>();
  private sequences = new SequenceGenerator();
  private currentUs = 0;

  /** Returns a calendar that continues exactly as the saved one would have. */
  static restore<E>(state: CalendarState<E>): Calendar<E> {
    const { nowUs } = state;
    assert(Number.isSafeInteger(nowUs) && nowUs >= 0, () => `a calendar cannot stand at ${nowUs} µs`);
    const calendar = new Calendar<E>();
    calendar.currentUs = nowUs;
    calendar.sequences = SequenceGenerator.restore({ last: state.lastSequence });
    let previous = { atUs: nowUs, sequence: 0 };
    for (const { atUs, sequence, entry } of state.entries) {
      assert(Number.isSafeInteger(atUs) && entry !== undefined, () => `entry ${sequence} has no time or no content`);
      const inOrder = atUs > previous.atUs || (atUs === previous.atUs && sequence > previous.sequence);
      assert(inOrder, () => `entry ${sequence} of the saved calendar is out of order`);
      const given = Number.isSafeInteger(sequence) && sequence >= 1 && sequence <= state.lastSequence;
      assert(given && !calendar.entries.has(sequence), () => `sequence ${sequence} was not given to one entry`);
      calendar.add(atUs, sequence, entry);
      previous = { atUs, sequence };
    }
    return calendar;
  }

  /** The time of the entry that came last, 0 before the first. */
  get nowUs(): number {
    return this.currentUs;
  }

  /** Entries that are still to come; cancelled ones do not count. */
  get size(): number {
    return this.entries.size;
  }

  /** Places in use in the heap, those of cancelled entries included: at most `2 * size + 64`. */
  get slotsHeld(): number {
    return this.heap.size;
  }

  /** The time of the entry that comes next, if there is one. */
  get peekTimeUs(): number | undefined {
    this.dropCancelledFirst();
    return this.heap.size === 0 ? undefined : this.heap.firstTime;
  }

  /** Lets `entry` come at `atUs`, after everything that was scheduled for the same time before it. */
  schedule(atUs: number, entry: E): CalendarId {
    assert(Number.isSafeInteger(atUs), () => `a time is a safe integer of µs, and ${atUs} is not`);
    assert(atUs >= this.currentUs, () => `cannot schedule at ${atUs} µs: it is ${this.currentUs} µs already`);
    assert(entry !== undefined, 'an entry is anything but undefined');
    const sequence = this.sequences.next();
    this.add(atUs, sequence, entry);
    return sequence;
  }

  /** Takes an entry back and releases it. False if it has come, was cancelled, or never existed. */
  cancel(id: CalendarId): boolean {
    if (this.entries.take(id) === undefined) return false;
    this.sweepCancelled();
    return true;
  }

  /** The entry that comes next, with `nowUs` moved to its time; `undefined`, and no time passes, if there is none. */
  next(): E | undefined {
    this.dropCancelledFirst();
    if (this.heap.size === 0) return undefined;
    this.currentUs = this.heap.firstTime;
    const entry = this.entries.take(this.heap.removeFirst());
    this.sweepCancelled();
    return entry;
  }

  /** Moves time on to an instant that lies before whatever is still to come; nothing may be due by then. */
  advanceTo(atUs: number): void {
    assert(
      Number.isSafeInteger(atUs) && atUs >= this.currentUs,
      () => `time cannot go from ${this.currentUs} to ${atUs} µs`,
    );
    const nextUs = this.peekTimeUs;
    assert(
      nextUs === undefined || nextUs > atUs,
      () => `time cannot go to ${atUs} µs: an entry is due at ${nextUs} µs`,
    );
    this.currentUs = atUs;
  }

  /** The calendar as plain data; it stays as it is. */
  save(): CalendarState<E> {
    const entries: ScheduledEntry<E>[] = [];
    this.heap.forEach((atUs, sequence) => {
      const entry = this.entries.get(sequence);
      if (entry !== undefined) entries.push({ atUs, sequence, entry });
    });
    entries.sort((left, right) => left.atUs - right.atUs || left.sequence - right.sequence);
    return { nowUs: this.currentUs, lastSequence: this.sequences.last, entries };
  }

  private add(atUs: number, sequence: number, entry: E): void {
    this.entries.add(sequence, entry);
    this.heap.push(atUs, sequence);
  }

  // Each sweep removes at least half of the pairs, so that its cost is spread over the cancels before it.
  private sweepCancelled(): void {
    if (this.heap.size <= 2 * this.entries.size + cancelledSlack) return;
    this.heap.retain((sequence) => this.entries.has(sequence));
  }

  private dropCancelledFirst(): void {
    if (this.heap.size === this.entries.size) return;
    while (this.heap.size > 0 && !this.entries.has(this.heap.firstSequence)) this.heap.removeFirst();
  }
}
