// The audit: reads a journal record by record, on its own, and says which promises it breaks. It knows nothing of
// the engine, its actors or its lanes: what is not in the journal does not count. One switch shows each record to the
// invariants that it concerns; nothing is allocated for a record but what has to be remembered of it.
import { MICROS_PER_UNIT } from '../money/micros.ts';
import { arbitrageOfOrder, type RecordBody } from '../journal/records.ts';
import { AuditState } from './audit-state.ts';
import { STATE, stateOf } from './codes.ts';
import { Findings } from './findings.ts';
import { HarnessAudit } from './harness-audit.ts';
import { invariants } from './invariants.ts';
import * as accounts from './invariants/accounts.ts';
import { judgeAgreement } from './invariants/agreement.ts';
import { judgeFlag } from './invariants/anomalies.ts';
import { judgeArbitrageEnd, judgePlace, judgeStep } from './invariants/arbitrage-steps.ts';
import { judgeEdge } from './invariants/edges.ts';
import * as faults from './invariants/faults.ts';
import { judgeWorstFee } from './invariants/fees.ts';
import { judgeHedge } from './invariants/hedge.ts';
import { judgeIntentRefused, judgeMovable, judgeNumber } from './invariants/intents.ts';
import { judgeLane, judgeLanesAtEnd } from './invariants/lanes.ts';
import { judgeOrderStep } from './invariants/order-steps.ts';
import { judgeFill } from './invariants/overfill.ts';
import { judgeQuantities } from './invariants/quantities.ts';
import * as references from './invariants/references.ts';
import { judgeTold } from './invariants/reports.ts';
import { judgeLegsAtEnd, judgeOrderName } from './invariants/order-names.ts';
import { judgeResidue, judgeResidueAtEnd } from './invariants/residue.ts';
import { judgeRefusal } from './invariants/risk-critical.ts';
import { judgeFrameAtEnd, judgeOpen } from './invariants/run-frame.ts';
import { judgePlace as judgeSequence } from './invariants/sequence.ts';
import { judgeSettlementAtEnd } from './invariants/settlements.ts';
import { judgeProgress } from './invariants/status-forward.ts';
import { judgeBegin } from './invariants/stops.ts';
import { judgeTerminal } from './invariants/terminal.ts';
import * as timesInForce from './invariants/time-in-force.ts';
import * as venueNames from './invariants/venue-names.ts';
import { createMemory, restoreMemory, saveMemory, type SavedAudit } from './memory.ts';
import { readAnswer, readMove } from './read-order.ts';
import { judgeRun } from './run-records.ts';
import type { ArbitrageState } from './state/arbitrage.ts';
import type { AuditReport, BodyOf } from './types.ts';
import { judgeVenue, type VenueRecord } from './venue-records.ts';

/** How an audit is run. */
export interface AuditOptions {
  /** How long an arbitrage is held after the last word about it: as long as a venue may still speak of it. */
  readonly retainUs?: number;
  /** The most violations that are kept; all are counted. */
  readonly violationsMax?: number;
}

/** An audit under way. */
export interface Audit {
  /** Takes the next record of the journal. */
  observe(body: RecordBody, seq: number, atUs: number): void;
  /** Arbitrages that are held: those that live, and those of which a venue may still speak. */
  readonly held: number;
  /** Violations so far. */
  readonly violationCount: number;
  /** The journal is over, and everything is at rest. Asked once. */
  finish(): AuditReport;
  /** All that it remembers, as plain data. */
  save(): SavedAudit;
}

/** The faults by which an order never comes to its venue. */
const losesOrders: ReadonlySet<string> = new Set(['submitLost', 'disconnectWindow']);

/** How the late word begins that ends the answer to a query. */
const ANSWER = 'order.reconciled ';

const RETAIN_US = 3_600_000_000;
const VIOLATIONS_MAX = 1_000;

class JournalAudit implements Audit {
  private readonly findings: Findings;
  private readonly state: AuditState;
  private readonly memory = createMemory();
  private readonly harness: HarnessAudit;
  private readonly rateOf = (venue: string): bigint =>
    this.memory.currencies.currency === ''
      ? MICROS_PER_UNIT
      : accounts.rateAt(this.memory.currencies, this.state.venueOf(venue));

  constructor({ retainUs = RETAIN_US, violationsMax = VIOLATIONS_MAX }: AuditOptions, saved?: SavedAudit) {
    this.findings = new Findings(invariants.length, violationsMax);
    this.state = new AuditState(retainUs, (arbitrage) => this.close(arbitrage));
    this.harness = new HarnessAudit(this.memory, this.state, this.findings);
    if (saved !== undefined) restoreMemory(saved, this.memory, this.state, this.findings);
  }

  get held(): number {
    return this.state.arbitrages.size;
  }

  get violationCount(): number {
    return this.findings.violationCount;
  }

  observe(body: RecordBody, seq: number, atUs: number): void {
    const { findings, memory } = this;
    findings.seq = seq;
    judgeSequence(memory.place, seq, atUs, findings);
    judgeOpen(memory.frame, body.type, findings);
    if (memory.frame.isHarness) this.harness.before(body);
    const arbitrage = this.take(body, seq);
    if (arbitrage !== undefined) this.state.touch(arbitrage, atUs);
  }

  finish(): AuditReport {
    const { findings, memory, state } = this;
    for (const arbitrage of state.arbitrages.values()) this.close(arbitrage);
    judgeLanesAtEnd(memory.lanes, findings);
    if (memory.frame.isHarness) this.harness.finish();
    else accounts.judgeBalances(state.venues, findings);
    judgeFrameAtEnd(memory.frame, findings);
    faults.judgeSilence(memory.silent, findings);
    for (const venue of state.venues.values()) {
      if (!memory.frame.isHarness) faults.judgeStrikesAtEnd(venue, findings);
      venueNames.judgeNumbersAtEnd(venue, findings);
    }
    return {
      violations: findings.violations,
      violationCount: findings.violationCount,
      checks: Object.fromEntries(invariants.map(({ name, index }) => [name, findings.checks[index] ?? 0])),
      anomalies: Object.fromEntries([...memory.anomalies].toSorted(([left], [right]) => (left < right ? -1 : 1))),
    };
  }

  save(): SavedAudit {
    return saveMemory(this.memory, this.state, this.findings);
  }

  /** Shows a record to its invariants, and takes it in. The arbitrage that it speaks of, if it speaks of one. */
  private take(body: RecordBody, seq: number): ArbitrageState | undefined {
    const { findings, state, memory } = this;
    switch (body.type) {
      case 'order.moved':
        return this.orderMoved(body);
      case 'venue.filled':
      case 'venue.accepted':
      case 'venue.ended':
      case 'venue.replaced':
      case 'venue.settled':
      case 'settlement.moved':
        return this.venueDid(body);
      case 'arbitrage.moved':
        return this.arbitrageMoved(body);
      case 'order.created':
        return this.orderCreated(body);
      case 'intent.received': {
        judgeNumber(body.intent, memory.lastIntent, findings);
        memory.lastIntent = body.intent;
        memory.frame.intents += 1;
        const arbitrage = state.receive(body);
        references.judgeIntent(body, arbitrage, findings);
        return arbitrage;
      }
      case 'intent.refused':
        return this.intentRefused(body);
      case 'lane.moved':
        judgeLane(memory.lanes, body, findings);
        faults.judgeConnection(state.venueOf(body.venue), body.event, this.memory.place.instant, findings);
        return undefined;
      case 'fault.injected': {
        if (memory.frame.isHarness) return this.harness.struck(body);
        if (body.clOrdId === undefined) return faults.judgeNobodysFault(body, findings);
        const order = state.orders.get(body.clOrdId);
        if (order === undefined && state.forgotten.mayHave(body.clOrdId)) return undefined;
        if (!references.judgeOrderAt(body.clOrdId, body.venue, order, findings)) return undefined;
        if (losesOrders.has(body.fault)) order.isLost = true;
        faults.judgeStrike(order, body, memory.place.instant, findings);
        return order.arbitrage;
      }
      case 'anomaly.found':
        this.count(body.kind);
        if (body.kind === 'unknownOrder') this.hearLate(body.detail);
        return undefined;
      default:
        judgeRun(body, seq, memory, state, findings);
        return undefined;
    }
  }

  private orderCreated(body: BodyOf<'order.created'>): ArbitrageState | undefined {
    const { findings, state } = this;
    if (this.memory.frame.isHarness) return this.harness.created(body);
    const arbitrage = state.arbitrages.get(arbitrageOfOrder(body));
    const order = state.create(body, arbitrage, this.memory.place.instant);
    this.memory.frame.orders += 1;
    references.judgeCreated(body, order, arbitrage, findings);
    if (order !== undefined) {
      references.judgeOwner(body, order, findings);
      timesInForce.judgeWanted(order, body, findings);
    }
    if (arbitrage === undefined) return undefined;
    judgeOrderName(arbitrage, body, findings);
    judgeWorstFee(arbitrage, body, findings);
    judgePlace(arbitrage, body, findings);
    judgeMovable(arbitrage, body.clOrdId, findings);
    return arbitrage;
  }

  private orderMoved(body: BodyOf<'order.moved'>): ArbitrageState | undefined {
    const { findings } = this;
    const order = this.state.orders.get(body.clOrdId);
    if (body.anomaly !== undefined) this.count(body.anomaly);
    if (order === undefined && this.state.forgotten.mayHave(body.clOrdId)) return undefined;
    if (!references.judgeOrderKnown(body.clOrdId, order, findings)) return undefined;
    const effect = readMove(order, body, this.memory.place.instant);
    judgeOrderStep(order, body, findings);
    judgeProgress(order, findings);
    judgeTerminal(order, body.leavesQty, findings);
    judgeQuantities(order, body, findings);
    if (body.event === 'venue.traded') judgeFill(order, effect, body.anomaly, findings);
    judgeFlag(order, body, findings);
    judgeTold(order, body, findings);
    judgeRefusal(order, body, findings);
    if (body.event === 'venue.cancelled') faults.judgeCancelTold(order, body, findings);
    return order.arbitrage;
  }

  private venueDid(body: VenueRecord): ArbitrageState | undefined {
    const order = this.memory.frame.isHarness ? this.state.copyFor(body) : this.state.orders.get(body.clOrdId);
    if (!references.judgeOrderAt(body.clOrdId, body.venue, order, this.findings)) return undefined;
    judgeVenue(order, body, this.memory.place.instant, this.findings);
    return order.arbitrage;
  }

  private arbitrageMoved(body: BodyOf<'arbitrage.moved'>): ArbitrageState | undefined {
    const { findings, memory } = this;
    const arbitrage = this.state.arbitrages.get(body.arbitrage);
    if (!references.judgeArbitrageKnown(body.arbitrage, arbitrage, findings)) return undefined;
    judgeMovable(arbitrage, body.event, findings);
    judgeStep(arbitrage, body, findings);
    judgeBegin(memory.stops, arbitrage, body, findings);
    const to = stateOf(body.to);
    if (to === STATE.legging) {
      judgeHedge(arbitrage, findings);
      judgeEdge(arbitrage, this.rateOf, findings);
    }
    judgeResidue(arbitrage, body, this.rateOf, findings);
    arbitrage.state = to;
    arbitrage.verdict = body.verdict;
    arbitrage.cause = body.cause;
    arbitrage.residueQty = body.residueQty;
    arbitrage.worstCase = body.worstCase;
    return arbitrage;
  }

  private intentRefused(body: BodyOf<'intent.refused'>): ArbitrageState | undefined {
    const { findings, memory } = this;
    const arbitrage = this.state.arbitrages.get(body.intent);
    if (!references.judgeArbitrageKnown(body.intent, arbitrage, findings)) return undefined;
    judgeIntentRefused(arbitrage, body, findings);
    if (!arbitrage.isRefused) memory.frame.refused += 1;
    arbitrage.isRefused = true;
    return arbitrage;
  }

  /** What only the end of an arbitrage shows. Asked once for each, when it is forgotten or the journal is over. */
  private close(arbitrage: ArbitrageState): void {
    const { findings } = this;
    judgeArbitrageEnd(arbitrage, findings);
    judgeResidueAtEnd(arbitrage, findings);
    judgeLegsAtEnd(arbitrage, findings);
    for (const order of arbitrage.orders) {
      judgeAgreement(order, findings);
      judgeSettlementAtEnd(order, findings);
      timesInForce.judgeRest(order, findings);
      const silence = faults.judgeMessages(order, findings);
      if (silence !== null) this.memory.silent.set(order.clOrdId, silence);
    }
  }

  /** Nobody knew the order any more when a word of it came: nothing of it is missing. */
  private hearLate(detail: string): void {
    const clOrdId = detail.slice(detail.indexOf(' ') + 1);
    this.memory.silent.delete(clOrdId);
    const order = this.state.orders.get(clOrdId);
    if (order === undefined) return;
    order.isSpokenOfLate = true;
    // The fills of an answer may end the order and its arbitrage: nobody knows it any more when the rest of the answer comes.
    if (detail.startsWith(ANSWER)) readAnswer(order, this.memory.place.instant);
  }

  private count(kind: string): void {
    const { anomalies } = this.memory;
    anomalies.set(kind, (anomalies.get(kind) ?? 0) + 1);
  }
}

/** An audit that has seen nothing yet. */
export const createAudit = (options: AuditOptions = {}): Audit => new JournalAudit(options);

/** Returns an audit that resumes from its saved state as if it had never stopped. Its options are given again. */
export const restoreAudit = (saved: SavedAudit, options: AuditOptions = {}): Audit => new JournalAudit(options, saved);
