// A recording as a stream of updates, in bounded memory, whatever form its file is in. Knows files; knows no clock.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { RecordingDecoder, type ReadOptions } from './read/decoder.ts';
import { readLines } from './read/lines.ts';
import type { ReadReport } from './read/tally.ts';
import type { MarketUpdate } from './types.ts';

/** How a recording is read. */
export interface RecordingOptions extends ReadOptions {
  /** Called now and then with how far the file is read, in its own bytes. */
  readonly onProgress?: (bytesRead: number, bytesTotal: number) => void;
}

/** A recording that is being read. It can be gone through once, either way. */
export interface Recording extends AsyncIterable<MarketUpdate> {
  /** Its updates as they come, many at a time: the fast way. */
  batches(): AsyncIterable<readonly MarketUpdate[]>;
  /** What was found besides, so far. */
  readonly report: ReadReport;
}

const BATCH_MAX = 4_096;

/**
 * Reads a recording: Polymarket's or Kalshi's frames as JSON lines, the canonical form, or level summaries of both as
 * CSV; plain or gzipped. Its content decides its form. Updates that are broken, missing, doubled or out of order are
 * counted in the report and leave stale books, and are never thrown. Iterating throws the system's own error where the
 * file cannot be opened or read.
 */
export const readRecording = (path: string, options: RecordingOptions = {}): Recording => {
  const decoder = new RecordingDecoder(options);
  const batches = () => batchesOf(path, decoder, options.onProgress);
  return {
    report: decoder.report,
    batches,
    async *[Symbol.asyncIterator]() {
      for await (const batch of batches()) yield* batch;
    },
  };
};

async function* batchesOf(
  path: string,
  decoder: RecordingDecoder,
  onProgress: RecordingOptions['onProgress'],
): AsyncGenerator<readonly MarketUpdate[]> {
  let batch: MarketUpdate[] = [];
  for await (const { lines, bytesRead, bytesTotal, cut } of readLines(path)) {
    for (const line of lines) {
      if (typeof line === 'string') decoder.read(line, batch);
      else decoder.skip(batch, line.why);
      if (batch.length < BATCH_MAX) continue;
      yield batch;
      batch = [];
    }
    onProgress?.(bytesRead, bytesTotal);
    if (cut !== null) decoder.end(batch, cut);
  }
  decoder.end(batch);
  if (batch.length > 0) yield batch;
}

/** What the lines of a recording say, and what was found besides: for lines that are in memory. */
export const readLinesOf = (
  lines: Iterable<string>,
  options: ReadOptions = {},
): { readonly updates: readonly MarketUpdate[]; readonly report: ReadReport } => {
  const decoder = new RecordingDecoder(options);
  const updates: MarketUpdate[] = [];
  for (const line of lines) decoder.read(line, updates);
  decoder.end(updates);
  return { updates, report: decoder.report };
};

/** The sha256 of a file's bytes, in hex: what freezes a recording into a run. Throws the system's own error. */
export const hashOfFile = async (path: string): Promise<string> => {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
  return hash.digest('hex');
};
