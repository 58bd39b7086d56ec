// Any plan of a venue with a market maker: a small pool, others who bet often, and a client that bids, sells and cancels.
import fc from 'fast-check';
import type { PoolProfile } from '../../../../src/venues/simulation/pool/pool-profile.ts';
import type { SimulatedVenueProfile } from '../../../../src/venues/simulation/stochastic-profile.ts';
import { anyPlan, type Plan } from '../world.ts';

const anyPoolProfile: fc.Arbitrary<Omit<PoolProfile, keyof SimulatedVenueProfile>> = fc.record({
  bettors: fc.constantFrom(
    null,
    { spreadProb: 300_000n, purseUnitsMax: 30, gapUs: 20_000, endsAtUs: 1_500_000 },
    { spreadProb: 50_000n, purseUnitsMax: 500, gapUs: 40_000, endsAtUs: 1_500_000 },
  ),
});

/** Any plan of a venue with a market maker. */
export const anyPoolPlan = (faultsMax: number): fc.Arbitrary<Plan> =>
  fc
    .record({ plan: anyPlan(faultsMax, ['manifold']), pool: anyPoolProfile })
    .map(({ plan, pool }) => ({ ...plan, pool }));
