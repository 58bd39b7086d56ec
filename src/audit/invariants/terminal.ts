// Invariant 6: an end is an end.
import { progressOfStatus } from '../order-view.ts';
import type { Invariant } from '../types.ts';

/** Quantities may still move after the end of an order; its status may not, and nothing of it is open. */
export const createTerminal = (): Invariant => {
  const invariant: Invariant = {
    name: 'terminal',
    says: 'a terminal status never changes, and nothing is left of an order that has it',
    hears: ['order.moved'],
    observe({ body, order }, findings) {
      if (body.type !== 'order.moved' || order === undefined) return;
      const { statusBefore } = order;
      const isKept = progressOfStatus(statusBefore) < 3 || body.to === statusBefore;
      findings.expect(isKept, invariant, body.clOrdId, () => `${statusBefore} becomes ${body.to}`);
      const isOpen = progressOfStatus(body.to) < 3 || body.leavesQty === 0n;
      findings.expect(isOpen, invariant, body.clOrdId, () => `${body.to}, and ${body.leavesQty} are left of it`);
    },
  };
  return invariant;
};
