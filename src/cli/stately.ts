// `dte stately`: a run that is over, shown to Stately's inspector: re-executed from its inputs along its journal, which
// says whether it is the same. Knows the engine by its arguments alone.
import type { Command } from 'commander';
import { CommandFailed, wrongInput } from './command-failed.ts';
import { exitCodes } from './exit-codes.ts';
import type { CommandDependencies } from './run/command-dependencies.ts';
import { addRunInputs, type RunInputs } from './run/inputs.ts';
import { prepareRun } from '../run/execution/prepare.ts';
import { showAgain, type Again } from './run/show-again.ts';
import { actorsOption, portOption, type StatelyOptions } from './run/stately-options.ts';
import { StatelyWatch } from './run/stately.ts';
import type { Terminal } from './terminal.ts';
import { journalRecords } from '../run/verification/journal-lines.ts';

interface Options extends RunInputs, Pick<StatelyOptions, 'actors'> {
  readonly port: number;
}

const seedOf = (path: string): string => {
  for (const { record } of journalRecords(path)) if (record.type === 'run.started') return record.seed;
  throw wrongInput(`${path} is no whole journal: it does not say how its run began.`);
};

const show = async (
  path: string,
  named: string | undefined,
  options: Options,
  dependencies: CommandDependencies,
  terminal: Terminal,
): Promise<void> => {
  const watch = new StatelyWatch(options.port, options.actors);
  const again = async (): Promise<Again> => {
    const inputs = { ...options, seed: options.seed ?? seedOf(path) };
    const { run, path: scenario } = await prepareRun(named, inputs, dependencies, false, null, watch.inspect);
    const parted = (seq: number): CommandFailed =>
      seq === 1
        ? wrongInput(`${path} is the journal of another scenario than ${scenario}, or of another engine.`)
        : new CommandFailed(
            exitCodes.failed,
            `${path} and its re-execution differ from record ${seq} on: were --intents, --fault and --strategy the same?`,
          );
    return { run, name: path, records: journalRecords(path), parted };
  };
  await showAgain(again, watch, dependencies.shell, terminal);
};

/** Adds `stately` to the program. */
export const addStatelyCommand = (program: Command, terminal: Terminal, dependencies: CommandDependencies): void => {
  const command = program
    .command('stately')
    .description(
      "Shows a run that is over to Stately's inspector: re-executes it, and compares every record with its journal. " +
        'Give the options that it was run with; its seed stands in the journal. A run of the database knows its options: ' +
        '`dte visualize <run> --stately` shows it. A simulation: it cannot trade.',
    )
    .argument('<file.jsonl>', 'a journal, as `dte run --out` writes it')
    .argument('[scenario.yaml]', 'the scenario of the run; the demo if left out');
  addRunInputs(command)
    .addOption(portOption())
    .addOption(actorsOption())
    .action((path: string, named: string | undefined, options: Options) =>
      show(path, named, options, dependencies, terminal),
    );
};
