// A venue with faults: wraps the simulator and the host it lives in, and keeps both interfaces. What the client
// sends may be lost or refused when it arrives, a query may read what is stale, a trade may fail to settle, and
// reports go through report-faults.ts.
import type { OrderEvent } from '../../../machines/order/types.ts';
import type { RandomStream } from '../../kernel/random/stream.ts';
import type { VenueBalance, VenueEvent, VenueHost, VenueNotice, VenueOrderRequest } from '../simulation/types.ts';
import type { ShownMarkets, VenueMarketBooks, VenueReport, VenueSimulator } from '../simulation/types.ts';
import type { VenueAccountOptions } from '../simulation/venue-account-state.ts';
import type { TradingState } from '../definitions/words.ts';
import { Fault, faultStreamName, type FaultState } from './fault.ts';
import type { FaultName } from './catalogue.ts';
import { checkFaults, type FaultSpec } from './fault-plan.ts';
import { FaultyHost } from './faulty-host.ts';
import { Outages, type OutagesState } from './outages.ts';
import { ReadHistory, type ReadHistoryState } from './read-history.ts';
import { ReportFaults, type ReportFaultsState } from './report-faults.ts';

/** The faults of a venue at rest, without the venue. */
export interface FaultsState {
  readonly faults: readonly FaultState[];
  readonly reports: ReportFaultsState;
  readonly history: ReadHistoryState;
  readonly outages: OutagesState;
}

/** A venue with faults at rest: plain data. */
export interface FaultyVenueState {
  readonly venue: unknown;
  readonly faults: FaultsState;
}

type Arrival = Extract<VenueEvent, { readonly type: 'arrive' }>;
type Request = Extract<VenueEvent, { readonly type: 'cancel' | 'query' | 'replace' }>;
type Settling = Extract<VenueEvent, { readonly type: 'settle' }>;

/** A venue with faults. */
export class FaultyVenue implements VenueSimulator {
  private readonly inner: VenueSimulator;
  private readonly host: FaultyHost;
  private readonly faultByName: ReadonlyMap<FaultName, Fault>;
  private readonly reports: ReportFaults;
  private readonly history: ReadHistory | null;
  private readonly outages: Outages;

  constructor(
    venue: string,
    build: (host: VenueHost) => VenueSimulator,
    faultByName: ReadonlyMap<FaultName, Fault>,
    host: VenueHost,
    state?: FaultsState,
  ) {
    this.faultByName = faultByName;
    this.reports = new ReportFaults(faultByName, state?.reports);
    this.history = faultByName.has('staleRead') ? new ReadHistory(state?.history) : null;
    this.outages = new Outages(venue, host, state?.outages);
    this.host = new FaultyHost(host, this.reports, this.history, this.outages);
    this.inner = build(this.host);
  }

  get venue(): string {
    return this.inner.venue;
  }

  get book(): VenueMarketBooks | undefined {
    return this.inner.book;
  }

  get shown(): ShownMarkets | undefined {
    return this.inner.shown;
  }

  get live(): number {
    return this.inner.live;
  }

  /** The faults, with their counts. */
  get faults(): readonly Fault[] {
    return [...this.faultByName.values()];
  }

  isLive(clOrdId: string): boolean {
    return this.inner.isLive(clOrdId);
  }

  hasTaken(clOrdId: string): boolean {
    return this.inner.hasTaken(clOrdId);
  }

  stateOf(market: string): TradingState {
    return this.inner.stateOf(market);
  }

  balances(): readonly VenueBalance[] {
    return this.inner.balances();
  }

  /** Whether a fault holds the ack of that order, until the venue has other news of it. */
  holdsAckOf(clOrdId: string): boolean {
    return this.reports.holdsAckOf(clOrdId);
  }

  forget(clOrdId: string): void {
    this.inner.forget(clOrdId);
    this.history?.forget(clOrdId);
    this.reports.forget(clOrdId);
  }

  isDelivered(message: VenueReport | VenueNotice): boolean {
    return this.outages.isDelivered(message) && this.inner.isDelivered(message);
  }

  submit(order: VenueOrderRequest): void {
    this.outages.sent('arrive', order.clOrdId);
    this.inner.submit(order);
  }

  cancel(clOrdId: string, account?: string): void {
    this.outages.sent('cancel', clOrdId);
    this.inner.cancel(clOrdId, account);
  }

  replace(clOrdId: string, orderQty: bigint | undefined, price: bigint | undefined, account?: string): void {
    this.outages.sent('replace', clOrdId);
    this.inner.replace(clOrdId, orderQty, price, account);
  }

  query(clOrdId: string, account?: string): void {
    this.outages.sent('query', clOrdId);
    this.inner.query(clOrdId, account);
  }

  openAccount(options: VenueAccountOptions): void {
    this.inner.openAccount(options);
  }

  /** What the client has sent arrives here: this is where it is lost or refused. */
  handle(event: VenueEvent): void {
    switch (event.type) {
      case 'arrive':
        return this.arrive(event);
      case 'cancel':
        return this.cancelArrived(event);
      case 'query':
        return this.queryArrived(event);
      case 'replace':
        return this.replaceArrived(event);
      case 'settle':
        return this.settle(event);
      case 'reconnect':
        return this.outages.reconnect();
      case 'fill':
      case 'match':
      case 'flow':
      case 'release':
      case 'expire':
      case 'trading':
      case 'resolve':
        return this.inner.handle(event);
    }
  }

  save(): FaultyVenueState {
    const faults = this.faults.map((fault) => fault.save());
    return {
      venue: this.inner.save(),
      faults: {
        faults,
        reports: this.reports.save(),
        history: this.history?.save() ?? [],
        outages: this.outages.save(),
      },
    };
  }

  /** Every fault is asked at every arrival, whatever the others said: no one's draws depend on another. */
  private arrive(event: Arrival): void {
    const { clOrdId, market } = event.order;
    const { inner, outages } = this;
    const wasCut = outages.loses('arrive', clOrdId);
    // It is written down of each order, as of the one with which the connection broke: no other record says why it never came.
    if (wasCut) this.host.record({ type: 'fault.injected', venue: this.venue, fault: 'disconnectWindow', clOrdId });
    const cutUs = this.strike('disconnectWindow', clOrdId, wasCut);
    if (cutUs !== null) outages.cut(cutUs);
    const isCut = wasCut || cutUs !== null;
    const isLost = this.strike('submitLost', clOrdId, isCut) !== null || isCut;
    const haltUs = this.strike('halt', clOrdId, isLost || inner.stateOf('') !== 'open');
    if (haltUs !== null) this.halt(haltUs);
    const stormUs = this.strike('rateLimitStorm', clOrdId, isLost || outages.isStorming);
    if (stormUs !== null) outages.storm(stormUs);
    const isStormed = !isLost && (stormUs !== null || outages.isStorming);
    const refusedUs = this.strike('rejectBurst', clOrdId, isLost || isStormed);
    if (isStormed) this.refuse(clOrdId, 'rateLimited', 0);
    else if (refusedUs !== null) this.refuse(clOrdId, 'venueRefused', refusedUs);
    else if (!isLost) inner.handle(event);
    const isSafe = isLost || !inner.isLive(clOrdId) || inner.stateOf(market) !== 'open' || outages.isClosing(market);
    const closesUs = this.strike('marketClosedDuringOpenSet', clOrdId, isSafe);
    if (closesUs !== null) outages.close(market, closesUs);
  }

  private refuse(clOrdId: string, reason: 'rateLimited' | 'venueRefused', delayUs: number): void {
    const { venue } = this;
    this.host.record({ type: 'venue.ended', venue, clOrdId, status: 'rejected', cumQty: 0n, reason });
    this.report(delayUs, clOrdId, { type: 'venue.rejected', reason });
    if (reason === 'rateLimited') this.outages.tellRateLimited();
  }

  private halt(forUs: number): void {
    const halt = { kind: 'venue', venue: this.venue, type: 'trading', market: '' } as const;
    this.inner.handle({ ...halt, to: 'halted' });
    this.host.schedule(forUs, { ...halt, to: 'open', ifStill: 'halted' });
  }

  private cancelArrived(event: Request): void {
    const { clOrdId } = event;
    const isCut = this.outages.loses('cancel', clOrdId);
    const isLost = this.strike('cancelLost', clOrdId, isCut) !== null || isCut;
    const isStormed = !isLost && this.outages.isStorming;
    const refusedUs = this.strike('cancelRejected', clOrdId, isLost || isStormed);
    if (isLost) return;
    if (isStormed) this.refuseRequest('venue.cancelRejected', clOrdId);
    else if (refusedUs === null) this.inner.handle(event);
    else this.report(refusedUs, clOrdId, { type: 'venue.cancelRejected', reason: 'venueRefused' });
  }

  private queryArrived(event: Request): void {
    const { clOrdId } = event;
    const isCut = this.outages.loses('query', clOrdId);
    const ageUs = this.strike('staleRead', clOrdId, isCut) ?? 0;
    if (!isCut) this.host.answer(this.host.nowUs - ageUs, () => this.inner.handle(event));
  }

  private replaceArrived(event: Request): void {
    const { clOrdId } = event;
    if (this.outages.loses('replace', clOrdId)) return;
    if (this.outages.isStorming) this.refuseRequest('venue.replaceRejected', clOrdId);
    else this.inner.handle(event);
  }

  private refuseRequest(type: 'venue.cancelRejected' | 'venue.replaceRejected', clOrdId: string): void {
    this.report(0, clOrdId, { type, reason: 'rateLimited' });
    this.outages.tellRateLimited();
  }

  /** What becomes of a trade is decided at its first step. */
  private settle(event: Settling): void {
    const { clOrdId, path, step } = event;
    if (step > 0) return this.inner.handle(event);
    const isFailed = this.strike('settlementFailed', clOrdId, path === 'failed') !== null;
    const isRetried = this.strike('settlementRetried', clOrdId, isFailed || path !== 'plain') !== null;
    return this.inner.handle({ ...event, path: isFailed ? 'failed' : isRetried ? 'retried' : path });
  }

  private report(delayUs: number, clOrdId: string, event: OrderEvent): void {
    this.host.report(delayUs, { kind: 'report', venue: this.venue, clOrdId, event });
  }

  private strike(name: FaultName, clOrdId: string, isGone = false): number | null {
    return this.faultByName.get(name)?.strike(clOrdId, isGone) ?? null;
  }
}

/**
 * A venue with those faults, in that host. The venue is built in the host that it is given; `streamOf` gives the
 * stream of a name, and `state` is what was saved, together with the streams. Throws `InvalidFault`.
 */
export const withFaults = (
  venue: string,
  build: (host: VenueHost) => VenueSimulator,
  specs: readonly FaultSpec[],
  host: VenueHost,
  streamOf: (name: string) => RandomStream,
  state?: FaultsState,
): FaultyVenue => {
  checkFaults(specs, [venue]);
  const faults = new Map<FaultName, Fault>();
  for (const spec of specs) {
    const saved = state?.faults.find(({ fault }) => fault === spec.fault);
    faults.set(spec.fault, new Fault(spec, host, streamOf(faultStreamName(spec)), saved));
  }
  return new FaultyVenue(venue, build, faults, host, state);
};
