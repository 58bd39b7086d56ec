// What is kept of a run while its journal goes by once, so that everything else can be looked up: counters over time,
// actors as columns, what stands out, and for each record whose it is. It is a consumer of the journal and bounded: some
// eight bytes a record and forty an actor; no record is kept.
import type { JournalConsumer } from '../../journal/journal.ts';
import type { RecordBody } from '../../journal/records.ts';
import { stopOf } from '../../journal/command-record.ts';
import { OrderHops } from '../../report/order-hops.ts';
import { chartNamed } from './charts/model.ts';
import { words } from './growing.ts';
import { Actors, NOBODY } from './actors.ts';
import { ArbitrageWatch } from './arbitrage-watch.ts';
import { ChartCounter, Counters } from './counters.ts';
import { NAMELESS, namesIn, type IndexState, type RunNames } from './index-state.ts';
import { LaneWatch } from './lane-watch.ts';
import { markOf, Marks } from './marks.ts';
import { MoneyWatch } from './money.ts';
import { OrderWatch } from './order-watch.ts';
import { SettlementWatch } from './settlement-watch.ts';
import { Timeline } from './timeline.ts';

type BodyOf<T extends RecordBody['type']> = Extract<RecordBody, { readonly type: T }>;

/** What the places of orders that are of no arbitrage stand behind, among the numbers of arbitrages. */
export const PLAIN = 2 ** 31;

/** The index of one run. */
export class RunIndex {
  readonly actors = new Actors();
  readonly counters = new Counters();
  readonly timeline = new Timeline();
  readonly marks = new Marks();
  readonly money = new MoneyWatch();
  hops = new OrderHops();
  /** The arbitrage that a record is about, by sequence, or `PLAIN` and the place of an order of none; 0 where it is about neither. */
  readonly owners = words();
  readonly lanes = new LaneWatch(this.counters, this.marks);
  names: RunNames = NAMELESS;
  lastSeq = 0;
  lastUs = 0;
  endedBy: string | null = null;

  private readonly orders: OrderWatch;
  private readonly arbitrages = new ArbitrageWatch(
    this.actors,
    new ChartCounter(this.counters, chartNamed('arbitrage')),
    this.counters,
  );
  private readonly settlements = new SettlementWatch(this.counters);
  private readonly engineChart = new ChartCounter(this.counters, chartNamed('engine'));
  private engineAt: readonly string[] = [];
  private readonly figures = {
    records: this.counters.figureOf('records'),
    intents: this.counters.figureOf('intents'),
    refused: this.counters.figureOf('refused'),
    fills: this.counters.figureOf('fills'),
    exposure: this.counters.figureOf('exposure'),
    captured: this.counters.figureOf('captured'),
    expected: this.counters.figureOf('expected'),
    anomalies: this.counters.figureOf('anomalies'),
    faults: this.counters.figureOf('faults'),
  };

  constructor() {
    this.orders = new OrderWatch(this.actors, new ChartCounter(this.counters, chartNamed('order')), this.hops);
    this.engineTo('booting');
  }

  /** Takes the next record of the journal. */
  readonly observe: JournalConsumer = (body, seq, atUs) => {
    if (this.timeline.isDue(atUs)) this.timeline.reach(atUs, this.sampled(), this.counters.length);
    this.lastSeq = seq;
    this.lastUs = atUs;
    this.counters.add(this.figures.records);
    const owner = this.take(body, seq, atUs);
    this.owners.set(seq, owner);
    const arbitrage = owner < PLAIN ? owner : 0;
    this.money.observe(body, arbitrage);
    if (arbitrage === 0) return;
    const { firstSeq, lastSeq } = this.actors.arbitrages;
    if (firstSeq.at(arbitrage) === 0) firstSeq.set(arbitrage, seq);
    lastSeq.set(arbitrage, seq);
  };

  /** The index of a run that has been read to its end, as plain data. */
  save(): IndexState {
    return {
      actors: this.actors.save(),
      counters: { ...this.counters.save(), row: this.sampled().slice(0, this.counters.length) },
      timeline: this.timeline.save(),
      marks: this.marks.save(),
      money: this.money.save(),
      hops: this.hops.save(),
      owners: this.owners.save(),
      capacities: [...this.lanes.capacities],
      names: this.names,
      lastSeq: this.lastSeq,
      lastUs: this.lastUs,
      endedBy: this.endedBy,
    };
  }

  /** Puts a saved index in the place of this one, to be looked at: it takes no more records. */
  restore(state: IndexState): void {
    this.actors.restore(state.actors);
    this.counters.restore(state.counters);
    this.timeline.restore(state.timeline);
    this.marks.restore(state.marks);
    this.money.restore(state.money);
    this.hops = new OrderHops(state.hops);
    this.owners.restore(state.owners);
    for (const [venue, capacity] of state.capacities) this.lanes.capacities.set(venue, capacity);
    this.names = state.names;
    this.lastSeq = state.lastSeq;
    this.lastUs = state.lastUs;
    this.endedBy = state.endedBy;
  }

  /** The counters as they are now, with the figures of money. */
  sampled(): Float64Array {
    const { counters, figures, money } = this;
    // Only to be drawn: the portfolio itself holds whole micros.
    counters.set(figures.exposure, Number(money.exposure));
    counters.set(figures.captured, Number(money.made.captured));
    counters.set(figures.expected, Number(money.made.expected));
    return counters.values;
  }

  /** Takes a record in; the owner that it is about, as in `owners`. */
  private take(body: RecordBody, seq: number, atUs: number): number {
    const { actors } = this;
    switch (body.type) {
      case 'order.moved':
        return this.orderMoved(body, seq, atUs);
      case 'order.created': {
        const place = this.orders.created(body, seq, atUs);
        const owner = this.ownerAt(place);
        if (owner < PLAIN) this.arbitrages.isAt(owner, actors.orders.venue.at(place));
        return owner;
      }
      case 'arbitrage.moved':
        this.arbitrages.moved(body, atUs);
        return body.arbitrage;
      case 'intent.received':
        this.counters.add(this.figures.intents);
        this.arbitrages.received(body, atUs);
        return body.intent;
      case 'intent.refused':
        this.counters.add(this.figures.refused);
        this.arbitrages.refused(body, atUs);
        return body.intent;
      case 'venue.filled':
        this.hops.filled(body, atUs);
        this.counters.add(this.figures.fills);
        return this.ownerOf(body.clOrdId, seq);
      case 'venue.accepted':
        this.orders.named(body.clOrdId, body.venueOrderId);
        return this.ownerOf(body.clOrdId, seq);
      case 'venue.ended':
      case 'venue.replaced':
      case 'venue.settled':
        return this.ownerOf(body.clOrdId, seq);
      case 'settlement.moved':
        this.settlements.moved(body);
        return this.ownerOf(body.clOrdId, seq);
      case 'fault.injected':
        return this.faultInjected(body, seq, atUs);
      default:
        this.frame(body, seq, atUs);
        return 0;
    }
  }

  /** Records of the run as a whole. */
  private frame(body: RecordBody, seq: number, atUs: number): void {
    const mark = markOf(body, seq, atUs);
    if (mark !== null) this.marks.add(mark);
    switch (body.type) {
      case 'run.started':
        this.names = namesIn(body);
        return this.engineTo('operating.phase.running', 'operating.core.steady');
      case 'account.opened':
        this.actors.venues.of(body.venue);
        return this.lanes.opened(body.venue);
      case 'market.listed':
        this.actors.markets.of(`${body.venue}/${body.market}`);
        return undefined;
      case 'lane.moved':
        return this.lanes.moved(body, seq, atUs);
      case 'anomaly.found':
        return this.counters.add(this.figures.anomalies);
      case 'risk.tripped':
        return this.drains();
      case 'command.received':
        return stopOf(body) === null ? undefined : this.drains();
      case 'run.ended':
        this.endedBy = body.reason;
        return this.engineTo('stopped');
      default:
        return undefined;
    }
  }

  private drains(): void {
    this.engineTo('operating.phase.draining.ordersEnding', 'operating.core.steady');
  }

  private engineTo(...states: readonly string[]): void {
    this.engineChart.leaves(this.engineAt, []);
    this.engineChart.enters(states, []);
    this.engineAt = states;
  }

  private ownerOf(clOrdId: string, seq: number): number {
    const place = this.actors.orderOf(clOrdId);
    if (place === NOBODY) return 0;
    this.actors.orders.lastSeq.set(place, seq);
    return this.ownerAt(place);
  }

  private ownerAt(place: number): number {
    const arbitrage = this.actors.arbitrageAt(place);
    return arbitrage > 0 ? arbitrage : PLAIN + place;
  }

  private orderMoved(body: BodyOf<'order.moved'>, seq: number, atUs: number): number {
    const place = this.actors.orderOf(body.clOrdId);
    if (place === NOBODY) return 0;
    const { venue, cumQty } = this.actors.orders;
    const owner = this.ownerAt(place);
    const venueName = this.actors.venues.at(venue.at(place));
    const cumBefore = cumQty.at(place);
    this.orders.moved(place, body, seq, atUs);
    if (body.event === 'venue.traded' && cumQty.at(place) !== cumBefore) this.settlements.traded(venueName);
    if (body.event === 'order.sent') this.lanes.sent(venueName);
    if (body.anomaly === undefined) return owner;
    this.counters.add(this.figures.anomalies);
    const { anomaly, clOrdId, event, from, to } = body;
    if (owner < PLAIN) this.actors.arbitrages.oddities.mark(owner, this.actors.anomalies.bitOf(anomaly));
    const detail = `${event} while ${from}${from === to ? '' : `, then ${to}`}`;
    this.marks.add({ seq, atUs, kind: 'anomaly', name: anomaly, venue: venueName, actor: clOrdId, detail });
    return owner;
  }

  private faultInjected({ venue, fault, clOrdId }: BodyOf<'fault.injected'>, seq: number, atUs: number): number {
    this.counters.add(this.figures.faults);
    this.marks.add({ seq, atUs, kind: 'fault', name: fault, venue, actor: clOrdId ?? '', detail: '' });
    if (clOrdId === undefined) return 0;
    const place = this.actors.orderOf(clOrdId);
    const owner = this.ownerOf(clOrdId, seq);
    const bit = this.actors.anomalies.bitOf(fault);
    if (place !== NOBODY) this.actors.orders.oddities.mark(place, bit);
    if (owner > 0 && owner < PLAIN) this.actors.arbitrages.oddities.mark(owner, bit);
    return owner;
  }
}
