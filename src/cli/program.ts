// The command `dte` as a function: arguments and a terminal in, an exit code out. Every failure is one sentence.
import { createRequire } from 'node:module';
import { Command, CommanderError } from 'commander';
import { StoreError } from '../persistence/store-error.ts';
import { CommandFailed } from './command-failed.ts';
import { exitCodes, type ExitCode } from './exit-codes.ts';
import type { Terminal } from './terminal.ts';

/** Adds a command to the program. */
type Add = (program: Command, terminal: Terminal) => Promise<void>;

const house = async () => (await import('./run/house.ts')).house;

/**
 * The commands, in the order in which the help shows them. A command's code is loaded when that command is asked for: all
 * of them together are six hundred files, and half a second before anything happens.
 */
const commands: Readonly<Record<string, Add>> = {
  init: async (program, terminal) => (await import('./init.ts')).addInit(program, terminal),
  run: async (program, terminal) => (await import('./run.ts')).addRun(program, terminal, await house()),
  resume: async (program, terminal) => (await import('./resume.ts')).addResume(program, terminal, await house()),
  runs: async (program, terminal) => (await import('./runs.ts')).addRuns(program, terminal),
  report: async (program, terminal) => (await import('./report.ts')).addReport(program, terminal, await house()),
  explain: async (program, terminal) => (await import('./explain.ts')).addExplain(program, terminal, await house()),
  stately: async (program, terminal) =>
    (await import('./stately.ts')).addStatelyCommand(program, terminal, await house()),
  diff: async (program, terminal) => (await import('./diff.ts')).addDiff(program, terminal),
  verify: async (program, terminal) => {
    const { addVerify } = await import('./verify.ts');
    const { makeAgain } = await import('./run/make-again.ts');
    const port = await house();
    addVerify(program, terminal, ({ inputs, id }) => makeAgain(inputs, id, port));
  },
  db: async (program, terminal) => (await import('./db.ts')).addDb(program, terminal),
  visualize: async (program, terminal) => (await import('./visualize.ts')).addVisualize(program, terminal, house),
  faults: async (program, terminal) => (await import('./faults.ts')).addFaults(program, terminal),
  venues: async (program, terminal) => (await import('./venues.ts')).addVenues(program, terminal),
  machines: async (program, terminal) => (await import('./machines.ts')).addMachines(program, terminal),
  data: async (program, terminal) => (await import('./data.ts')).addData(program, terminal),
};

const versionOf = (): string => {
  // The package names itself, so that sources and built files find the same file.
  const { version } = createRequire(import.meta.url)('dry-testing-engine/package.json') as { readonly version: string };
  return version;
};

/** Commander's message as a sentence of ours, on one line. */
const sentenceOf = (message: string): string => {
  const text = message
    .replace(/^error: /, '')
    .trim()
    .replaceAll(/\s*\n\s*/g, ' ');
  const sentence = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.)?]$/.test(sentence) ? sentence : `${sentence}.`;
};

/** The program with the command of that name; with all of them, for its help and its sentences, where there is none. */
const createProgram = async (name: string, terminal: Terminal): Promise<Command> => {
  const program = new Command('dte')
    .description(
      'The dry testing engine: runs an order flow against simulated prediction-market venues.\n' +
        'A simulation: it cannot trade.',
    )
    .version(versionOf(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .exitOverride()
    .configureOutput({
      writeOut: terminal.out,
      writeErr: terminal.err,
      outputError: (message) => terminal.err(`dte: ${sentenceOf(message)}\n`),
    })
    .addHelpText('after', '\nExit codes: 0 fine, 1 failed, 2 wrong input, 3 no database.');
  const asked = Object.hasOwn(commands, name) ? [commands[name]!] : Object.values(commands);
  for (const add of asked) await add(program, terminal);
  return program;
};

const exitCodeOf = (error: unknown, terminal: Terminal): ExitCode => {
  // Commander has said its sentence already; help and version are no failures.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.fine : exitCodes.wrongInput;
  if (error instanceof CommandFailed) {
    terminal.err(`dte: ${error.message}\n`);
    return error.exitCode;
  }
  if (error instanceof StoreError) {
    terminal.err(`dte: ${error.message}\n`);
    return exitCodes.databaseUnreachable;
  }
  const message = error instanceof Error ? error.message : String(error);
  terminal.err(`dte: Something broke that should not: ${message} (DTE_DEBUG=1 shows where)\n`);
  return exitCodes.failed;
};

/** Runs `dte` with these arguments, and says how it ended. Never throws. */
export const runCli = async (args: readonly string[], terminal: Terminal): Promise<ExitCode> => {
  try {
    const program = await createProgram(args[0] ?? '', terminal);
    if (args.length === 0) program.outputHelp();
    else await program.parseAsync(args, { from: 'user' });
    return exitCodes.fine;
  } catch (error) {
    const exitCode = exitCodeOf(error, terminal);
    const isShown = terminal.environment['DTE_DEBUG'] === '1' && exitCode !== exitCodes.fine;
    if (isShown && error instanceof Error) terminal.err(`${error.stack}\n`);
    return exitCode;
  }
};
