// The runs of a database that are looked at.
import { openDatabaseSource } from '../../inspect/database-source.ts';
import { InspectedRun } from '../../inspect/inspected-run.ts';
import { verdictOfRow } from '../../persistence/run-facts.ts';
import { listRuns, type ListedRun, type RunRow } from '../../persistence/run-list.ts';
import type { Store } from '../../persistence/store.ts';
import type { ToldVerdict } from '../../report/summary-types.ts';
import { ask, type DatabaseOptions } from '../database.ts';
import { openRuns, runNamed } from '../runs/journals.ts';
import type { Terminal } from '../terminal.ts';

const RUNS_MAX = 500;

const picked = async (store: Store, names: readonly string[]): Promise<readonly (RunRow | ListedRun)[]> => {
  if (names.length === 0) return (await ask(store, (session) => listRuns(session, RUNS_MAX))).toReversed();
  const rows: RunRow[] = [];
  for (const name of names) rows.push(await runNamed(store, name));
  return rows;
};

/** What was said of a run when it ended: a list has it already, and a row among its facts. */
const verdictOf = (run: RunRow | ListedRun): ToldVerdict | null => ('verdict' in run ? run.verdict : verdictOfRow(run));

const inspected = (run: RunRow | ListedRun, store: Store, maker: string): InspectedRun => {
  const shown = new InspectedRun(
    String(run.id),
    openDatabaseSource(run, (work) => ask(store, work), maker),
  );
  shown.verdict = verdictOf(run);
  return shown;
};

/** Opens the runs of those names, or all. What cannot be found or read is wrong input. */
export const openStoredRuns = async (
  names: readonly string[],
  options: DatabaseOptions,
  environment: Terminal['environment'],
  maker: string,
) => {
  const store = await openRuns(options, environment);
  try {
    const listed = await picked(store, names);
    const runs = listed.map((run) => inspected(run, store, maker));
    return {
      runs,
      store,
      close: async (): Promise<void> => {
        for (const run of runs) await run.close();
        await store.close();
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
};
