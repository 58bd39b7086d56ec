// All venues by name. Knows no books, accounts or time.
import { geminiFees } from './gemini/fees.ts';
import { geminiRules } from './gemini/rules.ts';
import { kalshiFees } from './kalshi/fees.ts';
import type { KalshiFeeTerms } from './kalshi/fees.ts';
import { kalshiRules } from './kalshi/rules.ts';
import { manifoldFees } from './manifold/fees.ts';
import { manifoldRules } from './manifold/rules.ts';
import { opinionFees } from './opinion/fees.ts';
import type { OpinionFeeTerms } from './opinion/fees.ts';
import { opinionRules } from './opinion/rules.ts';
import { otherFees } from './other/fees.ts';
import type { OtherFeeTerms } from './other/fees.ts';
import { otherRules } from './other/rules.ts';
import { polymarketFees } from './polymarket/fees.ts';
import type { PolymarketFeeTerms } from './polymarket/fees.ts';
import { polymarketRules } from './polymarket/rules.ts';
import { unreachable } from '../../kernel/assert.ts';
import type { FeeModel } from './fees.ts';
import type { VenueRules } from './types.ts';
import type { VenueName } from './words.ts';

/** The rules of every venue; the generic one as it is where a scenario says nothing. */
export const venueCatalogue: Readonly<Record<VenueName, VenueRules>> = {
  polymarket: polymarketRules,
  kalshi: kalshiRules,
  manifold: manifoldRules,
  opinion: opinionRules,
  gemini: geminiRules,
  other: otherRules(),
};

/** The venues' names, in the order in which they are listed everywhere. */
export const venueNames: readonly VenueName[] = ['polymarket', 'kalshi', 'manifold', 'opinion', 'gemini', 'other'];

/** Whether a text names a venue. */
export const isVenueName = (text: string): text is VenueName => venueNames.some((name) => name === text);

/** What the fees of a market depend on, by venue. */
export type FeeTerms =
  | ({ readonly venue: 'polymarket' } & PolymarketFeeTerms)
  | ({ readonly venue: 'kalshi' } & KalshiFeeTerms)
  | { readonly venue: 'manifold' }
  | ({ readonly venue: 'opinion' } & OpinionFeeTerms)
  | { readonly venue: 'gemini' }
  | ({ readonly venue: 'other' } & OtherFeeTerms);

/** The fees of a market, made once for each market. */
export const feesOf = (terms: FeeTerms): FeeModel => {
  switch (terms.venue) {
    case 'polymarket':
      return polymarketFees(terms);
    case 'kalshi':
      return kalshiFees(terms);
    case 'manifold':
      return manifoldFees();
    case 'opinion':
      return opinionFees(terms);
    case 'gemini':
      return geminiFees();
    case 'other':
      return otherFees(terms);
    default:
      return unreachable(terms);
  }
};
