// A recording as the arguments of a command name it: the file, and what the file does not say itself. What is wrong with
// either is a sentence.
import { Option, type Command } from 'commander';
import { readRecording, type Recording, type RecordingOptions } from '../../market-data/recording.ts';
import { tokenMeaningOf, type TokenMeaning } from '../../market-data/read/polymarket-markets.ts';
import type { MarketUpdate } from '../../market-data/types.ts';
import { wrongInput } from '../command-failed.ts';
import { fileFault } from '../../run/file-fault.ts';
import { CLEAR_LINE } from '../run/own-escapes.ts';
import { processShell } from '../run/shell.ts';
import type { Terminal } from '../terminal.ts';

/** The options of every command on recordings. */
export interface ReadingOptions {
  readonly token: readonly string[];
  readonly name: readonly string[];
  readonly yesPrices?: true;
  readonly unchecked?: true;
}

const gathered = (value: string, before: readonly string[]): readonly string[] => [...before, value];

/** Adds the options of all commands on recordings. */
export const addReadingOptions = (command: Command): Command =>
  command
    .addOption(
      new Option(
        '--token <id=market/yes>',
        'what a Polymarket token is: 7132…=FED-DEC/yes, or /no; once for each, others are left out',
      )
        .argParser(gathered)
        .default([], 'the first token seen of a condition is its first outcome'),
    )
    .addOption(
      new Option('--name <venue/market=name>', 'another name for a market, such as kalshi/KXFED-25DEC-H0=FED-DEC')
        .argParser(gathered)
        .default([], 'as recorded'),
    )
    .addOption(new Option('--yes-prices', "Kalshi's NO side was recorded in YES prices (use_yes_price)"))
    .addOption(new Option('--unchecked', "do not hold Polymarket's best_bid and best_ask against the book"));

const tokenOf = (text: string): readonly [string, TokenMeaning] => {
  const [, id, meaning] = /^([^=\s]+)=(.+)$/.exec(text) ?? [];
  const read = meaning === undefined ? null : tokenMeaningOf(meaning);
  if (id === undefined || read === null)
    throw wrongInput(`--token ${text} does not say what a token is: write its id, =, and market/yes or market/no.`);
  return [id, read];
};

const nameOf = (text: string): readonly [string, string] => {
  const [, from, to] = /^([^/=]+\/[^=]+)=(.+)$/.exec(text) ?? [];
  if (from === undefined || to === undefined)
    throw wrongInput(`--name ${text} names no market anew: write venue/market, =, and the new name.`);
  return [from, to];
};

const readOptionsOf = ({ token, name, yesPrices, unchecked }: ReadingOptions): RecordingOptions => ({
  ...(token.length === 0 ? {} : { tokens: new Map(token.map(tokenOf)) }),
  names: new Map(name.map(nameOf)),
  isNoInYesPrices: yesPrices === true,
  isBestChecked: unchecked !== true,
});

const DRAW_EVERY_MS = 100;

const progressOf = (path: string, terminal: Terminal): Required<RecordingOptions>['onProgress'] => {
  let shownMs = processShell.wall.nowMs();
  return (bytesRead, bytesTotal) => {
    const nowMs = processShell.wall.nowMs();
    if (!processShell.isErrTty || nowMs - shownMs < DRAW_EVERY_MS) return;
    shownMs = nowMs;
    const isOver = bytesRead >= bytesTotal;
    terminal.err(isOver ? CLEAR_LINE : `${CLEAR_LINE}reading ${path}: ${Math.floor((bytesRead * 100) / bytesTotal)} %`);
  };
};

async function* guarded(
  path: string,
  batches: AsyncIterable<readonly MarketUpdate[]>,
): AsyncGenerator<readonly MarketUpdate[]> {
  try {
    yield* batches;
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    throw wrongInput(`${path} cannot be read: ${fileFault(error)}.`);
  }
}

/** The recording in a file; a file that cannot be read is wrong input. */
export const openRecording = (path: string, options: ReadingOptions, terminal: Terminal): Recording => {
  const recording = readRecording(path, { ...readOptionsOf(options), onProgress: progressOf(path, terminal) });
  return { ...recording, report: recording.report, batches: () => guarded(path, recording.batches()) };
};
