// The index of a finished run that is kept for its page: one row, written whole or not at all. Knows nothing of its
// content, and believes only an index of the very run that the row of `runs` still describes.
import { and, eq, ne } from 'drizzle-orm';
import { runIndexes, runs } from '../../../drizzle/run-tables.ts';
import { stateOfText, textOfBytes, bytesOfState } from '../checkpoints/codec.ts';
import type { RunRow } from './run-list.ts';
import type { Session } from '../store/session.ts';

/** A run as it was when it was read: one that was resumed since has another mark or epoch. */
export type RunAsRead = Pick<RunRow, 'id' | 'mark' | 'epoch'>;

/**
 * Returns the index that this maker has kept of the run; null where there is none, or it was made by other code, of
 * another mark, or of a run that was resumed since or is live. Throws what the database throws, and the codec.
 */
export const readRunIndex = async (session: Session, run: RunAsRead, maker: string): Promise<unknown> => {
  const [row] = await session.database
    .select({ state: runIndexes.state })
    .from(runIndexes)
    .innerJoin(runs, eq(runs.id, runIndexes.run))
    .where(
      and(
        ...sameRun(run),
        eq(runIndexes.mark, runs.mark),
        eq(runIndexes.epoch, runs.epoch),
        eq(runIndexes.maker, maker),
      ),
    );
  return row === undefined ? null : stateOfText(row.state);
};

/** Keeps it in the place of whatever was there; a run that is no more as it was read is left alone. */
export const keepRunIndex = async (session: Session, run: RunAsRead, maker: string, index: unknown): Promise<void> => {
  const state = await textOfBytes(bytesOfState(index));
  const { id, mark, epoch } = run;
  await session.database.transaction(async (transaction) => {
    const [own] = await transaction
      .select({ id: runs.id })
      .from(runs)
      .where(and(...sameRun(run)))
      .for('key share');
    if (own === undefined) return;
    await transaction.delete(runIndexes).where(eq(runIndexes.run, id));
    await transaction.insert(runIndexes).values({ run: id, mark, epoch, maker, state });
  });
};

const sameRun = ({ id, mark, epoch }: RunAsRead) => [
  eq(runs.id, id),
  eq(runs.mark, mark),
  eq(runs.epoch, epoch),
  ne(runs.state, 'running'),
];
