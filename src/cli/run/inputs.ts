// What decides a run, as it is typed: the scenario, and the options that change it. The same for every command that runs.
import { InvalidArgumentError, Option, type Command } from 'commander';
import { countFault, seedFault } from '../../run/check-inputs.ts';
import { parseFaultWish, type FaultWish } from '../../run/fault-wish.ts';
import { WrongInput } from '../../run/wrong-input.ts';

export { commandOf, programIn } from '../../run/execution/command-line.ts';
export type { RunInputs } from '../../run/make-run.ts';

/** A whole number above 0. */
export const parseCount = (text: string): number => {
  const count = /^\d+$/.test(text) ? Number(text) : NaN;
  const fault = countFault(count);
  if (fault !== null) throw new InvalidArgumentError(fault);
  return count;
};

const parseSeed = (text: string): string => {
  const fault = seedFault(text);
  if (fault !== null) throw new InvalidArgumentError(fault);
  return text;
};

const collectFault = (text: string, before: readonly FaultWish[] | undefined): readonly FaultWish[] => {
  try {
    return [...(before ?? []), parseFaultWish(text)];
  } catch (error) {
    throw error instanceof WrongInput ? new InvalidArgumentError(error.message) : error;
  }
};

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
