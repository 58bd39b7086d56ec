// The word for what a run came to, as every page and line says it.
import type { Outcome } from '../summary-types.ts';

/** The word for each outcome. */
export const outcomeWords: Readonly<Record<Outcome, string>> = {
  passed: 'PASS',
  failed: 'FAIL',
  interrupted: 'INTERRUPTED',
  unfinished: 'UNFINISHED',
};
