// Polymarket: rate limits. Part of the configuration in rules.ts. The limits by address throttle: a request
// waits. Those by signer refuse.
import { factsFrom } from '../fact.ts';
import type { Remarks } from '../fact.ts';
import { rowsFrom } from '../rows.ts';
import type { RateLimit, RateTier } from '../types.ts';
import type { RateOperation } from '../words.ts';

const book = factsFrom('polymarket.md', '2026-05');
const { fact } = book;
const { tier } = rowsFrom(book);

const bucketForWindow: Remarks = {
  doubtful:
    'The venue counts in windows; a bucket of the size of one window, refilled at its mean rate, stands for it.',
};

const byAddress = (
  name: string,
  requests: number,
  windowSeconds: number,
  operations: readonly RateOperation[],
): RateLimit => ({
  name,
  scope: 'address',
  costs: fact(Object.fromEntries(operations.map((operation) => [operation, 1])), 'DOC', '1.11'),
  whenEmpty: fact('delayed', 'DOC', '1.11'),
  tiers: [tier('everyone', requests, requests / windowSeconds, 'DOC', '1.11', bucketForWindow)],
});

const signerTiers = (sizes: readonly (readonly [string, number, number])[]): readonly RateTier[] =>
  sizes.map(([name, refillPerSecond, burst]) => tier(name, burst, refillPerSecond, 'DOC', '1.11'));

const notLive: Remarks = {
  since: '2026-07-24',
  doubtful: 'Only a warning since that day; whether the venue refuses by it since is not known.',
};

/** Polymarket's limits, by address and by signer. */
export const polymarketRateLimits: readonly RateLimit[] = [
  byAddress('general', 9_000, 10, [
    'submit',
    'cancel',
    'query',
    'marketData',
    'submitBatch',
    'cancelBatch',
    'cancelAll',
    'cancelMarket',
    'marketDataBatch',
    'tickSize',
    'balance',
    'apiKey',
  ]),
  byAddress('POST /order, burst', 5_000, 10, ['submit']),
  byAddress('POST /order, sustained', 120_000, 600, ['submit']),
  byAddress('DELETE /order, burst', 5_000, 10, ['cancel']),
  byAddress('DELETE /order, sustained', 120_000, 600, ['cancel']),
  byAddress('POST /orders, burst', 2_000, 10, ['submitBatch']),
  byAddress('POST /orders, sustained', 21_000, 600, ['submitBatch']),
  byAddress('DELETE /orders, burst', 2_000, 10, ['cancelBatch']),
  byAddress('DELETE /orders, sustained', 15_000, 600, ['cancelBatch']),
  byAddress('DELETE /cancel-all', 250, 10, ['cancelAll']),
  byAddress('DELETE /cancel-market-orders', 1_500, 10, ['cancelMarket']),
  byAddress('GET /data/orders, /data/trades', 500, 10, ['query']),
  byAddress('GET /book, /price, /midpoint', 1_500, 10, ['marketData']),
  byAddress('POST /books, /prices, /midpoints', 500, 10, ['marketDataBatch']),
  byAddress('GET /tick-size', 200, 10, ['tickSize']),
  byAddress('GET /balance-allowance', 200, 10, ['balance']),
  byAddress('/auth/api-key', 100, 10, ['apiKey']),
  {
    name: 'orders of a signer',
    scope: 'signer',
    costs: fact({ submit: 1, submitInBatch: 1 }, 'DOC', '1.11', notLive),
    whenEmpty: fact('refused', 'DOC', '1.11', notLive),
    tiers: signerTiers([
      ['Standard', 40, 60],
      ['Copper', 60, 90],
      ['Bronze', 80, 120],
      ['Silver', 200, 300],
      ['Gold', 400, 600],
      ['Platinum', 450, 675],
      ['Diamond', 525, 787],
      ['Elite', 600, 900],
    ]),
  },
  {
    name: 'cancels of a signer',
    scope: 'signer',
    costs: fact({ cancel: 1, cancelInBatch: 1, cancelAll: 1, cancelInAll: 1 }, 'DOC', '1.11', notLive),
    whenEmpty: fact('refused', 'DOC', '1.11', notLive),
    tiers: signerTiers([
      ['Standard', 80, 120],
      ['Copper', 120, 180],
      ['Bronze', 160, 240],
      ['Silver', 400, 600],
      ['Gold', 800, 1_200],
      ['Platinum', 900, 1_350],
      ['Diamond', 1_050, 1_575],
      ['Elite', 1_200, 1_800],
    ]),
  },
];
