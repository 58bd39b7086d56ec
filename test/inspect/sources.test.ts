// Goal: wherever a journal comes from, the same records come out of it, whole or in any part.
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { appendFileSync, statSync, writeFileSync } from 'node:fs';
import { readWholeRecord } from '../../src/cli/visualize/journals.ts';
import { headOf, timelineOf } from '../../src/inspect/ask/head.ts';
import { hopsOf } from '../../src/inspect/ask/hops.ts';
import { lifeOf } from '../../src/inspect/ask/life.ts';
import { arbitragesOf, ordersOf } from '../../src/inspect/ask/lists.ts';
import { openDatabaseSource } from '../../src/inspect/database-source.ts';
import { openFileSource } from '../../src/inspect/file-source.ts';
import { InspectedRun } from '../../src/inspect/inspected-run.ts';
import { recallBeside } from '../../src/inspect/sidecar.ts';
import { watchRun } from '../../src/inspect/spool-source.ts';
import type { RunSource } from '../../src/inspect/source.ts';
import { encodeRecord } from '../../src/journal/encode.ts';
import type { JournalRecord } from '../../src/journal/records.ts';
import { listRuns } from '../../src/persistence/run-list.ts';
import { openStore } from '../../src/persistence/store.ts';
import { createWriter } from '../../src/persistence/writer.ts';
import { usualLimits } from '../../src/persistence/writer-types.ts';
import { createFolder } from '../cli/folder.ts';
import { impatientClock, newRun } from '../persistence/writer-world.ts';
import { journalOf } from './sample-runs.ts';

const folder = createFolder();
const records = journalOf('storm', 200, '13');
const lines = records.map((record) => `${encodeRecord(record, record.seq, record.atUs)}\n`);
const text = (some: readonly JournalRecord[]): readonly string[] =>
  some.map((record) => encodeRecord(record, record.seq, record.atUs));

const whole = async (source: RunSource): Promise<readonly JournalRecord[]> => {
  const found: JournalRecord[] = [];
  for await (const batch of source.batches()) found.push(...batch);
  return found;
};

const anyPart = fc.tuple(fc.integer({ min: 1, max: records.length + 20 }), fc.integer({ min: 0, max: 200 }));

const givesParts = (source: RunSource): Promise<void> =>
  fc.assert(
    fc.asyncProperty(anyPart, async ([first, count]) => {
      const found = await source.read(first, first + count - 1);
      expect(text(found)).toEqual(lines.slice(first - 1, first + count - 1).map((line) => line.trimEnd()));
    }),
    { numRuns: 40 },
  );

describe('a journal file', () => {
  it('is read whole, and then in any part', async () => {
    const source = await openFileSource(folder.write('run.jsonl', lines.join('')), readWholeRecord);
    expect(text(await whole(source)).join('\n')).toBe(text(records).join('\n'));
    expect(source.share).toBe(1);
    await givesParts(source);
    await source.close();
  });

  it('whose last line was cut is read up to it', async () => {
    const cut = folder.write('cut.jsonl', `${lines.slice(0, 50).join('')}${lines[50]?.slice(0, 20) ?? ''}`);
    const source = await openFileSource(cut, readWholeRecord);
    expect(await whole(source)).toHaveLength(50);
    await source.close();
  });

  it.each([
    ['a line that is none', 'nonsense\n', /:11: This line is no record/],
    [
      'a record without a field',
      '{"atUs":0,"seq":11,"type":"market.listed","venue":"x"}\n',
      /:11: This line is no record/,
    ],
    ['a record that is missing', lines[12] ?? '', /:11: This record is number 13, where number 11 belongs/],
  ])('with %s is refused with the place of it', async (_, line, problem) => {
    const path = folder.path('bad.jsonl');
    writeFileSync(path, lines.slice(0, 10).join(''));
    appendFileSync(path, line);
    const source = await openFileSource(path, readWholeRecord);
    await expect(whole(source)).rejects.toThrow(problem);
    await source.close();
  });

  it('that is empty is refused', async () => {
    const source = await openFileSource(folder.write('empty.jsonl', ''), readWholeRecord);
    await expect(whole(source)).rejects.toThrow(/is empty/);
    await source.close();
  });
});

describe('a run that goes on', () => {
  it('gives any part of what it has told so far', async () => {
    const watched = await watchRun('live', folder.path('.'));
    for (const record of records) watched.consume(record, record.seq, record.atUs);
    expect(watched.run.index.lastSeq).toBe(records.length);
    await givesParts(watched.run.source);
    await watched.close();
  });
});

describe('a run in a database', () => {
  const open = openStore('memory');
  afterAll(async () => await (await open).close());

  it('is listed, read whole, and then in any part', async () => {
    const store = await open;
    await store.migrate();
    const some = records.slice(0, 600);
    const run = await newRun(store);
    const clock = impatientClock();
    const writer = createWriter({ store, run, epoch: 1, mark: 0, clock, random: () => 0.5, limits: usualLimits });
    for (const record of some) {
      writer.consume(record, record.seq, record.atUs);
      writer.pump();
      if (writer.isHeld) await writer.released();
    }
    await writer.drain();
    const [listed] = await store.borrow((session) => listRuns(session, 10));
    expect(listed).toMatchObject({ id: run, mark: some.length });
    const source = openDatabaseSource(listed!, (work) => store.borrow(work));
    expect(text(await whole(source)).join('\n')).toBe(text(some).join('\n'));
    expect(source.share).toBe(1);
    await fc.assert(
      fc.asyncProperty(anyPart, async ([first, count]) => {
        expect(text(await source.read(first, first + count - 1))).toEqual(
          text(some.slice(first - 1, first + count - 1)),
        );
      }),
      { numRuns: 5 },
    );
  }, 120_000);
});

describe('what is kept beside a journal file', () => {
  const path = folder.write('kept.jsonl', lines.join(''));
  const readOf = async (): Promise<{ readonly run: InspectedRun; readonly answers: string }> => {
    const run = new InspectedRun('kept', await openFileSource(path, readWholeRecord));
    await run.read();
    const { now } = headOf(run);
    const answers = JSON.stringify([
      headOf(run),
      timelineOf(
        run,
        now.map((_, at) => at),
      ),
      hopsOf(run),
      ordersOf(run.index, { oddity: 'any' }, { offset: 0, limit: 500 }),
      arbitragesOf(run.index, {}, { offset: 0, limit: 500 }),
      lifeOf(await run.recordsOf(7), 7, null),
    ]);
    return { run, answers };
  };
  const { size, mtimeMs } = statSync(path);

  it('answers every question as the file itself does', async () => {
    const made = await readOf();
    expect(await made.run.source.recall?.()).toBe(null);
    await made.run.source.keep?.(made.run.index.save());
    const kept = await readOf();
    expect(await kept.run.source.recall?.()).not.toBe(null);
    expect(kept.answers).toBe(made.answers);
    await Promise.all([made.run.source.close(), kept.run.source.close()]);
  });

  it('is not taken for another file, nor if it is rubbish', async () => {
    expect(await recallBeside(path, { size, mtimeMs })).not.toBe(null);
    expect(await recallBeside(path, { size: size + 1, mtimeMs })).toBe(null);
    expect(await recallBeside(path, { size, mtimeMs: mtimeMs + 1 })).toBe(null);
    folder.write('kept.jsonl.index', 'rubbish');
    expect(await recallBeside(path, { size, mtimeMs })).toBe(null);
    const anew = await readOf();
    expect(anew.run.index.lastSeq).toBe(records.length);
    await anew.run.source.close();
  });
});
