// The bounded mailbox of a lane. It knows two priorities and nothing of what a message says.
//
// Room for a risk-critical message is reserved when the work that may need it is admitted. So it is never
// refused later, and the bound holds all the same: queued + reserved <= capacity, always.
import { assert } from './assert.ts';
import { Ring } from './ring.ts';

/** A mailbox at rest, as plain data if its messages are: they are referred to, not copied. */
export interface MailboxState<M> {
  readonly capacity: number;
  readonly reserved: number;
  /** Each in the order in which it would be taken. */
  readonly riskCritical: readonly M[];
  readonly opportunity: readonly M[];
}

/** The capacity of a mailbox for which none is stated, in messages. */
export const mailboxCapacityByDefault = 1_024;
/** The largest capacity a mailbox may have, in messages: its room is allocated at once. */
export const mailboxCapacityMax = 2 ** 20;

/** A bounded mailbox with two priorities. A message is anything but `undefined`. */
export class Mailbox<M> {
  /** The most messages it holds, queued and reserved together. */
  readonly capacity: number;
  private readonly riskCritical: Ring<M>;
  private readonly opportunity: Ring<M>;
  private reservedCount = 0;

  /** `capacity`: an integer from 1 to `mailboxCapacityMax`. */
  constructor(capacity = mailboxCapacityByDefault) {
    assert(
      Number.isSafeInteger(capacity) && capacity >= 1 && capacity <= mailboxCapacityMax,
      () => `a mailbox cannot have a capacity of ${capacity}`,
    );
    this.capacity = capacity;
    this.riskCritical = new Ring(capacity);
    this.opportunity = new Ring(capacity);
  }

  /** Returns a mailbox that continues exactly as the saved one would have. */
  static restore<M>(state: MailboxState<M>): Mailbox<M> {
    const mailbox = new Mailbox<M>(state.capacity);
    const isReserved = mailbox.tryReserve(state.reserved + state.riskCritical.length);
    assert(
      isReserved && state.opportunity.length <= mailbox.free,
      'the saved mailbox holds more than its capacity, or less than nothing',
    );
    for (const message of state.riskCritical) mailbox.putRiskCritical(message);
    for (const message of state.opportunity) mailbox.offerOpportunity(message);
    return mailbox;
  }

  /** Messages queued, of both priorities. */
  get depth(): number {
    return this.riskCritical.size + this.opportunity.size;
  }

  /** Room kept for risk-critical messages that have not come. */
  get reserved(): number {
    return this.reservedCount;
  }

  /** Room that is neither used nor reserved. */
  get free(): number {
    return this.capacity - this.depth - this.reservedCount;
  }

  /** Reserves room for `count` risk-critical messages: all of it, or, if that much is not free, none. */
  tryReserve(count: number): boolean {
    assert(Number.isSafeInteger(count) && count >= 0, () => `room is not reserved for ${count} messages`);
    if (count > this.free) return false;
    this.reservedCount += count;
    return true;
  }

  /** Gives back reserved room that will not be needed. */
  releaseReservation(count: number): void {
    assert(
      Number.isSafeInteger(count) && count >= 0 && count <= this.reservedCount,
      () => `cannot release ${count} of ${this.reservedCount} reservations`,
    );
    this.reservedCount -= count;
  }

  /** Queues a message of the lower priority, or refuses it (false) if no room is free. */
  offerOpportunity(message: M): boolean {
    assert(message !== undefined, 'a message is anything but undefined');
    if (this.free === 0) return false;
    this.opportunity.push(message);
    return true;
  }

  /** Queues a message of the higher priority in room that was reserved for it: one reservation is used up. */
  putRiskCritical(message: M): void {
    assert(message !== undefined, 'a message is anything but undefined');
    assert(this.reservedCount > 0, 'no room was reserved for a risk-critical message');
    this.reservedCount -= 1;
    this.riskCritical.push(message);
  }

  /** The message that `take` would give. */
  peek(): M | undefined {
    return this.riskCritical.size > 0 ? this.riskCritical.peek() : this.opportunity.peek();
  }

  /**
   * Takes the next message: risk-critical ones first, and within a priority the one that came first. Its room is
   * free again. A taker that may have to send a risk-critical message once more reserves room at once, before an
   * offer comes: right after `take` that always succeeds.
   */
  take(): M | undefined {
    return this.riskCritical.size > 0 ? this.riskCritical.take() : this.opportunity.take();
  }

  /** The mailbox as plain data. */
  save(): MailboxState<M> {
    return {
      capacity: this.capacity,
      reserved: this.reservedCount,
      riskCritical: this.riskCritical.toArray(),
      opportunity: this.opportunity.toArray(),
    };
  }
}
