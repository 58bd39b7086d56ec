// The workload of design §10: two legs on two venues under their own rules, 10 % rejects, 20 % partial fills, 5 % cancel
// races, at most 500 live orders, every actor real, the journal encoded and digested, accounts kept on both sides,
// the audit on. Its intents come ready-made: strategies and planning are not in it.
import { createAudit } from '../src/audit/audit.ts';
import type { Intent } from '../src/arbitrage/intent.ts';
import { assembleCore, type AssembledCore } from '../src/engine/assemble.ts';
import type { CoreSetup, VenueSetup } from '../src/engine/setup.ts';
import { noLimits } from '../src/risk/limits.ts';
import { usualTerms } from '../src/venues/definitions/admission.ts';
import { venueCatalogue, type FeeTerms } from '../src/venues/definitions/catalogue.ts';
import { createVenueContext } from '../src/venues/simulation/venue-context.ts';
import { SameIntent } from './same-intent.ts';

const venueOf = (venue: 'polymarket' | 'kalshi', fees: FeeTerms): VenueSetup => {
  const rules = venueCatalogue[venue];
  const outcomes = ['yes', 'no'];
  const markets = [{ venue, market: 'FED', outcomes, ...usualTerms(rules), fees, closesAtUs: null }];
  const accounts = [{ account: 'bench', currency: rules.currency.value, opening: 1_000_000_000_000_000n }];
  return {
    profile: {
      ackLatency: { kind: 'lognormal', medianUs: 40_000, sigma: 0.4 },
      fillLatency: { kind: 'lognormal', medianUs: 20_000, sigma: 0.6 },
      reportLatency: { kind: 'lognormal', medianUs: 10_000, sigma: 0.4 },
      cancelLatency: { kind: 'lognormal', medianUs: 40_000, sigma: 0.4 },
      rejectBps: 1_000,
      noFillBps: 0,
      partialBps: 2_000,
    },
    context: (saved) => createVenueContext({ rules, markets, accounts }, saved),
    markets,
    accounts,
    rules,
    lane: {
      capacity: 4_096,
      inFlightMax: 512,
      rateLimit: { capacity: 100_000, refillPerSecond: 1_000_000 },
      costs: { submit: 1, cancel: 1, replace: 1, query: 1 },
    },
  };
};

/** The intent of the workload: ten shares of YES here and of NO there. */
export const intent: Intent = {
  strategy: 'bench',
  pair: 'FED',
  outcomes: 2,
  legs: [
    {
      venue: 'polymarket',
      market: 'FED',
      outcome: 'yes',
      paysIn: 1,
      side: 'buy',
      price: 480_000n,
      qty: 10_000_000n,
      timeInForce: 'GTC',
      worstFee: 100_000n,
    },
    {
      venue: 'kalshi',
      market: 'FED',
      outcome: 'no',
      paysIn: 2,
      side: 'buy',
      price: 490_000n,
      qty: 10_000_000n,
      timeInForce: 'GTC',
      worstFee: 190_000n,
    },
  ],
  sets: 10_000_000n,
  expectedEdge: 10_000n,
  roiBps: 10,
  mode: 'parallel',
  policy: 'unwind',
  unwindAttemptsMax: 3,
  deadlineUs: 5_000_000,
  stalenessUs: 1_000_000,
};

/** A core with so many intents of the workload to come, on two venues, or all through the lane of one. */
export const workloadOf = (intents: number, seed = 'bench', isOneVenue = false): CoreSetup => {
  const polymarket = venueOf('polymarket', { venue: 'polymarket', category: 'finance' });
  const wanted: Intent = isOneVenue
    ? { ...intent, legs: intent.legs.map((leg) => ({ ...leg, venue: 'polymarket' })) }
    : intent;
  return {
    frame: {
      name: 'bench',
      seed,
      scenarioHash: '',
      currency: 'USD',
      rates: [{ from: 'pUSD', to: 'USD', rate: 1_000_000n }],
    },
    venues: isOneVenue ? { polymarket } : { polymarket, kalshi: venueOf('kalshi', { venue: 'kalshi' }) },
    timeouts: {
      ackUs: 500_000,
      cancelUs: 500_000,
      replaceUs: 500_000,
      doubtUs: 1_000_000,
      visibilityUs: 500_000,
      settlementUs: 60_000_000,
    },
    arbitrages: { unwinding: { stepPx: 10_000n, repriceUs: 2_000_000 }, recordUs: 1_000_000 },
    risk: noLimits,
    faults: [],
    intents: (ground, left) => new SameIntent(ground, wanted, (left as number | undefined) ?? intents, 2_000),
  };
};

/** An engine of that workload that has begun, with the audit listening as in every run. */
export const workloadRun = (intents: number, isOneVenue = false): AssembledCore => {
  const setup = workloadOf(intents, 'bench', isOneVenue);
  const assembled = assembleCore(setup);
  const audit = createAudit({ retainUs: setup.arbitrages.recordUs + setup.timeouts.doubtUs });
  assembled.world.journal.addReader((body, seq, atUs) => audit.observe(body, seq, atUs));
  assembled.begin();
  return assembled;
};
