// The whole scenario file: its top-level keys, each of which is read for itself, so that a mistake in one does not hide
// those in the others.
import { z } from 'zod';
import { LEGS_MAX, UNWINDS_MAX } from '../../../machines/arbitrage/types.ts';
import { dataFile } from './data.ts';
import { latency } from './latency.ts';
import { marketFile, pairFile } from './market.ts';
import {
  keys,
  amount,
  basisPoints,
  date,
  duration,
  durationUsOf,
  limit,
  name,
  number,
  oneOf,
  price,
  sentence,
  shares,
  whole,
} from './scalars.ts';
import { venueFile } from './venue.ts';

const countMax = 1_000_000_000;

const isCount = (text: string): boolean => /^\d+$/.test(text);
const isTime = (text: string): boolean => durationUsOf(text) !== undefined;
const isDecimal = (text: string): boolean => /^\d+(\.\d+)?$/.test(text);
const ifSo = (isSo: boolean, meant: string): string | undefined => (isSo ? meant : undefined);

/** How long the run is. */
export const lengthFile = keys(
  {
    intents: whole(1, countMax).optional().describe('so many moments of the market'),
    duration: duration(1).optional().describe('so much virtual time'),
  },
  (text) => (isTime(text) ? `{ duration: ${text} }` : ifSo(isCount(text), `{ intents: ${text} }`)),
);

/** When moments of the market come: exactly one of the three. */
export const arrivalsFile = keys(
  {
    constant: keys({ every: duration(1) }, (text) => ifSo(isTime(text), `{ every: ${text} }`)).optional(),
    poisson: keys({
      perSecond: number('a number above 0 and at most 1,000,000', (value) => value > 0 && value <= 1_000_000),
    }).optional(),
    bursts: keys({ size: whole(1, 1_000_000), every: duration(), pause: duration() }).optional(),
  },
  (text) =>
    isTime(text) ? `{ constant: { every: ${text} } }` : ifSo(isDecimal(text), `{ poisson: { perSecond: ${text} } }`),
);

/** What one unit of a currency is worth in another. */
export const rateFile = keys({
  from: name(),
  to: name(),
  rate: amount('a rate', { above: 0n, atMost: 1_000_000_000_000n }),
});

/** A strategy and its limits. */
export const strategyFile = keys(
  {
    module: sentence()
      .prefault('generator')
      .describe('generator, scanner, or the path of a module, from where this file is'),
    pairs: z.array(name()).nonempty().optional().describe('the pairs that it trades; left out, all of them'),
    priority: whole(0, 1_000)
      .prefault('0')
      .describe('which strategy receives a moment first, and so first spends the money: the highest, then by name'),
    minEdgeBps: basisPoints(-10_000).prefault('20').describe('least edge after the worst fees, of what the sets cost'),
    sets: keys({ min: shares().prefault('10'), max: shares().prefault('100') }, (text) =>
      ifSo(isDecimal(text), `{ min: ${text}, max: ${text} }`),
    ).prefault({}),
    notionalMax: limit('an amount')
      .prefault('none')
      .describe("the most that one intent may cost, in the run's currency"),
    staleness: duration(1).prefault('2s').describe('how old the books may be when the first leg leaves'),
    deadline: duration(1).prefault('10s').describe("from the intent's arrival until open legs are cancelled"),
    mode: oneOf(['parallel', 'sequential']).prefault('parallel'),
    policy: oneOf(['unwind', 'complete', 'hold']).prefault('unwind').describe('what is done with an exposed set'),
    timeInForce: oneOf(['GTC', 'GTD', 'IOC', 'FOK']).prefault('GTC'),
    unwindAttempts: whole(0, UNWINDS_MAX).prefault('8'),
    coolDown: duration()
      .optional()
      .describe('scanner: how long a pair is left alone after it was traded; left out, 1s'),
  },
  (text) => `{ module: ${text} }`,
);

/** Limits of the run; one that is left out does not bind. */
export const riskFile = keys(
  {
    marketPositionMax: limit('a number of shares').prefault('none').describe('of one outcome of one market'),
    venuePositionMax: limit('an amount').prefault('none').describe('at cost, at one venue'),
    openExposureMax: limit('an amount').prefault('none').describe('the worst cases of all live arbitrages together'),
    liveArbitragesMax: whole(1, countMax).optional(),
    drawdownMax: limit('an amount').prefault('none').describe('beyond it, the kill switch'),
  },
  (text) => ifSo(isDecimal(text), `{ openExposureMax: ${text} }`),
);

/** How long the engine waits for its venues. */
export const patienceFile = keys(
  {
    ack: duration(1).prefault('1s'),
    cancel: duration(1).prefault('1s'),
    replace: duration(1).prefault('1s'),
    settlement: duration(1).prefault('2min').describe('how long a fill may be on its way to the chain without a word'),
    visibility: duration().prefault('1s').describe('how long after its submit a venue may still not show an order'),
    doubt: duration(1).prefault('3s').describe('from doubt in an order to acting on it'),
  },
  (text) => ifSo(isTime(text), `{ ack: ${text} }`),
);

/** How an exposure is worked off. */
export const unwindingFile = keys({
  step: price().prefault('0.01').describe('how much worse each further attempt is priced'),
  reprice: duration(1).prefault('1s').describe('how long an attempt rests'),
});

/** A fault at one venue or several. */
export const faultFile = keys({
  fault: name(),
  venue: z.union([name(), z.array(name()).nonempty()], { error: 'a name or a list of names' }),
  chanceBps: basisPoints().describe('how probably it strikes at each opportunity'),
  window: keys({ from: duration().prefault('0s'), to: duration(1) }).optional(),
  delay: latency().optional(),
  ordersMax: whole(1, countMax).optional().describe('the most orders that it strikes'),
});

/** The whole file, for editors; it is read key by key. */
export const scenarioFile = keys({
  name: name().optional().describe("left out, the file's name"),
  about: sentence().prefault('').describe('one or two sentences for its users'),
  seed: name().prefault('1').describe('the same seed gives the same run'),
  date: date()
    .optional()
    .describe(
      "the UTC date of virtual time 0, such as 2026-12-10; left out, a recording's first instant, or 1970-01-01",
    ),
  length: lengthFile
    .optional()
    .describe('the run ends at the first of the two that is reached; a recording ends it at the latest'),
  arrivals: arrivalsFile.prefault({ poisson: { perSecond: '20' } }),
  currency: name().optional().describe('in which limits, losses and results are counted; left out, USD'),
  rates: z.array(rateFile).prefault([]).describe('nothing is assumed to be at par'),
  venues: z.record(name(), venueFile),
  markets: z.record(name(), z.record(name(), marketFile)).describe('by venue, then by name'),
  pairs: z.record(name(), pairFile),
  data: dataFile.optional().describe('a recording whose books are replayed, instead of made-up prices'),
  strategies: z.record(name(), strategyFile).prefault({ generator: {} }),
  risk: riskFile.prefault({}),
  patience: patienceFile.prefault({}),
  unwinding: unwindingFile.prefault({}),
  record: duration().prefault('60s').describe('how long a venue may still speak of an arbitrage that has ended'),
  faults: z.array(faultFile).prefault([]),
  expect: z
    .record(name(), sentence())
    .prefault({})
    .describe('what must hold of the run, such as exposed: 0, maxLoss: "5.00" or captured: ">= 0.8"'),
});

/** The most legs of a pair. */
export const legsMax = LEGS_MAX;
/** A strategy as it was written. */
export type StrategyFile = z.output<typeof strategyFile>;
