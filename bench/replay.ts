// What replaying a recording costs: the application of updates to books, alone, with the decoding of the canonical form,
// and from the venues' own frames.
import { assert } from '../src/kernel/assert.ts';
import { canonicalHead, encodeUpdate } from '../src/market-data/canonical.ts';
import { RecordedBooks } from '../src/market-data/recorded-book.ts';
import { RecordingDecoder } from '../src/market-data/read/decoder.ts';
import { readLinesOf } from '../src/market-data/recording.ts';
import { syntheticRecording } from '../src/market-data/synthetic/recording.ts';
import type { MarketUpdate } from '../src/market-data/types.ts';
import { formatNs, formatPerSecond, medianNs, type Figure } from './measure.ts';

const UPDATES_PER_SECOND_MIN = 500_000;
const REPEATS = 4;
const BATCH = 4_096;

const made = syntheticRecording({ seed: 1, durationMs: 60_000 });
const { updates } = readLinesOf(made.lines, made.options);
const canonical = [canonicalHead, ...updates.map((update, index) => encodeUpdate(update, index + 1))];

const apply = (): void => {
  for (let repeat = 0; repeat < REPEATS; repeat += 1) {
    const books = new RecordedBooks();
    for (const update of updates) books.apply(update);
  }
};

/** As a replay does it: a batch is decoded, applied and forgotten. */
const replay = (lines: readonly string[]): void => {
  for (let repeat = 0; repeat < REPEATS; repeat += 1) {
    const decoder = new RecordingDecoder(made.options);
    const books = new RecordedBooks();
    let batch: MarketUpdate[] = [];
    for (const line of lines) {
      decoder.read(line, batch);
      if (batch.length < BATCH) continue;
      for (const update of batch) books.apply(update);
      batch = [];
    }
    decoder.end(batch);
    for (const update of batch) books.apply(update);
    assert(decoder.report.updates === updates.length, 'every update of the recording is replayed');
  }
};

/** The figures of reading and replaying recordings. */
export const replayFigures = (): Figure[] => {
  const figure = (name: string, work: () => void): Figure => {
    const ns = medianNs(REPEATS * updates.length, work, 5);
    return { name, value: `${formatPerSecond(ns)}, ${formatNs(ns)}` };
  };
  const bound = (made: Figure, ns: number): Figure => ({
    ...made,
    must: `≥ ${formatPerSecond(1e9 / UPDATES_PER_SECOND_MIN)}`,
    holds: ns * UPDATES_PER_SECOND_MIN <= 1e9,
  });
  const appliedNs = medianNs(REPEATS * updates.length, apply, 5);
  return [
    bound(
      { name: 'replay: updates applied to books', value: `${formatPerSecond(appliedNs)}, ${formatNs(appliedNs)}` },
      appliedNs,
    ),
    figure('replay: canonical lines decoded and applied', () => replay(canonical)),
    figure("replay: the venues' frames decoded and applied", () => replay(made.lines)),
  ];
};
