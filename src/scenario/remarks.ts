// What is worth saying of a scenario before it is run, though nothing in it is wrong. Sentences, for the user.
import { createDistribution, type DistributionSpec } from '../kernel/distributions/spec.ts';
import type { ArrivalProcess, Scenario, ScenarioVenue } from './types.ts';

/** From so many orders on that are expected to be late, the scenario is remarked on. */
const LATE_ORDERS_MIN = 0.01;

/** So many moments are assumed of a recording, which does not say before it is read. */
const MOMENTS_OF_A_RECORDING = 10_000;

/** Below this a share of all messages is none. */
const SHARE_MIN = 1e-15;

/** How probably a latency is longer than that, from 0 to 1. */
export const chanceOfLonger = (spec: DistributionSpec, us: number): number => {
  const { quantile } = createDistribution(spec);
  const isLonger = (share: number): boolean => quantile(1 - share) > us;
  if (!isLonger(SHARE_MIN)) return 0;
  // Between a share of which all are longer and one of which not all are, by the logarithm: tails are thin.
  let [longer, mixed] = [Math.log(SHARE_MIN), 0];
  for (let step = 0; step < 60; step += 1) {
    const middle = (longer + mixed) / 2;
    if (isLonger(Math.exp(middle))) longer = middle;
    else mixed = middle;
  }
  return Math.exp(longer);
};

const perSecond = (arrivals: ArrivalProcess): number => {
  switch (arrivals.kind) {
    case 'constant':
      return 1_000_000 / arrivals.everyUs;
    case 'poisson':
      return arrivals.perSecond;
    case 'bursts':
      return (arrivals.size * 1_000_000) / (arrivals.size * arrivals.everyUs + arrivals.pauseUs);
  }
};

const expectedMoments = ({ length: { intentsMax, durationUs }, arrivals }: Scenario): number => {
  const within = durationUs === null ? null : (durationUs / 1_000_000) * perSecond(arrivals);
  if (intentsMax === null) return within ?? MOMENTS_OF_A_RECORDING;
  return within === null ? intentsMax : Math.min(intentsMax, within);
};

/** The planned legs that go to a venue, if every moment is taken up by each strategy that trades its pair. */
const expectedOrders = (scenario: Scenario, venue: string): number => {
  const { pairs, strategies } = scenario;
  if (pairs.length === 0) return 0;
  let legs = 0;
  for (const { pair } of pairs) {
    const traders = strategies.filter((strategy) => strategy.pairs.includes(pair.pair)).length;
    legs += traders * pair.legs.filter((leg) => leg.venue === venue).length;
  }
  return (expectedMoments(scenario) * legs) / pairs.length;
};

const latencyOf = ({ profile, book, pool }: ScenarioVenue): DistributionSpec => (pool ?? book ?? profile).ackLatency;

const UNITS = [
  ['h', 3_600_000_000],
  ['min', 60_000_000],
  ['s', 1_000_000],
  ['ms', 1_000],
  ['us', 1],
] as const;

/** A time as a scenario writes it, rounded up to two digits of its unit. */
const timeText = (us: number): string => {
  const [unit, size] = UNITS.find(([, each]) => us >= each) ?? UNITS[4];
  const digits = Math.max(0, Math.floor(Math.log10(us / size)) - 1);
  const step = 10 ** digits;
  return `${Math.ceil(us / size / step) * step}${unit}`;
};

/** A time as a scenario may have written it, exactly. */
const exactTime = (us: number): string => {
  const [unit, size] = us === 0 ? UNITS[2] : (UNITS.find(([, each]) => us % each === 0) ?? UNITS[4]);
  return `${us / size}${unit}`;
};

/** A count of one digit below ten: 0.4 of an order is expected where one run in three has one. */
const countText = (count: number): string => {
  const step = count >= 1 ? 1 : 10 ** Math.floor(Math.log10(count));
  return String((Math.round(count / step) * (step * 1e6)) / 1e6);
};

/** The window within which fewer than the remarked number of orders are late; null where no latency bounds that. */
const safeWindowUs = (spec: DistributionSpec, orders: number): number | null => {
  const us = createDistribution(spec).quantile(1 - Math.max(SHARE_MIN, LATE_ORDERS_MIN / 2 / orders));
  return Number.isFinite(us) && us <= UNITS[0][1] ? us : null;
};

/**
 * Orders that are given up before they arrive: P(latency > visibility) times the orders that are expected is at least
 * 0.01. The whole latency counts, though half of it is the way there: reads that lag come on top.
 */
const lateOrders = (scenario: Scenario): string[] => {
  const { visibilityUs } = scenario.patience;
  const late = scenario.venues.map((each) => {
    const orders = expectedOrders(scenario, each.venue);
    return { each, orders, count: chanceOfLonger(latencyOf(each), visibilityUs) * orders };
  });
  if (late.reduce((sum, { count }) => sum + count, 0) < LATE_ORDERS_MIN) return [];
  return late
    .filter(({ count }) => count >= LATE_ORDERS_MIN / late.length)
    .map(({ each, orders, count }) => {
      const latency = latencyOf(each);
      const window = safeWindowUs(latency, orders);
      const remedy =
        window === null ? 'a shorter tail of ackLatency avoids it.' : `visibility: ${timeText(window)} avoids it.`;
      return (
        `patience.visibility: at ${each.venue} about ${countText(count)} of ${Math.round(orders)} orders take longer than ` +
        `visibility: ${exactTime(visibilityUs)} (ackLatency), and may be given up ` +
        `before they arrive; such an order is cancelled and worked off when it turns up: ${remedy}`
      );
    });
};

/** All that is worth saying of a scenario, a sentence each; nothing where all is as usual. */
export const remarksOn = (scenario: Scenario): readonly string[] => lateOrders(scenario);
