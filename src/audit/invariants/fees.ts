// Invariant 28: no order pays more in fees than it was said to at worst.
import { TIME_IN_FORCE } from '../codes.ts';
import type { Findings } from '../findings.ts';
import type { ArbitrageState } from '../state/arbitrage.ts';
import type { OrderState } from '../state/order.ts';
import type { BodyOf, Invariant } from '../types.ts';

/** The fees of an order, over all its fills, are between nothing and its own worst fee, and that of a leg is planned. */
export const fees: Invariant = {
  index: 27,
  name: 'fees',
  says: 'the fees of an order come to no more than its worst fee, which is that of its leg, and a maker pays what makers do',
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

/** A fill before it is taken in: the order was the maker only where it could rest, and then pays nothing where makers do not. */
export const judgeLiquidity = (order: OrderState, body: BodyOf<'venue.filled'>, findings: Findings): void => {
  const { clOrdId, timeInForce, hasRested, market } = order;
  const { liquidity, fee, offeredQty } = body;
  // Most fills are of an order that met what rested.
  if (liquidity === undefined && !findings.fails(fees, !hasRested)) return;
  const isMaker = liquidity === 'maker';
  if (findings.fails(fees, isMaker || liquidity === undefined || liquidity === 'taker'))
    findings.add(fees, clOrdId, `fills as ${liquidity}, and is neither maker nor taker`);
  const mayRest = timeInForce !== TIME_IN_FORCE.IOC && timeInForce !== TIME_IN_FORCE.FOK;
  if (findings.fails(fees, isMaker ? mayRest && offeredQty === undefined : !hasRested))
    findings.add(
      fees,
      clOrdId,
      isMaker ? 'fills as a maker, and took what it met' : 'fills as a taker, and has rested since it came',
    );
  if (isMaker && findings.fails(fees, fee === 0n || !market.isFreeToMakers))
    findings.add(fees, clOrdId, `pays ${fee} as a maker, and makers pay nothing in ${market.market}`);
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
