// Kalshi: rate limits. Part of the configuration in rules.ts. Two buckets an account, one for reads and one for
// writes; a message that finds too few tokens is refused, without a word about when to come again.
import { factsFrom } from '../fact.ts';
import type { Remarks } from '../fact.ts';
import { rowsFrom } from '../rows.ts';
import type { RateLimit, RateTier } from '../types.ts';

const book = factsFrom('kalshi.md', '2026-06');
const { fact } = book;
const { tier } = rowsFrom(book);

/** The documentation of the rate limits is a little older than the rest of the mirror. */
const documented: Remarks = { asOf: '2026-08-19' };

const readInferred: Remarks = {
  ...documented,
  doubtful: 'Two seconds of budget are written down for the tiers below; one second is taken for this.',
};

const reads: readonly RateTier[] = [
  tier('Basic', 200, 200, 'REC', '2.5', {
    doubtful: 'Recorded so in June 2026; the documentation of August gives it two seconds of budget, 400.',
  }),
  tier('Advanced', 600, 300, 'DOC', '2.9', documented),
  tier('Expert', 600, 600, 'DOC', '2.9', readInferred),
  tier('Premier', 1_000, 1_000, 'DOC', '2.9', readInferred),
  tier('Paragon', 2_000, 2_000, 'DOC', '2.9', readInferred),
  tier('Prime', 4_000, 4_000, 'DOC', '2.9', readInferred),
  tier('Prestige', 10_000, 10_000, 'DOC', '2.9', readInferred),
];

const writes: readonly RateTier[] = [
  tier('Basic', 100, 100, 'REC', '2.5'),
  tier('Advanced', 600, 300, 'DOC', '2.9', documented),
  tier('Expert', 1_200, 600, 'DOC', '2.9', documented),
  tier('Premier', 2_000, 1_000, 'DOC', '2.9', documented),
  tier('Paragon', 4_000, 2_000, 'DOC', '2.9', documented),
  tier('Prime', 8_000, 4_000, 'DOC', '2.9', documented),
  tier('Prestige', 16_000, 8_000, 'DOC', '2.9', documented),
];

/** Kalshi's two buckets. */
export const kalshiRateLimits: readonly RateLimit[] = [
  {
    name: 'read',
    scope: 'account',
    costs: fact({ query: 2, marketData: 10 }, 'REC', '2.9', {
      doubtful: '2 was recorded for reading one order; 10 is the default, and what other reads are taken to cost.',
    }),
    whenEmpty: fact('refused', 'REC', '2.6'),
    tiers: reads,
  },
  {
    name: 'write',
    scope: 'account',
    costs: fact(
      { submit: 10, cancel: 2, replace: 10, decrease: 10, submitInBatch: 10, cancelInBatch: 2, cancelAll: 10 },
      'DOC',
      '2.9',
      {
        ...documented,
        doubtful:
          'Amend, decrease and cancel-all are taken to cost the default. The old interface costs 20 for a create and 4 for a cancel.',
      },
    ),
    whenEmpty: fact('refused', 'REC', '2.6'),
    tiers: writes,
  },
];
