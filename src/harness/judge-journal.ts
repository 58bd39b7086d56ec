// Beliefs held against a journal that somebody kept: the truth is rebuilt from its records, and nothing is on its way.
import type { JournalRecord } from '../journal/records.ts';
import { readBeliefs, type Beliefs } from './beliefs.ts';
import type { Finding } from './judge/findings.ts';
import { judge } from './judge.ts';
import { VenueTruth } from './truth.ts';
import { HeldAcks, quietWith, underWayFor } from './under-way.ts';

/** Where beliefs differ from what a venue's journal says of an account, the first one if none is named. Throws `InvalidBeliefs`. */
export const judgeJournal = (
  records: Iterable<JournalRecord>,
  beliefs: Beliefs,
  account?: string,
): readonly Finding[] => {
  const truth = new VenueTruth(account);
  const held = new HeldAcks();
  for (const record of records) {
    truth.observe(record, record.seq);
    held.observe(record);
  }
  return judge(
    truth,
    readBeliefs(beliefs),
    underWayFor(quietWith(held), (own) => truth.venueIdOf(own)),
  );
};
