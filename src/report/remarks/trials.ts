// Remarks on trials that were none: faults that never struck, expectations that nothing could miss.
import type { Expectation, Scenario } from '../../scenario/types.ts';
import type { Remark, RunFigures } from '../summary-types.ts';
import { manyText } from '../../text/units.ts';
import { namesText } from './words.ts';

/** Figures that may be below 0: of every other one 0 is the least. */
const signedKeys: ReadonlySet<string> = new Set(['captured', 'pnl']);

const cannotMiss = ({ key, comparison, value }: Expectation): boolean =>
  !signedKeys.has(key) && ((comparison === '>=' && value <= 0n) || (comparison === '>' && value < 0n));

/** Expectations that say nothing. */
export const expectationRemarks = ({ orders }: RunFigures, { expect }: Scenario): readonly Remark[] => {
  if (expect.length === 0 && orders.total > 0)
    return [
      {
        name: 'nothingExpected',
        sentence:
          'The scenario expects nothing: the run passes whatever it comes to, as long as every promise holds (expect: says what must hold).',
      },
    ];
  const idle = expect.filter(cannotMiss).map(({ key, text }) => `${key}: ${text}`);
  if (idle.length === 0) return [];
  return [
    {
      name: 'expectationsCannotMiss',
      sentence: `No run can miss ${namesText(idle)}: the figure is never below 0.`,
    },
  ];
};

/** Faults that the scenario names and that never struck. */
export const faultRemarks = ({ faults, orders }: RunFigures, scenario: Scenario): readonly Remark[] => {
  const remarks: Remark[] = [];
  const placed = scenario.faults.map(({ fault, venue, chanceBps }) => ({
    at: `${fault} at ${venue}`,
    fault,
    venue,
    chanceBps,
  }));
  const without = placed.filter(({ chanceBps }) => chanceBps === 0).map(({ at }) => at);
  if (without.length > 0)
    remarks.push({
      name: 'faultsWithoutChance',
      sentence:
        `${namesText(without)} ${without.length === 1 ? 'has' : 'have'} the chance 0: chanceBps says how ` +
        `often a fault strikes.`,
    });
  const never = placed
    .filter(({ fault, venue, chanceBps }) => chanceBps > 0 && (faults[fault]?.byVenue[venue] ?? 0) === 0)
    .map(({ at }) => at);
  if (never.length > 0 && orders.total > 0)
    remarks.push({
      name: 'faultsNeverStruck',
      sentence:
        `${manyText(never.length, 'fault')} of ${placed.length} never struck (${namesText(never)}): nothing ` +
        `was tested under ${never.length === 1 ? 'it' : 'them'}.`,
    });
  return remarks;
};
