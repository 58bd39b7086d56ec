// The life of one order, by the order state changes of FIX 4.4 (Appendix D) and the behaviour of these venues.
// Three regions: what the venue does with it (execution), and our two requests (cancellation, replacement).
// Quantities are the truth and the status follows them; a status never goes backwards, a terminal one never
// changes. No final states: XState drops events sent to one, and a venue may speak of an order late.
// Knows nothing of time, lanes, books or money beyond its own fills; it asks its owner for effects by name.
import { cancellation } from './order/cancellation.ts';
import { execution } from './order/execution.ts';
import { initialContext } from './order/initial-context.ts';
import { replacement } from './order/replacement.ts';
import { orderSetup } from './order/setup.ts';
import { illegal } from './order/transitions.ts';

export { isInDoubt, isTerminal, leavesQty, orderStatus, ordStatus } from './order/status.ts';
export type { OrderContext, OrderEvent, OrderInput, OrderStatus, OrdStatus } from './order/types.ts';

/** What the order asks of its owner, by name; the chart itself does nothing outside its context. */
export const orderEffects = ['sendCancel', 'sendReplace', 'queryOrder', 'cancelZombie'] as const;

/** The order chart. Input: {@link OrderInput}; all quantities and prices are bigint micros. */
export const orderMachine = orderSetup.createMachine({
  id: 'order',
  description: 'One order at one venue, from its intent to the last word about it.',
  context: ({ input }) => initialContext(input),
  type: 'parallel',
  states: { execution, cancellation, replacement },
  on: {
    '*': { guard: 'isDomainEvent', ...illegal, description: 'An event that no region knows.' },
  },
  options: { maxIterations: 100 },
});
