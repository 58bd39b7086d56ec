// Mutants of the sources that no test can kill, because the altered program does the same. Each with the reason why. An
// entry finds its mutants by file, by the text of the line and by the alteration; the run fails on one that finds none and
// on one that is killed: this list cannot rot.
import { equivalentInAccounting } from './accounting.ts';
import { equivalentInArbitrage } from './arbitrage.ts';
import { equivalentInEngine } from './engine.ts';
import type { EquivalentMutant } from './entry.ts';
import { equivalentInRecovery } from './recovery.ts';
import { equivalentInSimulation } from './simulation.ts';

/** Why each of these mutants is the same program in other words. */
export const equivalentMutants: readonly EquivalentMutant[] = [
  ...equivalentInEngine,
  ...equivalentInArbitrage,
  ...equivalentInAccounting,
  ...equivalentInSimulation,
  ...equivalentInRecovery,
];
