// Which runs a database has, and which one is meant: by its number, or by its name as far as it is unambiguous. A name is
// derived from what a run is made of, so that two runs of the same scenario and seed have one name and two numbers.
import { and, count, desc, eq, getTableColumns, inArray, isNull, lt, sql } from 'drizzle-orm';
import { runStarts } from '../../../drizzle/record-tables.ts';
import { deadLetters, runs } from '../../../drizzle/run-tables.ts';
import type { Session } from '../store/session.ts';
import type { ToldVerdict } from '../../report/summary-types.ts';
import { textOfStored } from '../store/texts.ts';

/** The row of a run. */
export type RunRow = typeof runs.$inferSelect;

/** A run in a list. */
export interface ListedRun extends Omit<RunRow, 'inputs' | 'facts'> {
  /** The scenario's name; null if not even the first record was written. */
  readonly scenario: string | null;
  readonly deadLetters: number;
  /** What it came to; null where it is not over, or nobody has kept it. */
  readonly verdict: ToldVerdict | null;
}

/** A run, or why it is not clear which one is meant. */
export type FoundRun =
  | { readonly kind: 'found'; readonly run: RunRow }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'ambiguous'; readonly names: readonly string[]; readonly hasMore: boolean };

const numberMax = 2 ** 31 - 1;
const namesShown = 5;

/** Fewer digits are a number and nothing else: a user who resumes run 7 does not mean one whose name begins with a 7. */
const digitsOfName = 8;

/** The run of that number, or the last one of the name that begins like this. */
export const findRunBy = async (session: Session, named: string): Promise<FoundRun> => {
  const { database } = session;
  if (/^\d{1,10}$/.test(named) && Number(named) <= numberMax) {
    const [run] = await database
      .select()
      .from(runs)
      .where(eq(runs.id, Number(named)));
    if (run !== undefined) return { kind: 'found', run };
    if (named.length < digitsOfName) return { kind: 'unknown' };
  }
  const begins = sql`starts_with(${runs.name}, ${named})`;
  const found = await database
    .selectDistinct({ name: runs.name })
    .from(runs)
    .where(begins)
    .orderBy(runs.name)
    .limit(namesShown + 1);
  const names = found.map(({ name }) => name);
  const name = names.includes(named) ? named : names[0];
  if (name === undefined || named === '') return { kind: 'unknown' };
  if (names.length > 1 && name !== named)
    return { kind: 'ambiguous', names: names.slice(0, namesShown), hasMore: names.length > namesShown };
  const [run] = await database.select().from(runs).where(eq(runs.name, name)).orderBy(desc(runs.id)).limit(1);
  return run === undefined ? { kind: 'unknown' } : { kind: 'found', run };
};

/** The last so many runs, or those before a number; the newest first. */
export const listRuns = async (
  session: Session,
  most: number,
  before: number = numberMax,
): Promise<readonly ListedRun[]> => {
  const { inputs: _, facts: __, ...columns } = getTableColumns(runs);
  const rows = await session.database
    .select({
      ...columns,
      scenario: runStarts.name,
      verdict: sql<ToldVerdict | null>`${runs.facts} -> 'verdict'`,
    })
    .from(runs)
    .leftJoin(runStarts, and(eq(runStarts.run, runs.id), eq(runStarts.seq, 1)))
    .where(lt(runs.id, before))
    .orderBy(desc(runs.id))
    .limit(most);
  const letters = await deadLettersOf(
    session,
    rows.map(({ id }) => id),
  );
  return rows.map(({ scenario, ...row }) => ({
    ...row,
    scenario: scenario === null ? null : textOfStored(scenario),
    deadLetters: letters.get(row.id) ?? 0,
  }));
};

/** How many records of each run the database refuses. */
const deadLettersOf = async (session: Session, keys: readonly number[]): Promise<ReadonlyMap<number, number>> => {
  if (keys.length === 0) return new Map();
  const rows = await session.database
    .select({ run: deadLetters.run, letters: count() })
    .from(deadLetters)
    .where(and(inArray(deadLetters.run, [...keys]), isNull(deadLetters.redrivenAt)))
    .groupBy(deadLetters.run);
  return new Map(rows.map(({ run, letters }) => [run, letters]));
};
