// A scenario in the keys that a user writes, with every default filled in: what its hash is of. No name inside the engine
// is one of these keys, so that a rename moves no hash, and two spellings of a scenario have one form. Each key is written
// out, and none is taken over from a field that has the same name today.
import type { FaultSpec } from '../../venues/faults/fault-plan.ts';
import type { ArrivalProcess, Scenario, ScenarioData, ScenarioStrategy } from '../types.ts';
import { writtenDistribution } from './distribution.ts';
import { writtenMarket, writtenPair } from './market.ts';
import { writtenVenue } from './venue.ts';

const writtenArrivals = (arrivals: ArrivalProcess): object => {
  switch (arrivals.kind) {
    case 'constant':
      return { constant: { every: arrivals.everyUs } };
    case 'poisson':
      return { poisson: { perSecond: arrivals.perSecond } };
    default:
      return { bursts: { size: arrivals.size, every: arrivals.everyUs, pause: arrivals.pauseUs } };
  }
};

const writtenData = (data: ScenarioData): object => ({
  file: data.file,
  markets: data.markets.map((each) => ({
    venue: each.venue,
    market: each.market,
    recorded: `${each.recordedVenue}/${each.recordedMarket}`,
  })),
  tokens: data.tokens.map((each) => ({ token: each.token, market: each.market, isFirst: each.isFirst })),
  yesPrices: data.isNoInYesPrices,
  unchecked: !data.isBestChecked,
  latency: writtenDistribution(data.latency),
});

const writtenStrategy = (strategy: ScenarioStrategy): object => ({
  name: strategy.strategy,
  module: strategy.module ?? (strategy.scanner === undefined ? 'generator' : 'scanner'),
  pairs: strategy.pairs,
  priority: strategy.priority ?? 0,
  minEdgeBps: strategy.minEdgeBps,
  sets: { min: strategy.setsMin, max: strategy.setsMax },
  notionalMax: strategy.notionalMax,
  staleness: strategy.stalenessUs,
  deadline: strategy.deadlineUs,
  mode: strategy.mode,
  policy: strategy.policy,
  timeInForce: strategy.timeInForce,
  unwindAttempts: strategy.unwindAttemptsMax,
  coolDown: strategy.scanner?.coolDownUs,
});

/** Faults in the keys that a user writes. */
export const writtenFaults = (faults: readonly FaultSpec[]): readonly object[] =>
  faults.map((fault) => ({
    fault: fault.fault,
    venue: fault.venue,
    chanceBps: fault.chanceBps,
    window: fault.windowUs === undefined ? undefined : { from: fault.windowUs.from, to: fault.windowUs.to },
    delay: fault.delayUs === undefined ? undefined : writtenDistribution(fault.delayUs),
    ordersMax: fault.ordersMax,
  }));

/** The scenario as a user would write it in full: plain data. Durations are microseconds, amounts and prices micros. */
export const writtenScenario = (scenario: Scenario): object => ({
  name: scenario.name,
  about: scenario.about,
  seed: scenario.seed,
  date: scenario.dateMs,
  length: { intents: scenario.length.intentsMax, duration: scenario.length.durationUs },
  arrivals: writtenArrivals(scenario.arrivals),
  currency: scenario.currency,
  rates: scenario.rates.map((each) => ({ from: each.from, to: each.to, rate: each.rate })),
  venues: scenario.venues.map((venue) => ({ name: venue.venue, ...writtenVenue(venue) })),
  markets: scenario.markets.map((market) => ({
    venue: market.terms.venue,
    name: market.terms.market,
    ...writtenMarket(market),
  })),
  pairs: scenario.pairs.map((pair) => ({ name: pair.pair.pair, ...writtenPair(pair) })),
  data: scenario.data === undefined ? undefined : writtenData(scenario.data),
  strategies: scenario.strategies.map(writtenStrategy),
  risk: {
    marketPositionMax: scenario.risk.marketPositionMax,
    venuePositionMax: scenario.risk.venuePositionMax,
    openExposureMax: scenario.risk.openExposureMax,
    liveArbitragesMax: scenario.risk.liveArbitragesMax,
    drawdownMax: scenario.risk.drawdownMax,
  },
  patience: {
    ack: scenario.patience.ackUs,
    cancel: scenario.patience.cancelUs,
    replace: scenario.patience.replaceUs,
    settlement: scenario.patience.settlementUs,
    visibility: scenario.patience.visibilityUs,
    doubt: scenario.patience.doubtUs,
  },
  unwinding: { step: scenario.unwinding.stepPx, reprice: scenario.unwinding.repriceUs },
  record: scenario.recordUs,
  faults: writtenFaults(scenario.faults),
  expect: scenario.expect.map((each) => ({
    key: each.key,
    comparison: each.comparison,
    value: each.value,
  })),
});
