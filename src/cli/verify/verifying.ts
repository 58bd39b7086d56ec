// One pass over a journal, wherever it comes from: its digest and its audit.
import { createAudit } from '../../audit/audit.ts';
import type { AuditReport } from '../../audit/types.ts';
import type { JournalRecord } from '../../journal/records.ts';
import { RunningDigest } from '../../kernel/digest.ts';

/** What a pass over a journal came to. */
export interface Judged {
  readonly records: number;
  readonly digest: string;
  readonly audit: AuditReport;
  /** Whether the run's end is in the journal: without it, what was under way is not judged. */
  readonly isWhole: boolean;
}

/** A pass under way. */
export class Verifying {
  private readonly audit = createAudit();
  private readonly digest = new RunningDigest();
  private isWhole = false;

  /** Takes the next record, and its line. */
  observe(record: JournalRecord, text: string): void {
    this.digest.append(text);
    this.audit.observe(record, record.seq, record.atUs);
    this.isWhole = record.type === 'run.ended';
  }

  /** What it came to. */
  finish(): Judged {
    const { audit, digest, isWhole } = this;
    const { violationCount } = audit;
    const report = audit.finish();
    return {
      records: digest.records,
      digest: digest.value(),
      audit: isWhole ? report : { ...report, violationCount, violations: report.violations.slice(0, violationCount) },
      isWhole,
    };
  }
}
