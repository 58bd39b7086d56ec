// A finished run, re-executed for an inspector: the events of its actors are not all in the journal, and follow from its
// inputs. So the run is stepped again, with the commands from outside where the journal has them, and every record is
// compared with the journal. Where they differ, it ends and says so: nothing false is shown after that.
import { encodeRecord } from '../../journal/encode.ts';
import type { JournalConsumer } from '../../journal/journal.ts';
import type { JournalRecord } from '../../journal/records.ts';
import type { JournaledCommand } from '../../world/commands/command.ts';
import { commandFromOutside } from '../../world/commands/journaled.ts';

/** What is re-executed: a run of the same inputs that has not begun. */
export interface Replayable {
  step(): boolean;
  /** Whether a recording must be read on before the next step. */
  readonly needsInput: boolean;
  readInput(): Promise<void>;
  isNext(journaled: JournaledCommand): boolean;
  repeat(journaled: JournaledCommand): void;
  consume(consumer: JournalConsumer): void;
}

/** How a replay ended. */
export type Replayed =
  /** The same to the last record of the journal, which may end before its run did. */
  | { readonly kind: 'same'; readonly records: number }
  | {
      readonly kind: 'different';
      readonly seq: number;
      /** The journal's line, and the one that came now; null where there came no more. */
      readonly journaled: string;
      readonly made: string | null;
    };

const BREATHE_EVERY = 256;

/**
 * Re-executes the run along its journal. `breathe` is awaited every few records, so that others get their turn.
 * Rejects with whatever the records or the run throw.
 */
export const replay = async (
  run: Replayable,
  records: Iterable<JournalRecord> | AsyncIterable<JournalRecord>,
  breathe: () => Promise<void>,
): Promise<Replayed> => {
  const made: string[] = [];
  let taken = 0;
  run.consume((body, seq, atUs) => void made.push(encodeRecord(body, seq, atUs)));
  /** Steps, or repeats the command, until a record is made or nothing moves any more. */
  const goOn = async (command: JournaledCommand | null): Promise<void> => {
    for (let isMoving = true; isMoving && made.length === 0;) {
      if (run.needsInput) await run.readInput();
      if (command !== null && run.isNext(command)) return run.repeat(command);
      isMoving = run.step();
    }
  };
  const next = async (record: JournalRecord): Promise<string | null> => {
    if (taken === made.length) {
      made.length = 0;
      taken = 0;
      await goOn(record.type === 'command.received' ? commandFromOutside(record) : null);
    }
    const line = made[taken] ?? null;
    taken += 1;
    return line;
  };
  let count = 0;
  for await (const record of records) {
    const journaled = encodeRecord(record, record.seq, record.atUs);
    const line = await next(record);
    if (line !== journaled) return { kind: 'different', seq: record.seq, journaled, made: line };
    count += 1;
    if (count % BREATHE_EVERY === 0) await breathe();
  }
  return { kind: 'same', records: count };
};
