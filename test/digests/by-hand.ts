// Roundings that no run meets, or that a coarser one hides behind it: what their functions answer to odd numbers.
import { nextCost } from '../../src/accounting/average-cost.ts';
import { ArbitragePnl } from '../../src/accounting/pnl.ts';
import { printMicros } from '../../src/money/decimal.ts';
import { queueModels } from '../../src/venues/simulation/book/queue-models.ts';
import { usualTerms } from '../../src/venues/definitions/admission.ts';
import { feesOf, venueCatalogue, type FeeTerms } from '../../src/venues/definitions/catalogue.ts';
import { NO_FEE_STATE } from '../../src/venues/definitions/fees.ts';
import { probOf } from '../../src/venues/definitions/manifold/market-maker.ts';
import { bookedMarketOf, redeemSettled } from '../../src/venues/simulation/venue-account-markets.ts';
import type { Pinnable } from './shipped.ts';

/** An arbitrage whose legs filled unevenly, and of which a settlement failed since. */
const unevenAndFailed = (more: bigint): Readonly<Record<string, bigint>> => {
  const rate = 1_000_000n;
  const pnl = new ArbitragePnl({
    sets: 10_000_003n,
    legs: [
      { side: 'buy', price: 411_111n, rate },
      { side: 'buy', price: 533_333n, rate },
    ],
    payoutPerSet: 1_000_000n,
    fees: 77_777n,
  });
  const failing = { leg: 1, qty: 2_000_001n, cash: 1_066_667n, px: 533_333n, fee: 1_111n };
  pnl.book({ leg: 0, qty: 10_000_003n, cash: 4_111_112n, px: 411_111n, fee: 3_333n });
  pnl.book({ leg: 1, qty: 5_000_001n, cash: 2_666_666n, px: 533_333n, fee: 2_222n });
  pnl.book(failing);
  pnl.fail(failing);
  pnl.bookOther({ cash: 1_234_567n + more, fee: 891n, rate });
  return { ...pnl.report(5_000_001n) };
};

const odd = { qty: 1_234_567n, px: 333_331n };
/** Kalshi has no values of more than six decimals. */
const oddAtKalshi = { qty: 1_235_000n, px: 330_000n };

/** Fees of quantities that no grid has: what a run's whole steps never show. */
const oddFees = (): readonly (readonly [string, bigint])[] =>
  (
    [
      { venue: 'gemini' },
      { venue: 'kalshi' },
      { venue: 'other', takerFeeBps: 37n },
      { venue: 'opinion' },
      { venue: 'polymarket', category: 'crypto' },
    ] as const satisfies readonly FeeTerms[]
  ).flatMap((terms) => {
    const fees = feesOf(terms);
    const fill = terms.venue === 'kalshi' ? oddAtKalshi : odd;
    const { fee, state } = fees.feeOf({ ...fill, side: 'buy', liquidity: 'taker' }, NO_FEE_STATE);
    return [
      [`fee at ${terms.venue}`, fee],
      [`what an order carries on at ${terms.venue}`, state],
      [`worst fee at ${terms.venue}`, fees.worstFee(fill)],
    ];
  });

/** A venue pays an odd number of shares out at half. */
const oddPayout = (): bigint => {
  const terms = usualTerms(venueCatalogue.kalshi);
  const market = bookedMarketOf({
    ...terms,
    venue: 'kalshi',
    market: 'M',
    outcomes: ['yes', 'no'],
    fees: { venue: 'kalshi' },
    closesAtUs: null,
  });
  market.payouts = [500_000n, 500_000n];
  market.slots[0]!.held = 1_000_003n;
  return redeemSettled(market)[0]!.cash;
};

/** What is rounded by hand. */
export const byHand = (): Pinnable => ({
  name: 'roundings by hand',
  run: () => {
    const pools = [
      { yes: 7_000_001n, no: 3_000_017n, p: 437_211n },
      { yes: 7_000_003n, no: 3_000_000n, p: 500_000n },
    ];
    const amounts: Readonly<Record<string, bigint>> = {
      'a position that is half sold': nextCost(3_000_001n, 1_000_002n, -1_500_002n, -777_777n),
      // So many of each that one is rounded up and one down.
      ...Object.fromEntries(
        [0n, 1n, 2n, 3n].flatMap((more) => [
          [
            `a position that turns to the other side ${more}`,
            nextCost(1_000_003n, 333_331n, -3_000_007n, more - 1_000_009n),
          ],
          ...Object.entries(unevenAndFailed(more)).map(([name, amount]) => [`${name} ${more}`, amount]),
        ]),
      ),
      'what stands before us after a cancel': queueModels.proportional({
        aheadQty: 7_000_001n,
        goneQty: 1_000_003n,
        levelQty: 9_000_007n,
      }),
      ...Object.fromEntries(oddFees()),
      'what a venue pays out': oddPayout(),
      ...Object.fromEntries(pools.map((pool, index) => [`probability ${index}`, probOf(pool)])),
    };
    const results = Object.fromEntries(Object.entries(amounts).map(([name, amount]) => [name, printMicros(amount)]));
    return Promise.resolve({ records: 0, digest: '', results });
  },
});
