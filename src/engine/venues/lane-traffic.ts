// What the lanes of a run ask of those whose messages they carry.
import type { LiveOrder } from '../../orders/live-order.ts';

/** The orders whose messages the lanes carry: asked when a message may leave, and told when it does. */
export interface LaneTraffic {
  /** The live order of that id. */
  get(clOrdId: string): LiveOrder | undefined;
  /** Whether it has not left yet: what was withdrawn while it waited never leaves. */
  isQueued(order: LiveOrder): boolean;
  /** Its submit leaves; `isInWindow` where it counts among those that may be unanswered at once. */
  sent(order: LiveOrder, isInWindow: boolean): void;
  /** Its cancel leaves. */
  cancelSent(order: LiveOrder): void;
  /** Its replace leaves: what it asks for. */
  replaceSent(order: LiveOrder): { readonly orderQty: bigint | undefined; readonly price: bigint | undefined };
}
