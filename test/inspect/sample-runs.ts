// Journals of real runs, made once for the tests that look at them.
import { createRun } from '../../src/run/create-run.ts';
import { loadScenario } from '../../src/run/load-scenario.ts';
import type { JournalRecord } from '../../src/journal/records.ts';

const made = new Map<string, readonly JournalRecord[]>();

/** The journal of a scenario that ships, of so many moments. */
export const journalOf = (name: string, intentsMax: number, seed = '7'): readonly JournalRecord[] => {
  const key = `${name} ${intentsMax} ${seed}`;
  const known = made.get(key);
  if (known !== undefined) return known;
  const { scenario, hash } = loadScenario(`scenarios/${name}.yaml`);
  const run = createRun(scenario, { scenarioHash: hash, intentsMax, seed });
  const records: JournalRecord[] = [];
  run.consume((body, seq, atUs) => records.push({ ...body, seq, atUs }));
  while (run.step());
  made.set(key, records);
  return records;
};

/** The scenarios that are looked at: usual ones, and the one in which everything goes wrong. */
export const sampleJournals = (): readonly (readonly JournalRecord[])[] => [
  journalOf('demo', 250),
  journalOf('storm', 200, '13'),
  journalOf('burst', 300),
];
