// How an exposure is worked off: which share is traded, on which side, at what price. It knows holdings and outcomes, no
// lanes and no books.
import type { Side } from '../../machines/order/types.ts';

/** How far below its price a leg is sold back at each further attempt, and how long an attempt rests. */
export interface UnwindPolicy {
  readonly stepPx: bigint;
  readonly repriceUs: number;
}

/** An order of the arbitrage, as far as it matters for working its exposure off. */
export interface UnwindCandidate<T> {
  readonly order: T;
  /** Where and what it trades: orders of one instrument add up. */
  readonly instrument: string;
  /** The outcomes in which a share pays 1, as bits. */
  readonly paysIn: number;
  readonly side: Side;
  readonly cumQty: bigint;
  /** Room that is kept in its lane: of several the one with the most is taken. */
  readonly room: number;
}

/** What to trade: like that order, on that side. */
export interface Choice<T> {
  readonly order: T;
  readonly side: Side;
}

/**
 * What lowers the exposure: selling a share that is held and does not pay in the worst outcome, or, where none is held
 * (the unwinding itself sold too much), buying one that does.
 */
export const chooseUnwind = <T>(
  candidates: readonly UnwindCandidate<T>[],
  worstOutcome: number,
): Choice<T> | undefined => {
  const held = new Map<string, bigint>();
  for (const { instrument, side, cumQty } of candidates)
    held.set(instrument, (held.get(instrument) ?? 0n) + (side === 'buy' ? cumQty : -cumQty));
  const paysInWorst = ({ paysIn }: UnwindCandidate<T>): boolean => (paysIn & (1 << worstOutcome)) !== 0;
  const byRoom = candidates.toSorted((left, right) => right.room - left.room);
  const sold = byRoom.find((order) => !paysInWorst(order) && (held.get(order.instrument) ?? 0n) > 0n);
  if (sold !== undefined) return { order: sold.order, side: 'sell' };
  const bought = byRoom.find(paysInWorst);
  return bought === undefined ? undefined : { order: bought.order, side: 'buy' };
};

const UNIT = 1_000_000n;
const PRICE_MIN = 10_000n;

/** A price so much worse than the planned one, inside (0, 1) by at least one cent. */
export const unwindPrice = (plannedPx: bigint, side: Side, concession: bigint): bigint => {
  const price = side === 'sell' ? plannedPx - concession : plannedPx + concession;
  if (price < PRICE_MIN) return PRICE_MIN;
  return price > UNIT - PRICE_MIN ? UNIT - PRICE_MIN : price;
};
