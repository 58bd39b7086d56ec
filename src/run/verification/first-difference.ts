// Which row of a run was changed, where its digest is not the one that it had: the run is re-executed from its inputs beside
// its rows, and the first record in which they differ is the one. Its commands are inputs too, and re-execution takes them as
// the rows have them: so one that was changed differs from nothing. It is found by the digest of what is re-executed, which
// is then not the one that the run had.
import { encodeRecord } from '../../journal/encode.ts';
import type { JournalRecord } from '../../journal/records.ts';
import { diffJournals } from '../../report/diff.ts';
import { manyText } from '../../text/units.ts';
import { RefusedCommand, type JournaledCommand } from '../../world/commands/command.ts';
import { commandFromOutside } from '../../world/commands/journaled.ts';
import type { SteppedRun } from '../execution/dependencies.ts';

/** The rows of a run in their order. `text`: the record's line as the rows have it. */
export type StoredRows = AsyncIterable<{ readonly record: JournalRecord; readonly text: string }>;

/** Commands that are named. */
const COMMANDS_NAMED = 3;

const told = (value: string | undefined): string => value ?? 'absent';

const sentenceOf = (stored: string, made: string, seq: number): string => {
  const difference = diffJournals([stored], [made]);
  if (difference.kind === 'identical') return `The record ${seq} is not as it was.`;
  const { left, right, fields, subject } = difference;
  const what = `The record ${seq} (${right?.type ?? left?.type}${subject === null ? '' : ` of ${subject}`})`;
  const how = fields.map(({ field, left: is, right: was }) => `${field} is ${told(is)} and was ${told(was)}`);
  return `${what} was changed: ${how.join(', ')}.`;
};

const sentenceOfCommands = (commands: readonly JournaledCommand[]): string => {
  const named = commands.slice(0, COMMANDS_NAMED).map(({ seq, command }) => `'${command}' of record ${seq}`);
  const [only] = named;
  if (commands.length === 1) return `The command ${only} was changed.`;
  const more = commands.length - named.length;
  return `One of the commands was changed: ${named.join(', ')}${more > 0 ? `, or ${manyText(more, 'other')}` : ''}.`;
};

/** A run that is re-executed beside its rows. */
class ReExecution {
  private readonly run: SteppedRun;
  private readonly made: string[] = [];
  /** The commands so far. */
  readonly commands: JournaledCommand[] = [];

  constructor(run: SteppedRun) {
    this.run = run;
    run.consume((body, seq, atUs) => void this.made.push(encodeRecord(body, seq, atUs)));
  }

  /** The next line that the run writes where that record stands in the rows; null behind its last. */
  async lineAt(record: JournalRecord): Promise<string | null> {
    const command = record.type === 'command.received' ? commandFromOutside(record) : null;
    if (command !== null) this.commands.push(command);
    while (this.made.length === 0) if (!(await this.move(command))) break;
    return this.made.shift() ?? null;
  }

  /** The digest at the run's end, where the rest of the rows gives its commands. */
  async digestAtEnd(rest: readonly JournaledCommand[]): Promise<string> {
    let next = 0;
    for (let isMoving = true; isMoving; isMoving = await this.move(rest[next] ?? null)) {
      const { lastSeq } = this.run;
      while (next < rest.length && rest[next]!.seq <= lastSeq) next += 1;
      this.made.length = 0;
    }
    return this.run.digest;
  }

  /** Repeats the command if it comes next, or takes a step. False when nothing moves any more. */
  private async move(command: JournaledCommand | null): Promise<boolean> {
    const { run } = this;
    if (run.needsInput) await run.readInput();
    if (command === null || !run.isNext(command)) return run.step() || this.made.length > 0;
    run.repeat(command);
    return true;
  }
}

/**
 * A sentence about what was changed in the rows of a run that had that digest, by a run of the same inputs at its beginning;
 * null if the run writes exactly these rows.
 */
export const firstDifference = async (rows: StoredRows, run: SteppedRun, digest: string): Promise<string | null> => {
  const again = new ReExecution(run);
  const later: JournaledCommand[] = [];
  let sentence: string | null = null;
  try {
    for await (const { record, text } of rows) {
      if (sentence !== null) {
        const command = record.type === 'command.received' ? commandFromOutside(record) : null;
        if (command !== null) later.push(command);
        continue;
      }
      const line = await again.lineAt(record);
      if (line === null) sentence = `The record ${record.seq} was added: the run does not make it.`;
      else if (line !== text) sentence = sentenceOf(text, line, record.seq);
      if (sentence !== null && again.commands.length === 0) return sentence;
    }
    if (again.commands.length === 0) return null;
    return (await again.digestAtEnd(later)) === digest ? sentence : sentenceOfCommands(again.commands);
  } catch (error) {
    if (error instanceof RefusedCommand) return error.message;
    throw error;
  }
};
