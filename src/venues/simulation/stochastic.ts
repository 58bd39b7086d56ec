// The stochastic venue: it has no book. Whether, when and in how many pieces an order fills is drawn from the
// venue's profile. Each order draws the same numbers in the same order, whatever becomes of it, from streams
// that belong to this venue alone. An order always ends, unless it rests and nobody cancels it.
import { assert } from '../../kernel/assert.ts';
import { restoreSampler, type LatencySampler } from '../../kernel/distributions/spec.ts';
import { minMicros } from '../../money/micros.ts';
import { drawFillPlan, type FillPlan } from './fill-plan.ts';
import type {
  StochasticProfile,
  StochasticState,
  VenueContext,
  VenueOrder,
  VenueStreams,
} from './stochastic-profile.ts';
import type { VenueHost, VenueOrderRequest, VenueSimulator } from './types.ts';
import { OrderEntry, type OwnEvent } from './order-entry.ts';

const UNIT_BPS = 10_000n;

/** A stochastic venue. */
export class StochasticVenue extends OrderEntry implements VenueSimulator {
  private readonly profile: StochasticProfile;
  private readonly streams: VenueStreams;
  private readonly fillLatency: LatencySampler;

  /** A new venue, or one restored from its saved state; its owner restores context, streams and calendar. */
  constructor(
    venue: string,
    profile: StochasticProfile,
    context: VenueContext,
    host: VenueHost,
    streams: VenueStreams,
    state?: StochasticState,
  ) {
    super(venue, profile, context, host, streams, state);
    this.profile = profile;
    this.streams = streams;
    this.fillLatency = restoreSampler(profile.fillLatency, streams.fill, state?.fillSampler ?? { previousScore: null });
  }

  override save(): StochasticState {
    return { ...super.save(), fillSampler: this.fillLatency.save() };
  }

  protected override proceed(event: OwnEvent): void {
    assert(event.type === 'fill', () => `${this.venue} has no book in which anything could ${event.type}`);
    this.fill(event.key, event.qty);
  }

  /** Without a book, what wants to fill at once is taken for marketable: it is held, and nobody knows it meanwhile. */
  protected override isHeld(order: VenueOrderRequest): boolean {
    const { takerDelayUs = 0 } = this.context.markets?.get(order.market) ?? {};
    if (takerDelayUs === 0 || (order.timeInForce !== 'IOC' && order.timeInForce !== 'FOK')) return false;
    this.host.schedule(takerDelayUs, { kind: 'venue', venue: this.venue, type: 'release', order });
    return true;
  }

  protected override arrive(request: VenueOrderRequest): void {
    const { clOrdId, timeInForce } = request;
    const plan = drawFillPlan(this.streams.fate, this.profile);
    const key = this.keyOf(clOrdId);
    if (key === null) return undefined;
    const order = this.enter(key, request, this.refusalOf(request, plan));
    if (order === null) return undefined;
    this.accept(order);
    const firstQty = plan.isPartial ? this.partOf(order, plan) : order.orderQty;
    if (timeInForce === 'FOK' && (plan.isNeverFilled || plan.isPartial)) return this.end(order, 'fokUnfilled');
    if (timeInForce === 'IOC' && plan.isNeverFilled) return this.end(order, 'iocRemainder');
    this.awaitExpiry(order);
    if (!plan.isNeverFilled) this.scheduleFill(order, firstQty === 0n ? order.orderQty : firstQty);
    return undefined;
  }

  protected override release(order: VenueOrder): void {
    const { key, heldQty: qty } = order;
    assert(qty !== null && order.nextFill === null, () => `no fill of ${key} is held`);
    order.heldQty = null;
    order.nextFill = this.host.schedule(0, { kind: 'venue', venue: this.venue, type: 'fill', key, qty });
  }

  /** Why an order is refused, funds aside; null if it is taken. */
  private refusalOf(request: VenueOrderRequest, plan: FillPlan): string | null {
    const { context, behaviour } = this;
    const state = this.trading.of(request.market);
    const reason = behaviour.orderRefusal(state) ?? context.validateOrder(request, this.host.nowUs, state);
    if (reason !== null) return reason;
    if (plan.isRejected) return 'venueRefused';
    const { timeInForce } = request;
    if (timeInForce === 'FOK' && (plan.isNeverFilled || plan.isPartial) && behaviour.fokUnfilled === 'rejected')
      return 'fokUnfilled';
    return timeInForce === 'IOC' && plan.isNeverFilled && behaviour.iocUnmatched === 'rejected' ? 'iocUnmatched' : null;
  }

  private fill(key: string, wantedQty: bigint): void {
    const order = this.orderAt(key);
    const { request } = order;
    order.nextFill = null;
    if (this.trading.of(request.market) !== 'open') {
      order.heldQty = wantedQty;
      return;
    }
    const open = order.orderQty - order.matchedQty;
    const lastQty = minMicros(wantedQty, open);
    assert(lastQty > 0n, () => `${this.venue} was to fill ${request.clOrdId}, of which nothing is open`);
    const leavesQty = this.trade(order, lastQty, order.price);
    if (leavesQty === null) return;
    if (leavesQty === 0n) this.finish(order, 'filled');
    else if (request.timeInForce === 'IOC') this.end(order, 'iocRemainder');
    else {
      order.status = 'partial';
      this.scheduleFill(order, leavesQty);
    }
  }

  private scheduleFill(order: VenueOrder, qty: bigint): void {
    const { venue } = this;
    const delayUs = this.fillLatency.nextUs();
    order.nextFill = this.host.schedule(delayUs, { kind: 'venue', venue, type: 'fill', key: order.key, qty });
  }

  private partOf({ request, orderQty }: VenueOrder, { firstBps }: FillPlan): bigint {
    const qty = (orderQty * BigInt(firstBps)) / UNIT_BPS;
    return qty - (qty % (this.context.markets?.get(request.market)?.qtyStep ?? this.context.qtyStep));
  }
}
