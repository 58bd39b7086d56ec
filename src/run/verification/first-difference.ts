// Which row of a run was changed, where its digest is not the one that it had: the run is re-executed from its inputs beside
// its rows, and the first record in which they differ is the one.
import { encodeRecord } from '../../journal/encode.ts';
import type { JournalRecord } from '../../journal/records.ts';
import { diffJournals } from '../../report/diff.ts';
import { commandFromOutside } from '../../world/commands/journaled.ts';
import type { SteppedRun } from '../execution/dependencies.ts';

const told = (value: string | undefined): string => value ?? 'absent';

const sentenceOf = (stored: string, made: string, seq: number): string => {
  const difference = diffJournals([stored], [made]);
  if (difference.kind === 'identical') return `The record ${seq} is not as it was.`;
  const { left, right, fields, subject } = difference;
  const what = `The record ${seq} (${right?.type ?? left?.type}${subject === null ? '' : ` of ${subject}`})`;
  const how = fields.map(({ field, left: is, right: was }) => `${field} is ${told(is)} and was ${told(was)}`);
  return `${what} was changed: ${how.join(', ')}.`;
};

/**
 * A sentence about the first record of the rows that the run, from its beginning, does not write; null if it writes them all.
 * `text`: the record's line as the rows have it.
 */
export const firstDifference = async (
  rows: AsyncIterable<{ readonly record: JournalRecord; readonly text: string }>,
  run: SteppedRun,
): Promise<string | null> => {
  const made: string[] = [];
  let seqs = 0;
  run.consume((body, seq, atUs) => void made.push(encodeRecord(body, seq, atUs)));
  for await (const { record, text } of rows) {
    // What came from outside does not come again by itself.
    const command = record.type === 'command.received' ? commandFromOutside(record) : null;
    while (made.length === 0) {
      if (run.needsInput) await run.readInput();
      const isNext = command !== null && run.isNext(command);
      if (isNext) run.repeat(command);
      const isOver = isNext || !run.step();
      if (isOver && made.length === 0) return `The record ${record.seq} was added: the run does not make it.`;
    }
    const line = made.shift()!;
    seqs += 1;
    if (line !== text) return sentenceOf(text, line, seqs);
  }
  return null;
};
