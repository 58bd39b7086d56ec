// One pass over a journal, wherever it comes from: its digest and its audit.
import { createAudit } from '../../audit/audit.ts';
import type { AuditReport } from '../../audit/types.ts';
import { formatOf } from '../../journal/format.ts';
import type { JournalRecord, RecordOf } from '../../journal/records.ts';
import { stopOf } from '../../journal/command-record.ts';
import type { Interruption } from '../../report/summary-types.ts';
import { checkCommand } from './check-command.ts';
import { RunningDigest } from '../../kernel/digest.ts';

/** What a pass over a journal came to. */
export interface Judged {
  readonly records: number;
  readonly digest: string;
  /** The format of the journal, by its first record. */
  readonly format: number;
  readonly audit: AuditReport;
  /** Whether the run's end is in the journal: without it, what was under way is not judged. */
  readonly isWhole: boolean;
  /** The stop from outside that the journal tells of; null where there was none. */
  readonly interrupted: Interruption | null;
}

/** A pass under way. */
export class Verifying {
  private readonly audit = createAudit();
  private readonly digest = new RunningDigest();
  private isWhole = false;
  private intents = 0;
  private interrupted: Interruption | null = null;
  /** A venue of a user's own test has no end: its journal is whole wherever it stops. */
  private isHarness = false;
  private format = 1;

  /** Takes the next record, and its line. Throws `RefusedCommand` for a command that this engine cannot repeat. */
  observe(record: JournalRecord, text: string): void {
    this.digest.append(text);
    this.audit.observe(record, record.seq, record.atUs);
    if (record.type === 'run.started') {
      this.isHarness = record.kind === 'harness';
      this.format = formatOf(record);
    }
    this.isWhole = this.isHarness || record.type === 'run.ended';
    if (record.type === 'intent.received') this.intents += 1;
    else if (record.type === 'command.received') this.commanded(record);
  }

  /** What it came to. */
  finish(): Judged {
    const { audit, digest, isWhole, interrupted } = this;
    const { violationCount } = audit;
    const report = audit.finish();
    return {
      records: digest.records,
      digest: digest.value(),
      format: this.format,
      audit: isWhole ? report : { ...report, violationCount, violations: report.violations.slice(0, violationCount) },
      isWhole,
      interrupted,
    };
  }

  private commanded(record: RecordOf<'command.received'>): void {
    // In format 1 a command had neither a kind nor a payload that could be checked.
    if (this.format > 1) checkCommand(record, this.isHarness);
    const stop = stopOf(record);
    if (stop?.isFromOutside !== true) return;
    const { intents } = this;
    this.interrupted ??= { reason: stop.reason, atUs: record.atUs, intents, intentsMax: null, durationUs: null };
  }
}
