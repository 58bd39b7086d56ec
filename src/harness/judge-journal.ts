// Beliefs held against a journal that somebody kept: the truth is rebuilt from its records, and nothing is under way.
import type { JournalRecord } from '../journal/records.ts';
import { readBeliefs, type Beliefs } from './beliefs.ts';
import type { Finding } from './judge/findings.ts';
import { judge } from './judge.ts';
import { VenueTruth } from './truth.ts';
import { NOTHING_UNDER_WAY } from './under-way.ts';

/** Where beliefs differ from what a venue's journal says. Throws `InvalidBeliefs`. */
export const judgeJournal = (records: Iterable<JournalRecord>, beliefs: Beliefs): readonly Finding[] => {
  const truth = new VenueTruth();
  for (const record of records) truth.observe(record, record.seq);
  return judge(truth, readBeliefs(beliefs), NOTHING_UNDER_WAY);
};
