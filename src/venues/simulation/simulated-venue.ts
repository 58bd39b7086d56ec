// The state of every simulated venue, and what it does on its own: it reports to the client, ends orders, settles trades,
// opens and closes markets. order-entry.ts handles the client's requests; each simulator decides how orders fill.
import { assert } from '../../kernel/assert.ts';
import { restoreSampler, type LatencySampler } from '../../kernel/distributions/spec.ts';
import type { CancelReason, OrderEvent } from '../../../machines/order/types.ts';
import type { SettlementStatus } from '../../../machines/settlement.ts';
import type { TradingState } from '../definitions/words.ts';
import type { ResolutionStage } from '../definitions/market.ts';
import { accountOpened } from './account-opened.ts';
import { resolutionStep } from './resolution-step.ts';
import { Settlements, settlementPaths, type SettledSide, type SettlementPlan } from './settlement-path.ts';
import type {
  SimulatedVenueProfile,
  SimulatedVenueState,
  SimulatedVenueStreams,
  VenueContext,
  VenueOrder,
} from './stochastic-profile.ts';
import { TradingStates, WHOLE_VENUE } from './trading-states.ts';
import type { VenueBalance, VenueEvent, VenueHost, VenueNotice, VenueReport } from './types.ts';
import type { VenueAccount } from './venue-account.ts';
import type { VenueAccountOptions } from './venue-account-state.ts';
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
    this.orders = new VenueOrders(state?.orders, context.accounts);
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
    return this.context.accounts?.balances() ?? [];
  }

  openAccount(options: VenueAccountOptions): void {
    const { venue, host, context } = this;
    const { rules, accounts } = context;
    assert(rules !== undefined && accounts !== undefined, () => `${venue} keeps no accounts`);
    accounts.open(options);
    host.record(accountOpened(venue, rules, options));
    for (const market of new Set(options.holdings?.map((holding) => holding.market))) this.payOut(market);
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
      accounts: this.context.accounts?.save() ?? null,
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

  /** A trade's settlement takes its next step; a trade that fails is undone, and its quantity does not return to the book. */
  protected settle(plan: SettlementPlan): void {
    const { path, step, hops, counter } = plan;
    const status = settlementPaths[path][step];
    assert(status !== undefined, () => `${plan.tradeId} takes a step beyond its way`);
    const tellUs = hops[step]?.tellUs ?? 0;
    const order = this.settleSide(plan, status, tellUs);
    if (counter !== undefined) this.settleSide(counter, status, tellUs);
    if (status === 'mined' || status === 'retrying') return this.scheduleSettlement({ ...plan, step: step + 1 });
    return this.payOut(order.request.market);
  }

  protected scheduleSettlement({ key, clOrdId, tradeId, path, step, hops, counter }: SettlementPlan): void {
    const { venue } = this;
    const plan = { key, clOrdId, tradeId, path, step, hops, ...(counter === undefined ? {} : { counter }) };
    this.host.schedule(hops[step]?.afterUs ?? 0, { kind: 'venue', venue, type: 'settle', ...plan });
  }

  /** A market or the whole venue opens, closes or stops. What rests in a market that is over is cancelled. */
  protected setTrading(market: string, to: TradingState, ifStill: TradingState | undefined): void {
    const { venue, host, trading } = this;
    const from = trading.own(market);
    if (from === to || (ifStill !== undefined && from !== ifStill)) return;
    trading.set(market, to);
    host.record({ type: 'venue.market', venue, market, from, to });
    if (market !== WHOLE_VENUE) this.say(market, this.behaviour.statusWord(to));
    const cancelsAllowed = this.behaviour.cancelRefusal(to) === null;
    host.notify?.(0, { kind: 'notice', venue, type: 'trading', market, state: to, cancelsAllowed });
    const isOver = to === 'closed' || to === 'resolved';
    for (const order of this.orders.allLive()) {
      if (market !== WHOLE_VENUE && order.request.market !== market) continue;
      if (isOver) this.end(order, 'marketClosed');
      else if (order.heldQty !== null && trading.of(order.request.market) === 'open') this.release(order);
    }
  }

  /** The venue says the status of a market in its own word, where it has one. */
  private say(market: string, status: string | null): void {
    if (status !== null) this.host.record({ type: 'market.changed', venue: this.venue, market, status });
  }

  /** What was held of an order while its market did not trade continues. */
  protected abstract release(order: VenueOrder): void;

  /** The result of a market comes one stage further; in the end, its shares are paid out. */
  protected resolve(market: string, stage: ResolutionStage): void {
    const { venue, host, context } = this;
    const listed = context.markets?.get(market);
    assert(listed?.resolves !== undefined, () => `${venue} does not know how ${market} ends`);
    if (stage === 'determined') this.setTrading(market, 'closed', undefined);
    const { payouts, next } = resolutionStep(listed, listed.resolves, stage);
    host.record({ type: 'venue.resolved', venue, market, stage, payouts });
    this.say(market, this.behaviour.statusWord('closed', stage));
    if (next !== null)
      return void host.schedule(next.afterUs, { kind: 'venue', venue, type: 'resolve', market, stage: next.stage });
    this.setTrading(market, 'resolved', undefined);
    host.notify?.(0, { kind: 'notice', venue, type: 'resolution', market, payouts });
    context.accounts?.resolve(
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
    if (order.entry !== null) this.accountOf(order)?.end(order.entry);
    order.entry = null;
  }

  protected orderAt(key: string): VenueOrder {
    const order = this.orders.at(key);
    assert(order !== undefined, () => `${this.venue} does not know ${key}`);
    return order;
  }

  /** The account that an order is of; none where the venue keeps none. */
  protected accountOf({ request }: VenueOrder): VenueAccount | undefined {
    return this.context.accounts?.of(request.account);
  }

  /** Whether an order is of the account that asks for it. */
  protected isOf({ request }: VenueOrder, account: string | undefined): boolean {
    return request.account === account || this.ownerOf(request.account) === this.ownerOf(account);
  }

  /** The name of the account that is meant, of the first one by its name too; empty where the venue keeps none. */
  protected ownerOf(account: string | undefined): string {
    return this.context.accounts?.of(account).owner ?? '';
  }

  /** One side of a trade takes a step of its settlement. */
  private settleSide({ key, clOrdId, tradeId }: SettledSide, status: SettlementStatus, tellUs: number): VenueOrder {
    const { venue, host } = this;
    const order = this.orderAt(key);
    host.record({ type: 'venue.settled', venue, clOrdId, tradeId, status });
    const told = { kind: 'notice', venue, type: 'settlement', clOrdId, tradeId, status, isAnswer: false } as const;
    host.notify?.(tellUs, told);
    order.settlements = [...order.settlements.filter(([settled]) => settled !== tradeId), [tradeId, status]];
    if (status === 'mined' || status === 'retrying') return order;
    order.unsettled -= 1;
    if (status === 'failed') order.bustedIds = [...order.bustedIds, tradeId];
    this.accountOf(order)?.settle(tradeId, status === 'confirmed');
    return order;
  }

  private payOut(market: string): void {
    const { venue, host, context } = this;
    for (const redeemed of context.accounts?.payOut(market) ?? [])
      host.record({ type: 'venue.redeemed', venue, ...redeemed });
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
