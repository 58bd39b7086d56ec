// Settlements as they go by. The journal says when one moves and not when it begins: it begins with its fill, at a venue
// whose rules tell of settlements.
import type { RecordBody } from '../../journal/records.ts';
import { venueCatalogue } from '../../venues/definitions/catalogue.ts';
import { chartNamed } from './charts/model.ts';
import { ChartCounter, type Counters } from './counters.ts';

/** Whether a venue tells how its trades settle, step by step, as its rules have it. */
const settlesLater = (venue: string): boolean => {
  const rules = Object.entries(venueCatalogue).find(([name]) => name === venue)?.[1];
  if (rules === undefined || rules.settlement.value.kind === 'atMatch') return false;
  return rules.settlement.value.statuses.some(({ means }) => means === 'mined');
};

/** All settlements of a run. */
export class SettlementWatch {
  private readonly chart: ChartCounter;
  private readonly settling = new Map<string, boolean>();

  constructor(counters: Counters) {
    this.chart = new ChartCounter(counters, chartNamed('settlement'));
  }

  /** A fill was booked at a venue. */
  traded(venue: string): void {
    if (this.doesSettle(venue)) this.chart.enters(['matched'], [venue]);
  }

  /** A settlement moved, as the client received it. */
  moved({ venue, from, to }: Extract<RecordBody, { readonly type: 'settlement.moved' }>): void {
    if (from === 'matched' && !this.doesSettle(venue)) this.chart.enters(['matched'], [venue]);
    this.chart.moves(from, `settlement.${to}`, to, [venue]);
  }

  private doesSettle(venue: string): boolean {
    let settles = this.settling.get(venue);
    if (settles === undefined) {
      settles = settlesLater(venue);
      this.settling.set(venue, settles);
    }
    return settles;
  }
}
