// The host as a venue with faults sees it: its reports go through the faults, its truth is listened to, and over a
// connection that is down it reaches nobody.
import type { RecordBody } from '../../journal/records.ts';
import type { VenueEvent, VenueHost, VenueNotice, VenueReport } from '../simulation/types.ts';
import type { Outages } from './outages.ts';
import type { ReadHistory } from './read-history.ts';
import type { ReportFaults } from './report-faults.ts';

/** The host of a venue with faults. */
export class FaultyHost implements VenueHost {
  private readonly host: VenueHost;
  private readonly reports: ReportFaults;
  private readonly history: ReadHistory | null;
  private readonly outages: Outages;
  /** While a query is answered: as of which instant. */
  private answersAsOfUs: number | null = null;

  constructor(host: VenueHost, reports: ReportFaults, history: ReadHistory | null, outages: Outages) {
    this.host = host;
    this.reports = reports;
    this.history = history;
    this.outages = outages;
  }

  get nowUs(): number {
    return this.host.nowUs;
  }

  schedule(delayUs: number, event: VenueEvent): number {
    return this.host.schedule(delayUs, event);
  }

  cancel(calendarId: number): void {
    this.host.cancel(calendarId);
  }

  report(delayUs: number, report: VenueReport): void {
    if (this.answersAsOfUs === null) {
      for (const delivery of this.reports.deliver({ delayUs, report }, this.outages.isDown))
        this.host.report(delivery.delayUs, delivery.report);
      return;
    }
    const { history, answersAsOfUs } = this;
    const event = history === null ? report.event : history.asOf(answersAsOfUs, report.clOrdId, report.event);
    if (event !== null) this.host.report(delayUs, { ...report, event });
  }

  notify(delayUs: number, notice: VenueNotice): void {
    this.outages.notify(delayUs, notice);
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
