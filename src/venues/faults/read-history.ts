// What a venue knew of its orders, and since when: read from the truth that it writes down, so that a stale read
// can be answered with what was true a while ago.
import type { OrderEvent, OrderStatus } from '../../../machines/order/types.ts';
import type { RecordBody } from '../../journal/records.ts';

/** What the venue knew of an order from an instant on. */
interface Known {
  readonly atUs: number;
  readonly status: OrderStatus;
  readonly cumQty: bigint;
  /** The trade that made it so. */
  readonly tradeId: string | null;
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
    if (body.type === 'venue.accepted')
      this.add(body.clOrdId, { atUs, status: 'submitted', cumQty: 0n, tradeId: null });
    else if (body.type === 'venue.filled') {
      const { clOrdId, lastQty, leavesQty, tradeId } = body;
      const cumQty = (this.known.get(clOrdId)?.at(-1)?.cumQty ?? 0n) + lastQty;
      this.add(clOrdId, { atUs, status: leavesQty === 0n ? 'filled' : 'partial', cumQty, tradeId });
    } else if (body.type === 'venue.ended') {
      const { clOrdId, cumQty } = body;
      this.add(clOrdId, { atUs, status: body.status as OrderStatus, cumQty, tradeId: null });
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
    if (event.type !== 'order.reconciled' || !event.found) return event;
    const last = then.at(-1);
    if (last === undefined) return { type: 'order.reconciled', found: false };
    return { ...event, status: last.status, cumQty: last.cumQty };
  }

  /** The history as plain data. */
  save(): ReadHistoryState {
    return [...this.known];
  }

  private add(clOrdId: string, known: Known): void {
    this.known.set(clOrdId, [...(this.known.get(clOrdId) ?? []), known]);
  }
}
