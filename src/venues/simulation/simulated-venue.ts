// The state of every simulated venue, and what it does on its own: it reports to the client, ends orders, settles trades,
// opens and closes markets. order-entry.ts handles the client's requests; each simulator decides how orders fill.
import { assert } from '../../kernel/assert.ts';
import { restoreSampler, type LatencySampler } from '../../kernel/distributions/spec.ts';
import type { CancelReason, OrderEvent } from '../../../machines/order/types.ts';
import type { TradingState } from '../definitions/words.ts';
import type { ResolutionStage } from '../definitions/market.ts';
import { resolutionStep } from './resolution-step.ts';
import { Settlements, settlementPaths, type SettlementPlan } from './settlement-path.ts';
import type {
  SimulatedVenueProfile,
  SimulatedVenueState,
  SimulatedVenueStreams,
  VenueContext,
  VenueOrder,
} from './stochastic-profile.ts';
import { TradingStates, WHOLE_VENUE } from './trading-states.ts';
import type { VenueBalance, VenueEvent, VenueHost, VenueNotice, VenueReport } from './types.ts';
import { VenueOrders } from './venue-orders.ts';
import { behaviourOf, type VenueBehaviour } from './venue-behaviour.ts';

/** The part of a simulated venue that keeps its state. */
export abstract class SimulatedVenue {
  readonly venue: string;
  protected readonly context: VenueContext;
  protected readonly behaviour: VenueBehaviour;
  protected readonly host: VenueHost;
  protected readonly ackLatency: LatencySampler;
  protected readonly reportLatency: LatencySampler;
  protected readonly cancelLatency: LatencySampler;
  protected readonly settlements: Settlements | null;
  protected readonly trading: TradingStates;
  protected readonly orders: VenueOrders;
  protected orderCount: number;
  protected tradeCount: number;

  /** A new venue, or one restored from its saved state; its owner restores context, streams and calendar. */
  constructor(
    venue: string,
    profile: SimulatedVenueProfile,
    context: VenueContext,
    host: VenueHost,
    streams: SimulatedVenueStreams,
    state?: SimulatedVenueState,
  ) {
    this.venue = venue;
    this.context = context;
    this.behaviour = behaviourOf(context.rules);
    this.host = host;
    const [ack, report, cancel] = state?.samplers ?? [null, null, null];
    const unscored = { previousScore: null };
    this.ackLatency = restoreSampler(profile.ackLatency, streams.ack, ack ?? unscored);
    this.reportLatency = restoreSampler(profile.reportLatency, streams.report, report ?? unscored);
    this.cancelLatency = restoreSampler(profile.cancelLatency, streams.cancel, cancel ?? unscored);
    this.settlements = settlementsOf(profile, streams, state);
    this.orders = new VenueOrders(state?.orders, context.account);
    this.orderCount = state?.orderCount ?? 0;
    this.tradeCount = state?.tradeCount ?? 0;
    const markets = [...(context.markets?.values() ?? [])];
    this.trading = new TradingStates(state?.trading ?? markets.map(({ market, state: begins }) => [market, begins]));
    if (state !== undefined) return;
    for (const { market, closesAtUs, resolves } of markets) {
      if (closesAtUs !== null)
        host.schedule(closesAtUs - host.nowUs, { kind: 'venue', venue, type: 'trading', market, to: 'closed' });
      if (resolves !== undefined)
        host.schedule(resolves.atUs - host.nowUs, {
          kind: 'venue',
          venue,
          type: 'resolve',
          market,
          stage: 'determined',
        });
    }
  }

  get live(): number {
    return this.orders.liveCount;
  }

  isLive(clOrdId: string): boolean {
    const order = this.orders.of(clOrdId);
    return order !== undefined && this.orders.isLive(order);
  }

  hasTaken(clOrdId: string): boolean {
    const order = this.orders.of(clOrdId);
    return order !== undefined && order.status !== 'rejected';
  }

  stateOf(market: string): TradingState {
    return this.trading.of(market);
  }

  balances(): readonly VenueBalance[] {
    return this.context.account?.balances() ?? [];
  }

  forget(clOrdId: string): void {
    this.orders.forget(clOrdId);
  }

  isDelivered(_message: VenueReport | VenueNotice): boolean {
    return true;
  }

  save(): SimulatedVenueState {
    const { ackLatency, reportLatency, cancelLatency } = this;
    return {
      orders: this.orders.save(),
      orderCount: this.orderCount,
      tradeCount: this.tradeCount,
      samplers: [ackLatency.save(), reportLatency.save(), cancelLatency.save()],
      settlements: this.settlements?.save() ?? null,
      trading: this.trading.save(),
      account: this.context.account?.save() ?? null,
    };
  }

  /** The way there is half of a drawn latency; the way back is drawn when the answer leaves. */
  protected send(latency: LatencySampler, event: VenueEvent): void {
    this.host.schedule(Math.floor(latency.nextUs() / 2), event);
  }

  protected answer(latency: LatencySampler, clOrdId: string, event: OrderEvent): void {
    this.host.report(Math.ceil(latency.nextUs() / 2), { kind: 'report', venue: this.venue, clOrdId, event });
  }

  protected tell(clOrdId: string, event: OrderEvent): void {
    this.host.report(this.reportLatency.nextUs(), { kind: 'report', venue: this.venue, clOrdId, event });
  }

  /** A trade takes the next step on its way; one that fails is undone, and its quantity does not go back on the book. */
  protected settle(plan: SettlementPlan): void {
    const { venue, host, context } = this;
    const { key, clOrdId, tradeId, path, step, hops } = plan;
    const order = this.orderAt(key);
    const status = settlementPaths[path][step];
    assert(status !== undefined, () => `${tradeId} takes a step beyond its way`);
    host.record({ type: 'venue.settled', venue, clOrdId, tradeId, status });
    const told = { kind: 'notice', venue, type: 'settlement', clOrdId, tradeId, status, isAnswer: false } as const;
    host.notify?.(hops[step]?.tellUs ?? 0, told);
    order.settlements = [...order.settlements.filter(([settled]) => settled !== tradeId), [tradeId, status]];
    if (status === 'mined' || status === 'retrying') return this.scheduleSettlement({ ...plan, step: step + 1 });
    order.unsettled -= 1;
    if (status === 'failed') order.bustedIds = [...order.bustedIds, tradeId];
    context.account?.settle(tradeId, status === 'confirmed');
    return this.payOut(order.request.market);
  }

  protected scheduleSettlement({ key, clOrdId, tradeId, path, step, hops }: SettlementPlan): void {
    const { venue } = this;
    const next = { kind: 'venue', venue, type: 'settle', key, clOrdId, tradeId, path, step, hops } as const;
    this.host.schedule(hops[step]?.afterUs ?? 0, next);
  }

  /** A market or the whole venue opens, closes or stops. What rests in a market that is over is cancelled. */
  protected setTrading(market: string, to: TradingState, ifStill: TradingState | undefined): void {
    const { venue, host, trading } = this;
    const from = trading.own(market);
    if (from === to || (ifStill !== undefined && from !== ifStill)) return;
    trading.set(market, to);
    host.record({ type: 'venue.market', venue, market, from, to });
    const cancelsAllowed = this.behaviour.cancelRefusal(to) === null;
    host.notify?.(0, { kind: 'notice', venue, type: 'trading', market, state: to, cancelsAllowed });
    const isOver = to === 'closed' || to === 'resolved';
    for (const order of this.orders.allLive()) {
      if (market !== WHOLE_VENUE && order.request.market !== market) continue;
      if (isOver) this.end(order, 'marketClosed');
      else if (order.heldQty !== null && trading.of(order.request.market) === 'open') this.release(order);
    }
  }

  /** What was held of an order while its market did not trade goes on. */
  protected abstract release(order: VenueOrder): void;

  /** The result of a market comes one stage further; in the end, its shares are paid out. */
  protected resolve(market: string, stage: ResolutionStage): void {
    const { venue, host, context } = this;
    const listed = context.markets?.get(market);
    assert(listed?.resolves !== undefined, () => `${venue} does not know how ${market} ends`);
    if (stage === 'determined') this.setTrading(market, 'closed', undefined);
    const { payouts, next } = resolutionStep(listed, listed.resolves, stage);
    host.record({ type: 'venue.resolved', venue, market, stage, payouts });
    if (next !== null)
      return void host.schedule(next.afterUs, { kind: 'venue', venue, type: 'resolve', market, stage: next.stage });
    this.setTrading(market, 'resolved', undefined);
    host.notify?.(0, { kind: 'notice', venue, type: 'resolution', market, payouts });
    context.account?.resolve(
      market,
      payouts.map(({ payout }) => payout),
    );
    return this.payOut(market);
  }

  /** The venue ends the order on its own, and tells the client. */
  protected end(order: VenueOrder, reason: CancelReason): void {
    this.close(order, reason);
    this.tell(order.request.clOrdId, { type: 'venue.cancelled', reason, cumQty: order.matchedQty });
  }

  /** Ends an order that is not filled. */
  protected close(order: VenueOrder, reason: string): void {
    const status = 'cancelled';
    this.finish(order, status);
    const { matchedQty: cumQty, request } = order;
    this.host.record({ type: 'venue.ended', venue: this.venue, clOrdId: request.clOrdId, status, cumQty, reason });
  }

  /** Nothing more can come of an order. */
  protected finish(order: VenueOrder, status: 'filled' | 'cancelled' | 'rejected'): void {
    if (order.nextFill !== null) this.host.cancel(order.nextFill);
    if (order.expiry !== null) this.host.cancel(order.expiry);
    order.nextFill = null;
    order.expiry = null;
    this.orders.end(order, status);
    if (order.entry !== null) this.context.account?.end(order.entry);
    order.entry = null;
  }

  protected orderAt(key: string): VenueOrder {
    const order = this.orders.at(key);
    assert(order !== undefined, () => `${this.venue} does not know ${key}`);
    return order;
  }

  private payOut(market: string): void {
    const { venue, host, context } = this;
    const account = context.account?.owner ?? '';
    for (const redeemed of context.account?.payOut(market) ?? [])
      host.record({ type: 'venue.redeemed', venue, account, ...redeemed });
  }
}

const settlementsOf = (
  { settlement, reportLatency }: SimulatedVenueProfile,
  { settle }: SimulatedVenueStreams,
  state: SimulatedVenueState | undefined,
): Settlements | null => {
  if (settlement === undefined) return null;
  assert(settle !== undefined, 'a venue whose trades settle later has a stream for that');
  return new Settlements(settlement, reportLatency, settle, state?.settlements ?? undefined);
};
