// Rows of a database as an older engine wrote them, in the schema that they were written in.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { migrationsFolder } from '../../../src/persistence/store/migrations.ts';
import { openStore } from '../../../src/persistence/store/store.ts';

const SECTION = /^copy (.+) from stdin;\n([\s\S]*?)^\\\.\n/gm;

/** The migrations up to the one of that number, in a folder of their own. */
const migrationsUpTo = (number: number, folder: string): string => {
  cpSync(migrationsFolder(), folder, { recursive: true });
  const path = join(folder, 'meta', '_journal.json');
  const journal = JSON.parse(readFileSync(path, 'utf8')) as { readonly entries: readonly { readonly idx: number }[] };
  writeFileSync(path, JSON.stringify({ ...journal, entries: journal.entries.filter(({ idx }) => idx <= number) }));
  return folder;
};

/** Makes an embedded database in a directory, migrates it up to a migration, and copies the rows of a file into it. */
export const loadRows = async (directory: string, lastMigration: number, file: string): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'dte-migrations-'));
  try {
    const store = await openStore(directory);
    await store.borrow((session) => session.migrate(migrationsUpTo(lastMigration, join(folder, 'migrations'))));
    await store.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const client = await PGlite.create(directory);
  for (const [, into, rows] of readFileSync(file, 'utf8').matchAll(SECTION))
    await client.query(`copy ${into} from '/dev/blob'`, [], { blob: new Blob([rows ?? '']) });
  await client.close();
};
