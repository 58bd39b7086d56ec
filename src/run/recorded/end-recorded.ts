// The end of a run in its database: what a report says that the journal does not, and the indexes that only readers need.
import { buildIndexes } from '../../persistence/write/late-indexes.ts';
import type { Recorder } from '../../persistence/write/recorder.ts';
import { factsOf, keepFacts } from '../../persistence/read/run-facts.ts';
import { storeErrorOf } from '../../persistence/store/store-error.ts';
import { manyText } from '../../text/units.ts';
import type { PreparedRun } from '../execution/prepare.ts';

/**
 * Ends a run that has nothing more to do. The indexes are for readers: that they cannot be built fails no run. Throws a
 * `StoreError`, `WriterFenced`.
 */
export const endRecorded = async (
  recorder: Recorder,
  { run, scenario }: PreparedRun,
  say: (sentence: string) => void,
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
  for (const failure of failures) say(failure);
  const { deadLettered } = recorder.figures();
  if (deadLettered > 0)
    say(
      `The database refused ${manyText(deadLettered, 'record')} of the run ${recorder.run}, kept as dead letters: ` +
        `'dte db redrive' tries them again.`,
    );
};
