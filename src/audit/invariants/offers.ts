// Invariant 26: nobody takes more of a book than it offers, and each unit is taken once.
import type { Findings } from '../findings.ts';
import type { OrderState } from '../state/order.ts';
import type { BodyOf, Invariant } from '../types.ts';

/** Where a fill says what the book offered, it is no more than that, and until the book moves no more than was left. */
export const offers: Invariant = {
  index: 25,
  name: 'offers',
  says: 'no order takes more of a book than it offers, and what was taken is not offered again before the book moves',
};

/** A fill of a book fits into what was offered, and that into what earlier fills have left; takes it in. */
export const judgeOffered = (order: OrderState, body: BodyOf<'venue.filled'>, findings: Findings): void => {
  const { lastQty, offeredQty, offeredPx, bookMove } = body;
  if (offeredQty === undefined || offeredPx === undefined || bookMove === undefined) return;
  const { clOrdId, market } = order;
  if (findings.fails(offers, lastQty <= offeredQty))
    findings.add(offers, clOrdId, `takes ${lastQty} at ${offeredPx}, where ${offeredQty} were offered`);
  if (findings.fails(offers, bookMove >= market.bookMove))
    findings.add(offers, clOrdId, `takes from a book of ${bookMove} moves, which had ${market.bookMove}`);
  const left = bookMove === market.bookMove ? market.offers : [];
  const leftQty = left.find(([px]) => px === offeredPx)?.[1] ?? offeredQty;
  if (findings.fails(offers, offeredQty <= leftQty))
    findings.add(offers, clOrdId, `is offered ${offeredQty} at ${offeredPx}, where ${leftQty} were left`);
  market.bookMove = bookMove;
  market.offers = [...left.filter(([px]) => px !== offeredPx), [offeredPx, offeredQty - lastQty]];
};
