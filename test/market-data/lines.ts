// Frames as the venues write them, for tests of their readers.
import { printMicros } from '../../src/money/decimal.ts';
import { readLinesOf } from '../../src/market-data/recording.ts';
import type { ReadOptions } from '../../src/market-data/read/decoder.ts';
import type { MarketUpdate } from '../../src/market-data/types.ts';

/** An update in a line: what a test compares. */
export const told = (update: MarketUpdate): string => {
  const levels = (side: readonly { readonly px: bigint; readonly qty: bigint }[]) =>
    side.map(({ px, qty }) => `${printMicros(px)}x${printMicros(qty)}`).join(' ');
  switch (update.what) {
    case 'snapshot':
      return `${update.market} snapshot ${levels(update.bids)} | ${levels(update.asks)}`;
    case 'level':
      return `${update.market} ${update.side} ${printMicros(update.px)}x${printMicros(update.qty)}`;
    case 'trade':
      return `${update.market} trade ${printMicros(update.px)}x${printMicros(update.qty)} ${String(update.takerSide)}`;
    case 'tick':
      return `${update.market} tick ${printMicros(update.tickPx)}`;
    default:
      return `${update.market} gap ${String(update.missed)}`;
  }
};

/** What lines say, an update a line, and the faults that were counted. */
export const said = (lines: readonly unknown[], options?: ReadOptions) => {
  const texts = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line)));
  const { updates, report } = readLinesOf(texts, options);
  const faults = Object.fromEntries(Object.entries(report.faults).filter(([, count]) => count > 0));
  return { updates, told: updates.map(told), faults, report };
};

/** A millisecond of the recordings of tests. */
export const startMs = 1_781_159_489_000;
