// Goal: journals and rows of format 1 stay readable: reported, verified, explained and shown as the engine that wrote them
// did. The fixtures are in `1/`, which says how each was made.
import { readFileSync } from 'node:fs';
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
  ] as const)('is told as it was: %s', async (said, args, exitCode) => {
    const told = await dte(args);
    expect(told.exitCode, told.err).toBe(exitCode);
    expectSaid(said, told.out);
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
