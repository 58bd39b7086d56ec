// The format of a journal: what its records are and mean. From format 2 on only new types of record and optional fields are
// added; anything else is another format, with a reader of its own here.
import type { JournalRecord, RecordBody } from './records.ts';

/** The format that this engine writes. It reads this one and those before. */
export const JOURNAL_FORMAT = 2;

/** A journal is of a format that this engine does not know. The message is a sentence. */
export class UnknownFormat extends Error {
  override readonly name = 'UnknownFormat';

  constructor(where: string, format: number) {
    super(
      `${where} has a journal of format ${format}, and this engine reads formats 1 to ${JOURNAL_FORMAT}: ` +
        'read it with the engine that wrote it, or a later one.',
    );
  }
}

/** The format that the first record of a journal says. */
export const formatOf = (record: JournalRecord): number =>
  record.type === 'run.started' ? (record.journalFormat ?? 1) : 1;

/** Refuses the first record of a journal of another format. Throws `UnknownFormat`. */
export const refuseUnknownFormat = (where: string, record: JournalRecord): void => {
  const format = formatOf(record);
  if (format > JOURNAL_FORMAT) throw new UnknownFormat(where, format);
};

type Start = Extract<RecordBody, { readonly type: 'run.started' }>;

/**
 * Whether a first record has what its format gives it: the fields that format 2 added, all of them or none. A schema must
 * leave them optional, because journals of format 1 are read by it too.
 */
export const isOfItsFormat = ({ journalFormat, kind, epochMs, rulesHash }: Start): boolean =>
  journalFormat === undefined
    ? epochMs === undefined && rulesHash === undefined
    : kind !== undefined && epochMs !== undefined && rulesHash !== undefined;
