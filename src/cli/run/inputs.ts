// What decides a run, as it is typed: the scenario, and the options that change it. The same for every command that runs.
import { InvalidArgumentError, Option, type Command } from 'commander';
import type { FaultWish } from './fault-option.ts';
import { parseFaultWish } from './fault-option.ts';

/** What decides a run, as it was typed. */
export interface RunInputs {
  readonly seed?: string;
  readonly intents?: number;
  readonly fault?: readonly FaultWish[];
  readonly strategy?: string;
  readonly data?: string;
}

const SEED_LENGTH_MAX = 100;
const INTENTS_MAX = 1_000_000_000;

/** A whole number above 0. */
export const parseCount = (text: string): number => {
  const count = Number(text);
  if (!/^\d+$/.test(text) || count < 1 || count > INTENTS_MAX)
    throw new InvalidArgumentError(`It must be a whole number from 1 to ${INTENTS_MAX}.`);
  return count;
};

const parseSeed = (text: string): string => {
  if (text.trim() === '') throw new InvalidArgumentError('A seed is a number or a word, and not empty.');
  if (text.length > SEED_LENGTH_MAX || /\p{Cc}/u.test(text))
    throw new InvalidArgumentError(`A seed has at most ${SEED_LENGTH_MAX} characters, on one line.`);
  return text;
};

const collectFault = (text: string, before: readonly FaultWish[] | undefined): readonly FaultWish[] => [
  ...(before ?? []),
  parseFaultWish(text),
];

/** Adds the options that decide a run. */
export const addRunInputs = (command: Command): Command =>
  command
    .addOption(new Option('--seed <seed>', "the seed of all chance, instead of the scenario's").argParser(parseSeed))
    .addOption(new Option('--intents <count>', 'end after so many moments of the market').argParser(parseCount))
    .addOption(
      new Option(
        '--fault <name[@venue][=bps]>',
        'inject a fault too, at one venue or all, with that chance in basis points (500); may be repeated',
      ).argParser(collectFault),
    )
    .addOption(new Option('--strategy <module>', "trade by your own module instead of the scenario's strategies"))
    .addOption(new Option('--data <file>', "the recording that the scenario replays, instead of the scenario's own"));

const quoted = (word: string): string => (/^[\w./:@=,+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);

/** `dte` as whoever started this process can type it: npm finds it for those who came by npm. */
export const programIn = (environment: Readonly<Record<string, string | undefined>>): string =>
  environment['npm_execpath'] === undefined ? 'dte' : 'npx dte';

/** The command that does the same again, without the program's name: the seed is always written out. */
export const commandOf = (
  words: readonly string[],
  scenario: string,
  { intents, fault = [], strategy, data }: RunInputs,
  seed: string,
): string => {
  const parts = [...words, scenario, '--seed', seed];
  if (intents !== undefined) parts.push('--intents', String(intents));
  for (const { text } of fault) parts.push('--fault', text);
  if (strategy !== undefined) parts.push('--strategy', strategy);
  if (data !== undefined) parts.push('--data', data);
  return parts.map(quoted).join(' ');
};
