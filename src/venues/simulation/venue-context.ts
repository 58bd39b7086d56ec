// The context of a venue: its rules, its markets and the accounts at it. It validates an order as the venue does, and
// draws no random numbers.
import { checkOrder, type MarketTerms, type OrderToCheck } from '../definitions/admission.ts';
import { assert } from '../../kernel/assert.ts';
import { feesOf } from '../definitions/catalogue.ts';
import { NO_FEE_STATE, type FeeModel } from '../definitions/fees.ts';
import type { Market } from '../definitions/market.ts';
import type { VenueRules } from '../definitions/types.ts';
import type { TradingState } from '../definitions/words.ts';
import type { SeenInBook, VenueContext } from './stochastic-profile.ts';
import type { VenueOrderRequest } from './types.ts';
import { VenueAccounts } from './venue-accounts.ts';
import type { SavedVenueAccount, VenueAccountOptions } from './venue-account-state.ts';

/** The parts of a venue's context. */
export interface VenueContextOptions {
  readonly rules: VenueRules;
  /** The markets of this venue; orders for any other are refused. */
  readonly markets: readonly Market[];
  /** Its accounts, at least one. A request that names none means the first. */
  readonly accounts: readonly VenueAccountOptions[];
}

interface ListedMarket {
  readonly market: Market;
  readonly fees: FeeModel;
  /** As they were when they were last asked for. */
  terms: MarketTerms;
}

/** Creates the context of a venue, new or with the accounts that were saved. */
export const createVenueContext = (
  options: VenueContextOptions,
  saved?: readonly SavedVenueAccount[],
): VenueContext => {
  const { rules, accounts } = options;
  const markets = new Map(options.markets.map((market) => [market.market, market]));
  assert(markets.size === options.markets.length, () => `a market of ${rules.title} is given twice`);
  const listings = new Map(options.markets.map((market) => [market.market, listedMarketOf(market)]));
  const steps = options.markets.map(({ qtyStep }) => qtyStep);
  return {
    validateOrder: (order, nowUs, state, seen) => {
      const known = listings.get(order.market);
      if (known === undefined || !known.market.outcomes.includes(order.outcome)) return 'unknownMarket';
      const listed = termsIn(known, state);
      const grid = seen?.grid ?? null;
      const terms = grid === null ? listed : { ...listed, grid };
      return checkOrder(rules, terms, orderToCheck(order, seen), nowUs)?.reason ?? null;
    },
    fee: ({ market, side, isPostOnly }, qty, px, liquidity = isPostOnly === true ? 'maker' : 'taker') => {
      const fees = listings.get(market)?.fees;
      assert(fees !== undefined, () => `${rules.title} has no market ${market}`);
      return fees.feeOf({ qty, px, side, liquidity }, NO_FEE_STATE).fee;
    },
    qtyStep: steps.reduce((finest, step) => (step < finest ? step : finest), steps[0] ?? rules.sizes.qtyStep.value),
    rules,
    markets,
    accounts: new VenueAccounts(rules, options.markets, accounts, saved),
  };
};

const listedMarketOf = (market: Market): ListedMarket => {
  const { state, grid, qtyStep, orderQtyMin } = market;
  return { market, fees: feesOf(market.fees), terms: { state, grid, qtyStep, orderQtyMin } };
};

const termsIn = (known: ListedMarket, state: TradingState): MarketTerms => {
  if (known.terms.state !== state) known.terms = { ...known.terms, state };
  return known.terms;
};

// Where there is no book to look into, what wants to fill at once is taken for marketable, and what wants to rest is not.
const orderToCheck = (order: VenueOrderRequest, seen: SeenInBook | undefined): OrderToCheck => ({
  kind: order.kind ?? 'limit',
  side: order.side,
  orderQty: order.orderQty,
  price: order.price,
  timeInForce: order.timeInForce,
  isPostOnly: order.isPostOnly ?? false,
  isReduceOnly: false,
  expireTimeUs: order.expireTimeUs ?? null,
  isMarketable: seen?.isMarketable ?? (order.timeInForce === 'IOC' || order.timeInForce === 'FOK'),
});
