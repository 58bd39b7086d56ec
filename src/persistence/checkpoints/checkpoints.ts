// The checkpoints of a run in its database: the last two, for as long as the run is under way.
import { and, desc, eq, gte, inArray } from 'drizzle-orm';
import { checkpoints, runs } from '../../../drizzle/run-tables.ts';
import type { Build } from './build.ts';
import type { RunOfRows } from '../write/flush.ts';
import type { Session } from '../store/session.ts';

/** The whole live state of a run between two entries of the calendar. */
export interface Checkpoint {
  /** The last record before it. */
  readonly seq: number;
  /** Virtual time, microseconds. */
  readonly atUs: number;
  /** Of the journal up to there. */
  readonly digest: string;
  /** In the codec's writing. */
  readonly state: string;
}

const kept = 2;

/**
 * Writes a checkpoint, in a transaction that sees a mark which has reached it and an epoch that is still ours; false, and
 * nothing is written, where it sees others. Written once more, it stays as it is.
 */
export const writeCheckpoint = async (
  session: Session,
  { run, epoch }: RunOfRows,
  { codec, buildHash, chartHashes }: Build,
  { seq, atUs, digest, state }: Checkpoint,
): Promise<boolean> => {
  session.beforeWrite();
  return await session.database.transaction(async (transaction) => {
    const [own] = await transaction
      .select({ id: runs.id })
      .from(runs)
      .where(and(eq(runs.id, run), eq(runs.epoch, epoch), gte(runs.mark, seq)))
      // Flushes continue meanwhile; only the row itself must not be deleted.
      .for('key share');
    if (own === undefined) return false;
    const row = { run, seq, atUs, version: codec, buildHash, chartHashes: JSON.stringify(chartHashes), digest, state };
    await transaction.insert(checkpoints).values(row).onConflictDoNothing();
    const older = await transaction
      .select({ seq: checkpoints.seq })
      .from(checkpoints)
      .where(eq(checkpoints.run, run))
      .orderBy(desc(checkpoints.seq))
      .offset(kept);
    const seqs = older.map((each) => each.seq);
    if (seqs.length > 0)
      await transaction.delete(checkpoints).where(and(eq(checkpoints.run, run), inArray(checkpoints.seq, seqs)));
    return true;
  });
};

/** The last checkpoint of a run, and what wrote it; null if there is none. The run's mark has reached it. */
export const readLastCheckpoint = async (
  session: Session,
  run: number,
): Promise<{ readonly checkpoint: Checkpoint; readonly build: Build } | null> => {
  const [row] = await session.database
    .select()
    .from(checkpoints)
    .where(eq(checkpoints.run, run))
    .orderBy(desc(checkpoints.seq))
    .limit(1);
  if (row === undefined) return null;
  const { version, buildHash, chartHashes, ...checkpoint } = row;
  return {
    checkpoint,
    build: { codec: version, buildHash, chartHashes: JSON.parse(chartHashes) as Build['chartHashes'] },
  };
};

/** A run that is over needs none. */
export const forgetCheckpoints = async (session: Pick<Session, 'database'>, run: number): Promise<void> => {
  await session.database.delete(checkpoints).where(eq(checkpoints.run, run));
};
