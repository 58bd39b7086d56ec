// `dte explain`: the life of one order or arbitrage in about ten lines, from a journal file or from a re-execution of the
// run. Knows the engine by its arguments alone.
import { Option, type Command } from 'commander';
import { createExplainer, storyLines, type Explainer } from '../report/explain.ts';
import { manyText } from '../text/units.ts';
import { CommandFailed, wrongInput } from './command-failed.ts';
import { addDatabaseOption, type DatabaseOptions } from './database.ts';
import { interruptedBy } from './exit-codes.ts';
import { drive } from '../run/execution/drive.ts';
import type { CommandDependencies } from './run/command-dependencies.ts';
import { addRunInputs, type RunInputs } from './run/inputs.ts';
import { listenToInterrupts } from '../run/execution/interrupts.ts';
import { prepareRun } from '../run/execution/prepare.ts';
import { createProgress, quietProgress } from './run/progress.ts';
import { recordsOf, withJournals } from './runs/journals.ts';
import type { Terminal } from './terminal.ts';

interface Options extends RunInputs, DatabaseOptions {
  readonly journal?: string;
  readonly json?: true;
}

const ID = /^((arb|order|intent):)?[\w.:-]+$/;

const fromJournal = (explainer: Explainer, journal: string, options: Options, terminal: Terminal): Promise<void> =>
  withJournals([journal], options, terminal, async (found) => {
    for await (const { record } of recordsOf(found!)) explainer.observe(record, record.seq, record.atUs);
  });

const fromRun = async (
  explainer: Explainer,
  named: string | undefined,
  options: Options,
  dependencies: CommandDependencies,
  terminal: Terminal,
): Promise<string> => {
  const { run, path, seed } = await prepareRun(named, options, dependencies, false);
  run.consume((body, seq, atUs) => explainer.observe(body, seq, atUs));
  const progress = options.json ? quietProgress(terminal.err) : createProgress(dependencies.shell, terminal.err);
  const interrupts = listenToInterrupts(dependencies.shell);
  try {
    await drive(run, {
      wall: dependencies.shell.wall,
      progress,
      stopping: { signals: interrupts, abandon: (signal) => dependencies.shell.exitNow(interruptedBy(signal)) },
    });
  } finally {
    interrupts.forget();
  }
  if (interrupts.signal !== null)
    throw new CommandFailed(
      interruptedBy(interrupts.signal),
      `The run was interrupted before its end, and explains nothing: ${manyText(run.lastSeq, 'record')} of it were made.`,
    );
  return `${path} with seed ${seed}`;
};

const explainOne = async (
  id: string,
  named: string | undefined,
  options: Options,
  dependencies: CommandDependencies,
  terminal: Terminal,
): Promise<void> => {
  const { journal } = options;
  if (!ID.test(id)) throw wrongInput(`'${id}' is no id: an arbitrage is a number, such as 12, an order such as 12.1.`);
  if (journal !== undefined && named !== undefined)
    throw wrongInput('An explanation comes from a scenario or from --journal, not from both.');
  const explainer = createExplainer(id);
  let source: string;
  if (journal === undefined) source = await fromRun(explainer, named, options, dependencies, terminal);
  else {
    await fromJournal(explainer, journal, options, terminal);
    source = journal;
  }
  const story = explainer.story();
  if (story === null)
    throw wrongInput(
      `There is no order or arbitrage '${id}' in ${source}: arbitrages are 1, 2, 3, orders 1.1, 1.2, 1.u1.`,
    );
  const text = options.json ? JSON.stringify(story, null, 2) : storyLines(story, dependencies.shell.columns).join('\n');
  terminal.out(`${text}\n`);
};

/** Adds `explain` to the program. */
export const addExplain = (program: Command, terminal: Terminal, dependencies: CommandDependencies): void => {
  const command = program
    .command('explain')
    .description(
      'Tells the life of one order or arbitrage in about ten lines: what was expected, what happened, and why. ' +
        'It re-executes the run, or reads its journal. A simulation: it cannot trade.',
    )
    .argument('<id>', 'an arbitrage, such as 12, or an order, such as 12.1')
    .argument('[scenario.yaml]', 'the scenario of the run; the demo if left out');
  addDatabaseOption(addRunInputs(command))
    .addOption(
      new Option('--journal <file or run>', 'read a journal, or a run of the database, instead of running').conflicts([
        'seed',
        'intents',
        'fault',
        'strategy',
      ]),
    )
    .addOption(new Option('--json', 'one JSON object instead of text'))
    .action((id: string, named: string | undefined, options: Options) =>
      explainOne(id, named, options, dependencies, terminal),
    );
};
