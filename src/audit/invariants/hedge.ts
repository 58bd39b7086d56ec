// Invariant 14: what is started is a hedge.
import { isHedgeWanted } from '../arbitrage-view.ts';
import type { Invariant } from '../types.ts';

/** Legs go out only for an intent of equal shares that pays the same in every outcome. */
export const createHedge = (): Invariant => {
  const invariant: Invariant = {
    name: 'hedge',
    says: 'legs go out only for equal shares that pay the same in every outcome of the event',
    hears: ['arbitrage.moved'],
    observe({ body, arbitrage }, findings) {
      if (body.type !== 'arbitrage.moved' || body.to !== 'legging' || arbitrage === undefined) return;
      findings.expect(isHedgeWanted(arbitrage), invariant, arbitrage.subject, () => 'its legs do not hedge each other');
    },
  };
  return invariant;
};
