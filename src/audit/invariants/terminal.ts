// Invariant 6: an end is an end.
import { progressOf, statusNames } from '../codes.ts';
import type { Findings } from '../findings.ts';
import type { OrderState } from '../state/order.ts';
import type { Invariant } from '../types.ts';

/** Quantities may still move after the end of an order; its status may not, and nothing of it is open. */
export const terminal: Invariant = {
  index: 5,
  name: 'terminal',
  says: 'a terminal status never changes, and nothing is left of an order that has it',
};

/** What has ended has ended. */
export const judgeTerminal = (order: OrderState, leavesQty: bigint, findings: Findings): void => {
  const { status, statusBefore, clOrdId } = order;
  if (findings.fails(terminal, progressOf(statusBefore) < 3 || status === statusBefore))
    findings.add(terminal, clOrdId, `${statusNames[statusBefore]} becomes ${statusNames[status]}`);
  if (findings.fails(terminal, progressOf(status) < 3 || leavesQty === 0n))
    findings.add(terminal, clOrdId, `${statusNames[status]}, and ${leavesQty} are left of it`);
};
