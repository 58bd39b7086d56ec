// What a venue knew of its orders, and since when: read from the truth that it writes down, so that a stale read
// can be answered with what was true a while ago.
import { assert } from '../../kernel/assert.ts';
import type { OrderEvent, OrderStatus } from '../../../machines/order/types.ts';
import type { RecordBody } from '../../journal/records.ts';

/** What the venue knew of an order from an instant on. */
interface Known {
  readonly atUs: number;
  readonly status: OrderStatus;
  readonly cumQty: bigint;
  /** The trade that made it so, and how much it was. */
  readonly tradeId: string | null;
  readonly tradeQty: bigint;
  /** The trade whose failure made it so. */
  readonly bustedId: string | null;
}

/** A history at rest. */
export type ReadHistoryState = readonly (readonly [string, readonly Known[]])[];

/** What a venue knew of each of its orders. */
export class ReadHistory {
  private readonly known: Map<string, readonly Known[]>;

  constructor(state?: ReadHistoryState) {
    this.known = new Map(state);
  }

  /** The venue writes down what has happened to an order. */
  note(atUs: number, body: RecordBody): void {
    switch (body.type) {
      case 'venue.accepted':
        return this.add(body.clOrdId, { atUs, status: 'submitted', cumQty: 0n });
      case 'venue.filled': {
        const { clOrdId, lastQty, leavesQty, tradeId } = body;
        const cumQty = this.cumQtyOf(clOrdId) + lastQty;
        const status = leavesQty === 0n ? 'filled' : 'partial';
        return this.add(clOrdId, { atUs, status, cumQty, tradeId, tradeQty: lastQty });
      }
      case 'venue.ended':
        return this.add(body.clOrdId, {
          atUs,
          status: body.status as OrderStatus,
          cumQty: this.cumQtyOf(body.clOrdId),
        });
      case 'venue.settled':
        return body.status === 'failed' ? this.bust(atUs, body.clOrdId, body.tradeId) : undefined;
      default:
    }
  }

  /**
   * A piece of the answer to a query, as it would have been at that instant: a trade that came later is left out
   * (null), and the status is the one of then.
   */
  asOf(atUs: number, clOrdId: string, event: OrderEvent): OrderEvent | null {
    const all = this.known.get(clOrdId) ?? [];
    const then = all.filter((known) => known.atUs <= atUs);
    // Nothing has happened since: the answer is as it is.
    if (then.length === all.length) return event;
    if (event.type === 'venue.traded') return then.some(({ tradeId }) => tradeId === event.tradeId) ? event : null;
    if (event.type === 'venue.tradeBusted')
      return then.some(({ bustedId }) => bustedId === event.tradeId) ? event : null;
    if (event.type !== 'order.reconciled' || !event.found) return event;
    const last = then.at(-1);
    if (last === undefined) return { type: 'order.reconciled', found: false };
    return { ...event, status: last.status, cumQty: last.cumQty };
  }

  /** The history as plain data. */
  save(): ReadHistoryState {
    return [...this.known];
  }

  /** Forgets an order that nobody will ask for again. */
  forget(clOrdId: string): void {
    this.known.delete(clOrdId);
  }

  private cumQtyOf(clOrdId: string): bigint {
    return this.known.get(clOrdId)?.at(-1)?.cumQty ?? 0n;
  }

  private bust(atUs: number, clOrdId: string, bustedId: string): void {
    const known = this.known.get(clOrdId) ?? [];
    const last = known.at(-1);
    const trade = known.find(({ tradeId }) => tradeId === bustedId);
    assert(last !== undefined && trade !== undefined, () => `${bustedId} of ${clOrdId} fails and was never made`);
    this.add(clOrdId, { atUs, status: last.status, cumQty: last.cumQty - trade.tradeQty, bustedId });
  }

  private add(clOrdId: string, known: Pick<Known, 'atUs' | 'status' | 'cumQty'> & Partial<Known>): void {
    const next: Known = { tradeId: null, tradeQty: 0n, bustedId: null, ...known };
    this.known.set(clOrdId, [...(this.known.get(clOrdId) ?? []), next]);
  }
}
