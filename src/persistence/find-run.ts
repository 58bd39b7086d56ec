// Which run of a database is meant, and what its row says. In a database a run is a number: 1, 2, 3. Its name is derived
// from what it is made of, so that two runs of the same scenario and seed have one name and two numbers.
import { desc, eq } from 'drizzle-orm';
import { runs } from '../../drizzle/run-tables.ts';
import type { Session } from './session.ts';

/** The row of a run. */
export type RunRow = typeof runs.$inferSelect;

const numberMax = 2 ** 31 - 1;

/** The run of that number, or the last of that name; null if there is none. */
export const findRun = async (session: Session, named: string): Promise<RunRow | null> => {
  const isNumber = /^\d{1,10}$/.test(named) && Number(named) <= numberMax;
  const [row] = await session.database
    .select()
    .from(runs)
    .where(isNumber ? eq(runs.id, Number(named)) : eq(runs.name, named))
    .orderBy(desc(runs.id))
    .limit(1);
  return row ?? null;
};
