// The beginning of a run in its database: its row, and room for those that follow.
import { dropIndexesFor } from '../../persistence/write/late-indexes.ts';
import { recordNewRun, type RecorderOptions } from '../../persistence/write/recorder.ts';
import type { Store } from '../../persistence/store/store.ts';
import { ENGINE_VERSION } from '../../world/version.ts';
import type { Recorded } from '../execution/execute-run.ts';
import type { PreparedRun } from '../execution/prepare.ts';
import { ask } from './ask.ts';
import { textOfInputs } from './frozen.ts';

/** Rows of an intent: 17 in the standard workload. */
const rowsPerIntent = 17;

/** Before a run has its row: drops the indexes that only readers need, if that is worth it. Throws a `StoreError`. */
const dropLateIndexes = async (store: Store, intentsMax: number | null): Promise<void> => {
  await ask(store, (session) => dropIndexesFor(session, intentsMax === null ? null : intentsMax * rowsPerIntent));
};

/** Gives a prepared run its row in a store that is open and migrated. Throws a `StoreError`. */
export const recordRun = async (prepared: PreparedRun, recording: RecorderOptions): Promise<Recorded> => {
  const { run, frozen, seed, scenario } = prepared;
  await dropLateIndexes(recording.store, run.progress().intentsMax);
  const recorder = await recordNewRun(recording, {
    name: run.runId,
    seed,
    scenarioHash: frozen.scenarioHash,
    engineVersion: ENGINE_VERSION,
    inputs: textOfInputs({ ...frozen, build: recording.build }),
    scenario: scenario.name,
  });
  return { recorder, commands: [] };
};
