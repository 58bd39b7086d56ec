// The command `dte` as a function: arguments and a terminal in, an exit code out. Every failure is one sentence.
import { createRequire } from 'node:module';
import { Command, CommanderError } from 'commander';
import { isOfDatabase, StoreError, wordsOf } from '../persistence/store/store-error.ts';
import { CommandFailed, commandFailureOf } from './command-failed.ts';
import { commands } from './commands.ts';
import { exitCodes, type ExitCode } from './exit-codes.ts';
import { guarded } from './run/own-escapes.ts';
import { refuseStrayUrls, withoutSecrets } from './secrets.ts';
import type { Terminal } from './terminal.ts';

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

/** Adds every command as its help and its suggestions need it: by name, usage and summary alone. */
const listCommands = (program: Command): void => {
  program.configureHelp({
    subcommandTerm: (command) => `${command.name()} ${commands[command.name()]?.usage ?? ''}`.trim(),
  });
  for (const [name, { summary }] of Object.entries(commands)) program.command(name).summary(summary);
};

/** The program with the command of that name; with the list of all of them where there is none. */
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
    .addHelpText(
      'after',
      '\nExit codes: 0 fine, 1 failed, 2 wrong input, 3 no database, 130 interrupted (143 by SIGTERM).',
    );
  if (Object.hasOwn(commands, name)) await commands[name]!.add(program, terminal);
  else listCommands(program);
  return program;
};

const exitCodeOf = (thrown: unknown, terminal: Terminal): ExitCode => {
  const error = commandFailureOf(thrown);
  // Commander has said its sentence already; help and version are no failures.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.fine : exitCodes.wrongInput;
  if (error instanceof CommandFailed) {
    terminal.err(`dte: ${error.message}\n`);
    return error.exitCode;
  }
  if (error instanceof StoreError || isOfDatabase(error)) {
    terminal.err(`dte: ${error instanceof StoreError ? error.message : `The database refuses: ${wordsOf(error)}.`}\n`);
    return exitCodes.databaseUnreachable;
  }
  const message = error instanceof Error ? error.message : String(error);
  terminal.err(`dte: Something broke that should not: ${message} (DTE_DEBUG=1 shows where)\n`);
  return exitCodes.failed;
};

/** `dte help run` is `dte run --help`, at any depth; `dte help` alone is `dte --help`. */
const withoutHelpWord = (args: readonly string[]): readonly string[] => {
  if (args[0] !== 'help') return args;
  const [asked] = args.slice(1);
  // What is no command is left for the program to refuse.
  return asked === undefined || Object.hasOwn(commands, asked) ? [...args.slice(1), '--help'] : args.slice(1);
};

/** Runs `dte` with these arguments, and says how it ended. Never throws. */
export const runCli = async (typed: readonly string[], outside: Terminal): Promise<ExitCode> => {
  // The one place where text leaves: what it holds of others is shown and never obeyed, and no password is in it.
  const terminal = guarded(withoutSecrets(typed, outside));
  try {
    refuseStrayUrls(typed);
    const args = withoutHelpWord(typed);
    const program = await createProgram(args.find((arg) => arg !== '--') ?? '', terminal);
    if (args.length === 0) program.outputHelp();
    else await program.parseAsync(args, { from: 'user' });
    return exitCodes.fine;
  } catch (error) {
    const exitCode = exitCodeOf(error, terminal);
    const isShown = terminal.environment['DTE_DEBUG'] === '1' && exitCode !== exitCodes.fine;
    if (isShown && error instanceof Error) terminal.err(`${error.stack ?? ''}\n`);
    return exitCode;
  }
};
