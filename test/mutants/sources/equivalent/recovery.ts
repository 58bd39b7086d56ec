// Mutants of persistence's recovery that no test can kill, each with the reason why.
import { mutantsOf, type EquivalentMutant } from './entry.ts';

const absent = 'What is undefined is left out: the writer has the usual limits in its stead.';
const tuned = 'How many records are compared at once is a tuned figure: the same are compared in the end.';

/** Why each of these mutants is the same program in other words. */
export const equivalentInRecovery: readonly EquivalentMutant[] = [
  ...mutantsOf('src/persistence/checkpoints/tail-check.ts', [
    ['const pageRecords = 8_192;', '8_192 → 8191', tuned],
    ['const pageRecords = 8_192;', '8_192 → 8193', tuned],
    [
      'if (made.length < pageRecords && reaches < mark && !hasRunEnded) return;',
      'made.length < pageRecords → (made.length <= pageRecords)',
      tuned,
    ],
  ]),
  ...mutantsOf('src/persistence/write/recorder.ts', [
    ['...(limits === undefined ? {} : { limits }),', 'limits === undefined ? {} : { limits } → ({ limits })', absent],
  ]),
];
