// A run that stopped before its end, taken over: its last checkpoint, the commands that came behind it, and what is to be
// compared. Nothing of the run is changed but its epoch.
import { and, asc, eq, isNull, lte } from 'drizzle-orm';
import { commands } from '../../../drizzle/record-tables.ts';
import { deadLetters } from '../../../drizzle/run-tables.ts';
import { decodeRecord } from '../../journal/encode.ts';
import type { RecordOf } from '../../journal/records.ts';
import type { JournaledCommand } from '../../world/commands/command.ts';
import { commandFromOutside } from '../../world/commands/journaled.ts';
import { foreignBuild } from './build.ts';
import { readLastCheckpoint, type Checkpoint } from './checkpoints.ts';
import { stateOfText } from './codec.ts';
import type { Dictionary } from '../write/dictionary.ts';
import type { RunRow } from '../read/run-list.ts';
import { recordOn, watchOf, type Recorder, type RecorderOptions } from '../write/recorder.ts';
import { holdRun } from '../write/run-hold.ts';
import { readDictionary, takeOverRun } from '../write/run-rows.ts';
import type { Session } from '../store/session.ts';
import { TailCheck } from './tail-check.ts';
import { textOfStored } from '../store/texts.ts';

/** The run cannot be resumed. The message is a sentence. */
export class NotResumable extends Error {
  override readonly name = 'NotResumable';
}

/** A run that is resumed. */
export interface Recovered {
  readonly recorder: Recorder;
  /** What `save` returned at the last checkpoint; null where the run is re-executed from its beginning. */
  readonly state: unknown;
  /** The digest of the journal up to the checkpoint; null without one. */
  readonly digest: string | null;
  /** All commands from outside that the run was given before it stopped. */
  readonly commands: readonly JournaledCommand[];
}

const readCommands = async (
  session: Session,
  run: number,
  dictionary: Dictionary,
  mark: number,
): Promise<readonly JournaledCommand[]> => {
  const rows = await session.database
    .select()
    .from(commands)
    .where(and(eq(commands.run, run), lte(commands.seq, mark)))
    .orderBy(asc(commands.seq));
  const letters = await session.database
    .select({ seq: deadLetters.seq, line: deadLetters.line })
    .from(deadLetters)
    .where(
      and(
        eq(deadLetters.run, run),
        eq(deadLetters.type, 'command.received'),
        isNull(deadLetters.redrivenAt),
        lte(deadLetters.seq, mark),
      ),
    );
  const found = [
    ...rows.map(({ seq, atUs, session, command, payload }) => ({
      seq,
      atUs,
      session: session ?? undefined,
      command: dictionary.textOf(command),
      payload: payload === null ? undefined : textOfStored(payload),
    })),
    ...letters.map(({ line }) => decodeRecord(line) as RecordOf<'command.received'>),
  ];
  return found
    .map(commandFromOutside)
    .filter((command) => command !== null)
    .toSorted((left, right) => left.seq - right.seq);
};

const stateOf = ({ state }: Checkpoint, run: number): unknown => {
  try {
    return stateOfText(state);
  } catch {
    throw new NotResumable(`The last checkpoint of the run ${run} cannot be read: it is not as it was written.`);
  }
};

/** Returns why a run that is over is not resumed; null for one that is not over. */
export const overWords = ({ id, state }: RunRow): string | null =>
  state === 'running' ? null : `The run ${id} is over: it ${state}, and there is nothing to resume.`;

/** Takes a run over. Throws `NotResumable`, `RunIsLive`, `DeterminismFault`, or what the database throws. */
export const recoverRun = async (options: RecorderOptions, row: RunRow): Promise<Recovered> => {
  const { store, build, clock } = options;
  const { id: run } = row;
  const over = overWords(row);
  if (over !== null) throw new NotResumable(over);
  const hold = await holdRun(store, run, clock);
  try {
    const last = await store.borrow((session) => readLastCheckpoint(session, run));
    const foreign = last === null ? null : foreignBuild(last.build, build);
    if (foreign !== null)
      throw new NotResumable(`The last checkpoint of the run ${run} is of no use here: ${foreign}.`);
    const taken = await store.borrow((session) => takeOverRun(session, run));
    if (taken === null) throw new NotResumable(`The run ${run} is not there any more.`);
    const { mark, epoch } = taken;
    const dictionary = await store.borrow((session) => readDictionary(session, run));
    const stops = await store.borrow((session) => readCommands(session, run, dictionary, mark));
    // It was written behind its mark, and a mark never goes back.
    const checkpoint = last?.checkpoint ?? null;
    const checkpointSeq = checkpoint?.seq ?? 0;
    const watch = watchOf(options);
    const tail = new TailCheck(store, clock, watch, run, dictionary, checkpointSeq, mark);
    await tail.begin();
    return {
      recorder: recordOn(options, run, { epoch, mark, dictionary, checkpointSeq, tail }, hold, watch),
      state: checkpoint === null ? null : stateOf(checkpoint, run),
      digest: checkpoint?.digest ?? null,
      commands: stops,
    };
  } catch (error) {
    await hold.release();
    throw error;
  }
};
