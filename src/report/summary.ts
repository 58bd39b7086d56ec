// What is said of a run at its end, built record by record from the journal alone: counts and durations, never the
// records themselves. What the journal does not say (results, the audit, the digest) is handed in at the end.
import type { Results } from '../accounting/results.ts';
import type { AuditReport, BodyOf } from '../audit/types.ts';
import type { RecordBody } from '../journal/records.ts';
import type { Expectation, RunLength, Scenario } from '../scenario/types.ts';
import { BookTally, type BookTallyState } from './book-tally.ts';
import { evaluateExpectations } from './expectations.ts';
import { LaneTally, type LaneFigures, type LaneTallyState } from './lane-tally.ts';
import { OrderHops, type OrderHopsState } from './order-hops.ts';
import { Particulars, type ParticularsState, type StopRecord } from './particulars.ts';
import { remarksOn } from './remarks.ts';
import type { ArbitrageCounts, Interruption, OrderCounts, Remark, RunFigures, RunSummary } from './summary-types.ts';
import { ReplayTally, type ReplayTallyState } from './replay-tally.ts';
import { Tally } from './tally.ts';
import { judge } from './verdict.ts';

/** The summary's builder at rest: plain data. */
export interface SummaryState {
  readonly name: string;
  readonly seed: string;
  readonly currency: string;
  readonly endedBy: string;
  readonly tripped: string | null;
  readonly intents: number;
  readonly fills: number;
  readonly reopened: number;
  readonly strategyFaults: number;
  readonly faultSentences: readonly string[];
  readonly records: number;
  readonly virtualUs: number;
  readonly refused: Readonly<Record<string, number>>;
  readonly orders: Readonly<Record<string, number>>;
  readonly arbitrages: Readonly<Record<string, number>>;
  readonly anomalies: Readonly<Record<string, number>>;
  readonly particulars: ParticularsState;
  readonly books: BookTallyState;
  readonly hops: OrderHopsState;
  readonly lanes: LaneTallyState;
  readonly replay: ReplayTallyState;
}

/** What the journal does not say. */
export interface SummaryInputs {
  readonly runId: string;
  readonly digest: string;
  readonly audit: AuditReport;
  readonly pnl: Results;
  readonly expect?: readonly Expectation[];
  /** What the lanes know of themselves. */
  readonly lanes?: readonly LaneFigures[];
  /** How long the run was to be, and how many moments of the market it has had. */
  readonly length?: RunLength & { readonly moments: number };
  /** What was run, for remarks on what its figures are worth. */
  readonly scenario?: Scenario;
  /** What was remarked when the scenario was known, where it is not any more. */
  readonly remarks?: readonly Remark[];
}

/** A summary under way. */
export interface SummaryBuilder {
  /** Takes the next record of the journal. */
  observe(body: RecordBody, seq: number, atUs: number): void;
  /** Returns the summary of everything so far; the builder can take further records. */
  finish(inputs: SummaryInputs): RunSummary;
  /** The builder as plain data. */
  save(): SummaryState;
}

const VIOLATIONS_SHOWN = 10;
const FAULTS_SHOWN = 5;
const ends = ['completed', 'partial', 'cancelled', 'failed', 'exposed'] as const;
const isEnd = (state: string): boolean => ends.some((end) => end === state);

const ordersOf = (tally: Tally): OrderCounts => {
  const counts = {
    pendingNew: tally.of('pendingNew'),
    new: tally.of('new'),
    partiallyFilled: tally.of('partiallyFilled'),
    pendingCancel: tally.of('pendingCancel'),
    pendingReplace: tally.of('pendingReplace'),
    filled: tally.of('filled'),
    cancelled: tally.of('canceled'),
    rejected: tally.of('rejected'),
  };
  return { total: sum(counts), ...counts };
};

const arbitragesOf = (tally: Tally, reopened: number): ArbitrageCounts => ({
  total: tally.of('begun'),
  completed: tally.of('completed'),
  partial: tally.of('partial'),
  cancelled: tally.of('cancelled'),
  failed: tally.of('failed'),
  exposed: tally.of('exposed'),
  live: tally.of('begun') - ends.reduce((ended, end) => ended + tally.of(end), 0),
  reopened,
});

/** Where a run was stopped: by moments of the market where somebody knows them, for the journal tells of intents alone. */
const interruptionOf = (stop: StopRecord | null, length: SummaryInputs['length']): Interruption | null =>
  stop === null
    ? null
    : {
        ...stop,
        intents: length?.moments ?? stop.intents,
        intentsMax: length?.intentsMax ?? null,
        durationUs: length?.durationUs ?? null,
      };

const sum = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((total, count) => total + count, 0);

const auditOf = ({ violations, violationCount, checks }: AuditReport): RunSummary['audit'] => ({
  violations: violationCount,
  checks: Object.keys(checks).length,
  comparisons: sum(checks),
  found: violations.slice(0, VIOLATIONS_SHOWN),
});

/** Returns a summary of nothing yet, or one that resumes where it was saved. */
export const createSummary = (state?: SummaryState): SummaryBuilder => {
  let { name, seed, currency, endedBy, tripped } = state ?? {
    name: '',
    seed: '',
    currency: '',
    endedBy: '',
    tripped: null,
  };
  let intents = state?.intents ?? 0;
  let fills = state?.fills ?? 0;
  let reopened = state?.reopened ?? 0;
  let strategyFaults = state?.strategyFaults ?? 0;
  const faultSentences = [...(state?.faultSentences ?? [])];
  let records = state?.records ?? 0;
  let virtualUs = state?.virtualUs ?? 0;
  const refused = new Tally(state?.refused);
  const orders = new Tally(state?.orders);
  const arbitrages = new Tally(state?.arbitrages);
  const anomalies = new Tally(state?.anomalies);
  const particulars = new Particulars(state?.particulars);
  const books = new BookTally(state?.books);
  const hops = new OrderHops(state?.hops);
  const lanes = new LaneTally(state?.lanes);
  const replay = new ReplayTally(state?.replay);

  const arbitrageMoved = (body: BodyOf<'arbitrage.moved'>): void => {
    const { from, to } = body;
    // What is refused while it is planned was never begun: it is counted among the intents.
    if (from === 'planning') {
      if (to === 'cancelled') return;
      arbitrages.add('begun');
    }
    if (from === to) return;
    particulars.moved(body);
    if (isEnd(from)) {
      arbitrages.add(from, -1);
      if (!isEnd(to)) reopened += 1;
    }
    if (isEnd(to)) arbitrages.add(to);
  };

  const orderMoved = (body: BodyOf<'order.moved'>, seq: number, atUs: number): void => {
    const { from, to, anomaly, clOrdId } = body;
    if (from !== to) {
      orders.add(from, -1);
      orders.add(to);
    }
    if (anomaly !== undefined) {
      anomalies.add(anomaly);
      particulars.noticed(anomaly, clOrdId, seq);
    }
    hops.moved(body, atUs);
  };

  const intentRefused = (body: BodyOf<'intent.refused'>): void => {
    const { by, reason, venue } = body;
    refused.add(reason);
    particulars.refusedIntent(body);
    if (by === 'lane' && venue !== undefined) lanes.refused(venue);
  };

  return {
    observe(body, seq, atUs) {
      records += 1;
      replay.observe(body);
      virtualUs = atUs;
      switch (body.type) {
        case 'order.moved':
          return orderMoved(body, seq, atUs);
        case 'arbitrage.moved':
          return arbitrageMoved(body);
        case 'venue.filled':
          fills += 1;
          books.filled(body, hops.faceOf(body.clOrdId));
          return hops.filled(body, atUs);
        case 'order.created':
          orders.add('pendingNew');
          return hops.created(body);
        case 'intent.received':
          intents += 1;
          return particulars.wanted(body);
        case 'intent.refused':
          return intentRefused(body);
        case 'lane.moved':
          return lanes.moved(body);
        case 'fault.injected':
          return particulars.struck(body);
        case 'command.received':
          return particulars.commanded(body, atUs, intents);
        case 'anomaly.found':
          anomalies.add(body.kind);
          return particulars.noticed(body.kind, null, seq);
        case 'run.started':
          ({ name, seed, currency } = body);
          return undefined;
        case 'account.opened':
          return lanes.opened(body.venue);
        case 'strategy.faulted':
          strategyFaults += 1;
          if (faultSentences.length < FAULTS_SHOWN) faultSentences.push(body.reason);
          return undefined;
        case 'risk.tripped':
          tripped ??= body.limit;
          return undefined;
        case 'run.ended':
          endedBy = body.reason;
          return undefined;
        default:
          return undefined;
      }
    },
    finish({ runId, digest, audit, pnl, expect = [], lanes: laneFigures, length, ...rest }) {
      const figures: RunFigures = {
        simulation: true,
        interrupted: interruptionOf(particulars.stopped(), length),
        runId,
        name,
        seed,
        digest,
        endedBy,
        recording: replay.recording(),
        opportunities: replay.opportunities(),
        intents: {
          total: intents,
          planned: intents - sum(refused.save()),
          refused: refused.sorted(),
          refusedBy: particulars.refusedBy(),
          byStrategy: particulars.byStrategy(),
        },
        orders: ordersOf(orders),
        arbitrages: arbitragesOf(arbitrages, reopened),
        arbitrageIds: particulars.arbitrageIds(),
        fills,
        books: books.takings(),
        anomalies: anomalies.sorted(),
        anomalyIds: particulars.anomalyIds(),
        audit: auditOf(audit),
        throughput: {
          virtualUs,
          records,
          intentsPerVirtualSecond: virtualUs === 0 ? 0 : Math.round((intents * 10_000_000) / virtualUs) / 10,
        },
        latency: hops.percentiles(),
        lanes: lanes.summary(laneFigures),
        pnl,
        faults: particulars.faultSummaries(),
        strategies: { faulted: strategyFaults, found: [...faultSentences] },
        tripped,
        currency: currency === '' ? pnl.currency : currency,
      };
      const expectations = evaluateExpectations(expect, figures);
      const remarks = rest.scenario === undefined ? (rest.remarks ?? []) : remarksOn(figures, rest.scenario);
      return { ...judge(figures, expectations), remarks, ...figures, expectations };
    },
    save: () => ({
      name,
      seed,
      currency,
      endedBy,
      tripped,
      intents,
      fills,
      reopened,
      strategyFaults,
      faultSentences: [...faultSentences],
      records,
      virtualUs,
      refused: refused.save(),
      orders: orders.save(),
      arbitrages: arbitrages.save(),
      anomalies: anomalies.save(),
      particulars: particulars.save(),
      books: books.save(),
      hops: hops.save(),
      lanes: lanes.save(),
      replay: replay.save(),
    }),
  };
};
