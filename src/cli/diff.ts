// `dte diff`: where two journals part, first record first, whether they are files or runs of the database.
import { Option, type Command } from 'commander';
import { encodeRecord } from '../journal/encode.ts';
import type { JournalRecord } from '../journal/records.ts';
import { diffJournals, diffStreams, NotARecord, type JournalDifference } from '../report/diff.ts';
import { jsonOf } from '../report/summary-json.ts';
import { countText, durationText, manyText } from '../report/text/units.ts';
import { columns } from './columns.ts';
import { CommandFailed } from './command-failed.ts';
import { addDatabaseOption, type DatabaseOptions } from './database.ts';
import { exitCodes } from './exit-codes.ts';
import { recordsOf, withJournals, type Journal } from './runs/journals.ts';
import type { Terminal } from './terminal.ts';
import { journalLines, notARecord } from './verify/journal-lines.ts';

interface Options extends DatabaseOptions {
  readonly json?: true;
}

const comparedFiles = (left: string, right: string): JournalDifference => {
  try {
    return diffJournals(journalLines(left), journalLines(right));
  } catch (error) {
    if (error instanceof NotARecord) throw notARecord(error.side === 'left' ? left : right, error.line);
    throw error;
  }
};

async function* linesOf(journal: Journal): AsyncGenerator<string> {
  for await (const { text } of recordsOf(journal)) yield text;
}

const compared = async (left: Journal, right: Journal): Promise<JournalDifference> =>
  left.kind === 'file' && right.kind === 'file'
    ? comparedFiles(left.name, right.name)
    : await diffStreams(linesOf(left), linesOf(right));

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
  const command = program
    .command('diff')
    .description(
      'Shows where two journals part: the first record that differs, field by field. Exit code 1 if they do.',
    )
    .argument('<a>', 'a journal, as `dte run --out` writes it, or a run of the database by name or number')
    .argument('<b>', 'another')
    .addOption(new Option('--json', 'one JSON object instead of text'));
  addDatabaseOption(command).action(async (left: string, right: string, options: Options) => {
    const difference = await withJournals([left, right], options, terminal.environment, (one, other) =>
      compared(one!, other!),
    );
    const text = options.json ? `${JSON.stringify(jsonOf(difference), null, 2)}\n` : textOf(difference, left, right);
    terminal.out(text);
    if (difference.kind === 'different')
      throw new CommandFailed(exitCodes.failed, `The journals differ from line ${difference.line} on.`);
  });
};
