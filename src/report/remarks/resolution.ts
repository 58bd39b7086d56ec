// Remarks on results that come from what markets paid in the end, and not from what was traded.
import { MICROS_PER_UNIT } from '../../money/micros.ts';
import type { Pair } from '../../arbitrage/pair.ts';
import type { Scenario } from '../../scenario/types.ts';
import type { Remark, RunFigures } from '../summary-types.ts';
import { moneyText } from '../../text/units.ts';
import { namesText } from './words.ts';

const sizeOf = (amount: bigint): bigint => (amount < 0n ? -amount : amount);

/** What resolutions added to the result beyond what was counted on: below 0 where they took from it. */
export const resolutionOf = ({ pnl }: RunFigures): bigint =>
  pnl.differences.find(({ name }) => name === 'resolution')?.amount ?? 0n;

/** Whether so much of the result comes from resolutions that a share of the expected edge says nothing. */
export const isResolutionDecisive = (figures: RunFigures): boolean => {
  const amount = sizeOf(resolutionOf(figures));
  return amount > 0n && amount * 10n >= sizeOf(figures.pnl.expected);
};

/** What one share of each leg pays in the end; null where a leg's market does not resolve within the run. */
const paidBySet = ({ legs }: Pair, { markets }: Scenario): bigint | null => {
  let paid = 0n;
  for (const { venue, market, outcome } of legs) {
    const terms = markets.find((one) => one.terms.venue === venue && one.terms.market === market)?.terms;
    const payout = terms?.resolves?.finalPayouts[terms.outcomes.indexOf(outcome)];
    if (payout === undefined) return null;
    paid += payout;
  }
  return paid;
};

/** Results that venues contradict each other in, or that were paid for one leg alone. */
export const resolutionRemarks = (figures: RunFigures, scenario: Scenario): readonly Remark[] => {
  if (!isResolutionDecisive(figures)) return [];
  const { pnl } = figures;
  const amount = resolutionOf(figures);
  const contradictory = scenario.pairs
    .filter(({ pair }) => {
      const paid = paidBySet(pair, scenario);
      return paid !== null && paid !== MICROS_PER_UNIT;
    })
    .map(({ pair }) => pair.pair);
  const why =
    contradictory.length === 0
      ? 'Markets paid otherwise than their sets were counted'
      : `Venues resolve the event of ${namesText(contradictory)} differently`;
  return [
    {
      name: contradictory.length === 0 ? 'resolutionDecides' : 'resultsContradict',
      sentence:
        `${why}, which made ${moneyText(amount, { isSigned: true })} ${pnl.currency} of the result: ` +
        `trading alone captured ${moneyText(pnl.captured - amount)} of ${moneyText(pnl.expected)}.`,
    },
  ];
};
