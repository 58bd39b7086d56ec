// Invariant 17: what takes risk away is never refused.
import type { Findings } from '../findings.ts';
import type { OrderState } from '../state/order.ts';
import type { BodyOf, Invariant } from '../types.ts';

/** Lanes refuse opportunities only, before anything of them exists: an order that was made has its room. */
export const riskCritical: Invariant = {
  index: 16,
  name: 'risk-critical',
  says: 'a lane never refuses an order that was made, least of all one that unwinds: its room was kept',
};

/** An order that was made is not refused for want of room. */
export const judgeRefusal = (order: OrderState, body: BodyOf<'order.moved'>, findings: Findings): void => {
  const isRefused = body.event === 'order.refused' && body.reason === 'laneSaturated';
  if (findings.fails(riskCritical, !isRefused))
    findings.add(riskCritical, order.clOrdId, `is refused as ${order.isLeg ? 'a leg' : 'an unwind'}: ${body.reason}`);
};
