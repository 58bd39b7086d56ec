// `dte diff`: where two journals part, first record first, whether they are files or runs of the database.
import { Option, type Command } from 'commander';
import { encodeRecord } from '../journal/encode.ts';
import type { JournalRecord } from '../journal/records.ts';
import { printable } from '../kernel/printable.ts';
import { diffJournals, diffStreams, NotARecord, type FieldDifference, type JournalDifference } from '../report/diff.ts';
import { jsonOf } from '../report/summary-json.ts';
import { countText, durationText, manyText } from '../text/units.ts';
import { columns } from '../text/columns.ts';
import { CommandFailed } from './command-failed.ts';
import { addDatabaseOption, type DatabaseOptions } from './database.ts';
import { exitCodes } from './exit-codes.ts';
import { recordsOf, withJournals, type Journal } from './runs/journals.ts';
import type { Terminal } from './terminal.ts';
import { journalLines, notARecord } from '../run/verification/journal-lines.ts';

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

/** Values that are longer stand below each other: beside each other nobody finds them. */
const VALUE_WIDE = 40;

const fieldRows = (fields: readonly FieldDifference[], left: string, right: string): string => {
  const told = fields.map(
    ({ field, left: one, right: other }) =>
      [`  ${printable(field)}`, printable(one ?? '(absent)'), printable(other ?? '(absent)')] as const,
  );
  const isWide = (row: readonly string[]): boolean => row.some((cell) => cell.length > VALUE_WIDE);
  const narrow = told.filter((row) => !isWide(row));
  const wide = told
    .filter(isWide)
    .map(([field, one, other]) => `${field}\n    ${left}  ${one}\n    ${right}  ${other}\n`);
  return `${narrow.length === 0 ? '' : columns([['  field', left, right], ...narrow])}${wide.join('')}`;
};

/** What was run differs: said before where what happened does. */
const frameText = (
  { frame }: Extract<JournalDifference, { kind: 'different' }>,
  left: string,
  right: string,
): string =>
  frame.length === 0 ? '' : `Their frames differ: what was run is not the same.\n${fieldRows(frame, left, right)}`;

const textOf = (difference: JournalDifference, left: string, right: string): string => {
  if (difference.kind === 'identical')
    return `identical: ${manyText(difference.records, 'record')}, digest ${difference.digest}\n`;
  const { line, rightLine, left: one, right: other, fields, subject, context, isInFrame } = difference;
  const frame = frameText(difference, left, right);
  if (isInFrame) return `${frame}Behind the frame they are the same.\n`;
  const about = subject === null ? '' : `, about ${printable(subject)}`;
  const before = `The last they have in common${about}:\n${context.map(lineOf).join('') || '  nothing\n'}`;
  if (one === null || other === null) {
    const [ended, longer] = one === null ? [left, right] : [right, left];
    const next = one ?? other;
    return (
      `${frame}${ended} ends after ${manyText(line - 1, 'record')}; ${longer} continues.\n` +
      `${before}The next, only in ${longer}${next === null ? '' : `: ${placeOf(next)}`}\n${next === null ? '' : lineOf(next)}`
    );
  }
  const elsewhere = line === rightLine ? '' : ` (${countText(rightLine)} in ${right})`;
  return (
    `${frame}They part at line ${countText(line)}${elsewhere}${about}: ${placeOf(one)}\n` +
    (one.type === other.type ? '' : `In ${right} it is ${placeOf(other)}\n`) +
    `${fieldRows(fields, left, right)}${before}`
  );
};

/** Adds `diff` to the program. */
export const addDiff = (program: Command, terminal: Terminal): void => {
  const command = program
    .command('diff')
    .description(
      'Shows where two journals part: what their frames (seed, scenario, accounts, markets) differ in, and behind them the ' +
        'first record that differs, field by field. Exit code 1 if they do. `dte compare` sets what runs came to side by side.',
    )
    .argument('<a>', 'a journal, as `dte run --out` writes it, or a run of the database by name or number')
    .argument('<b>', 'another')
    .addOption(new Option('--json', 'one JSON object instead of text'));
  addDatabaseOption(command).action(async (left: string, right: string, options: Options) => {
    const difference = await withJournals([left, right], options, terminal, (one, other) => compared(one!, other!));
    const text = options.json ? `${JSON.stringify(jsonOf(difference), null, 2)}\n` : textOf(difference, left, right);
    terminal.out(text);
    if (difference.kind === 'different')
      throw new CommandFailed(
        exitCodes.failed,
        difference.isInFrame
          ? 'The journals differ in their frame alone.'
          : `The journals differ from line ${difference.line} on.`,
      );
  });
};
