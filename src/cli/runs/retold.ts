// What a run came to, by its journal: from a file, or from the rows of a database with what its row keeps beside.
import { RunningDigest } from '../../kernel/digest.ts';
import { factsOfRow } from '../../persistence/read/run-facts.ts';
import { createRetelling, type Retelling } from '../../report/retelling.ts';
import type { RunSummary } from '../../report/summary-types.ts';
import { recordsOf, type Journal } from './journals.ts';

/** A run that is over, as its journal reports it. */
export interface Retold {
  /** Where nobody knows what was expected, nothing has passed. */
  readonly summary: RunSummary;
  /** Whether it is known what was expected of it, or it has failed without that. */
  readonly isJudged: boolean;
  readonly retelling: Retelling;
}

/** Tells a run again. What is no record is wrong input in a file, and a failure in a run's rows. */
export const retold = async (journal: Journal): Promise<Retold> => {
  const facts = journal.kind === 'run' ? factsOfRow(journal.run) : null;
  const retelling = createRetelling(facts ?? {});
  const digest = new RunningDigest();
  for await (const { record, text } of recordsOf(journal)) {
    digest.append(text);
    retelling.observe(record, record.seq, record.atUs);
  }
  const runId = journal.kind === 'run' ? journal.run.name : journal.name;
  const summary = retelling.finish(runId, digest.value());
  const isJudged = facts !== null || !summary.passed;
  return { summary: isJudged ? summary : { ...summary, passed: false, verdict: 'unfinished' }, isJudged, retelling };
};
