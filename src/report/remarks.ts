// What makes a figure of a run say less than it seems to, one sentence each. A pure function of what was counted and of what
// was run: a run on its best behaviour gets none.
import { printable } from '../kernel/printable.ts';
import type { Scenario } from '../scenario/types.ts';
import { bookRemarks, latencyRemarks } from './remarks/market.ts';
import { lengthRemarks, refusalRemarks } from './remarks/reach.ts';
import { resolutionRemarks } from './remarks/resolution.ts';
import { expectationRemarks, faultRemarks } from './remarks/trials.ts';
import type { Remark, RunFigures } from './summary-types.ts';

/** The remarks on a run, those that take most from its figures first. */
export const remarksOn = (figures: RunFigures, scenario: Scenario): readonly Remark[] =>
  remarksOf(figures, scenario).map(({ name, sentence }) => ({ name, sentence: printable(sentence) }));

const remarksOf = (figures: RunFigures, scenario: Scenario): readonly Remark[] => [
  ...lengthRemarks(figures, scenario),
  ...refusalRemarks(figures, scenario),
  ...resolutionRemarks(figures, scenario),
  ...bookRemarks(figures, scenario),
  ...latencyRemarks(figures, scenario),
  ...expectationRemarks(figures, scenario),
  ...faultRemarks(figures, scenario),
];
