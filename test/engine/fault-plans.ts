// Plans for runs of the core under faults. The venues' latencies are bounded, and with the age of a stale read they
// stay below the visibility window: what is late beyond it is the business of late-orders.test.ts.
import fc from 'fast-check';
import { faultCatalogue, faultNames, type FaultName } from '../../src/venues/faults/catalogue.ts';
import type { FaultSpec } from '../../src/venues/faults/fault-plan.ts';
import type { Plan } from './plans.ts';

const venues = ['polymarket', 'kalshi'] as const;

/** Where a fault strikes in the tests: what settles on chain settles at Polymarket. */
export const venueOfFault = (fault: FaultName): string =>
  fault === 'settlementFailed' || fault === 'settlementRetried' ? 'polymarket' : 'kalshi';

const anyFault: fc.Arbitrary<FaultSpec> = fc
  .record({
    fault: fc.constantFrom(...faultNames),
    venue: fc.constantFrom(...venues),
    chanceBps: fc.integer({ min: 0, max: 6_000 }),
    delayMaxUs: fc.constantFrom(1_000, 100_000, 400_000),
    isWindowed: fc.boolean(),
  })
  .map(({ fault, venue, chanceBps, delayMaxUs, isWindowed }) => {
    const delayed: boolean = faultCatalogue[fault].delay !== null;
    const maxUs = fault === 'staleRead' ? Math.min(delayMaxUs, 300_000) : delayMaxUs;
    return {
      fault,
      venue: faultCatalogue[fault].strikesAt === 'settlement' ? 'polymarket' : venue,
      chanceBps,
      ...(delayed ? { delayUs: { kind: 'uniform' as const, minUs: 0, maxUs } } : {}),
      ...(isWindowed ? { windowUs: { from: 100_000, to: 3_000_000 } } : {}),
    };
  });

/** Any faults, each at most once a venue. */
export const anyFaults: fc.Arbitrary<FaultSpec[]> = fc.uniqueArray(anyFault, {
  maxLength: 10,
  selector: ({ fault, venue }) => `${venue}.${fault}`,
});

/** How trades settle in these plans: soon, sometimes after a retry, sometimes not. */
export const settlement = {
  latency: { kind: 'uniform', minUs: 0, maxUs: 500_000 },
  failBps: 0,
  retryBps: 0,
} as const;

/** Latencies that are bounded. */
export const boundedLatencies = {
  ackLatency: { kind: 'uniform', minUs: 0, maxUs: 80_000 },
  fillLatency: { kind: 'uniform', minUs: 0, maxUs: 200_000 },
  reportLatency: { kind: 'uniform', minUs: 0, maxUs: 50_000 },
  cancelLatency: { kind: 'uniform', minUs: 0, maxUs: 80_000 },
} as const;

/** Any plan under any faults. */
export const anyFaultPlan: fc.Arbitrary<Plan> = fc.record({
  seed: fc.string({ minLength: 1, maxLength: 8 }),
  intents: fc.integer({ min: 1, max: 15 }),
  everyUs: fc.integer({ min: 0, max: 300_000 }),
  mode: fc.constantFrom('parallel', 'sequential'),
  policy: fc.constantFrom('unwind', 'complete', 'hold'),
  timeInForce: fc.constantFrom('GTC', 'IOC', 'FOK'),
  rejectBps: fc.constantFrom(0, 2_000),
  noFillBps: fc.constantFrom(0, 3_000),
  partialBps: fc.constantFrom(0, 3_000, 8_000),
  slowUs: fc.constant(50_000),
  capacity: fc.constantFrom(64, 256),
  latencies: fc.constant(boundedLatencies),
  settlement: fc.constant(settlement),
  faults: anyFaults,
});
