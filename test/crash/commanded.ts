// Runs of the demo whose table has more kinds than their own, and the commands that a client gives to one that is killed.
import { commandDependencies, type CommandDependencies } from '../../src/cli/run/command-dependencies.ts';
import { createRun } from '../../src/run/create-run.ts';
import type { SteppedRun } from '../../src/run/execution/dependencies.ts';
import { Run, type RunState } from '../../src/run/run.ts';
import { cancelling, placing, registerHosted } from '../world/commands/hosted-commands.ts';

/** The real dependencies, but for the kinds of command. */
export const commanded: CommandDependencies = {
  ...commandDependencies,
  createRun: (scenario, options, state) => {
    const more = {
      ...options,
      commands: (table, { venues }) => registerHosted(table, venues),
    } satisfies typeof options;
    return createRun(scenario, more, state as RunState | undefined);
  },
};

/** What is given in which look of the wall, and for how long from then. The second and the third come at one instant. */
const commands = [
  { look: 2, given: placing('kalshi', 'KXFED-26DEC', 1), inUs: 0 },
  { look: 3, given: placing('polymarket', 'FED-DEC', 2), inUs: 40_000 },
  { look: 3, given: cancelling('kalshi', 1), inUs: 0 },
  { look: 5, given: placing('kalshi', 'KXFED-26DEC', 3, 'badSignature'), inUs: 0 },
  { look: 6, given: cancelling('polymarket', 2), inUs: 5_000 },
] as const;

/** How many there are. */
export const commandsMax = commands.length;

/** A function that gives the first of them to a run, each in its look. */
export const givenTo =
  (run: SteppedRun, count: number) =>
  (look: number): void => {
    if (!(run instanceof Run)) throw new Error('commands are given to a run alone');
    for (const one of commands.slice(0, count)) if (one.look === look) run.give(one.given, run.nowUs + one.inUs);
  };
