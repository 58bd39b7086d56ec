// Mutants of persistence's recovery that no test can kill, each with the reason why.
import { mutantsOf, type EquivalentMutant } from './entry.ts';

const tuned = 'How many records are compared at once is a tuned figure: the same are compared in the end.';

/** Why each of these mutants is the same program in other words. */
export const equivalentInRecovery: readonly EquivalentMutant[] = [
  ...mutantsOf('src/persistence/checkpoints/tail-check.ts', [
    ['const pageRecords = 8_192;', '8_192 → 8191', tuned],
    ['const pageRecords = 8_192;', '8_192 → 8193', tuned],
  ]),
];
