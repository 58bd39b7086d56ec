// The migrations: where they lie, which are applied, and how they are, one process at a time.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { assert } from '../../kernel/assert.ts';
import { storeError } from './store-error.ts';
import type { SchemaState } from './schema-state.ts';
import type { Session } from './session.ts';

/** A migrating process holds this lock of Postgres; any number that nobody else uses. */
const migrationLock = 7_283_645_109;

export type { SchemaState } from './schema-state.ts';

/** The folder of the migrations: beside the sources, or above them when they are built. */
export const migrationsFolder = (): string => {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const found = join(folder, 'drizzle', 'migrations');
    if (existsSync(join(found, 'meta', '_journal.json'))) return found;
    const above = dirname(folder);
    assert(above !== folder, 'the migrations are not where they were installed');
    folder = above;
  }
};

const knownTimes = (): readonly number[] => {
  const text = readFileSync(join(migrationsFolder(), 'meta', '_journal.json'), 'utf8');
  const { entries } = JSON.parse(text) as { readonly entries: readonly { readonly when: number }[] };
  return entries.map(({ when }) => when);
};

/** Which migrations a database has. */
export const schemaOf = async (session: Session): Promise<SchemaState> => {
  const known = knownTimes();
  const [there] = await session.query(`select to_regclass('drizzle.__drizzle_migrations') is not null as there`);
  if (there?.['there'] !== true) return { applied: 0, known: known.length, isNewer: false };
  const rows = await session.query('select created_at from drizzle.__drizzle_migrations');
  const newest = Math.max(0, ...rows.map((row) => Number(row['created_at'])));
  return { applied: rows.length, known: known.length, isNewer: newest > Math.max(...known) };
};

/** Applies what is missing, under a lock; throws a `StoreError` where a newer engine has been. */
export const migrateSession = async (session: Session, where: string): Promise<void> => {
  await session.query('select pg_advisory_lock($1)', [migrationLock]);
  try {
    const { applied, known, isNewer } = await schemaOf(session);
    if (isNewer) throw storeError('newerSchema', where);
    if (applied < known) await session.migrate(migrationsFolder());
  } finally {
    if (!session.isBroken) await session.query('select pg_advisory_unlock($1)', [migrationLock]);
  }
};
