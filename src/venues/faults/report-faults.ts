// The faults on the way back: what the venue tells its client is lost, delayed, doubled or overtaken. The venue's
// own truth is not touched, and neither are its streams. The answer to a query is one message and stays whole.
import { assert } from '../../kernel/assert.ts';
import type { VenueReport } from '../simulation/types.ts';
import type { FaultName } from './catalogue.ts';
import type { Fault } from './fault.ts';

/** A report on its way. */
export interface Delivery {
  readonly delayUs: number;
  readonly report: VenueReport;
}

/** The faults on the way back at rest. */
export interface ReportFaultsState {
  /** Acks that wait for other news of their order. */
  readonly heldAcks: readonly (readonly [string, { readonly report: VenueReport; readonly afterUs: number }])[];
  /** Orders of which a cancel will not say how much had filled. */
  readonly untoldOrders: readonly string[];
}

/** The faults on the way back. */
export class ReportFaults {
  private readonly faults: ReadonlyMap<FaultName, Fault>;
  private readonly heldAcks: Map<string, { readonly report: VenueReport; readonly afterUs: number }>;
  private readonly untoldOrders: Set<string>;

  constructor(faults: ReadonlyMap<FaultName, Fault>, state?: ReportFaultsState) {
    this.faults = faults;
    this.heldAcks = new Map(state?.heldAcks);
    this.untoldOrders = new Set(state?.untoldOrders);
  }

  /** What becomes of a report: nothing, one, or several. Where the connection `isCut`, all is lost, and drawn all the same. */
  deliver(sent: Delivery, isCut: boolean): readonly Delivery[] {
    const deliveries = this.faultsOf(sent, isCut);
    return isCut ? [] : deliveries;
  }

  /** Whether the ack of that order waits for other news of it: it is on no calendar until then. */
  holdsAckOf(clOrdId: string): boolean {
    return this.heldAcks.has(clOrdId);
  }

  /** Nothing will be said of the order any more. */
  forget(clOrdId: string): void {
    this.heldAcks.delete(clOrdId);
    this.untoldOrders.delete(clOrdId);
  }

  /** What waits, as plain data. */
  save(): ReportFaultsState {
    return { heldAcks: [...this.heldAcks], untoldOrders: [...this.untoldOrders] };
  }

  private faultsOf(sent: Delivery, isCut: boolean): readonly Delivery[] {
    switch (sent.report.event.type) {
      case 'venue.acked':
        return this.ack(sent, isCut);
      case 'venue.traded':
        return [...this.fill(sent, isCut), ...this.releaseAck(sent)];
      case 'venue.cancelled':
        return [this.cancelled(sent), ...this.releaseAck(sent)];
      default:
        return [sent];
    }
  }

  /** Every fault is asked, whatever the others said: what one of them decides must not move another's draws. */
  private ack({ delayUs, report }: Delivery, isCut: boolean): readonly Delivery[] {
    const { clOrdId } = report;
    const isLost = this.strike('ackLost', clOrdId, isCut) !== null || isCut;
    const lateUs = this.strike('ackLate', clOrdId, isLost);
    const afterUs = this.strike('fillBeforeAck', clOrdId, isLost);
    if (isLost) return [];
    if (afterUs === null) return [{ delayUs: delayUs + (lateUs ?? 0), report }];
    this.heldAcks.set(clOrdId, { report, afterUs: afterUs + (lateUs ?? 0) });
    return [];
  }

  private fill({ delayUs, report }: Delivery, isCut: boolean): readonly Delivery[] {
    const { clOrdId } = report;
    const isLost = this.strike('fillReportLost', clOrdId, isCut) !== null || isCut;
    const againAfterUs = this.strike('fillReportDuplicated', clOrdId, isLost);
    const reorderedUs = this.strike('fillReportReordered', clOrdId, isLost);
    const lateUs = this.strike('lateFillAfterCancel', clOrdId, isLost);
    if (lateUs !== null) this.untoldOrders.add(clOrdId);
    if (isLost) return [];
    const first = { delayUs: delayUs + (reorderedUs ?? 0) + (lateUs ?? 0), report };
    return againAfterUs === null ? [first] : [first, { delayUs: first.delayUs + againAfterUs, report }];
  }

  private cancelled({ delayUs, report }: Delivery): Delivery {
    const { event } = report;
    assert(event.type === 'venue.cancelled', 'only a cancel is stripped of its quantity');
    if (!this.untoldOrders.delete(report.clOrdId)) return { delayUs, report };
    return { delayUs, report: { ...report, event: { type: event.type, reason: event.reason } } };
  }

  private releaseAck({ delayUs, report }: Delivery): readonly Delivery[] {
    const held = this.heldAcks.get(report.clOrdId);
    if (held === undefined) return [];
    this.heldAcks.delete(report.clOrdId);
    return [{ delayUs: delayUs + held.afterUs, report: held.report }];
  }

  private strike(name: FaultName, clOrdId: string, isGone = false): number | null {
    return this.faults.get(name)?.strike(clOrdId, isGone) ?? null;
  }
}
