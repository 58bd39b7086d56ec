// Which runs a database holds, and how to get at the journal of each.
import { desc } from 'drizzle-orm';
import { runs } from '../../drizzle/run-tables.ts';
import type { Session } from './session.ts';

/** A run of a database, as a list names it. */
export interface ListedRun {
  /** The number by which it is called. */
  readonly id: number;
  readonly name: string;
  /** The sequence up to which every record is there. */
  readonly mark: number;
}

/** The runs, newest first, and no more than so many. */
export const listRuns = (session: Session, countMax: number): Promise<readonly ListedRun[]> =>
  session.database
    .select({ id: runs.id, name: runs.name, mark: runs.mark })
    .from(runs)
    .orderBy(desc(runs.id))
    .limit(countMax);
