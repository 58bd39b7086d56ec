// The rows of runs: how one begins, is taken over and ends, and how far it is.
import { and, eq, sql } from 'drizzle-orm';
import { runs, words } from '../../../drizzle/run-tables.ts';
import { JOURNAL_FORMAT } from '../../journal/format.ts';
import { uuidTailOfRun } from '../../kernel/deterministic-uuid.ts';
import { Dictionary } from './dictionary.ts';
import type { PlaceInRuns } from '../store/runs-folder.ts';
import type { Session } from '../store/session.ts';
import { textOfStored } from '../store/texts.ts';

/** What a run is made from, as its row has it. */
export interface RunInputs {
  /** The run's name. */
  readonly name: string;
  readonly seed: string;
  readonly scenarioHash: string;
  readonly engineVersion: string;
  /** Whatever a resume needs to begin again, as text. */
  readonly inputs: string;
  /** The scenario's name, for who lists runs without a database; it is not in the row. */
  readonly scenario?: string;
}

/** How far a run is, and whose it is. */
export interface RunMark {
  readonly mark: number;
  readonly epoch: number;
}

/**
 * A new row for a run; its key, which is the next number of the `runs/` folder where the database stands in one. The
 * identifiers in its views are derived from its name.
 */
export const insertRun = async (
  session: Session,
  { scenario, ...inputs }: RunInputs,
  place: PlaceInRuns | null = null,
): Promise<number> => {
  session.beforeWrite();
  const values = { ...inputs, journalFormat: JOURNAL_FORMAT, uuidTail: uuidTailOfRun(inputs.name) };
  if (place === null) {
    const [row] = await session.database.insert(runs).values(values).returning({ id: runs.id });
    if (row === undefined) throw new Error('the database gave the new run no key');
    return row.id;
  }
  const { name, seed } = inputs;
  const id = place.folder.numbers.take({ directory: place.name, name, seed, scenario: scenario ?? null });
  await session.database
    .insert(runs)
    .overridingSystemValue()
    .values({ ...values, id });
  // A former build lets the database count.
  await session.query(`select setval(pg_get_serial_sequence('runs', 'id'), $1)`, [id]);
  return id;
};

/** The mark of a run, once every flush of it that has begun is through; null if there is no such run. */
export const readMark = async (session: Session, run: number): Promise<RunMark | null> => {
  const [row] = await session.database
    .select({ mark: runs.mark, epoch: runs.epoch })
    .from(runs)
    .where(eq(runs.id, run))
    .for('update');
  return row ?? null;
};

/** Takes a run over from its former writer, whose flushes are refused from now on. Returns null if there is no such run. */
export const takeOverRun = async (session: Session, run: number): Promise<RunMark | null> => {
  session.beforeWrite();
  const [row] = await session.database
    .update(runs)
    .set({ epoch: sql`${runs.epoch} + 1` })
    .where(eq(runs.id, run))
    .returning({ mark: runs.mark, epoch: runs.epoch });
  return row ?? null;
};

/** The run is over; false if it is not ours any more. */
export const endRun = async (
  session: Pick<Session, 'database'>,
  run: number,
  epoch: number,
  state: 'ended' | 'failed',
  digest: string,
): Promise<boolean> => {
  const rows = await session.database
    .update(runs)
    .set({ state, digest, endedAt: sql`now()` })
    .where(and(eq(runs.id, run), eq(runs.epoch, epoch)))
    .returning({ id: runs.id });
  return rows.length === 1;
};

/** The words of a run. */
export const readDictionary = async (session: Session, run: number): Promise<Dictionary> => {
  const rows = await session.database.select().from(words).where(eq(words.run, run)).orderBy(words.word);
  return new Dictionary(rows.map(({ seq, word, text }) => ({ seq, word, text: textOfStored(text) })));
};
