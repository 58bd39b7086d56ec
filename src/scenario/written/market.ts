// A market and a pair of a scenario in the keys that a user writes.
import type { FeeTerms } from '../../venues/definitions/catalogue.ts';
import { unreachable } from '../../kernel/assert.ts';
import type { ScenarioMarket, ScenarioPair } from '../types.ts';

/** The market, with the grid and the sizes that it has by its venue's rules where the file says none. */
export const writtenMarket = ({ terms, settles, quotes }: ScenarioMarket): object => {
  const { grid, pool, resolves } = terms;
  return {
    outcomes: terms.outcomes,
    grid: {
      ranges: grid.ranges.map((range) => ({ from: range.from, to: range.to, step: range.step })),
      min: grid.min,
      max: grid.max,
    },
    step: terms.qtyStep,
    minSize: terms.orderQtyMin,
    fees: writtenFees(terms.fees),
    state: terms.state,
    settles: settles === undefined ? undefined : { event: settles.event, source: settles.source, date: settles.date },
    closesAt: terms.closesAtUs,
    takerDelay: terms.takerDelayUs,
    pool: pool === undefined ? undefined : { prob: pool.prob, liquidity: pool.liquidity },
    resolves:
      resolves === undefined
        ? undefined
        : {
            at: resolves.atUs,
            to: resolves.payouts,
            disputedFor: resolves.disputedForUs,
            finally: resolves.finalPayouts,
            paysAfter: resolves.paysAfterUs,
          },
    quotes: { spread: quotes.spreadPx, noise: quotes.noisePx, depth: quotes.depthQty },
  };
};

const writtenFees = (fees: FeeTerms): object => {
  switch (fees.venue) {
    case 'polymarket':
      return 'category' in fees ? { category: fees.category } : { rate: fees.rate, exponent: fees.exponent };
    case 'kalshi':
      return { feeType: fees.feeType, feeMultiplier: fees.feeMultiplier, membership: fees.membership };
    case 'opinion':
      return { topicRate: fees.topicRate, discountLeaves: fees.discountLeaves };
    case 'other':
      return { makerFeeBps: fees.makerFeeBps, takerFeeBps: fees.takerFeeBps };
    case 'manifold':
    case 'gemini':
      return {};
    default:
      return unreachable(fees);
  }
};

/** The pair, its legs written out, whichever way the file says them. */
export const writtenPair = ({ pair, fairPx, walkPx, mispricingPx }: ScenarioPair): object => ({
  verified: pair.verified,
  outcomes: pair.outcomes,
  legs: pair.legs.map((leg) => ({
    venue: leg.venue,
    market: leg.market,
    outcome: leg.outcome,
    paysIn: pair.outcomes.filter((_, index) => (leg.paysIn & (1 << index)) !== 0),
  })),
  fair: fairPx,
  walk: walkPx,
  mispricing: mispricingPx,
});
