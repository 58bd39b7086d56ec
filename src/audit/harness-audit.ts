// What is different in the journal of a user's own test: it tells the venue's side alone, and states balances again and again.
import type { RecordBody } from '../journal/records.ts';
import type { Book } from './book.ts';
import type { Findings } from './findings.ts';
import { judgeBalancesNow } from './invariants/balances-now.ts';
import { judgeFaultKnown, readStrike } from './invariants/faults.ts';
import { judgeWords } from './invariants/references.ts';
import { judgeWanted } from './invariants/time-in-force.ts';
import type { Memory } from './memory.ts';
import type { BodyOf } from './types.ts';

/** The part of an audit that a harness' journal has of its own. */
export class HarnessAudit {
  private readonly memory: Memory;
  private readonly book: Book;
  private readonly findings: Findings;
  /** Whether the last record stated a balance: a venue states all that have changed, one after the other. */
  private hasStated = false;

  constructor(memory: Memory, book: Book, findings: Findings) {
    this.memory = memory;
    this.book = book;
    this.findings = findings;
  }

  /** Before a record is taken in: once a venue has stated its balances, they are judged. */
  before({ type }: RecordBody): void {
    if (type !== 'venue.balance' && this.hasStated) this.finish();
    this.hasStated = type === 'venue.balance';
  }

  /** A user's program sends an order. */
  created(body: BodyOf<'order.created'>): undefined {
    this.memory.frame.orders += 1;
    judgeWords(body, ['own'], this.findings);
    judgeWanted(this.book.createOwn(body, this.memory.place.instant), body, this.findings);
  }

  /** A fault strikes. The program may have asked for an order that never was. */
  struck({ clOrdId, venue, fault }: BodyOf<'fault.injected'>): undefined {
    judgeFaultKnown(this.book.venues.has(venue), venue, fault, this.findings);
    const order = clOrdId === undefined ? undefined : this.book.orders.get(clOrdId);
    if (order !== undefined) readStrike(order, fault, this.memory.place.instant);
  }

  /** All that the venues have stated so far is what their trades came to so far. */
  finish(): void {
    for (const venue of this.book.venues.values()) judgeBalancesNow(venue, this.findings);
  }
}
