// `dte verify`: audits a journal again, as if nobody had, and computes its digest, from a file or from the rows of a run.
import { Option, type Command } from 'commander';
import { encodeRecord } from '../journal/encode.ts';
import { JOURNAL_FORMAT } from '../journal/format.ts';
import type { JournalRecord } from '../journal/records.ts';
import { OddRows, recordsOfRun, rowsOfRun } from '../persistence/read/run-journal.ts';
import { printable } from '../kernel/printable.ts';
import type { RunRow } from '../persistence/read/run-list.ts';
import type { Store } from '../persistence/store/store.ts';
import { manyText } from '../text/units.ts';
import { placeOf } from '../report/verdict.ts';
import type { SteppedRun } from '../run/execution/dependencies.ts';
import { RunFailed } from '../run/run-failed.ts';
import { WrongInput } from '../run/wrong-input.ts';
import { RefusedCommand } from '../world/commands/command.ts';
import { CommandFailed, wrongInput } from './command-failed.ts';
import { addDatabaseOption, type DatabaseOptions } from './database.ts';
import { exitCodes } from './exit-codes.ts';
import { withJournals } from './runs/journals.ts';
import type { Terminal } from './terminal.ts';
import { firstDifference } from '../run/verification/first-difference.ts';
import { Verifying, type Judged } from '../run/verification/verifying.ts';
import { journalRecords } from '../run/verification/journal-lines.ts';

/** A recorded run at its beginning once more. */
type ReExecution = (run: RunRow) => Promise<SteppedRun>;

/** What was found, and what in it no engine wrote. */
interface Verified extends Judged {
  /** The first line of a file that is a record, and not as the engine writes it. */
  readonly oddLine: number | null;
  /** A sentence for each of the first, and how many there are. */
  readonly odd: readonly string[];
  readonly oddCount: number;
}

/** A digest that it should have, and what is said where it has another. */
interface WantedDigest {
  readonly hex: string;
  readonly sentence: (is: string, wanted: string) => string;
}

interface Options extends DatabaseOptions {
  readonly digest?: string;
  readonly json?: true;
}

const VIOLATIONS_SHOWN = 10;
const ODD_SHOWN = 10;
/** What an engine of another format cannot do with a journal. */
const NOT_RE_EXECUTED = `this engine writes format ${JOURNAL_FORMAT}, and cannot re-execute its run`;

/** Takes a record. A command that this engine cannot repeat is wrong input: nothing is said of such a journal. */
const observe = (verifying: Verifying, record: JournalRecord, text: string, where: string): void => {
  try {
    verifying.observe(record, text);
  } catch (error) {
    throw error instanceof RefusedCommand ? wrongInput(`${where}: ${error.message}`) : error;
  }
};

const verifyFile = (path: string): Verified => {
  const verifying = new Verifying();
  let oddLine: number | null = null;
  for (const { record, text, line } of journalRecords(path)) {
    if (oddLine === null && encodeRecord(record, record.seq, record.atUs) !== text) oddLine = line;
    observe(verifying, record, text, `${path}:${line}`);
  }
  const odd = oddLine === null ? [] : [`${path}:${oddLine}: This record is not written as the engine writes it.`];
  return { ...verifying.finish(), oddLine, odd, oddCount: odd.length };
};

const failuresOf = (name: string, verified: Verified, wanted: readonly WantedDigest[]): readonly string[] => {
  const { records, audit, digest, odd, oddCount, isWhole } = verified;
  const failures: string[] = [...odd];
  if (oddCount > odd.length) failures.push(`There are ${oddCount - odd.length} more rows that are not as they were.`);
  if (!isWhole) failures.push(`${name} stops at record ${records}, before its run had ended.`);
  if (audit.violationCount > 0) failures.push(`The journal breaks ${manyText(audit.violationCount, 'promise')}.`);
  for (const { hex, sentence } of wanted)
    if (!digest.startsWith(hex.toLowerCase())) failures.push(sentence(digest, hex));
  return failures;
};

const textOf = ({ records, digest, format, audit, isWhole, interrupted }: Verified): string => {
  const comparisons = Object.values(audit.checks).reduce((sum, count) => sum + count, 0);
  const found = audit.violations
    .slice(0, VIOLATIONS_SHOWN)
    .map(
      ({ invariant, seq, actor, sentence }) => `  ${printable(`${invariant}, record ${seq}, ${actor}: ${sentence}`)}\n`,
    );
  const verdict =
    audit.violationCount === 0
      ? `every promise held${isWhole ? '' : ' so far'}`
      : `${manyText(audit.violationCount, 'violation')}:`;
  return (
    `${manyText(records, 'record')} of a simulation${interrupted === null ? '' : `, interrupted at ${placeOf(interrupted)}`}\n` +
    `digest ${digest}\n` +
    (format === JOURNAL_FORMAT ? '' : `format ${format}, of an earlier engine: audited; ${NOT_RE_EXECUTED}\n`) +
    `audit  ${manyText(Object.keys(audit.checks).length, 'invariant')}, ${manyText(comparisons, 'comparison')}: ${verdict}\n` +
    found.join('')
  );
};

/** The row that was changed, as a sentence, or why nobody can say which. */
const namedBy = async (reExecution: ReExecution, store: Store, run: RunRow, digest: string): Promise<string | null> => {
  try {
    return await firstDifference(recordsOfRun(store, run), await reExecution(run), digest);
  } catch (error) {
    if (!(error instanceof WrongInput) && !(error instanceof RunFailed)) throw error;
    return `Which row was changed cannot be said, because the run cannot be re-executed: ${error.message}`;
  }
};

/** Verifies a run from its rows; where they are not the engine's, re-executes the run to say which. */
const verifyRun = async (store: Store, run: RunRow, reExecution: ReExecution | null): Promise<Verified> => {
  const verifying = new Verifying();
  const odd: string[] = [];
  let oddCount = 0;
  const add = (sentence: string): void => {
    oddCount += 1;
    if (odd.length < ODD_SHOWN) odd.push(sentence);
  };
  try {
    for await (const row of rowsOfRun(store, run)) {
      if (row.kind === 'odd') add(row.sentence);
      else
        observe(verifying, row.record, encodeRecord(row.record, row.record.seq, row.record.atUs), `The run ${run.id}`);
    }
  } catch (error) {
    if (!(error instanceof OddRows)) throw error;
    add(error.message);
  }
  const verified = verifying.finish();
  if (oddCount === 0 && run.digest !== null && verified.digest !== run.digest && reExecution !== null) {
    const found =
      run.journalFormat === JOURNAL_FORMAT
        ? await namedBy(reExecution, store, run, run.digest)
        : `Which row was changed cannot be said: ${NOT_RE_EXECUTED}.`;
    if (found !== null) add(found);
  }
  return { ...verified, oddLine: null, odd, oddCount };
};

const asTyped = (hex: string | undefined): readonly WantedDigest[] =>
  hex === undefined ? [] : [{ hex, sentence: (is, wanted) => `The digest is ${is}, and not ${wanted}.` }];

const asStored = ({ id, digest }: RunRow): readonly WantedDigest[] => {
  const sentence = (is: string, wanted: string): string =>
    `The rows of the run ${id} are not those that were written: their digest is ${is}, and at its end it was ${wanted}.`;
  return digest === null ? [] : [{ hex: digest, sentence }];
};

/** Adds `verify` to the program. With a way to re-execute a run, the first row that was changed is named. */
export const addVerify = (program: Command, terminal: Terminal, reExecution: ReExecution | null = null): void => {
  const command = program
    .command('verify')
    .description(
      'Audits a journal again, over the journal alone, and computes its digest: of a file, or of a run from its rows in ' +
        'the database, whose digest must be the one that was kept at its end.',
    )
    .argument('<journal>', 'a file, as `dte run --out` writes it, or a run of the database by name or number')
    .addOption(new Option('--digest <hex>', 'the digest that it should have, or how it begins'))
    .addOption(new Option('--json', 'one JSON object instead of text'));
  addDatabaseOption(command).action(async (name: string, options: Options) => {
    const { verified, wanted } = await withJournals([name], options, terminal, async (journal) =>
      journal?.kind === 'run'
        ? { verified: await verifyRun(journal.store, journal.run, reExecution), wanted: asStored(journal.run) }
        : { verified: verifyFile(name), wanted: [] },
    );
    const { records, digest, format, audit, oddLine, odd, isWhole, interrupted } = verified;
    const failures = failuresOf(name, verified, [...asTyped(options.digest), ...wanted]);
    const json = {
      records,
      digest,
      journalFormat: format,
      isWhole,
      interrupted,
      oddLine,
      odd,
      audit: { violations: audit.violationCount, checks: audit.checks },
    };
    terminal.out(options.json ? `${JSON.stringify(json, null, 2)}\n` : textOf(verified));
    if (failures.length > 0) throw new CommandFailed(exitCodes.failed, failures.map(printable).join('\ndte: '));
  });
};
