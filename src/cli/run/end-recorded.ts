// What a command does with the database before a run's first row and behind its last one: indexes that only readers need, and
// what a report says that the journal does not.
import { buildIndexes, dropIndexesFor } from '../../persistence/write/late-indexes.ts';
import type { Recorder } from '../../persistence/write/recorder.ts';
import { factsOf, keepFacts } from '../../persistence/read/run-facts.ts';
import { storeErrorOf } from '../../persistence/store/store-error.ts';
import type { Store } from '../../persistence/store/store.ts';
import { manyText } from '../../text/units.ts';
import { ask } from '../database.ts';
import type { Terminal } from '../terminal.ts';
import type { PreparedRun } from './prepare.ts';

/** Rows of an intent: 17 in the standard workload. */
const rowsPerIntent = 17;

/** Before a run has its row: drops the indexes if that is worth it. Throws a `StoreError`. */
export const makeRoom = async (store: Store, intentsMax: number | null): Promise<void> => {
  await ask(store, (session) => dropIndexesFor(session, intentsMax === null ? null : intentsMax * rowsPerIntent));
};

/** Ends a run that has nothing more to do. The indexes are for readers: that they cannot be built fails no run. */
export const endRecorded = async (
  recorder: Recorder,
  { run, scenario }: PreparedRun,
  terminal: Terminal,
): Promise<void> => {
  const { store } = recorder;
  const facts = factsOf(scenario, run.summary());
  await recorder.land((session) => keepFacts(session, recorder.run, facts));
  await recorder.end(run.digest);
  let failures: readonly string[];
  try {
    ({ failures } = await recorder.land(buildIndexes));
  } catch (error) {
    failures = [`The indexes were not built ('dte db index' builds them): ${storeErrorOf(error, store.where).message}`];
  }
  for (const failure of failures) terminal.err(`${failure}\n`);
  const { deadLettered } = recorder.figures();
  if (deadLettered > 0)
    terminal.err(
      `The database refused ${manyText(deadLettered, 'record')} of the run ${recorder.run}, kept as dead letters: ` +
        `'dte db redrive' tries them again.\n`,
    );
};
