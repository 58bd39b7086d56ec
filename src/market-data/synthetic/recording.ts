// A made-up recording, message by message: one event at two venues. News moves one venue at once and the other some
// hundred milliseconds later; in between somebody eats away what is offered too cheap. So an edge opens, shrinks and
// closes, and a later order gets nothing of it. Seeded, with a stream of its own.
import { createHash } from 'node:crypto';
import { RandomStream } from '../../kernel/random/stream.ts';
import { canonicalSeed, type Seed } from '../../kernel/random/seed.ts';

import type { ReadOptions } from '../read/decoder.ts';
import { kalshiFrames, polymarketFrames } from './frames.ts';
import { SyntheticVenue } from './venue.ts';

/** What is made up. */
export interface SyntheticOptions {
  readonly seed: Seed;
  /** 60,000 where it is left out. */
  readonly durationMs?: number;
  /** Between one news and the next, on average; at least 1,500. 2,000 where it is left out. */
  readonly newsEveryMs?: number;
  /** Between one loss of frames and the next, on average; none are lost where it is left out. */
  readonly gapEveryMs?: number;
  /** Whether lines tell when they were received: true where it is left out. */
  readonly isReceivedTold?: boolean;
  /** When it begins, in microseconds since the Unix epoch. */
  readonly startUs?: number;
}

/** A made-up recording, and the truth about it. */
export interface SyntheticRecording {
  /** Both venues' frames in the order in which they were received, as a recorder writes them. */
  readonly lines: readonly string[];
  /** How it is read, so that both venues' markets have the name `market`. */
  readonly options: ReadOptions;
  readonly market: string;
  /** How often an edge opened. */
  readonly windows: number;
  /** Frames that never reached the recorder. */
  readonly missed: { readonly polymarket: number; readonly kalshi: number };
}

const MARKET = 'EVENT';
const TICKER = 'KXEVENT-26DEC';
const STIR_EVERY_US = 20_000;
const QUIET_AFTER_NEWS_US = 1_500_000;

const hash = (seed: Seed, what: string): string =>
  createHash('sha256')
    .update(`${canonicalSeed(seed)} ${what}`)
    .digest('hex');

interface Task {
  readonly atUs: number;
  readonly run: (atUs: number) => void;
}

/** Makes up a recording: the same for the same options. */
export const syntheticRecording = (options: SyntheticOptions): SyntheticRecording => {
  const { seed, durationMs = 60_000, newsEveryMs = 2_000, gapEveryMs, isReceivedTold = true } = options;
  const startUs = options.startUs ?? Date.UTC(2026, 10, 2) * 1_000;
  const endUs = startUs + durationMs * 1_000;
  const random = RandomStream.fromSeed(seed, 'synthetic recording');
  const condition = `0x${hash(seed, 'condition').slice(0, 64)}`;
  const tokens = [BigInt(`0x${hash(seed, 'yes')}`).toString(), BigInt(`0x${hash(seed, 'no')}`).toString()] as const;
  const venueOptions = { latencyUs: 8_000, isReceivedTold };
  const polymarket = new SyntheticVenue(polymarketFrames(condition, tokens), random, venueOptions);
  const kalshi = new SyntheticVenue(kalshiFrames(TICKER), random, { ...venueOptions, latencyUs: 3_000 });
  const venues = [polymarket, kalshi] as const;
  const tasks: Task[] = [];
  const later = (atUs: number, run: Task['run']): void => void tasks.push({ atUs, run });
  const about = (meanUs: number): number => 1 + random.nextBelow(2 * meanUs);
  let middle = 40 + random.nextBelow(21);
  let windows = 0;

  const stir = (venue: SyntheticVenue) => (atUs: number) => {
    venue.stir(atUs);
    later(atUs + about(STIR_EVERY_US), stir(venue));
  };
  const news = (atUs: number): void => {
    const leads = random.nextBelow(2);
    const jump = 6 + random.nextBelow(5);
    const isUp = middle < 30 || (middle <= 70 && random.nextBelow(2) === 0);
    const lagUs = 150_000 + random.nextBelow(650_000);
    const [leader, laggard] = leads === 0 ? [polymarket, kalshi] : [kalshi, polymarket];
    middle += isUp ? jump : -jump;
    const target = middle;
    leader.quote(atUs, target);
    windows += 1;
    const side = isUp ? 'ask' : 'bid';
    const offered = laggard.bestQty(side);
    for (const step of [1, 2, 3])
      later(atUs + Math.floor((lagUs * step) / 4), (nowUs) => laggard.take(nowUs, side, 1, offered));
    later(atUs + lagUs, (nowUs) => laggard.quote(nowUs, target));
    const pauseUs = Math.max(newsEveryMs * 1_000 - QUIET_AFTER_NEWS_US, 1);
    later(atUs + QUIET_AFTER_NEWS_US + about(pauseUs), news);
  };
  const deafen = (atUs: number): void => {
    const venue = venues[random.nextBelow(2)] ?? polymarket;
    const deafUs = 20_000 + random.nextBelow(200_000);
    venue.isDeaf = true;
    later(atUs + deafUs, (nowUs) => {
      venue.isDeaf = false;
      // The next frame shows that something is missing; the whole book is asked for and comes a little later.
      later(nowUs + 60_000, (shownUs) => venue.show(shownUs));
    });
    if (gapEveryMs !== undefined) later(atUs + deafUs + 200_000 + about(gapEveryMs * 1_000), deafen);
  };

  for (const venue of venues) {
    venue.quote(startUs, middle);
    venue.show(startUs);
    later(startUs + about(STIR_EVERY_US), stir(venue));
  }
  later(startUs + about(newsEveryMs * 1_000), news);
  if (gapEveryMs !== undefined) later(startUs + about(gapEveryMs * 1_000), deafen);
  for (;;) {
    let next = 0;
    for (let index = 1; index < tasks.length; index += 1) if (tasks[index]!.atUs < tasks[next]!.atUs) next = index;
    const [task] = tasks.splice(next, 1);
    if (task === undefined || task.atUs >= endUs) break;
    task.run(task.atUs);
  }
  const lines = [...polymarket.lines, ...kalshi.lines].toSorted((left, right) => left.receivedUs - right.receivedUs);
  return {
    lines: lines.map(({ text }) => text),
    options: {
      tokens: new Map(tokens.map((token, index) => [token, { market: MARKET, isFirst: index === 0 }])),
      names: new Map([[`kalshi/${TICKER}`, MARKET]]),
    },
    market: MARKET,
    windows,
    missed: { polymarket: polymarket.missed, kalshi: kalshi.missed },
  };
};
