// The audit: reads a journal record by record, on its own, and says which promises it breaks. It knows nothing of
// the engine, its actors or its lanes: what is not in the journal does not count.
import type { RecordBody, RecordType } from '../journal/records.ts';
import { readStep, type ArbitrageView } from './arbitrage-view.ts';
import { createInvariants } from './invariants.ts';
import type { OrderView, TradeEffect } from './order-view.ts';
import { noteProgress, readMove, readVenue } from './read-order.ts';
import type { AuditReport, Findings, Invariant, Step, Violation } from './types.ts';
import { createViews } from './views.ts';

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
  /** The journal is over, and everything is at rest. Asked once. */
  finish(): AuditReport;
}

const RETAIN_US = 3_600_000_000;
const VIOLATIONS_MAX = 1_000;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** An audit that has seen nothing yet. */
export const createAudit = (options: AuditOptions = {}): Audit => {
  const { retainUs = RETAIN_US, violationsMax = VIOLATIONS_MAX } = options;
  const checks = createInvariants();
  const hearers = new Map<RecordType, Invariant[]>();
  for (const invariant of checks)
    for (const type of invariant.hears) {
      const others = hearers.get(type);
      if (others === undefined) hearers.set(type, [invariant]);
      else others.push(invariant);
    }
  const violations: Violation[] = [];
  const anomalies = new Map<string, number>();
  let violationCount = 0;
  let checked = 0;
  let lastSeq = 0;

  const findings: Findings = {
    expect(holds, { name }, subject, says) {
      checked += 1;
      if (holds) return;
      violationCount += 1;
      if (violations.length < violationsMax) violations.push({ invariant: name, seq: lastSeq, subject, says: says() });
    },
  };

  const close = (arbitrage: ArbitrageView): void => {
    for (const invariant of checks) invariant.close?.(arbitrage, findings);
  };
  const views = createViews(retainUs, close);

  const count = (kind: string | undefined): void => {
    if (kind !== undefined) anomalies.set(kind, (anomalies.get(kind) ?? 0) + 1);
  };

  const step: Mutable<Step> = {
    body: {
      type: 'run.started',
      name: '',
      seed: '',
      scenarioHash: '',
      engineVersion: '',
      currency: '',
      rates: [],
    },
    seq: 0,
    atUs: 0,
    order: undefined,
    arbitrage: undefined,
    effect: 'none',
  };

  const show = (
    body: RecordBody,
    order: OrderView | undefined,
    arbitrage: ArbitrageView | undefined,
    effect: TradeEffect,
  ): void => {
    step.body = body;
    step.order = order;
    step.arbitrage = arbitrage;
    step.effect = effect;
    const hearing = hearers.get(body.type);
    if (hearing !== undefined) for (const invariant of hearing) invariant.observe(step, findings);
  };

  return {
    get held() {
      return views.arbitrages.size;
    },
    observe(body, seq, atUs) {
      lastSeq = seq;
      step.seq = seq;
      step.atUs = atUs;
      let order: OrderView | undefined;
      let arbitrage: ArbitrageView | undefined;
      let effect: TradeEffect = 'none';
      switch (body.type) {
        case 'intent.received':
          // A name that is taken leaves the view undefined: that is what its invariant looks at.
          if (views.create(body)) arbitrage = views.arbitrages.get(body.intent);
          break;
        case 'intent.refused':
          arbitrage = views.arbitrages.get(body.intent);
          break;
        case 'order.created':
          if (views.create(body)) order = views.orders.get(body.clOrdId);
          arbitrage = views.arbitrages.get(body.arbitrage);
          break;
        case 'arbitrage.moved':
          arbitrage = views.arbitrages.get(body.arbitrage);
          if (arbitrage !== undefined) readStep(arbitrage, body);
          break;
        case 'order.moved':
          order = views.orders.get(body.clOrdId);
          if (order !== undefined) effect = readMove(order, body);
          count(body.anomaly);
          break;
        case 'venue.accepted':
        case 'venue.filled':
        case 'venue.ended':
        case 'settlement.moved':
        case 'fault.injected':
          if (body.clOrdId !== undefined) order = views.orders.get(body.clOrdId);
          break;
        case 'anomaly.found':
          count(body.kind);
          break;
        default:
      }
      arbitrage ??= order?.arbitrage;
      show(body, order, arbitrage, effect);
      if (order !== undefined) {
        if (body.type === 'order.moved') noteProgress(order, body.to);
        if (body.type === 'venue.accepted' || body.type === 'venue.filled' || body.type === 'venue.ended')
          readVenue(order, body);
      }
      if (body.type === 'intent.refused' && arbitrage !== undefined) arbitrage.isRefused = true;
      if (arbitrage !== undefined) views.touch(arbitrage, atUs);
    },
    finish() {
      for (const arbitrage of views.arbitrages.values()) close(arbitrage);
      for (const invariant of checks) invariant.finish?.(findings);
      const byKind = [...anomalies].toSorted(([a], [b]) => (a < b ? -1 : 1));
      return { violations, violationCount, checks: checks.length, checked, anomalies: Object.fromEntries(byKind) };
    },
  };
};
