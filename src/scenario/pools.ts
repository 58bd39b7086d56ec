// A venue's market maker and the pools of its markets, as a scenario writes them.
import type { PoolTerms } from '../venues/definitions/market.ts';
import type { PoolProfile } from '../venues/simulation/pool/pool-profile.ts';
import type { SimulatedVenueProfile } from '../venues/simulation/stochastic-profile.ts';
import type { VenueRules } from '../venues/definitions/types.ts';
import type { MarketFile } from './file/market.ts';
import type { PoolFile } from './file/pool.ts';
import type { Path, Report } from './problem.ts';

/** The profile of a venue with a market maker; null where it is wrong, and that has been said. */
export const resolvePool = (
  report: Report,
  path: Path,
  { venue }: VenueRules,
  profile: SimulatedVenueProfile,
  { bettors }: PoolFile,
): PoolProfile | null => {
  if (venue !== 'manifold') {
    report(path, `pool is of no use to ${venue}: no market maker trades there, and book: {} gives it books.`);
    return null;
  }
  return {
    ackLatency: profile.ackLatency,
    reportLatency: profile.reportLatency,
    cancelLatency: profile.cancelLatency,
    bettors:
      bettors === undefined
        ? null
        : {
            spreadProb: bettors.spread,
            purseUnitsMax: bettors.purse,
            gapUs: bettors.every,
            endsAtUs: bettors.lasts,
          },
  };
};

const USUAL: PoolTerms = { prob: 500_000n, liquidity: 1_000_000_000n };

/** The pool of a market; undefined where its venue has none, or where it cannot have one, and that has been said. */
export const poolOf = (
  report: Report,
  path: Path,
  { pool, outcomes }: MarketFile,
  venue: { readonly venue: string; readonly pool?: PoolProfile },
): PoolTerms | undefined => {
  if (venue.pool === undefined) {
    if (pool !== undefined)
      report([...path, 'pool'], `pool is of no use here: no market maker trades at ${venue.venue}.`);
    return undefined;
  }
  if (outcomes.length === 2) return pool ?? USUAL;
  report([...path, 'outcomes'], `outcomes must be two where a market maker trades, but there are ${outcomes.length}.`);
  return undefined;
};
