// What the example order management systems have in common, and how one is driven through virtual time: it hears a
// message when it comes, and is woken when its own time-out is due.
import type { Beliefs } from '../../../src/harness/beliefs.ts';
import type { OwnVenue } from '../../../src/harness/own-venue.ts';
import type { VenueMessage } from '../../../src/harness/messages.ts';
import type { ClientOrder } from '../../../src/harness/requests.ts';

/** What somebody wants to trade: an order without an id. */
export type Wanted = Omit<ClientOrder, 'clOrdId' | 'orderQty' | 'price'> & {
  readonly orderQty: bigint;
  readonly price: bigint;
};

export interface Oms {
  place(wanted: Wanted): void;
  hear(message: VenueMessage): void;
  /** When its next time-out is due; null if it waits for nothing. */
  readonly wakesAtUs: number | null;
  wake(): void;
  beliefs(): Beliefs;
}

const STEPS_MAX = 50_000;

/** Places what is wanted at its time, and continues until nothing is under way and the system waits for nothing. */
export const drive = (
  venue: OwnVenue,
  oms: Oms,
  wants: readonly { readonly atUs: number; readonly wanted: Wanted }[],
  afterEach: () => void = () => undefined,
): void => {
  const waiting = wants.toSorted((left, right) => left.atUs - right.atUs);
  for (let steps = 0; steps < STEPS_MAX; steps += 1) {
    const [first] = waiting;
    const dueUs = Math.min(first?.atUs ?? Infinity, oms.wakesAtUs ?? Infinity);
    const message = venue.next(dueUs === Infinity ? undefined : Math.max(dueUs, venue.nowUs));
    if (message !== null) oms.hear(message);
    else if (dueUs === Infinity) return;
    else if (first !== undefined && first.atUs <= venue.nowUs) {
      waiting.shift();
      oms.place(first.wanted);
    } else oms.wake();
    afterEach();
  }
  throw new Error('the system never comes to rest');
};
