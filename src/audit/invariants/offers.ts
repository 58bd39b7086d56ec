// Invariant 26: nobody takes more of a book than it offers, and each unit is taken once.
import { MICROS_PER_UNIT } from '../../money/micros.ts';
import type { Findings } from '../findings.ts';
import type { OrderState } from '../state/order.ts';
import type { MarketState } from '../state/venue.ts';
import type { BodyOf, Invariant } from '../types.ts';

/** Where a fill says what the book offered, it takes what it can of that, and until the book moves just the rest is there. */
export const offers: Invariant = {
  index: 25,
  name: 'offers',
  says: 'no order takes more of a book than it offers, and what was taken is not offered again before the book moves',
};

const NOTHING: MarketState['offers'] = [];

/** Whether an order takes what is asked for the first outcome, and not what is bid for it. */
const takesAsks = ({ isBuy, market, outcome }: OrderState): boolean => (market.outcomes[0] === outcome) === isBuy;

/** What a price of the book is for the outcome of an order; the same where it is not known which of two it is. */
const facePx = ({ market: { outcomes }, outcome }: OrderState, bookPx: bigint): bigint =>
  outcomes.length === 2 && outcomes[1] === outcome ? MICROS_PER_UNIT - bookPx : bookPx;

/** A fill of a book fits into what was offered, and that into what earlier fills have left; takes it in. */
export const judgeOffered = (order: OrderState, body: BodyOf<'venue.filled'>, findings: Findings): void => {
  const { lastQty, lastPx, leavesQty, offeredQty, offeredPx, bookMove } = body;
  if (offeredQty === undefined || offeredPx === undefined || bookMove === undefined) {
    const isAlone = offeredQty === undefined && offeredPx === undefined && bookMove === undefined;
    if (findings.fails(offers, isAlone)) findings.add(offers, order.clOrdId, 'says only some of what its book offered');
    return;
  }
  const { clOrdId, market } = order;
  if (findings.fails(offers, lastQty <= offeredQty))
    findings.add(offers, clOrdId, `takes ${lastQty} at ${offeredPx}, where ${offeredQty} were offered`);
  if (findings.fails(offers, lastPx === facePx(order, offeredPx)))
    findings.add(offers, clOrdId, `fills at ${lastPx} out of what was offered at ${offeredPx}`);
  if (findings.fails(offers, bookMove >= market.bookMove))
    findings.add(offers, clOrdId, `takes from a book of ${bookMove} moves, which had ${market.bookMove}`);
  const left = bookMove === market.bookMove ? market.offers : NOTHING;
  const leftQty = left.find(([px]) => px === offeredPx)?.[1] ?? offeredQty;
  if (findings.fails(offers, offeredQty === leftQty))
    findings.add(offers, clOrdId, `is offered ${offeredQty} at ${offeredPx}, where ${leftQty} were left`);
  judgeGreed(order, offeredPx, left, lastQty < offeredQty && leavesQty > 0n, findings);
  market.bookMove = bookMove;
  market.offers = [...left.filter(([px]) => px !== offeredPx), [offeredPx, offeredQty - lastQty, takesAsks(order)]];
};

/**
 * An order takes all that it can, the best price first. Where others live in the market, of whatever account, it may meet
 * one of those, and says nothing.
 */
const judgeGreed = (
  order: OrderState,
  offeredPx: bigint,
  left: MarketState['offers'],
  leavesSome: boolean,
  findings: Findings,
): void => {
  if (order.market.liveOrders > 1 || order.market.outcomes.length === 0) return;
  if (findings.fails(offers, !leavesSome))
    findings.add(offers, order.clOrdId, `leaves some of what was offered at ${offeredPx}, and wanted more`);
  const asks = takesAsks(order);
  const passed = left.find(
    ([px, qty, isAsk]) => isAsk === asks && qty > 0n && px !== offeredPx && px < offeredPx === asks,
  );
  if (findings.fails(offers, passed === undefined))
    findings.add(offers, order.clOrdId, `takes at ${offeredPx}, and ${passed?.[1]} were left at ${passed?.[0]}`);
};
