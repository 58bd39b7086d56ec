// How the result of a market comes about, stage by stage: what is known of it at each, and what follows when. Knows no
// orders and no money.
import type { Market, Resolution, ResolutionStage } from '../definitions/market.ts';
import type { OutcomePayout } from './types.ts';

/** A stage of a result: what a share of each outcome pays by it, and the stage that follows, if one does. */
export interface ResolutionStep {
  readonly payouts: readonly OutcomePayout[];
  readonly next: { readonly stage: ResolutionStage; readonly afterUs: number } | null;
}

/** What a stage of a market's result says, and what follows. A result that is disputed is so at once. */
export const resolutionStep = (
  { outcomes }: Pick<Market, 'outcomes'>,
  { payouts, finalPayouts, disputedForUs, paysAfterUs }: Resolution,
  stage: ResolutionStage,
): ResolutionStep => {
  const paying = (each: readonly bigint[]): readonly OutcomePayout[] =>
    outcomes.map((outcome, index) => ({ outcome, payout: each[index] ?? 0n }));
  switch (stage) {
    case 'determined':
      return {
        payouts: paying(payouts),
        next: disputedForUs === null ? { stage: 'final', afterUs: paysAfterUs } : { stage: 'disputed', afterUs: 0 },
      };
    case 'disputed':
      return { payouts: paying(payouts), next: { stage: 'final', afterUs: (disputedForUs ?? 0) + paysAfterUs } };
    case 'final':
      return { payouts: paying(finalPayouts), next: null };
  }
};
