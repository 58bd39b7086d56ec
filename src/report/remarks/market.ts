// Remarks on markets that do not answer what a run seems to ask: latencies where nothing moves meanwhile, and books whose
// reading decides the result.
import type { Scenario } from '../../scenario/types.ts';
import type { Remark, RunFigures } from '../summary-types.ts';
import { durationText, sizeText } from '../../text/units.ts';
import { namesText } from './words.ts';

/** A book that moves so many times less often than an order takes shows no latency. */
const STILL_TIMES = 100;
/** By chance, a fill this late is more than a deadline's business. */
const SLOW_US = 1_000_000;

/** How long the median of first fills took, at the slowest of some venues. */
const slowestUs = ({ latency }: RunFigures, venues: readonly string[]): number =>
  Math.max(0, ...venues.map((venue) => latency[venue]?.submitToFirstFill.p50 ?? 0));

/** Portfolio that stand still for much longer than an order takes. */
const stillRecording = (figures: RunFigures, scenario: Scenario): readonly Remark[] => {
  const { recording, throughput } = figures;
  const books = scenario.data?.markets.length ?? 0;
  if (recording === null || recording.updates === 0 || books === 0) return [];
  const everyUs = Math.round((throughput.virtualUs * books) / recording.updates);
  const tookUs = slowestUs(figures, Object.keys(figures.latency));
  if (tookUs === 0 || everyUs < tookUs * STILL_TIMES) return [];
  return [
    {
      name: 'latencyIsFree',
      sentence:
        `A recorded book moves every ${durationText(everyUs)} on average, and a fill takes ` +
        `${durationText(tookUs)}: nothing moves meanwhile, so that latencies cost nothing here.`,
    },
  ];
};

/** Market makers that nobody but us trades with. */
const stillPools = (figures: RunFigures, { venues }: Scenario): readonly Remark[] => {
  const still = venues
    .filter(({ venue, pool }) => pool !== undefined && pool.bettors === null && figures.latency[venue] !== undefined)
    .map(({ venue }) => venue);
  if (still.length === 0) return [];
  return [
    {
      name: 'nothingMoves',
      sentence:
        `Nobody but this run bets at ${namesText(still)}: prices wait for our orders there, so that ` +
        `latencies cost nothing.`,
    },
  ];
};

/** Venues that fill by chance, and late: the price of an order stays what it was. */
const slowChance = (figures: RunFigures, { venues }: Scenario): readonly Remark[] => {
  const slow = venues
    .filter(
      ({ venue, book, pool }) => book === undefined && pool === undefined && slowestUs(figures, [venue]) >= SLOW_US,
    )
    .map(({ venue }) => venue);
  if (slow.length === 0) return [];
  const tookUs = slowestUs(figures, slow);
  return [
    {
      name: 'lateAtTheSamePrice',
      sentence:
        `A fill at ${namesText(slow)} takes ${durationText(tookUs)} and more, by chance, at a price that ` +
        `does not move meanwhile: latencies cost there what deadlines cut, and no more (book: has prices that move).`,
    },
  ];
};

/** Latencies that cost nothing, because nothing moves. */
export const latencyRemarks = (figures: RunFigures, scenario: Scenario): readonly Remark[] => [
  ...stillRecording(figures, scenario),
  ...stillPools(figures, scenario),
  ...slowChance(figures, scenario),
];

/** Portfolio whose `refill` decides how much of them there was. */
export const bookRemarks = ({ books }: RunFigures, { venues }: Scenario): readonly Remark[] => {
  const decided = venues.flatMap(({ venue, book }) => {
    const takings = books[venue];
    if (book?.refill !== 'whenShown' || takings === undefined) return [];
    return takings.refilledQty * 4n > takings.filledQty ? [{ venue, ...takings }] : [];
  });
  if (decided.length === 0) return [];
  const of = decided.map(
    ({ venue, filledQty, refilledQty }) =>
      `${sizeText(refilledQty)} of ${sizeText(filledQty)} shares at ${venue} (${(refilledQty * 100n) / filledQty} %)`,
  );
  return [
    {
      name: 'refillDecides',
      sentence:
        `${namesText(of)} came from levels that this run had taken before: refill: whenShown says that they ` +
        `were there again, and refill: whenGrown would not.`,
    },
  ];
};
