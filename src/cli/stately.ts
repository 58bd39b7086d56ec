// `dte stately`: a run that is over, shown to Stately's inspector: made again from its inputs along its journal, which
// says whether it is the same. Knows the engine by its port alone.
import type { Command } from 'commander';
import { replay, type Replayed } from '../inspect/stately/replay.ts';
import type { JournalRecord } from '../journal/records.ts';
import { manyText } from '../report/text/units.ts';
import { CommandFailed, wrongInput } from './command-failed.ts';
import { exitCodes } from './exit-codes.ts';
import type { EnginePort } from './run/engine-port.ts';
import { addRunInputs, type RunInputs } from './run/inputs.ts';
import { prepareRun } from './run/prepare.ts';
import { actorsOption, portOption, StatelyWatch, type StatelyOptions } from './run/stately.ts';
import type { Terminal } from './terminal.ts';
import { journalRecords } from './verify/journal-lines.ts';

interface Options extends RunInputs, Pick<StatelyOptions, 'actors'> {
  readonly port: number;
}

function* recordsOf(path: string): Generator<JournalRecord> {
  for (const { record } of journalRecords(path)) yield record;
}

const seedOf = (path: string): string => {
  for (const record of recordsOf(path)) if (record.type === 'run.started') return record.seed;
  throw wrongInput(`${path} is no whole journal: it does not say how its run began.`);
};

const failureOf = (path: string, scenario: string, replayed: Replayed): CommandFailed | null => {
  if (replayed.kind === 'same') return null;
  const { seq, journaled, made } = replayed;
  const sides = `\n  there: ${journaled}\n  here:  ${made ?? 'nothing more'}`;
  if (seq === 1)
    return wrongInput(`${path} is the journal of another scenario than ${scenario}, or of another engine.${sides}`);
  const sentence = `${path} and the run made again part at record ${seq}: were --intents, --fault and --strategy the same?`;
  return new CommandFailed(exitCodes.failed, `${sentence}${sides}`);
};

const show = async (
  path: string,
  named: string | undefined,
  options: Options,
  port: EnginePort,
  terminal: Terminal,
): Promise<void> => {
  const { shell } = port;
  const watch = new StatelyWatch(options.port, options.actors);
  const inputs = { ...options, seed: options.seed ?? seedOf(path) };
  const { run, path: scenario } = await prepareRun(named, inputs, port, false, null, watch.inspect);
  const served = await watch.serve(run, terminal.err);
  try {
    const replayed = await replay(run, recordsOf(path), async () => {
      await shell.wall.sleepMs(0);
      await served.keptUp(shell);
    });
    const failure = failureOf(path, scenario, replayed);
    if (failure !== null) throw failure;
    if (replayed.kind === 'same') terminal.err(`${manyText(replayed.records, 'record')}, the same as in ${path}.\n`);
    await served.stay(shell, terminal.err);
    if (served.failures.length > 0) throw new CommandFailed(exitCodes.failed, served.failures.join('\ndte: '));
  } finally {
    await served.close();
  }
};

/** Adds `stately` to the program. */
export const addStatelyCommand = (program: Command, terminal: Terminal, port: EnginePort): void => {
  const command = program
    .command('stately')
    .summary("show a run that is over to Stately's inspector")
    .description(
      "Shows a run that is over to Stately's inspector: makes it again, and holds every record against its journal. " +
        'Give the options that it was run with; its seed stands in the journal. A simulation: it cannot trade.',
    )
    .argument('<file.jsonl>', 'a journal, as `dte run --out` writes it')
    .argument('[scenario.yaml]', 'the scenario of the run; the demo if left out');
  addRunInputs(command)
    .addOption(portOption())
    .addOption(actorsOption())
    .action((path: string, named: string | undefined, options: Options) => show(path, named, options, port, terminal));
};
