// The lanes of a run, one a venue: takes room for a whole set or for none of it, sends what may go out, and tells
// the venue's executor when it is full, throttled or relieved.
import { admitsOpportunity, maySend, maySendCancel } from '../../../machines/venue-executor.ts';
import { assert } from '../../kernel/assert.ts';
import { Lane, type LaneMessage, type LaneOptions, type LaneState } from '../../lanes/lane.ts';
import type { LaneFigures } from '../../report/lane-tally.ts';
import type { LiveOrder } from '../../orders/live-order.ts';
import type { OrderTraffic } from '../../orders/surroundings.ts';
import type { VenueSimulator } from '../../venues/simulation/types.ts';
import type { World } from '../../world/world.ts';
import type { Entry } from '../entries.ts';
import type { Executor } from './executors.ts';
import type { LaneTraffic } from './lane-traffic.ts';
import { ordersOf, ROOM_PER_LEG, TICKETS_PER_ORDER } from './room.ts';

interface LiveLane {
  readonly lane: Lane;
  readonly capacity: number;
  readonly executor: Executor;
  /** The wake-up that is under way. */
  wakeUp: number | null;
  isSaturated: boolean;
  isThrottled: boolean;
}

/** A lane at rest: plain data. */
export interface LiveLaneState {
  readonly lane: LaneState;
  readonly wakeUp: number | null;
  readonly isSaturated: boolean;
  readonly isThrottled: boolean;
}

/** Why a set found no room, and where. */
export interface LaneRefusal {
  readonly venue: string;
  readonly reason: 'laneSaturated' | 'laneClosed';
}

/** A world that lanes can live in. */
type LaneWorld = Pick<World<Entry>, 'nowUs' | 'after' | 'record' | 'defer'>;

/** Where messages go: the venues, as a client reaches them. */
type LaneVenues = ReadonlyMap<string, Pick<VenueSimulator, 'submit' | 'cancel' | 'replace' | 'query'>>;

/** All lanes of a run. */
export class Lanes implements OrderTraffic {
  private readonly world: LaneWorld;
  private readonly venues: LaneVenues;
  private readonly lanes = new Map<string, LiveLane>();
  private traffic!: LaneTraffic;

  constructor(world: LaneWorld, venues: LaneVenues) {
    this.world = world;
    this.venues = venues;
  }

  /** Connects the orders whose messages they carry, before the first message. */
  reportTo(traffic: LaneTraffic): void {
    this.traffic = traffic;
  }

  /** Adds a venue's lane, with the executor that holds its state, at its beginning or as it was saved. */
  add(options: LaneOptions, executor: Executor, state?: LiveLaneState): void {
    this.lanes.set(options.venue, {
      lane: new Lane(options, state?.lane),
      capacity: options.capacity,
      executor,
      wakeUp: state?.wakeUp ?? null,
      isSaturated: state?.isSaturated ?? false,
      isThrottled: state?.isThrottled ?? false,
    });
  }

  /** What each lane knows of itself. */
  figures(): LaneFigures[] {
    return [...this.lanes.values()].map(({ lane, capacity }) => ({
      venue: lane.venue,
      capacity,
      depthMax: lane.depthMax,
      refused: lane.refused,
    }));
  }

  /** A venue's lane as plain data. */
  saveOf(venue: string): LiveLaneState {
    const { lane, wakeUp, isSaturated, isThrottled } = this.laneOf(venue);
    return { lane: lane.save(), wakeUp, isSaturated, isThrottled };
  }

  /** Journals an event that the lane's executor received. */
  recordMove(venue: string, event: string): void {
    const { lane, capacity } = this.laneOf(venue);
    const { depth, reserved } = lane;
    this.world.record({
      type: 'lane.moved',
      venue,
      event,
      depth,
      reserved,
      capacity,
    });
  }

  /** Others have used the venue's limit up. */
  drainTokens(venue: string): void {
    this.laneOf(venue).lane.drainTokens(this.world.nowUs);
  }

  /** Takes room for each leg and its tickets in all of their lanes, or in none. Says what stood in the way. */
  admit(legs: readonly { readonly venue: string }[]): LaneRefusal | null {
    for (let index = 0; index < legs.length; index += 1) {
      const { venue } = legs[index]!;
      const orders = ordersOf(legs, index);
      if (orders === 0) continue;
      const { lane, executor } = this.laneOf(venue);
      const isFull = !lane.hasRoom(0, orders * ROOM_PER_LEG);
      if (!isFull && admitsOpportunity(executor.getSnapshot())) continue;
      lane.refuse();
      return { venue, reason: isFull ? 'laneSaturated' : 'laneClosed' };
    }
    for (let index = 0; index < legs.length; index += 1) {
      const orders = ordersOf(legs, index);
      if (orders > 0) this.laneOf(legs[index]!.venue).lane.reserve(orders * ROOM_PER_LEG);
    }
    return null;
  }

  /** Takes the room of one order's tickets, or as much as there is. */
  reserveSome(venue: string): number {
    const { lane } = this.laneOf(venue);
    for (let tickets = TICKETS_PER_ORDER; tickets > 0; tickets -= 1) if (lane.reserve(tickets)) return tickets;
    return 0;
  }

  /** Gives back room that will not be needed. */
  release(venue: string, tickets: number): void {
    const live = this.laneOf(venue);
    live.lane.release(tickets);
    this.noticeRoom(live);
  }

  /** Queues a planned leg, in the room that was kept for it. */
  submit({ clOrdId, venue }: LiveOrder): void {
    const live = this.laneOf(venue);
    live.lane.release(1);
    const isTaken = live.lane.offer({
      kind: 'submit',
      clOrdId,
      isRiskCritical: false,
    });
    assert(isTaken, () => `the lane to ${live.lane.venue} lost the room it had promised`);
    this.noticeRoom(live);
    this.pump(live);
  }

  /** Queues a risk-critical message of an order, in the room that was kept for it. */
  ask(kind: LaneMessage['kind'], clOrdId: string): void {
    const order = this.traffic.get(clOrdId);
    if (order === undefined) return;
    const live = this.laneOf(order.venue);
    if (order.tickets === 0) {
      // A revived order has no tickets: room is taken now, and if there is none a cancel goes out ahead of the queue.
      if (!live.lane.reserve(1)) return this.dispatch(live, { kind, clOrdId, isRiskCritical: true });
      order.tickets += 1;
    }
    order.tickets -= 1;
    live.lane.put({ kind, clOrdId, isRiskCritical: true });
    return this.pump(live);
  }

  /** Queues a query of an order, which may be a released one: in free room of the lane, or ahead of the queue. */
  askAt(venue: string, clOrdId: string): void {
    const order = this.traffic.get(clOrdId);
    if (order !== undefined) return this.ask('query', clOrdId);
    const live = this.laneOf(venue);
    const message = { kind: 'query', clOrdId, isRiskCritical: true } as const;
    if (!live.lane.reserve(1)) return this.dispatch(live, message);
    live.lane.put(message);
    return this.pump(live);
  }

  /** A submit was answered: there is place in the window. */
  answered(venue: string): void {
    const live = this.laneOf(venue);
    live.lane.answered();
    if (live.lane.depth > 0) this.world.defer(() => this.pump(live));
  }

  /** The rate limit has tokens again. */
  wake(venue: string): void {
    const live = this.laneOf(venue);
    live.wakeUp = null;
    this.pump(live);
  }

  /** Sends everything that may go out now. */
  pumpVenue(venue: string): void {
    this.pump(this.laneOf(venue));
  }

  private pump(live: LiveLane): void {
    const { lane, executor } = live;
    if (lane.depth === 0) return;
    for (;;) {
      const snapshot = executor.getSnapshot();
      const isOpen = live.isThrottled || maySend(snapshot);
      if (!isOpen && !maySendCancel(snapshot)) return;
      const next = lane.take(this.world.nowUs, isOpen);
      if (next.kind === 'message') {
        this.setThrottled(live, false);
        this.dispatch(live, next.message);
      } else {
        if (next.kind === 'throttled') this.throttle(live, next.untilUs);
        this.noticeRoom(live);
        return;
      }
    }
  }

  private dispatch(live: LiveLane, message: LaneMessage): void {
    const { traffic } = this;
    const order = traffic.get(message.clOrdId);
    const venue = this.venues.get(live.lane.venue);
    assert(venue !== undefined, () => `there is no venue behind the lane to '${live.lane.venue}'`);
    if (order !== undefined && message.isRiskCritical && live.lane.reserve(1)) order.tickets += 1;
    // An order may have been released while the query waited: its answer revives it.
    if (message.kind === 'query') return venue.query(message.clOrdId);
    if (order === undefined) return;
    switch (message.kind) {
      case 'submit': {
        // Withdrawn while it waited: it never leaves.
        if (!traffic.isQueued(order)) return;
        traffic.sent(order, !message.isRiskCritical);
        if (!message.isRiskCritical) live.lane.sent();
        venue.submit(order.request);
        return;
      }
      case 'cancel':
        traffic.cancelSent(order);
        venue.cancel(order.clOrdId);
        return;
      case 'replace': {
        const { orderQty, price } = traffic.replaceSent(order);
        venue.replace(order.clOrdId, orderQty, price);
        return;
      }
    }
  }

  private throttle(live: LiveLane, untilUs: number): void {
    this.setThrottled(live, true);
    if (live.wakeUp !== null) return;
    live.wakeUp = this.world.after(untilUs - this.world.nowUs, { kind: 'lane', venue: live.lane.venue });
  }

  private setThrottled(live: LiveLane, isThrottled: boolean): void {
    if (live.isThrottled === isThrottled) return;
    live.isThrottled = isThrottled;
    this.tellExecutor(live, isThrottled ? 'tokens.exhausted' : 'tokens.refilled');
  }

  private noticeRoom(live: LiveLane): void {
    const isSaturated = !live.lane.hasRoom(1, TICKETS_PER_ORDER);
    if (isSaturated === live.isSaturated) return;
    live.isSaturated = isSaturated;
    this.tellExecutor(live, isSaturated ? 'lane.saturated' : 'lane.relieved');
  }

  private tellExecutor({ lane, executor }: LiveLane, type: string): void {
    executor.send({ type });
    this.recordMove(lane.venue, type);
  }

  private laneOf(venue: string): LiveLane {
    const live = this.lanes.get(venue);
    assert(live !== undefined, () => `there is no lane to '${venue}'`);
    return live;
  }
}
