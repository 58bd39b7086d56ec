// Invariant 28: no order pays more in fees than it was said to at worst.
import type { Findings } from '../findings.ts';
import type { ArbitrageState } from '../state/arbitrage.ts';
import type { OrderState } from '../state/order.ts';
import type { BodyOf, Invariant } from '../types.ts';

/** The fees of an order, over all its fills, are between nothing and its own worst fee, and that of a leg is planned. */
export const fees: Invariant = {
  index: 27,
  name: 'fees',
  says: 'the fees of an order come to no more than its worst fee, which is that of its leg',
};

const MICROS = 1_000_000n;

/**
 * A fill, taken in already, leaves the fees of its order within bounds. A fill at a better price may cost more in fees,
 * but then price and fee together are not worse than the limit and the worst fee. Of an order that was replaced, the
 * bound is not known.
 */
export const judgeFees = (order: OrderState, findings: Findings): void => {
  const { clOrdId, venueFees, worstFee, gainPicos, venueReplaces } = order;
  const isBounded =
    venueFees >= 0n &&
    (venueFees <= worstFee || venueReplaces > 0 || (gainPicos > 0n && (venueFees - worstFee) * MICROS <= gainPicos));
  if (findings.fails(fees, isBounded))
    findings.add(fees, clOrdId, `has paid ${venueFees} in fees, and ${worstFee} were the most`);
};

/** The worst fee of a leg is what its intent was planned with, and no more where the leg is smaller. */
export const judgeWorstFee = (
  arbitrage: ArbitrageState,
  { clOrdId, owner, orderQty, worstFee = 0n }: BodyOf<'order.created'>,
  findings: Findings,
): void => {
  if (owner !== 'leg') return;
  const leg = arbitrage.legs[arbitrage.legCount - 1];
  if (leg === undefined) return;
  const isPlanned = orderQty === leg.qty ? worstFee === leg.worstFee : worstFee <= leg.worstFee;
  if (findings.fails(fees, isPlanned))
    findings.add(fees, clOrdId, `may pay ${worstFee} in fees, and its leg was planned with ${leg.worstFee}`);
};
