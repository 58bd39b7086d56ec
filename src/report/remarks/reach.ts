// Remarks on how much of a run there was: too few intents, a kill switch, a strategy that wanted nothing, and intents that
// something else than the market refused.
import type { LimitBreach } from '../../risk/limits.ts';
import type { Scenario } from '../../scenario/types.ts';
import type { Remark, RunFigures } from '../summary-types.ts';
import { countText, durationText, manyText } from '../../text/units.ts';
import { namesText, partText } from './words.ts';

/** Of fewer intents a share in percent says little. */
const INTENTS_FEW = 30;

const limitKeys: Readonly<Record<LimitBreach['limit'], string>> = {
  marketPosition: 'marketPositionMax',
  venuePosition: 'venuePositionMax',
  openExposure: 'openExposureMax',
  liveArbitrages: 'liveArbitragesMax',
  drawdown: 'drawdownMax',
};

/** What a run was too short for, and who took no part in it. */
export const lengthRemarks = (figures: RunFigures, { strategies, length }: Scenario): readonly Remark[] => {
  const { intents, arbitrages, tripped, throughput } = figures;
  const remarks: Remark[] = [];
  if (tripped !== null) {
    const of = length.intentsMax === null ? '' : `, at ${partText(intents.total, length.intentsMax)} intents`;
    remarks.push({
      name: 'killSwitch',
      sentence:
        `The limit ${tripped} stopped the run after ${durationText(throughput.virtualUs)}${of}: its figures ` +
        `are those of a part.`,
    });
  }
  if (intents.total > 0 && arbitrages.total === 0) {
    const [reason] = Object.keys(intents.refused);
    const why = reason === undefined ? '' : ` (${reason} ${countText(intents.refused[reason] ?? 0)})`;
    remarks.push({
      name: 'nothingBegun',
      sentence:
        `None of ${manyText(intents.total, 'intent')} was begun${why}: no order was tested, and nothing ` +
        `could be exposed or lost.`,
    });
  } else if (intents.total > 0 && intents.total < INTENTS_FEW)
    remarks.push({
      name: 'fewIntents',
      sentence:
        `${manyText(intents.total, 'intent')} ${intents.total === 1 ? 'is' : 'are'} few: shares in percent ` +
        `and percentiles of so few say little.`,
    });
  const idle = strategies.map(({ strategy }) => strategy).filter((name) => (intents.byStrategy[name] ?? 0) === 0);
  if (idle.length > 0)
    remarks.push({
      name: 'idleStrategies',
      sentence:
        `${idle.length === 1 ? 'The strategy' : 'The strategies'} ${namesText(idle)} wanted nothing: no ` +
        `figure speaks of ${idle.length === 1 ? 'it' : 'them'}.`,
    });
  return remarks;
};

const isMost = (part: number, whole: number): boolean => whole >= INTENTS_FEW && part * 2 > whole;
const isNearlyAll = (part: number, whole: number): boolean => whole >= INTENTS_FEW && part * 10 > whole * 9;

/** What kept most intents from being tried. */
export const refusalRemarks = ({ intents, arbitrages }: RunFigures, _scenario: Scenario): readonly Remark[] => {
  const { total, refused, refusedBy } = intents;
  if (arbitrages.total === 0) return [];
  const byRisk = refusedBy['risk'] ?? 0;
  if (isMost(byRisk, total)) {
    const limits = Object.keys(limitKeys).filter((limit) => (refused[limit] ?? 0) > 0) as LimitBreach['limit'][];
    limits.sort((left, right) => (refused[right] ?? 0) - (refused[left] ?? 0));
    const which = namesText(limits.map((limit) => `${limitKeys[limit]} ${countText(refused[limit] ?? 0)}`));
    return [
      {
        name: 'limitsRefusedMost',
        sentence:
          `The limits of risk refused ${partText(byRisk, total)} intents (${which}): the figures are those of ` +
          `the few that they let through.`,
      },
    ];
  }
  const byLane = refusedBy['lane'] ?? 0;
  if (isMost(byLane, total))
    return [
      {
        name: 'lanesRefusedMost',
        sentence:
          `Lanes that were full or closed refused ${partText(byLane, total)} intents: the figures are those of ` +
          `the few that found room.`,
      },
    ];
  const unfunded = refused['notFunded'] ?? 0;
  if (isMost(unfunded, total))
    return [
      {
        name: 'accountsRefusedMost',
        sentence:
          `${partText(unfunded, total)} intents were refused because an account had too little money ` +
          `(notFunded): opening says with how much it begins.`,
      },
    ];
  const [reason] = Object.entries(refused).find(([, count]) => isNearlyAll(count, total)) ?? [];
  if (reason === undefined) return [];
  return [
    {
      name: 'planRefusedMost',
      sentence:
        `${partText(refused[reason] ?? 0, total)} intents were refused while they were planned (${reason}): ` +
        `the figures are those of the few others.`,
    },
  ];
};
