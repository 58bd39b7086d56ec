// Invariant 14: what is started is a hedge.
import type { Findings } from '../findings.ts';
import { isHedgeWanted } from '../holdings.ts';
import { nameOf, type ArbitrageState } from '../state/arbitrage.ts';
import type { Invariant } from '../types.ts';

/** Legs go out only for an intent of equal shares that pays the same in every outcome. */
export const hedge: Invariant = {
  index: 13,
  name: 'hedge',
  says: 'legs go out only for equal shares that pay the same in every outcome of the event',
};

/** The legs that are to go out hedge each other. */
export const judgeHedge = (arbitrage: ArbitrageState, findings: Findings): void => {
  if (findings.fails(hedge, isHedgeWanted(arbitrage)))
    findings.add(hedge, nameOf(arbitrage), 'its legs do not hedge each other');
};
