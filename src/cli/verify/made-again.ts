// Which row of a run was changed, where its digest is not the one that it had: the run is made again from its inputs, beside
// its rows, and the first record in which the two part is the one.
import { encodeRecord } from '../../journal/encode.ts';
import type { RunRow } from '../../persistence/read/run-list.ts';
import { diffJournals } from '../../report/diff.ts';
import type { Run } from '../run/engine-port.ts';
import type { SourceRecord } from '../runs/journals.ts';

/** Makes a run once more from what its row says it was made from, at its beginning. */
export type Remake = (run: RunRow) => Promise<Run>;

const told = (value: string | undefined): string => value ?? 'absent';

const sentenceOf = (stored: string, made: string, seq: number): string => {
  const difference = diffJournals([stored], [made]);
  if (difference.kind === 'identical') return `The record ${seq} is not as it was.`;
  const { left, right, fields, subject } = difference;
  const what = `The record ${seq} (${right?.type ?? left?.type}${subject === null ? '' : ` of ${subject}`})`;
  const how = fields.map(({ field, left: is, right: was }) => `${field} is ${told(is)} and was ${told(was)}`);
  return `${what} was changed: ${how.join(', ')}.`;
};

/** The sentence about the first record of the rows that the run does not make; null if it makes them all. */
export const whereItParts = async (rows: AsyncIterable<SourceRecord>, run: Run): Promise<string | null> => {
  const made: string[] = [];
  let seqs = 0;
  run.consume((body, seq, atUs) => void made.push(encodeRecord(body, seq, atUs)));
  for await (const { record, text } of rows) {
    while (made.length === 0) {
      // What came from outside does not come again by itself.
      const isCommand = record.type === 'command.received';
      if (isCommand) run.stop(record.reason ?? '');
      const isOver = isCommand || !run.step();
      if (isOver && made.length === 0) return `The record ${record.seq} was added: the run does not make it.`;
    }
    const line = made.shift()!;
    seqs += 1;
    if (line !== text) return sentenceOf(text, line, seqs);
  }
  return null;
};
