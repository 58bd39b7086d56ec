// `dte visualize <run> --stately`: beside the page, the run is re-executed from its row for Stately's inspector.
import { recordsOfRun } from '../../persistence/read/run-journal.ts';
import { CommandFailed, wrongInput } from '../command-failed.ts';
import { exitCodes } from '../exit-codes.ts';
import type { CommandDependencies } from '../run/command-dependencies.ts';
import { reExecute } from '../../run/recorded/re-execute.ts';
import { showAgain, type Again } from '../run/show-again.ts';
import { StatelyWatch } from '../run/stately.ts';
import type { StatelyOptions } from '../run/stately-options.ts';
import { rowsFault } from '../runs/journals.ts';
import { isFile } from '../runs/named-file.ts';
import type { Terminal } from '../terminal.ts';
import type { OpenRuns } from './named-runs.ts';

/** The run that is meant, as it was named, and its watch at that port. What cannot be shown is wrong input. */
export const statelyOf = (
  names: readonly string[],
  { actors }: StatelyOptions,
  atPort: number,
): { readonly named: string; readonly watch: StatelyWatch } => {
  const [named, second] = names;
  if (named === undefined || second !== undefined)
    throw wrongInput('--stately shows one run of the database, which is named before it: dte visualize 3 --stately.');
  if (isFile(named))
    throw wrongInput(
      `--stately shows a run of the database; what ${named} was made from is not in it, and 'dte stately ${named} <scenario.yaml>' shows it.`,
    );
  return { named, watch: new StatelyWatch(atPort, actors) };
};

/** Shows the run until Ctrl-C. */
export const showStored = async (
  { named, watch }: ReturnType<typeof statelyOf>,
  { stored }: OpenRuns,
  dependencies: CommandDependencies,
  terminal: Terminal,
): Promise<void> => {
  if (stored === null) return;
  const again = async (): Promise<Again> => {
    const { store, run: row } = await stored.find(named);
    const { id, inputs } = row;
    const parted = (seq: number): CommandFailed =>
      new CommandFailed(
        exitCodes.failed,
        `Run ${id} and its re-execution differ from record ${seq} on: its rows were changed, or another engine wrote them.`,
      );
    const run = await reExecute(inputs, id, dependencies, watch.inspect);
    return { run, name: `the rows of run ${id}`, records: recordsOfRun(store, row), parted };
  };
  try {
    await showAgain(again, watch, dependencies.shell, terminal);
  } catch (error) {
    throw rowsFault(error);
  }
};
