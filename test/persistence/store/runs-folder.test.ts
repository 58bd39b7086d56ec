// A folder `runs/` whose databases are made by processes that are killed anywhere, and one that a former build has written.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { recordNewRun } from '../../../src/persistence/write/recorder.ts';
import { insertRun } from '../../../src/persistence/write/run-rows.ts';
import { contentOf, placeInRuns, RunsFolder } from '../../../src/persistence/store/runs-folder.ts';
import { openStore, type Store } from '../../../src/persistence/store/store.ts';
import { lockAs, startLiving } from './holders.ts';

const inputs = (name: string) => ({
  name,
  seed: '7',
  scenarioHash: '',
  engineVersion: '',
  inputs: '',
  scenario: 'demo',
});

/** The number of a new run in a store, which has no row more than that. */
const begin = (store: Store, name: string): Promise<number> =>
  store.borrow((session) => insertRun(session, inputs(name), store.place));

const withStore = async <T>(path: string, work: (store: Store) => Promise<T>): Promise<T> => {
  const store = await openStore(path);
  try {
    await store.migrate();
    return await work(store);
  } finally {
    await store.close();
  }
};

describe('a folder', () => {
  let above: string;
  let runs: string;
  beforeEach(() => {
    above = mkdtempSync(join(tmpdir(), 'dte-runs-'));
    runs = join(above, 'runs');
    return () => rmSync(above, { recursive: true, force: true });
  });

  it('keeps itself out of version control when it is made, and never again', () => {
    const folder = new RunsFolder(runs);
    expect(folder.names()).toEqual([]);
    folder.make();
    expect(readFileSync(join(runs, '.gitignore'), 'utf8')).toBe('*\n');
    rmSync(join(runs, '.gitignore'));
    folder.make();
    expect(readdirSync(runs)).toEqual(['numbers']);
  });

  it('leaves an existing .gitignore as it is', () => {
    mkdirSync(runs);
    writeFileSync(join(runs, '.gitignore'), 'database*\n');
    new RunsFolder(runs).make();
    expect(readFileSync(join(runs, '.gitignore'), 'utf8')).toBe('database*\n');
  });

  it('has the databases that are named so, in their order, the first one being there or not', () => {
    for (const name of [
      'database-10',
      'database-2',
      'database-1',
      'database-02',
      'database-x',
      'my-database',
      'numbers',
    ])
      mkdirSync(join(runs, name), { recursive: true });
    writeFileSync(join(runs, 'database-3'), '');
    expect(new RunsFolder(runs).names()).toEqual(['database-2', 'database-10']);
    expect(new RunsFolder(runs).databases()).toEqual([]);
    writeFileSync(join(runs, 'database-2', 'PG_VERSION'), '18\n');
    expect(new RunsFolder(runs).databases()).toEqual(['database-2']);
  });

  it('counts a database that a living process is making', async () => {
    mkdirSync(join(runs, 'database'), { recursive: true });
    const living = await startLiving();
    lockAs(join(runs, 'database'), { pid: living.pid });
    expect(new RunsFolder(runs).databases()).toEqual(['database']);
    await living.kill();
    expect(new RunsFolder(runs).databases()).toEqual([]);
  });

  it('is known by its name, whatever way leads to it, or by its numbers', () => {
    mkdirSync(join(above, 'other', 'database'), { recursive: true });
    symlinkSync(join(above, 'other'), runs);
    const other = join(above, 'other', 'database');
    expect(placeInRuns(join(runs, 'database'), other)?.folder.path).toBe(join(above, 'other'));
    expect(placeInRuns(other, other)).toBeNull();
    new RunsFolder(join(above, 'other')).numbers.adopt('database', []);
    expect(placeInRuns(other, other)?.name).toBe('database');
    expect(placeInRuns(join(runs, 'mine'), join(above, 'other', 'mine'))).toBeNull();
  });
});

describe('a directory', () => {
  it('holds a database, nothing, one that is not whole, or something else', () => {
    const folder = mkdtempSync(join(tmpdir(), 'dte-content-'));
    const fill = (name: string, ...names: readonly string[]): string => {
      mkdirSync(join(folder, name));
      for (const each of names) writeFileSync(join(folder, name, each), '');
      return join(folder, name);
    };
    expect(contentOf(join(folder, 'none'))).toBe('nothing');
    expect(contentOf(fill('a'))).toBe('nothing');
    expect(contentOf(fill('b', 'PG_VERSION', 'base', 'global'))).toBe('database');
    expect(contentOf(fill('c', 'PG_VERSION', 'base', 'dte-unfinished'))).toBe('unfinished');
    // A former build left no mark.
    expect(contentOf(fill('d', 'base', 'global', 'pg_wal'))).toBe('unfinished');
    expect(contentOf(fill('e', 'base', 'thesis.doc'))).toBe('else');
    rmSync(folder, { recursive: true });
  });
});

describe('a database that was made before', () => {
  let above: string;
  let runs: string;
  beforeAll(async () => {
    above = mkdtempSync(join(tmpdir(), 'dte-former-'));
    runs = join(above, 'runs');
    // Outside of such a folder the database counts, as it did everywhere in a former build.
    const former = join(above, 'former');
    await withStore(former, async (store) => {
      expect(store.place).toBeNull();
      expect([await begin(store, 'one'), await begin(store, 'two')]).toEqual([1, 2]);
    });
    mkdirSync(runs);
    renameSync(former, join(runs, 'database'));
  }, 120_000);
  afterAll(() => rmSync(above, { recursive: true, force: true }));

  it('continues with the number above its last, and a database beside it with the one above that', async () => {
    await withStore(join(runs, 'database'), async (store) => {
      expect(await begin(store, 'three')).toBe(3);
      const next = await recordNewRun(
        {
          store,
          build: { codec: 1, buildHash: '', chartHashes: {} },
          clock: { after: () => () => undefined },
          random: () => 0,
          checkpointEveryRecords: 1,
        },
        inputs('four'),
      );
      expect(next.run).toBe(4);
      expect(
        store.place?.folder.numbers.list().map(({ number, name, directory }) => [number, name, directory]),
      ).toEqual([
        [1, 'one', 'database'],
        [2, 'two', 'database'],
        [3, 'three', 'database'],
        [4, 'four', 'database'],
      ]);
      // Killed here, it would have a number and no row.
      store.place?.folder.numbers.take({ directory: 'database', name: 'five', seed: '', scenario: null });
      // A former build that opens it again finds the database's own count above the existing runs.
      const [counted] = await store.borrow((session) =>
        session.query(`select nextval(pg_get_serial_sequence('runs', 'id'))::int as id`),
      );
      expect(counted).toEqual({ id: 5 });
      await next.abandon();
    });
    // One that was killed while it was made is created from the beginning.
    const second = join(runs, 'database-2');
    mkdirSync(join(second, 'base'), { recursive: true });
    writeFileSync(join(second, 'base', 'half'), '');
    writeFileSync(join(second, 'dte-unfinished'), '');
    new RunsFolder(runs).numbers.take({
      directory: 'database-2',
      name: 'of one that was removed',
      seed: '',
      scenario: null,
    });
    await withStore(second, async (store) => {
      expect(existsSync(join(second, 'base', 'half'))).toBe(false);
      expect(existsSync(join(second, 'dte-unfinished'))).toBe(false);
      expect(await begin(store, 'beside')).toBe(6);
    });
    await withStore(join(runs, 'database'), async (store) => expect(await begin(store, 'last')).toBe(7));
    const { numbers } = new RunsFolder(runs);
    expect(numbers.list().map(({ number, name }) => `${number} ${name}`)).toEqual([
      '1 one',
      '2 two',
      '3 three',
      '4 four',
      '6 beside',
      '7 last',
    ]);
  });
});
