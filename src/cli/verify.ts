// `dte verify`: audits a journal file again, as if nobody had, and computes its digest. Knows the journal and the audit.
import { Option, type Command } from 'commander';
import { createAudit } from '../audit/audit.ts';
import type { AuditReport } from '../audit/types.ts';
import { encodeRecord } from '../journal/encode.ts';
import { RunningDigest } from '../kernel/digest.ts';
import { manyText } from '../report/text/units.ts';
import { CommandFailed } from './command-failed.ts';
import { exitCodes } from './exit-codes.ts';
import type { Terminal } from './terminal.ts';
import { journalRecords } from './verify/journal-lines.ts';

interface Options {
  readonly digest?: string;
  readonly json?: true;
}

interface Verified {
  readonly records: number;
  readonly digest: string;
  readonly audit: AuditReport;
  /** The first line that is a record, and not as the engine writes it. */
  readonly oddLine: number | null;
  /** Whether the run's end is in the journal: without it, what was under way is not judged. */
  readonly isWhole: boolean;
}

const VIOLATIONS_SHOWN = 10;

const verify = (path: string): Verified => {
  const audit = createAudit();
  const digest = new RunningDigest();
  let oddLine: number | null = null;
  let isWhole = false;
  for (const { record, text, line } of journalRecords(path)) {
    const { seq, atUs } = record;
    if (oddLine === null && encodeRecord(record, seq, atUs) !== text) oddLine = line;
    digest.append(text);
    audit.observe(record, seq, atUs);
    isWhole = record.type === 'run.ended';
  }
  const violationCount = audit.violationCount;
  const report = audit.finish();
  return {
    records: digest.records,
    digest: digest.value(),
    audit: isWhole ? report : { ...report, violationCount, violations: report.violations.slice(0, violationCount) },
    oddLine,
    isWhole,
  };
};

const failuresOf = (
  path: string,
  { records, audit, digest, oddLine, isWhole }: Verified,
  wanted: string | undefined,
): readonly string[] => {
  const failures: string[] = [];
  if (oddLine !== null) failures.push(`${path}:${oddLine}: This record is not written as the engine writes it.`);
  if (!isWhole) failures.push(`${path} stops at record ${records}, before its run had ended.`);
  if (audit.violationCount > 0) failures.push(`The journal breaks ${manyText(audit.violationCount, 'promise')}.`);
  if (wanted !== undefined && !digest.startsWith(wanted.toLowerCase()))
    failures.push(`The digest is ${digest}, and not ${wanted}.`);
  return failures;
};

const textOf = ({ records, digest, audit, isWhole }: Verified): string => {
  const comparisons = Object.values(audit.checks).reduce((sum, count) => sum + count, 0);
  const found = audit.violations
    .slice(0, VIOLATIONS_SHOWN)
    .map(({ invariant, seq, actor, sentence }) => `  ${invariant}, record ${seq}, ${actor}: ${sentence}\n`);
  const verdict =
    audit.violationCount === 0
      ? `every promise held${isWhole ? '' : ' so far'}`
      : `${manyText(audit.violationCount, 'violation')}:`;
  return (
    `${manyText(records, 'record')} of a simulation\n` +
    `digest ${digest}\n` +
    `audit  ${manyText(Object.keys(audit.checks).length, 'invariant')}, ${manyText(comparisons, 'comparison')}: ${verdict}\n` +
    found.join('')
  );
};

/** Adds `verify` to the program. */
export const addVerify = (program: Command, terminal: Terminal): void => {
  program
    .command('verify')
    .summary('audit a journal file again')
    .description('Audits a journal file again, over the journal alone, and computes its digest.')
    .argument('<file.jsonl>', 'a journal, as `dte run --out` writes it')
    .addOption(new Option('--digest <hex>', 'the digest that it should have, or how it begins'))
    .addOption(new Option('--json', 'one JSON object instead of text'))
    .action((path: string, options: Options) => {
      const verified = verify(path);
      const { records, digest, audit, oddLine, isWhole } = verified;
      const failures = failuresOf(path, verified, options.digest);
      const json = {
        records,
        digest,
        isWhole,
        oddLine,
        audit: { violations: audit.violationCount, checks: audit.checks },
      };
      terminal.out(options.json ? `${JSON.stringify(json, null, 2)}\n` : textOf(verified));
      if (failures.length > 0) throw new CommandFailed(exitCodes.failed, failures.join('\ndte: '));
    });
};
