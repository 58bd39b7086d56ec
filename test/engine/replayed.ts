// Runs over recordings that are in memory: made up, message by message, or given line by line.
import { createHash } from 'node:crypto';
import { createRun } from '../../src/run/create-run.ts';
import type { Run, RunState } from '../../src/run/run.ts';
import type { RunOptions } from '../../src/run/run-options.ts';
import { RecordingDecoder, type ReadOptions } from '../../src/market-data/read/decoder.ts';
import { ReplayInput } from '../../src/market-data/replay/replay-input.ts';
import { parseScenario, type ParsedScenario } from '../../src/scenario/parse.ts';
import type { MarketUpdate } from '../../src/market-data/types.ts';

/** A recording in memory. */
export interface Lines {
  readonly lines: readonly string[];
  readonly options: ReadOptions;
}

const LINES_AT_ONCE = 100;

/** Lines as a file of them is read. */
export const recordingOf = ({ lines, options }: Lines) => {
  const decoder = new RecordingDecoder(options);
  return {
    report: decoder.report,
    async *batches(): AsyncGenerator<readonly MarketUpdate[]> {
      let batch: MarketUpdate[] = [];
      for (const [index, line] of lines.entries()) {
        decoder.read(line, batch);
        if ((index + 1) % LINES_AT_ONCE !== 0) continue;
        yield batch;
        batch = [];
      }
      decoder.end(batch);
      yield batch;
    },
  };
};

/** The input of a run over lines. */
export const inputOf = (lines: Lines, readAhead?: number): ReplayInput =>
  new ReplayInput({
    sha256: createHash('sha256').update(lines.lines.join('\n')).digest('hex'),
    recording: recordingOf(lines),
    ...(readAhead === undefined ? {} : { readAhead }),
  });

/** What a test says of the scenario over a made-up recording. */
export interface Replayed {
  /** From a change to our seeing it, and from a send to the answer. */
  readonly latency: string;
  readonly more?: string;
}

/** A scenario over a made-up recording: one event at both venues, either way round, taken by the scanner. */
export const scenarioOver = ({ latency, more = '' }: Replayed): Extract<ParsedScenario, { ok: true }> => {
  const text = `
name: replayed
currency: USD
rates: [{ from: pUSD, to: USD, rate: 1 }]
data: { latency: ${latency} }
venues:
  polymarket: { opening: 100000, ackLatency: ${latency}, reportLatency: 1ms, cancelLatency: ${latency}, book: { refill: whenShown } }
  kalshi: { opening: 100000, tier: Premier, ackLatency: ${latency}, reportLatency: 1ms, cancelLatency: ${latency}, book: { refill: whenShown } }
markets:
  polymarket: { EVENT: { fees: { rate: 0 } } }
  kalshi: { EVENT: { step: 1 } }
pairs:
  EVENT: { verified: made up alike, ways: both, yes: polymarket/EVENT, no: kalshi/EVENT }
strategies:
  scanner: { module: scanner, minEdgeBps: 1, sets: { min: 5, max: 1000 }, staleness: 10s, deadline: 3s, timeInForce: IOC, coolDown: 1200ms }
${more}`;
  const parsed = parseScenario(text, 'replayed.yaml');
  if (!parsed.ok) throw new Error(parsed.problems.map(({ line, message }) => `line ${line}: ${message}`).join('\n'));
  return parsed;
};

/** A run over lines. */
export const runOver = (
  { scenario, hash }: Extract<ParsedScenario, { ok: true }>,
  input: ReplayInput,
  options: Partial<RunOptions> = {},
  state?: RunState,
): Run => createRun(scenario, { scenarioHash: hash, pickStory: false, ...options, input }, state);
