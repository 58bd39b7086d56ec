// The migrations are what the schema says, are applied once however many apply them at once, and know a newer engine.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { getTableColumns } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordTables } from '../../../drizzle/record-tables.ts';
import { formerFields } from '../../../src/journal/format-1.ts';
import { recordSchemas } from '../../../src/journal/records.ts';
import { uuidOfSequence, uuidTailOfRun } from '../../../src/kernel/deterministic-uuid.ts';
import { migrationsFolder } from '../../../src/persistence/store/migrations.ts';
import { openStore, StoreError, type Store } from '../../../src/persistence/store/store.ts';
import { startPostgres, whyNoPostgres, type TestServer } from '../postgres.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

describe('the schema', () => {
  it('has one table for each type of record, with a column for each field of either format and the place, and no more', () => {
    expect(Object.keys(recordTables).toSorted()).toEqual(Object.keys(recordSchemas).toSorted());
    for (const [type, table] of Object.entries(recordTables)) {
      const fields = Object.keys(recordSchemas[type as keyof typeof recordSchemas]);
      const former = Object.keys(formerFields[type] ?? {});
      const every = [...fields, ...former, 'atUs', 'run', 'seq'].toSorted();
      expect(Object.keys(getTableColumns(table)).toSorted()).toEqual(every);
    }
  });

  it('holds no float and no unbounded number', () => {
    const types = Object.values(recordTables).flatMap((table) =>
      Object.values(getTableColumns(table)).map((column) => column.getSQLType()),
    );
    expect([...new Set(types)].toSorted()).toEqual(['bigint', 'boolean', 'integer', 'json', 'text']);
  });

  it('is what the migrations make: drizzle-kit finds nothing new', () => {
    const folder = mkdtempSync(join(tmpdir(), 'dte-migrations-'));
    try {
      cpSync(migrationsFolder(), join(folder, 'migrations'), { recursive: true });
      const config = join(folder, 'drizzle.config.json');
      const schema = './drizzle/schema.ts';
      const out = join(folder, 'migrations');
      writeFileSync(config, JSON.stringify({ dialect: 'postgresql', schema, out: relative(root, out) }));
      const kit = join(root, 'node_modules', 'drizzle-kit', 'bin.cjs');
      const said = execFileSync(process.execPath, [kit, 'generate', '--config', config], { cwd: root, stdio: 'pipe' });
      expect(said.toString()).toMatch(/No schema changes/);
      expect(readdirSync(out).toSorted()).toEqual(readdirSync(migrationsFolder()).toSorted());
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('is in the order of its journal', () => {
    const { entries } = JSON.parse(readFileSync(join(migrationsFolder(), 'meta', '_journal.json'), 'utf8')) as {
      readonly entries: readonly { readonly tag: string; readonly when: number }[];
    };
    const whens = entries.map(({ when }) => when);
    expect(whens).toEqual(whens.toSorted((left, right) => left - right));
    expect(entries.map(({ tag }) => `${tag}.sql`)).toEqual(
      readdirSync(migrationsFolder())
        .filter((name) => name.endsWith('.sql'))
        .toSorted(),
    );
  });
});

const promises = (open: () => Promise<Store>): void => {
  let store: Store;
  beforeAll(async () => {
    store = await open();
    await store.migrate();
  }, 120_000);
  afterAll(() => store.close());

  it('are applied once, also when they are applied again', async () => {
    const before = await store.schema();
    expect(before.applied).toBe(before.known);
    await store.migrate();
    expect(await store.schema()).toEqual(before);
  });

  it('derive the identifiers of the views as the engine does', async () => {
    const seqs = [0, 1, 4_095, 4_096, 1_234_567_890_123, Number.MAX_SAFE_INTEGER];
    const rows = await store.borrow((session) =>
      session.query('select sequence_uuid(seq, $1)::text as id from unnest($2::bigint[]) as seq', [
        uuidTailOfRun('run'),
        seqs,
      ]),
    );
    expect(rows.map(({ id }) => id)).toEqual(seqs.map((seq) => uuidOfSequence('run', seq)));
  });

  it('are refused where a newer engine has been, and nothing is changed', async () => {
    const inserted = `insert into drizzle.__drizzle_migrations (hash, created_at) values ('newer', 9999999999999)`;
    await store.borrow((session) => session.query(inserted));
    await expect(store.migrate()).rejects.toThrow(StoreError);
    await expect(store.migrate()).rejects.toThrow(/was migrated by a newer version of this engine: update the engine/);
    expect((await store.schema()).isNewer).toBe(true);
    expect(store.borrowed).toBe(0);
  });
};

describe('the migrations of PGlite', () => {
  promises(() => openStore('memory'));
});

describe.skipIf(whyNoPostgres !== null)('the migrations of a Postgres server', () => {
  let server: TestServer;
  afterAll(() => server.remove());
  promises(async () => {
    server = startPostgres(['fsync = off']);
    // Several processes that start at once on a new database: each migrates, none fails.
    const others = await Promise.all(Array.from({ length: 4 }, () => openStore(server.url)));
    await Promise.all(others.map((other) => other.migrate()));
    await Promise.all(others.map((other) => other.close()));
    return await openStore(server.url);
  });
});
