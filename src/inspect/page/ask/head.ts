// A run as a whole, read off its index.
import { moneyText } from '../../../text/units.ts';
import type { RunEntry, RunHead, TimelineAnswer } from '../answers.ts';
import type { InspectedRun } from '../../sources/inspected-run.ts';

/** A run as an entry of a list. */
export const entryOf = ({ id, source, state, problem, index }: InspectedRun): RunEntry => ({
  id,
  source: source.name,
  name: index.names.name,
  seed: index.names.seed,
  state,
  share: source.share,
  problem,
  records: index.lastSeq,
  virtualUs: index.lastUs,
});

/** A run as a whole, as far as it has been read. */
export const headOf = (run: InspectedRun): RunHead => {
  const { actors, counters, marks, money, names, endedBy, lanes } = run.index;
  const now = Array.from(run.index.sampled().subarray(0, counters.length));
  return {
    simulation: true,
    ...entryOf(run),
    currency: names.currency,
    endedBy,
    verdict: run.verdict,
    totals: run.state === 'reading' ? run.totals : null,
    venues: actors.venues.list,
    markets: actors.markets.list,
    pairs: actors.pairs.list,
    statuses: actors.statuses.list,
    oddities: actors.anomalies.names.list,
    refusals: actors.refusals.list.slice(1),
    capacities: Object.fromEntries(lanes.capacities),
    marks: [...marks.counts].map(([key, count]) => {
      const [kind = '', ...rest] = key.split(' ');
      return { kind, name: rest.join(' '), count };
    }),
    money: {
      captured: moneyText(money.made.captured),
      expected: moneyText(money.made.expected),
      exposure: moneyText(money.exposure),
    },
    moneyProblem: moneyProblemOf(run),
    orders: actors.orders.count,
    blocks: counters.blocks,
    figures: counters.figures,
    now,
  };
};

const moneyProblemOf = ({ index: { money } }: InspectedRun): string | null => {
  if (money.broken !== null) return `The books could not follow this journal: ${money.broken}`;
  if (money.missed === 0) return null;
  return `${money.missed} records came too long after the end of their arbitrage to be booked here.`;
};

/** Some counters over time, by place; all of them where none is named. The last value is that of now. */
export const timelineOf = ({ index }: InspectedRun, wanted: readonly number[]): TimelineAnswer => {
  const { timeline, counters } = index;
  const now = index.sampled();
  const places = wanted.filter((place) => place >= 0 && place < counters.length);
  return {
    widthUs: timeline.widthUs,
    rows: timeline.closed.length + 1,
    lastUs: index.lastUs,
    places,
    columns: places.map((place) => [...timeline.closed.map((row) => row[place] ?? 0), now[place] ?? 0]),
  };
};
