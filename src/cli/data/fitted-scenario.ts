// A fit as the text of a scenario: what was measured stands in it with where it comes from, what no recording can tell is
// left to the scenario's defaults, and said.
import type { DistributionSpec } from '../../kernel/distributions/spec.ts';
import { printMicros } from '../../money/decimal.ts';
import type { DistributionFit } from '../../market-data/fit/fit-distribution.ts';
import type { Fit, FittedEvent, FittedMarket, FittedVenue } from '../../market-data/fit/fit.ts';
import { isVenueName, venueCatalogue } from '../../venues/definitions/catalogue.ts';

const CURRENCY = 'USD';
const NAME_LENGTH_MAX = 100;
const INTENTS_MAX = 2_000;
const UNIT = 1_000_000n;

/** A name as a scenario may hold it. */
const nameOf = (text: string): string =>
  text
    .replaceAll(/[:\p{Cc}]/gu, '-')
    .trim()
    .slice(0, NAME_LENGTH_MAX) || 'market';

const venueNameOf = (text: string): string => nameOf(text).replaceAll('/', '-');
const quoted = (text: string): string => (/^[A-Za-z][\w-]*$/.test(text) ? text : JSON.stringify(text));
const kindOf = (venue: string) => (isVenueName(venue) ? venue : 'other');
const plain = (value: number): string => value.toFixed(9).replace(/\.?0+$/, '');

/** A distribution as a scenario writes it, all its durations so many times as long. */
const specText = (spec: DistributionSpec, times = 1): string => {
  const us = (value: number): string => `${Math.round(value * times)}us`;
  switch (spec.kind) {
    case 'constant':
      return us(spec.valueUs);
    case 'uniform':
      return `{ uniform: { min: ${us(spec.minUs)}, max: ${us(spec.maxUs)} } }`;
    case 'lognormal':
      return `{ lognormal: { median: ${us(spec.medianUs)}, sigma: ${plain(spec.sigma)} } }`;
    case 'gamma':
      return `{ gamma: { shape: ${plain(spec.shape)}, scale: ${us(spec.scaleUs)} } }`;
    case 'normal':
      return `{ normal: { mean: ${us(spec.meanUs)}, standardDeviation: ${us(spec.standardDeviationUs)} } }`;
    case 'pareto':
      return `{ pareto: { min: ${us(spec.minUs)}, alpha: ${plain(spec.alpha)} } }`;
    default: {
      const points = spec.points.map(
        ({ quantile, valueUs }) => `{ quantile: ${plain(quantile)}, value: ${us(valueUs)} }`,
      );
      return `{ empirical: [${points.join(', ')}] }`;
    }
  }
};

const madeOf = ({ count, distance }: DistributionFit): string =>
  `of ${count}, at most ${(distance * 100).toFixed(1)} % off`;

const venueText = ({ venue, latency, tradeGap }: FittedVenue): string => {
  const kind = kindOf(venue);
  const lines = [`  ${quoted(venueNameOf(venue))}:`];
  if (kind !== venue) lines.push(`    kind: ${kind} # its rules are not known: state them`);
  lines.push('    opening: 100000');
  if (latency === null) lines.push('    # Nothing here was stamped twice: the latencies are the defaults.');
  else
    lines.push(
      `    # From the stamp to the receipt, ${madeOf(latency)}. There and back is taken to be twice as long.`,
      `    ackLatency: ${specText(latency.spec, 2)}`,
      `    reportLatency: ${specText(latency.spec)}`,
      `    cancelLatency: ${specText(latency.spec, 2)}`,
    );
  if (tradeGap === null) lines.push('    # Too few trades were recorded to say how long a fill takes.');
  else
    lines.push(
      `    # From one trade of a market to the next, ${madeOf(tradeGap)}.`,
      `    fillLatency: ${specText(tradeGap.spec)}`,
    );
  return lines.join('\n');
};

const marketText = ({ venue, market, tickPx, spreadPx, noisePx, depthQty }: FittedMarket): string => {
  const grid = tickPx === null ? undefined : printMicros(tickPx);
  const known = grid !== undefined && Object.hasOwn(venueCatalogue[kindOf(venue)].grids, grid);
  const quotes = `spread: ${printMicros(spreadPx)}, noise: ${printMicros(noisePx)}, depth: ${printMicros(depthQty)}`;
  return `    ${quoted(nameOf(market))}: { ${known ? `grid: '${grid}', ` : ''}quotes: { ${quotes} } }`;
};

const pairText = ({ name, markets, fairPx, walkPx, mispricingPx }: FittedEvent): string => {
  const leg = (market: FittedMarket | undefined): string =>
    market === undefined ? '' : JSON.stringify(`${venueNameOf(market.venue)}/${nameOf(market.market)}`);
  const [first] = markets;
  const verified =
    markets.length > 1
      ? 'recorded under one name at both venues, which is all that is known of it'
      : 'yes and no of one market';
  return [
    `  ${quoted(nameOf(name))}:`,
    `    verified: ${verified}`,
    `    yes: ${leg(first)}`,
    `    no: ${leg(markets.at(-1))}`,
    `    fair: ${printMicros(fairPx)}`,
    `    walk: ${printMicros(walkPx)}`,
    `    mispricing: ${printMicros(mispricingPx)}`,
  ].join('\n');
};

const ratesText = (venues: readonly FittedVenue[]): string => {
  const currencies = new Set(venues.map(({ venue }) => venueCatalogue[kindOf(venue)].currency.value));
  currencies.delete(CURRENCY);
  const rates = [...currencies].map(
    (from) => `  - { from: ${quoted(from)}, to: ${CURRENCY}, rate: 1 } # stated, not measured`,
  );
  return rates.length === 0 ? 'rates: []' : `rates:\n${rates.join('\n')}`;
};

const wholeShares = (qty: bigint, least: bigint): string => String(qty / UNIT > least ? qty / UNIT : least);

/** The scenario that a fit is, as a YAML file that `dte run` takes. `hash` is the recording's. */
export const fittedScenario = (fit: Fit, file: string, hash: string): string => {
  const { events, venues, momentsPerSecond, tradeQty } = fit;
  const marketsAt = (venue: string): string =>
    events.flatMap(({ markets }) => markets.filter((market) => market.venue === venue).map(marketText)).join('\n');
  const moments = events.reduce((sum, event) => sum + event.moments, 0);
  const setsMin = tradeQty === null ? '10' : wholeShares(tradeQty.low, 5n);
  const setsMax = tradeQty === null ? '100' : wholeShares(tradeQty.high, 5n);
  return `# Fitted to ${JSON.stringify(file)} (sha256 ${hash}).
# What stands here was measured, unless a comment says otherwise: medians of spreads and depths, the 95th percentile of
# how far prices move and stray, quartiles of trade sizes. What is left out is the scenario's default.
name: fitted
about: A stochastic simulation with the latencies, spreads, depths and arrival rates of a recording.
seed: 1
length: { intents: ${Math.max(Math.min(moments, INTENTS_MAX), 1)} }
arrivals: { poisson: { perSecond: ${plain(Math.min(Math.max(momentsPerSecond, 0.000_01), 1_000_000))} } }
currency: ${CURRENCY}
${ratesText(venues)}
venues:
${venues.map(venueText).join('\n')}
markets:
${venues.map(({ venue }) => `  ${quoted(venueNameOf(venue))}:\n${marketsAt(venue)}`).join('\n')}
pairs:
${events.map(pairText).join('\n')}
strategies:
  generator:
    sets: { min: ${setsMin}, max: ${setsMax} }${tradeQty === null ? ' # no trades were recorded' : ''}
expect:
  violations: 0
`;
};
