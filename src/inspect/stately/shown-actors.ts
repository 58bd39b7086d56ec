// Which actors a feed shows, and the owners of the orders among them: a journal says once whose an order is, where the order is
// created, and its actor is born after that.
import type { RecordBody } from '../../journal/records.ts';
import { arbitrageOfOrder } from '../../journal/records.ts';
import type { Followed } from './followed.ts';

const ARBITRAGE = /^arb:(\d+)$/;
const ORDER = 'order:';

/** The actors that are shown, by their ids. */
export class ShownActors {
  private readonly followed: Followed;
  /** Of the orders that are shown, the number of the arbitrage; 0 for a plain order. */
  private readonly orders = new Map<string, number>();

  constructor(followed: Followed) {
    this.followed = followed;
  }

  /** Takes a record of the journal. */
  learn(body: RecordBody): void {
    if (body.type !== 'order.created') return;
    const { owner, ownerId, clOrdId } = body;
    if (this.followed.isAll || (owner !== 'client' && this.followed.has(ownerId)))
      this.orders.set(ORDER + clOrdId, arbitrageOfOrder(body));
  }

  /** Whether the actor of that id is shown. The engine and its venues always are. */
  has(id: string): boolean {
    if (this.followed.isAll) return true;
    const number = ARBITRAGE.exec(id)?.[1];
    return number === undefined ? !id.startsWith(ORDER) || this.orders.has(id) : this.followed.has(Number(number));
  }

  /** The id of the actor that owns an order; undefined where none does, or where the journal has not said it. */
  ownerOf(id: string): string | undefined {
    const arbitrage = this.orders.get(id) ?? 0;
    return arbitrage > 0 ? `arb:${arbitrage}` : undefined;
  }

  /** Forgets an actor of which nothing is kept. Where some are chosen, they are few, and one may come back. */
  forget(id: string): void {
    if (this.followed.isAll) this.orders.delete(id);
  }
}
