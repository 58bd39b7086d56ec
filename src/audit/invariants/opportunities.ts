// Invariant 33: an opportunity is what its prices make of it.
import type { Findings } from '../findings.ts';
import type { BodyOf, Invariant } from '../types.ts';

/** The edge of an opportunity is 1 less its prices, and it is there for as many sets as its scarcest leg. */
export const opportunities: Invariant = {
  index: 32,
  name: 'opportunities',
  says: 'an opportunity has the edge that its prices leave of 1, for as many sets as the least that is offered',
};

const UNIT = 1_000_000n;

/** The figures of an opportunity follow from its legs. */
export const judgeOpportunity = (
  { pair, edgePx, sets, ageUs, legs }: BodyOf<'opportunity.seen'>,
  findings: Findings,
): void => {
  let leftPx = UNIT;
  let least: bigint | null = null;
  for (const { price, qty } of legs) {
    leftPx -= price;
    if (least === null || qty < least) least = qty;
  }
  if (findings.fails(opportunities, edgePx > 0n && sets > 0n && edgePx === leftPx && sets === least && ageUs >= 0))
    findings.add(
      opportunities,
      pair,
      `is seen with an edge of ${edgePx} for ${sets} sets, and its legs make ${leftPx} for ${least ?? 0n}`,
    );
};
