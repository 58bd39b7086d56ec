// The orders that a venue knows, by the client's ids. Where the same id may come twice, each copy is an order of its
// own: a request by that id means the oldest copy that lives, or the last.
import { PassingMap } from '../../kernel/passing-map.ts';
import type { SavedVenueOrder, VenueOrder } from './stochastic-profile.ts';
import type { VenueAccounts } from './venue-accounts.ts';
import type { BookedEntry, SavedEntry } from './venue-account-state.ts';

/** The orders of a venue. */
export class VenueOrders {
  private readonly orders = new PassingMap<string, VenueOrder>();
  private live = 0;
  /** How many there are of an id that has come more than once. */
  private readonly copies = new Map<string, number>();

  /** None yet, or the saved ones, which their accounts enter again. */
  constructor(saved: readonly SavedVenueOrder[] = [], accounts?: VenueAccounts) {
    for (const { entry, ...order } of saved) {
      const account = accounts?.of(order.request.account);
      this.add({ ...order, entry: entry === null ? null : (account?.restore(order.request, entry) ?? null) });
    }
  }

  /** How many may still fill. */
  get liveCount(): number {
    return this.live;
  }

  /** Those that may still fill, oldest first. */
  allLive(): readonly VenueOrder[] {
    return [...this.orders.values()].filter((order) => this.isLive(order));
  }

  /** Whether an order of that id has come. */
  has(clOrdId: string): boolean {
    return this.orders.has(clOrdId);
  }

  /** The key of the next order of an id that has come before. */
  nextCopy(clOrdId: string): string {
    return `${clOrdId}#${(this.copies.get(clOrdId) ?? 1) + 1}`;
  }

  /** Takes an order in. */
  add(order: VenueOrder): void {
    const { clOrdId } = order.request;
    if (order.key !== clOrdId) this.copies.set(clOrdId, (this.copies.get(clOrdId) ?? 1) + 1);
    this.orders.set(order.key, order);
    if (this.isLive(order)) this.live += 1;
  }

  /** The order of that key. */
  at(key: string): VenueOrder | undefined {
    return this.orders.get(key);
  }

  /** The order that a client means by its id. */
  of(clOrdId: string): VenueOrder | undefined {
    const first = this.orders.get(clOrdId);
    const copies = this.copies.get(clOrdId);
    if (copies === undefined || first === undefined || this.isLive(first)) return first;
    let last = first;
    for (let copy = 2; copy <= copies; copy += 1) {
      last = this.orders.get(`${clOrdId}#${copy}`) ?? last;
      if (this.isLive(last)) return last;
    }
    return last;
  }

  /** Whether an order may still fill. */
  isLive({ status }: VenueOrder): boolean {
    return status === 'submitted' || status === 'partial';
  }

  /** An order can fill no more: it has that status from now on. */
  end(order: VenueOrder, status: 'filled' | 'cancelled' | 'rejected'): void {
    if (this.isLive(order)) this.live -= 1;
    order.status = status;
  }

  /** Releases an order that has ended and settled, if it was the only one of its id. */
  forget(clOrdId: string): void {
    const order = this.orders.get(clOrdId);
    if (order === undefined || order.unsettled > 0 || this.isLive(order) || this.copies.has(clOrdId)) return;
    this.orders.delete(clOrdId);
  }

  /** The orders as plain data, oldest first. */
  save(): readonly SavedVenueOrder[] {
    return [...this.orders.values()].map(({ entry, ...order }) => ({
      ...order,
      entry: entry === null ? null : savedEntryOf(entry),
    }));
  }
}

const savedEntryOf = ({ slot: _slot, ...saved }: BookedEntry): SavedEntry => saved;
