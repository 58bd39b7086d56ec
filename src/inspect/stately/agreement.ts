// Holds what an inspector was shown against what the journal says: after every step of an order or arbitrage that is
// followed, both must name the same state and the same quantities. A difference is a fault of this program, and is
// reported.
import { arbitrageState } from '../../../machines/arbitrage.ts';
import { leavesQty, ordStatus } from '../../../machines/order.ts';
import type { RecordBody } from '../../journal/records.ts';
import type { StatelyFeed } from './feed.ts';

type Moved<T extends 'order.moved' | 'arbitrage.moved'> = Extract<RecordBody, { readonly type: T }>;

/** A comparison of a feed with a journal, record by record, while both are made. */
export class Agreement {
  private readonly feed: StatelyFeed;
  private compared = 0;
  private found = 0;
  private firstFound: string | null = null;

  constructor(feed: StatelyFeed) {
    this.feed = feed;
  }

  /** Steps that were compared. */
  get comparisons(): number {
    return this.compared;
  }

  /** Steps of which the two say different things. */
  get differences(): number {
    return this.found;
  }

  /** What is wrong, as a sentence; null where nothing is. */
  get sentence(): string | null {
    if (this.firstFound === null) return null;
    return `The inspector was shown ${this.found} of ${this.compared} steps otherwise than the journal has them. First: ${this.firstFound}`;
  }

  /** Compares a record with what was shown last, and tells the feed whose its orders are. To be called as the journal is written. */
  readonly observe = (body: RecordBody, seq: number): void => {
    this.feed.shown.learn(body);
    if (body.type === 'order.moved') this.compare(`order:${body.clOrdId}`, seq, orderText(body), shownOrder);
    else if (body.type === 'arbitrage.moved') this.compare(`arb:${body.arbitrage}`, seq, body.to, shownArbitrage);
  };

  private compare(id: string, seq: number, journaled: string, shownOf: (snapshot: never) => string): void {
    if (!this.feed.shown.has(id)) return;
    const snapshot = this.feed.latestOf(id);
    const shown = snapshot === undefined ? 'nothing' : shownOf(snapshot as never);
    this.compared += 1;
    if (shown === journaled) return;
    this.found += 1;
    this.firstFound ??= `record ${seq}: ${id} is ${journaled} in the journal, and was shown as ${shown}.`;
  }
}

const orderText = ({ to, cumQty, leavesQty: leaves }: Moved<'order.moved'>): string =>
  `${to} with ${cumQty} filled and ${leaves} open`;

const shownOrder = (snapshot: Parameters<typeof leavesQty>[0] & Parameters<typeof ordStatus>[0]): string =>
  `${ordStatus(snapshot)} with ${snapshot.context.cumQty} filled and ${leavesQty(snapshot)} open`;

const shownArbitrage = (snapshot: Parameters<typeof arbitrageState>[0]): string => arbitrageState(snapshot);
