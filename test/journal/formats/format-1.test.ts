// Goal: journals and rows of format 1 stay readable: reported, verified, explained and shown as the engine that wrote them
// did. The fixtures are in `1/`, which says how each was made.
import { cpSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { decodeRecord } from '../../../src/journal/encode.ts';
import { headOf } from '../../../src/inspect/page/ask/head.ts';
import { lifeOf } from '../../../src/inspect/page/ask/life.ts';
import { openDatabaseSource } from '../../../src/inspect/sources/database-source.ts';
import { openFileSource } from '../../../src/inspect/sources/file-source.ts';
import { InspectedRun } from '../../../src/inspect/sources/inspected-run.ts';
import type { RunSource } from '../../../src/inspect/sources/source.ts';
import { listRuns } from '../../../src/persistence/read/run-list.ts';
import { openStore } from '../../../src/persistence/store/store.ts';
import { createFolder } from '../../cli/folder.ts';
import { dte } from '../../cli/memory-terminal.ts';
import { loadRows } from './rows.ts';

const fixture = (name: string): string => fileURLToPath(new URL(`1/${name}`, import.meta.url));
const runFile = fixture('run.jsonl');
const harnessFile = fixture('harness.jsonl');
const folder = createFolder();
const db = folder.path('database');

beforeAll(async () => {
  await loadRows(db, 7, fixture('rows.copy'));
  expect((await dte(['db', 'migrate', '--db', db])).exitCode).toBe(0);
}, 120_000);

/** Each line of the file is a line of the text, in order. */
const expectSaid = (name: string, text: string): void => {
  const lines = text.split('\n');
  let at = 0;
  for (const line of readFileSync(fixture(`said/${name}.txt`), 'utf8')
    .trimEnd()
    .split('\n')) {
    const found = lines.indexOf(line, at);
    expect(found, `${name}: "${line}" is behind line ${at} of:\n${text}`).toBeGreaterThanOrEqual(at);
    at = found + 1;
  }
};

describe('a journal of a format to come', () => {
  const sentence = (where: string): string =>
    `dte: ${where} has a journal of format 3, and this engine reads formats 1 to 2: ` +
    'read it with the engine that wrote it, or a later one.\n';
  const [first = '', ...others] = readFileSync(runFile, 'utf8').split('\n');
  const lines = [first.replace('"name"', '"journalFormat":3,"name"'), ...others];
  const path = folder.write('later.jsonl', lines.join('\n'));

  it.each([
    ['verify', path],
    ['explain', '6', '--journal', path],
    ['diff', path, runFile],
    ['diff', runFile, path],
    ['stately', path],
    ['visualize', path],
  ])('is refused by %s %s in one sentence', async (...args) => {
    const { exitCode, err, out } = await dte(args);
    expect({ exitCode, err, out }).toEqual({ exitCode: 2, err: sentence(path), out: '' });
  });

  it('is refused in a database', async () => {
    const later = folder.path('later');
    cpSync(db, later, { recursive: true });
    const store = await openStore(later);
    await store.borrow((session) => session.query('update runs set journal_format = 3 where id = 2'));
    await store.close();
    for (const args of [
      ['verify', '2'],
      ['report', '2'],
      ['resume', '2'],
      ['explain', '1', '--journal', '2'],
    ]) {
      const { exitCode, err } = await dte([...args, '--db', later]);
      expect({ exitCode, err }, args.join(' ')).toEqual({ exitCode: 2, err: sentence('The run 2') });
    }
    expect((await dte(['visualize', '2', '--db', later])).err).toBe(sentence('The run 2'));
  });
});

describe('a journal of format 1', () => {
  it.each([
    ['report', ['report', '1', '--db', db], 0],
    ['report-2', ['report', '2', '--db', db], 0],
    ['verify', ['verify', '1', '--db', db], 0],
    ['verify', ['verify', runFile], 0],
    ['verify-2', ['verify', '2', '--db', db], 1],
    ['verify-harness', ['verify', harnessFile], 0],
    ['explain-6', ['explain', '6', '--journal', runFile], 0],
    ['explain-6.u2', ['explain', '6.u2', '--journal', '1', '--db', db], 0],
    ['explain-4.1', ['explain', '4.1', '--journal', runFile], 0],
    ['explain-c1', ['explain', 'c1', '--journal', harnessFile], 0],
  ] as const)('is reported as it was: %s', async (said, args, exitCode) => {
    const told = await dte(args);
    expect(told.exitCode, told.err).toBe(exitCode);
    expectSaid(said, told.out);
  });

  it('is verified, and said to be of another engine', async () => {
    const text = await dte(['verify', runFile]);
    expect(text.out).toContain(
      'format 1, of an earlier engine: audited; this engine writes format 2, and cannot re-execute its run',
    );
    const json = await dte(['verify', '1', '--db', db, '--json']);
    expect(JSON.parse(json.out)).toMatchObject({ journalFormat: 1, isWhole: true, audit: { violations: 0 } });
  });

  it('is not resumed, and keeps its rows', async () => {
    const before = await dte(['verify', '2', '--db', db]);
    const { exitCode, err } = await dte(['resume', '2', '--db', db]);
    expect(err).toBe(
      'dte: The run 2 cannot be resumed: its journal is of format 1, and this engine writes format 2. ' +
        'Resume it with the engine that began it.\n',
    );
    expect(exitCode).toBe(2);
    expect(await dte(['verify', '2', '--db', db])).toEqual(before);
  });

  it('names no changed row where its rows are not those of its digest', async () => {
    const other = folder.path('changed');
    await loadRows(other, 7, fixture('rows.copy'));
    expect((await dte(['db', 'migrate', '--db', other])).exitCode).toBe(0);
    const store = await openStore(other);
    await store.borrow((session) => session.query('update runs set digest = $1 where id = 1', ['0'.repeat(64)]));
    await store.close();
    const { exitCode, err } = await dte(['verify', '1', '--db', other]);
    expect(exitCode).toBe(1);
    expect(err).toContain(
      'Which row was changed cannot be said: this engine writes format 2, and cannot re-execute its run.',
    );
  }, 60_000);

  it('is shown by the views with the owners of its orders', async () => {
    const store = await openStore(db);
    try {
      const [rows, readable] = await store.borrow(async (session) => [
        await session.query(
          'select cl_ord_id, owner, owner_id, leg, account from last_orders where run = 1 order by seq',
        ),
        await session.query('select owner, arbitrage_id from readable_orders where run = 1'),
      ]);
      expect(rows.length).toBeGreaterThan(20);
      for (const { cl_ord_id: clOrdId, owner, owner_id: ownerId, leg, account } of rows) {
        expect(String(clOrdId)).toMatch(new RegExp(`^${ownerId}\\.${owner === 'unwind' ? 'u' : ''}\\d+$`));
        expect([leg, account]).toEqual([null, null]);
      }
      expect(new Set(readable.map(({ owner }) => owner))).toEqual(new Set(['leg', 'unwind']));
      expect(readable.filter((row) => row['arbitrage_id'] === null)).toEqual([]);
    } finally {
      await store.close();
    }
  });

  const shown = async (source: RunSource) => {
    const run = new InspectedRun('run', source);
    await run.read();
    const { records, virtualUs, endedBy, venues, markets, statuses, marks, money, moneyProblem, orders } = headOf(run);
    const life = lifeOf(await run.recordsOf(6), 6, null);
    const steps = life.steps.map(({ seq, from, to, light }) =>
      [seq, from, to, light?.states.join(' ') ?? null].join(' | '),
    );
    await run.close();
    return {
      head: { records, virtualUs, endedBy, venues, markets, statuses, marks, money, moneyProblem, orders },
      life: { orders: life.orders, parties: life.parties.map(({ id }) => id), steps },
    };
  };

  it('is shown as it was, from its file and from its rows', async () => {
    const fromFile = await shown(await openFileSource(runFile, decodeRecord, 'none'));
    await expect(`${JSON.stringify(fromFile, null, 1)}\n`).toMatchFileSnapshot(fixture('said/shown.txt'));
    const store = await openStore(db);
    try {
      const row = (await store.borrow((session) => listRuns(session, 10))).find(({ id }) => id === 1);
      expect(await shown(openDatabaseSource(row!, (work) => store.borrow(work), 'none'))).toEqual(fromFile);
    } finally {
      await store.close();
    }
  });
});
