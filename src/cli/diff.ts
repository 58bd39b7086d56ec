// `dte diff`: where two journals part, first record first. Knows journals only as files.
import { Option, type Command } from 'commander';
import { encodeRecord } from '../journal/encode.ts';
import type { JournalRecord } from '../journal/records.ts';
import { diffJournals, NotARecord, type JournalDifference } from '../report/diff.ts';
import { jsonOf } from '../report/summary-json.ts';
import { countText, durationText, manyText } from '../report/text/units.ts';
import { columns } from './columns.ts';
import { CommandFailed } from './command-failed.ts';
import { exitCodes } from './exit-codes.ts';
import type { Terminal } from './terminal.ts';
import { journalLines, notARecord } from './verify/journal-lines.ts';

const compared = (left: string, right: string): JournalDifference => {
  try {
    return diffJournals(journalLines(left), journalLines(right));
  } catch (error) {
    if (error instanceof NotARecord) throw notARecord(error.side === 'left' ? left : right, error.line);
    throw error;
  }
};

const placeOf = (record: JournalRecord): string =>
  `record ${countText(record.seq)}, ${record.type}, at ${durationText(record.atUs)} of virtual time`;

const lineOf = (record: JournalRecord): string => `  ${encodeRecord(record, record.seq, record.atUs)}\n`;

const textOf = (difference: JournalDifference, left: string, right: string): string => {
  if (difference.kind === 'identical')
    return `identical: ${manyText(difference.records, 'record')}, digest ${difference.digest}\n`;
  const { line, left: one, right: other, fields, subject, context } = difference;
  const about = subject === null ? '' : `, about ${subject}`;
  const before = `The last they have in common${about}:\n${context.map(lineOf).join('') || '  nothing\n'}`;
  if (one === null || other === null) {
    const [ended, goesOn] = one === null ? [left, right] : [right, left];
    const next = one ?? other;
    return (
      `${ended} ends after ${manyText(line - 1, 'record')}; ${goesOn} goes on.\n` +
      `${before}The next, only in ${goesOn}${next === null ? '' : `: ${placeOf(next)}`}\n${next === null ? '' : lineOf(next)}`
    );
  }
  const rows = fields.map((field) => [`  ${field.field}`, field.left ?? '(absent)', field.right ?? '(absent)']);
  return (
    `They part at line ${countText(line)}${about}: ${placeOf(one)}\n` +
    (one.type === other.type ? '' : `In ${right} it is ${placeOf(other)}\n`) +
    `${columns([['  field', left, right], ...rows])}${before}`
  );
};

/** Adds `diff` to the program. */
export const addDiff = (program: Command, terminal: Terminal): void => {
  program
    .command('diff')
    .summary('show where two journals part')
    .description(
      'Shows where two journals part: the first record that differs, field by field. Exit code 1 if they do.',
    )
    .argument('<a.jsonl>', 'a journal, as `dte run --out` writes it')
    .argument('<b.jsonl>', 'another')
    .addOption(new Option('--json', 'one JSON object instead of text'))
    .action((left: string, right: string, options: { readonly json?: true }) => {
      const difference = compared(left, right);
      const text = options.json ? `${JSON.stringify(jsonOf(difference), null, 2)}\n` : textOf(difference, left, right);
      terminal.out(text);
      if (difference.kind === 'different')
        throw new CommandFailed(exitCodes.failed, `The journals differ from line ${difference.line} on.`);
    });
};
