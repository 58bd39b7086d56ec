// The settlement of each fill at the venues that settle on chain. One table of the settlement chart serves them all. A
// settlement that fails busts the trade, and exposes its owner again.
import { PassingMap } from '../kernel/passing-map.ts';
import {
  isSettlementEnded,
  settlementMachine,
  settlementStatus,
  type SettlementEvent,
  type SettlementStatus,
} from '../../machines/settlement.ts';
import type { SnapshotFrom } from 'xstate';
import { createTable } from '../xstate/table.ts';
import type { LiveOrder } from './live-order.ts';
import type { OrderWorld } from './surroundings.ts';

type SettlementSnapshot = SnapshotFrom<typeof settlementMachine>;

/** A report of a settlement, as a venue's notice carries it. */
export interface SettlementTold {
  readonly venue: string;
  readonly clOrdId: string;
  readonly tradeId: string;
  readonly status: SettlementStatus;
  /** Whether it answers a query, and may be older than the reports before it. */
  readonly isAnswer: boolean;
}

/** The settlements at rest: plain data. */
export interface SettlementsState {
  readonly trades: readonly (readonly [string, readonly (readonly [string, unknown])[]])[];
  /** Reports that arrived before their trades, by order and trade. */
  readonly early: readonly (readonly [string, readonly (readonly [string, readonly SettlementStatus[]])[]])[];
}

const table = createTable(settlementMachine);

const eventOf = ({ status, isAnswer }: SettlementTold): SettlementEvent => {
  if (isAnswer) return { type: 'settlement.reconciled', status };
  switch (status) {
    case 'mined':
    case 'confirmed':
    case 'retrying':
      return { type: `settlement.${status}` };
    case 'failed':
      return { type: 'settlement.failed', reason: 'venue' };
    case 'matched':
      return { type: 'settlement.reconciled', status };
  }
};

/** Receives the ends of settlements. */
export interface SettlementListener {
  /** Returns whether the order lives, or was released and may be revived. */
  isRemembered(clOrdId: string): boolean;
  /** The venue names a trade of the order that it has not reported. */
  settlementToldEarly(clOrdId: string): void;
  /** A fill of `qty` micros does not settle. */
  settlementFailed(clOrdId: string, tradeId: string, qty: bigint): void;
  /** A settlement has ended, confirmed or failed. */
  settlementMoved(clOrdId: string): void;
}

/** All settlements of a world's orders. */
export class Settlements {
  private readonly world: Pick<OrderWorld, 'record' | 'defer'>;
  private readonly venues: ReadonlySet<string>;
  private readonly trades = new PassingMap<string, Map<string, SettlementSnapshot>>();
  private readonly early = new PassingMap<string, Map<string, SettlementStatus[]>>();
  private listener!: SettlementListener;

  /** `venues`: those that settle on chain. */
  constructor(world: Pick<OrderWorld, 'record' | 'defer'>, venues: ReadonlySet<string>, state?: SettlementsState) {
    this.world = world;
    this.venues = venues;
    for (const [clOrdId, rows] of state?.trades ?? [])
      this.trades.set(clOrdId, new Map(rows.map(([tradeId, saved]) => [tradeId, table.restore(saved)])));
    for (const [clOrdId, rows] of state?.early ?? [])
      this.early.set(clOrdId, new Map(rows.map(([tradeId, statuses]) => [tradeId, [...statuses]])));
  }

  /** Connects the listener, before the first report. */
  reportTo(listener: SettlementListener): void {
    this.listener = listener;
  }

  /** Begins the settlement of a fill. Returns whether its venue settles on chain. */
  traded({ clOrdId, venue }: Pick<LiveOrder, 'clOrdId' | 'venue'>, tradeId: string, qty: bigint, px: bigint): boolean {
    if (!this.venues.has(venue)) return false;
    const trades = this.trades.get(clOrdId) ?? new Map<string, SettlementSnapshot>();
    this.trades.set(clOrdId, trades);
    if (!trades.has(tradeId)) trades.set(tradeId, table.begin({ tradeId, clOrdId, venue, qty, px }));
    return true;
  }

  /** The owner has received the fill: queues the reports of its settlement that arrived before it. */
  catchUp({ clOrdId, venue }: Pick<LiveOrder, 'clOrdId' | 'venue'>, tradeId: string): void {
    const ofOrder = this.early.get(clOrdId);
    const early = ofOrder?.get(tradeId);
    if (ofOrder === undefined || early === undefined) return;
    if (ofOrder.size === 1) this.early.delete(clOrdId);
    else ofOrder.delete(tradeId);
    for (const status of early) this.world.defer(() => this.step({ venue, clOrdId, tradeId, status, isAnswer: false }));
  }

  /** Applies a report. That of a trade which has not been reported is kept until its fill arrives. */
  told(report: SettlementTold): void {
    const { venue, clOrdId, tradeId, status } = report;
    if (this.trades.get(clOrdId)?.has(tradeId) === true) return this.step(report);
    if (!this.listener.isRemembered(clOrdId))
      return this.world.record({
        type: 'anomaly.found',
        kind: 'unknownOrder',
        venue,
        detail: `settlement.${status} ${clOrdId}`,
      });
    const ofOrder = this.early.get(clOrdId) ?? new Map<string, SettlementStatus[]>();
    ofOrder.set(tradeId, [...(ofOrder.get(tradeId) ?? []), status]);
    this.early.set(clOrdId, ofOrder);
    return this.listener.settlementToldEarly(clOrdId);
  }

  /** Returns the sum of an order's fills that have neither settled nor failed, in micros of a share. */
  unsettledQty(clOrdId: string): bigint {
    if (this.trades.size === 0) return 0n;
    const trades = this.trades.get(clOrdId);
    if (trades === undefined) return 0n;
    let qty = 0n;
    for (const snapshot of trades.values()) if (!isSettlementEnded(snapshot)) qty += snapshot.context.qty;
    return qty;
  }

  /** Forgets an order, with the reports that arrived before their trades: no report of it follows. */
  forget(clOrdId: string): void {
    if (this.trades.size > 0) this.trades.delete(clOrdId);
    if (this.early.size > 0) this.early.delete(clOrdId);
  }

  /** Returns the settlements as plain data. */
  save(): SettlementsState {
    return {
      trades: [...this.trades].map(
        ([clOrdId, trades]) =>
          [clOrdId, [...trades].map(([tradeId, snapshot]) => [tradeId, table.persist(snapshot)] as const)] as const,
      ),
      early: [...this.early].map(
        ([clOrdId, ofOrder]) =>
          [clOrdId, [...ofOrder].map(([tradeId, statuses]) => [tradeId, [...statuses]] as const)] as const,
      ),
    };
  }

  private step(told: SettlementTold): void {
    const { venue, clOrdId, tradeId, status } = told;
    const trades = this.trades.get(clOrdId);
    const before = trades?.get(tradeId);
    if (trades === undefined || before === undefined) return;
    const after = table.step(before, eventOf(told));
    trades.set(tradeId, after);
    const from = settlementStatus(before);
    const to = settlementStatus(after);
    if (after.context.anomalyCount > before.context.anomalyCount)
      this.world.record({
        type: 'anomaly.found',
        kind: 'settlement',
        venue,
        detail: `${tradeId} of ${clOrdId}: ${from} and then ${status}`,
      });
    if (from === to) return;
    this.world.record({
      type: 'settlement.moved',
      venue,
      tradeId,
      clOrdId,
      from,
      to,
    });
    if (to === 'failed') this.listener.settlementFailed(clOrdId, tradeId, after.context.qty);
    if (isSettlementEnded(after)) this.listener.settlementMoved(clOrdId);
  }
}
