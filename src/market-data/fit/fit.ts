// From what was gathered to the numbers of a scenario for the stochastic simulator. Prices come out on whole cents, which
// every venue's usual grid has. What a recording cannot tell is null, and left to the scenario's own defaults.
import type { GatheredEvent, Gatherer, GatheredMarket } from './gather.ts';
import { fitDistribution, type DistributionFit } from './fit-distribution.ts';
import { ThinnedSample } from './thinned-sample.ts';

/** A market as it is to be quoted. Micros. */
export interface FittedMarket {
  readonly venue: string;
  readonly market: string;
  readonly tickPx: bigint | null;
  readonly spreadPx: bigint;
  readonly noisePx: bigint;
  readonly depthQty: bigint;
  /** What the two came from: 5, 25, 50, 75, 95 of a hundred. */
  readonly spreads: readonly bigint[];
  readonly depths: readonly bigint[];
}

/** An event as it is to walk: YES is bought at the first of its markets, NO at the last. Micros. */
export interface FittedEvent {
  readonly name: string;
  readonly markets: readonly FittedMarket[];
  readonly fairPx: bigint;
  readonly walkPx: bigint;
  readonly mispricingPx: bigint;
  readonly moments: number;
}

/** A venue's durations; null where the recording does not tell them. */
export interface FittedVenue {
  readonly venue: string;
  /** From the venue's stamp to the receipt. */
  readonly latency: DistributionFit | null;
  /** From one trade to the next. */
  readonly tradeGap: DistributionFit | null;
}

/** Numbers for a scenario. */
export interface Fit {
  readonly events: readonly FittedEvent[];
  /** Events that are left out, because there is room for so many only. */
  readonly eventsLeftOut: number;
  readonly venues: readonly FittedVenue[];
  /** Moments a second, of all events together. */
  readonly momentsPerSecond: number;
  /** From one moment of an event to the next, of the event with the most. */
  readonly momentGap: DistributionFit | null;
  /** A quarter of all trades are smaller, a quarter are larger. Micros; null without trades. */
  readonly tradeQty: { readonly low: bigint; readonly high: bigint; readonly count: number } | null;
  readonly receivedEarly: number;
}

const CENT = 10_000n;
const UNIT = 1_000_000n;
const EVENTS_MAX = 8;
const percentiles = [5, 25, 50, 75, 95] as const;

const toCents = (px: bigint): bigint => ((px + CENT / 2n) / CENT) * CENT;
const within = (value: bigint, least: bigint, most: bigint): bigint =>
  value < least ? least : value > most ? most : value;
const sizeOf = (value: bigint): bigint => (value < 0n ? -value : value);

const rowOf = (sample: ThinnedSample<bigint>): readonly bigint[] =>
  percentiles.map((hundredths) => sample.percentile(hundredths) ?? 0n);

const fitMarket = ({ book, spreadPx, depthQty }: GatheredMarket, noisePx: bigint): FittedMarket => ({
  venue: book.venue,
  market: book.market,
  tickPx: book.tickPx,
  spreadPx: spreadPx.percentile(50) ?? CENT,
  noisePx: within(noisePx, 0n, UNIT / 4n),
  depthQty: within(((depthQty.percentile(50) ?? UNIT) / UNIT) * UNIT, UNIT, 1_000_000n * UNIT),
  spreads: rowOf(spreadPx),
  depths: rowOf(depthQty),
});

const fitEvent = (event: GatheredEvent): FittedEvent => {
  const [first, second] = event.markets as [GatheredMarket, GatheredMarket?];
  const difference = event.differencePx.percentile(50) ?? 0n;
  // Half of what the difference strays from its middle is each venue's own noise.
  const strays = new ThinnedSample<bigint>();
  for (const each of event.differencePx.sorted()) strays.add(sizeOf(each - difference));
  const noisePx = second === undefined ? 0n : (strays.percentile(95) ?? 0n) / 2n;
  // YES is bought where it is cheaper.
  const legs = second === undefined ? [first] : difference >= 0n ? [first, second] : [second, first];
  return {
    name: event.name,
    markets: legs.map((market) => fitMarket(market, noisePx)),
    fairPx: within(toCents(event.fairPx.percentile(50) ?? UNIT / 2n), CENT, UNIT - CENT),
    walkPx: within(event.movePx.percentile(95) ?? 0n, 1n, UNIT / 20n),
    mispricingPx: sizeOf(difference),
    moments: event.moments,
  };
};

/** Fits a scenario's numbers to what was gathered; null where no market had a whole book. */
export const fitRecording = (gathered: Gatherer): Fit | null => {
  const whole = [...gathered.events.values()]
    .filter(({ moments }) => moments > 0)
    .toSorted((left, right) => right.moments - left.moments);
  const [busiest] = whole;
  if (busiest === undefined) return null;
  const chosen = whole.slice(0, EVENTS_MAX);
  const events = chosen.map(fitEvent);
  const names = [...new Set(events.flatMap(({ markets }) => markets.map(({ venue }) => venue)))];
  const tradeQty = new ThinnedSample<bigint>();
  const venues = names.map((venue) => {
    const tradeGapUs = new ThinnedSample<number>();
    for (const { markets } of chosen)
      for (const market of markets) {
        if (market.book.venue !== venue) continue;
        for (const us of market.tradeGapUs.sorted()) tradeGapUs.add(us);
        for (const qty of market.tradeQty.sorted()) tradeQty.add(qty);
      }
    const latency = gathered.latencyUs.get(venue);
    return {
      venue,
      latency: latency === undefined ? null : fitDistribution(latency),
      tradeGap: fitDistribution(tradeGapUs),
    };
  });
  const perSecond = ({ moments, spanUs }: GatheredEvent): number => (spanUs > 0 ? ((moments - 1) * 1e6) / spanUs : 0);
  const [low, high] = [tradeQty.percentile(25), tradeQty.percentile(75)];
  return {
    events,
    eventsLeftOut: whole.length - chosen.length,
    venues,
    momentsPerSecond: chosen.reduce((sum, event) => sum + perSecond(event), 0),
    momentGap: fitDistribution(busiest.momentGapUs),
    tradeQty: low === undefined || high === undefined ? null : { low, high, count: tradeQty.count },
    receivedEarly: gathered.receivedEarly,
  };
};
