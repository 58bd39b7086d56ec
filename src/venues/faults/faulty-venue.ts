// A venue with faults: wraps the simulator and the host it lives in, and keeps both interfaces. What the client
// sends may be lost or refused when it arrives, a query may read what is stale, and reports go through report-faults.ts.
import type { RandomStream } from '../../kernel/random/stream.ts';
import type { VenueHappening, VenueHost, VenueOrderRequest, VenueReport, VenueSimulator } from '../simulator/types.ts';
import type { RecordBody } from '../../journal/records.ts';
import { Fault, faultStreamName, type FaultState } from './fault.ts';
import type { FaultName } from './catalogue.ts';
import { checkFaults, type FaultSpec } from './fault-plan.ts';
import { ReadHistory, type ReadHistoryState } from './read-history.ts';
import { ReportFaults, type ReportFaultsState } from './report-faults.ts';

/** The faults of a venue at rest, without the venue. */
export interface FaultsState {
  readonly faults: readonly FaultState[];
  readonly reports: ReportFaultsState;
  readonly history: ReadHistoryState;
}

/** A venue with faults at rest: plain data. */
export interface FaultyVenueState {
  readonly venue: unknown;
  readonly faults: FaultsState;
}

/** The host as a venue with faults sees it: its reports go through the faults, its truth is listened to. */
class FaultyHost implements VenueHost {
  private readonly host: VenueHost;
  private readonly reports: ReportFaults;
  private readonly history: ReadHistory | null;
  /** While a query is answered: as of which instant. */
  private answersAsOfUs: number | null = null;

  constructor(host: VenueHost, reports: ReportFaults, history: ReadHistory | null) {
    this.host = host;
    this.reports = reports;
    this.history = history;
  }

  get nowUs(): number {
    return this.host.nowUs;
  }

  schedule(delayUs: number, happening: VenueHappening): number {
    return this.host.schedule(delayUs, happening);
  }

  cancel(calendarId: number): void {
    this.host.cancel(calendarId);
  }

  report(delayUs: number, report: VenueReport): void {
    if (this.answersAsOfUs === null) {
      for (const delivery of this.reports.deliver({ delayUs, report }))
        this.host.report(delivery.delayUs, delivery.report);
      return;
    }
    const { history, answersAsOfUs } = this;
    const event = history === null ? report.event : history.asOf(answersAsOfUs, report.clOrdId, report.event);
    if (event !== null) this.host.report(delayUs, { ...report, event });
  }

  record(body: RecordBody): void {
    this.history?.note(this.nowUs, body);
    this.host.record(body);
  }

  /** Lets a query be answered, with what was known at that instant. */
  answer(asOfUs: number, work: () => void): void {
    this.answersAsOfUs = asOfUs;
    work();
    this.answersAsOfUs = null;
  }
}

/** A venue with faults. */
export class FaultyVenue implements VenueSimulator {
  private readonly inner: VenueSimulator;
  private readonly host: FaultyHost;
  private readonly faultByName: ReadonlyMap<FaultName, Fault>;
  private readonly reports: ReportFaults;
  private readonly history: ReadHistory | null;

  constructor(
    build: (host: VenueHost) => VenueSimulator,
    faultByName: ReadonlyMap<FaultName, Fault>,
    host: VenueHost,
    state?: FaultsState,
  ) {
    this.faultByName = faultByName;
    this.reports = new ReportFaults(faultByName, state?.reports);
    this.history = faultByName.has('staleRead') ? new ReadHistory(state?.history) : null;
    this.host = new FaultyHost(host, this.reports, this.history);
    this.inner = build(this.host);
  }

  get venue(): string {
    return this.inner.venue;
  }

  get live(): number {
    return this.inner.live;
  }

  /** The faults, with their counts. */
  get faults(): readonly Fault[] {
    return [...this.faultByName.values()];
  }

  submit(order: VenueOrderRequest): void {
    this.inner.submit(order);
  }

  cancel(clOrdId: string): void {
    this.inner.cancel(clOrdId);
  }

  replace(clOrdId: string, orderQty: bigint | undefined, price: bigint | undefined): void {
    this.inner.replace(clOrdId, orderQty, price);
  }

  query(clOrdId: string): void {
    this.inner.query(clOrdId);
  }

  /** What the client has sent arrives here: this is where it is lost or refused. */
  happen(happening: VenueHappening): void {
    switch (happening.what) {
      case 'arrive':
        return this.arrive(happening.order, happening);
      case 'cancel':
        return this.cancelArrived(happening.clOrdId, happening);
      case 'query': {
        const ageUs = this.strike('staleRead', happening.clOrdId) ?? 0;
        return this.host.answer(this.host.nowUs - ageUs, () => this.inner.happen(happening));
      }
      case 'fill':
      case 'replace':
        return this.inner.happen(happening);
    }
  }

  save(): FaultyVenueState {
    const faults = this.faults.map((fault) => fault.save());
    return {
      venue: this.inner.save(),
      faults: { faults, reports: this.reports.save(), history: this.history?.save() ?? [] },
    };
  }

  private arrive({ clOrdId }: VenueOrderRequest, happening: VenueHappening): void {
    const isLost = this.strike('submitLost', clOrdId) !== null;
    const refusedUs = this.strike('rejectBurst', clOrdId, isLost);
    if (isLost) return;
    if (refusedUs === null) return this.inner.happen(happening);
    const { venue } = this;
    const reason = 'venueRefused';
    this.host.record({ type: 'venue.ended', venue, clOrdId, status: 'rejected', cumQty: 0n, reason });
    this.host.report(refusedUs, { kind: 'report', venue, clOrdId, event: { type: 'venue.rejected', reason } });
  }

  private cancelArrived(clOrdId: string, happening: VenueHappening): void {
    const isLost = this.strike('cancelLost', clOrdId) !== null;
    const refusedUs = this.strike('cancelRejected', clOrdId, isLost);
    if (isLost) return;
    if (refusedUs === null) return this.inner.happen(happening);
    const event = { type: 'venue.cancelRejected', reason: 'venueRefused' } as const;
    this.host.report(refusedUs, { kind: 'report', venue: this.venue, clOrdId, event });
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
  return new FaultyVenue(build, faults, host, state);
};
