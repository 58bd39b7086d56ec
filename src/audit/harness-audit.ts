// What is different in the journal of a user's own test: it tells the venue's side alone, and states balances again and again.
import { cancelledBy } from '../journal/command-record.ts';
import type { RecordBody } from '../journal/records.ts';
import type { AuditState } from './audit-state.ts';
import type { Findings } from './findings.ts';
import { judgeBalancesNow } from './invariants/balances-now.ts';
import { judgeFaultKnown, readStrike } from './invariants/faults.ts';
import { judgeOwner, judgeWords } from './invariants/references.ts';
import { judgeWanted } from './invariants/time-in-force.ts';
import type { Memory } from './memory.ts';
import type { BodyOf } from './types.ts';

/** The records that move what an account has. */
const moves: ReadonlySet<RecordBody['type']> = new Set(['venue.filled', 'venue.settled', 'venue.redeemed']);

/** The part of an audit that a harness' journal has of its own. */
export class HarnessAudit {
  private readonly memory: Memory;
  private readonly state: AuditState;
  private readonly findings: Findings;
  /** Whether the last record stated a balance: a venue states all that have changed, one after the other. */
  private hasStated = false;
  /** The instant of the last fill or settlement: what it moved is stated at that instant. */
  private movedAt = -1;
  /** The ids of which a cancel was ever sent: it may come to its venue before the order does. */
  private readonly cancelled = new Set<string>();

  constructor(memory: Memory, state: AuditState, findings: Findings) {
    this.memory = memory;
    this.state = state;
    this.findings = findings;
  }

  /** Before a record is taken in: once a venue has stated its balances, they are judged; and what is asked of it is noted. */
  before(body: RecordBody): void {
    const { type } = body;
    const { instant } = this.memory.place;
    const isLate = this.movedAt !== -1 && this.movedAt !== instant;
    if (isLate || (type !== 'venue.balance' && this.hasStated)) this.finish();
    if (isLate) this.movedAt = -1;
    if (moves.has(type)) this.movedAt = instant;
    this.hasStated = type === 'venue.balance';
    if (type === 'command.received') this.commanded(body);
  }

  /** A user's program sends an order. */
  created(body: BodyOf<'order.created'>): undefined {
    this.memory.frame.orders += 1;
    judgeWords(body, ['client'], this.findings);
    const order = this.state.createOwn(body, this.memory.place.instant);
    order.isCancelWanted = this.cancelled.has(body.clOrdId);
    judgeOwner(body, order, this.findings);
    judgeWanted(order, body, this.findings);
  }

  /** A fault strikes. The program may have asked for an order that never was. */
  struck({ clOrdId, venue, fault }: BodyOf<'fault.injected'>): undefined {
    judgeFaultKnown(this.state.venues.has(venue), venue, fault, this.findings);
    const order = clOrdId === undefined ? undefined : this.state.copyStruck(clOrdId, fault);
    if (order !== undefined) readStrike(order, fault, this.memory.place.instant);
  }

  /** All that the venues have stated so far is what their trades came to so far. */
  finish(): void {
    for (const venue of this.state.venues.values()) judgeBalancesNow(venue, this.findings);
  }

  /** A user's program asks its venue for something. */
  private commanded(body: BodyOf<'command.received'>): void {
    const clOrdId = cancelledBy(body);
    if (clOrdId === null) return;
    this.cancelled.add(clOrdId);
    for (const order of this.state.copiesOf(clOrdId)) order.isCancelWanted = true;
  }
}
