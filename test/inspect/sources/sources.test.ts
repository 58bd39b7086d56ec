// Goal: wherever a journal comes from, the same records come out of it, whole or in any part.
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { appendFileSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { readWholeRecord } from '../../../src/cli/visualize/journals.ts';
import { headOf, timelineOf } from '../../../src/inspect/page/ask/head.ts';
import { hopsOf } from '../../../src/inspect/page/ask/hops.ts';
import { lifeOf } from '../../../src/inspect/page/ask/life.ts';
import { arbitragesOf, ordersOf } from '../../../src/inspect/page/ask/lists.ts';
import { openDatabaseSource, type Lend } from '../../../src/inspect/sources/database-source.ts';
import { openFileSource } from '../../../src/inspect/sources/file-source.ts';
import { InspectedRun } from '../../../src/inspect/sources/inspected-run.ts';
import { watchRun } from '../../../src/inspect/sources/spool-source.ts';
import type { RunSource } from '../../../src/inspect/sources/source.ts';
import { encodeRecord } from '../../../src/journal/encode.ts';
import type { JournalRecord } from '../../../src/journal/records.ts';
import { listRuns } from '../../../src/persistence/read/run-list.ts';
import { endRun, takeOverRun } from '../../../src/persistence/write/run-rows.ts';
import { openStore } from '../../../src/persistence/store/store.ts';
import { createWriter } from '../../../src/persistence/write/writer.ts';
import { usualLimits } from '../../../src/persistence/write/writer-types.ts';
import { createFolder } from '../../cli/folder.ts';
import { impatientClock, newRun } from '../../persistence/write/writer-world.ts';
import { journalOf } from '../sample-runs.ts';

const folder = createFolder();
const maker = 'tests';
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
    const source = await openFileSource(folder.write('run.jsonl', lines.join('')), readWholeRecord, maker);
    expect(text(await whole(source)).join('\n')).toBe(text(records).join('\n'));
    expect(source.share).toBe(1);
    await givesParts(source);
    await source.close();
  });

  it('whose last line was cut is read up to it', async () => {
    const cut = folder.write('cut.jsonl', `${lines.slice(0, 50).join('')}${lines[50]?.slice(0, 20) ?? ''}`);
    const source = await openFileSource(cut, readWholeRecord, maker);
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
    const source = await openFileSource(path, readWholeRecord, maker);
    await expect(whole(source)).rejects.toThrow(problem);
    await source.close();
  });

  it('that is empty is refused', async () => {
    const source = await openFileSource(folder.write('empty.jsonl', ''), readWholeRecord, maker);
    await expect(whole(source)).rejects.toThrow(/is empty/);
    await source.close();
  });
});

describe('a live run', () => {
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
    const lend: Lend = (work) => store.borrow(work);
    const source = openDatabaseSource(listed!, lend, maker);
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

    // A run under way is read anew each time, and what was kept of it is believed as long as it is the same run.
    const keptBy = async (by: string): Promise<boolean> => {
      const [row] = await store.borrow((session) => listRuns(session, 10));
      return (await openDatabaseSource(row!, lend, by).recall?.()) !== null;
    };
    const read = new InspectedRun('read', source);
    const answers = await answersOf(read);
    await source.keep?.(read.index.save());
    expect(await keptBy(maker)).toBe(false);
    await store.borrow((session) => endRun(session, run, 1, 'ended', 'its digest'));
    await source.keep?.(read.index.save());
    expect(await keptBy(maker)).toBe(true);
    expect(await keptBy('other code')).toBe(false);
    const [ended] = await store.borrow((session) => listRuns(session, 10));
    const kept = new InspectedRun('read', openDatabaseSource(ended!, lend, maker));
    expect(await kept.source.recall?.()).not.toBe(null);
    expect(await answersOf(kept)).toBe(answers);
    // Another process takes the run over and resumes it.
    await store.borrow((session) => takeOverRun(session, run));
    expect(await keptBy(maker)).toBe(false);
    await source.keep?.(read.index.save());
    expect(await keptBy(maker)).toBe(false);
  }, 120_000);
});

/** Every answer that the page may ask a run for, as text. */
const answersOf = async (run: InspectedRun): Promise<string> => {
  await run.read();
  const { now, source: _, ...head } = headOf(run);
  return JSON.stringify([
    head,
    now,
    timelineOf(
      run,
      now.map((__, at) => at),
    ),
    hopsOf(run),
    ordersOf(run.index, { oddity: 'any' }, { offset: 0, limit: 500 }),
    arbitragesOf(run.index, {}, { offset: 0, limit: 500 }),
    lifeOf(await run.recordsOf(7), 7, null),
  ]);
};

describe('what is kept beside a journal file', () => {
  const path = folder.write('kept.jsonl', lines.join(''));
  const keptBeside = async (by = maker): Promise<boolean> => {
    const source = await openFileSource(path, readWholeRecord, by);
    const kept = await source.recall?.();
    await source.close();
    return kept !== null;
  };
  const keepAnew = async (): Promise<InspectedRun> => {
    const run = new InspectedRun('kept', await openFileSource(path, readWholeRecord, maker));
    await run.read();
    await run.source.keep?.(run.index.save());
    await run.source.close();
    expect(await keptBeside()).toBe(true);
    return run;
  };

  it('answers every question as the file itself does', async () => {
    expect(await keptBeside()).toBe(false);
    const made = new InspectedRun('kept', await openFileSource(path, readWholeRecord, maker));
    const answers = await answersOf(made);
    await keepAnew();
    const kept = new InspectedRun('kept', await openFileSource(path, readWholeRecord, maker));
    expect(await answersOf(kept)).toBe(answers);
    await Promise.all([made.source.close(), kept.source.close()]);
  });

  it('is not taken for another file, nor from other code', async () => {
    await keepAnew();
    expect(await keptBeside('other code')).toBe(false);
    const { atime, mtime, mtimeMs } = statSync(path);
    utimesSync(path, atime, new Date(mtimeMs + 5_000));
    expect(await keptBeside()).toBe(false);
    // Of the same length and the same time, and yet another journal.
    writeFileSync(path, lines.join('').replace('"seed":"13"', '"seed":"14"'));
    utimesSync(path, atime, mtime);
    expect(await keptBeside()).toBe(false);
    appendFileSync(path, lines[0] ?? '');
    expect(await keptBeside()).toBe(false);
    writeFileSync(path, lines.join(''));
  });

  it('is not taken where it is rubbish, or was cut anywhere', async () => {
    await keepAnew();
    const whole = readFileSync(`${path}.index`);
    for (const share of [0, 0.001, 0.3, 0.7, 0.999]) {
      writeFileSync(`${path}.index`, whole.subarray(0, Math.floor(whole.length * share)));
      expect(await keptBeside()).toBe(false);
    }
    writeFileSync(`${path}.index`, 'rubbish');
    const anew = new InspectedRun('kept', await openFileSource(path, readWholeRecord, maker));
    await anew.read();
    expect(anew.index.lastSeq).toBe(records.length);
    await anew.source.close();
  });
});

describe('the end of a journal', () => {
  it.each([
    ['whole', lines.join(''), records.length],
    ['cut', lines.slice(0, -1).join(''), null],
    ['cut in a line', lines.join('').slice(0, -9), null],
    ['empty', '', null],
  ])('of a file that is %s says at once what the run comes to, or nothing', async (name, content, expected) => {
    const file = folder.write(`end-${name.replaceAll(' ', '-')}.jsonl`, content);
    const run = new InspectedRun('end', await openFileSource(file, readWholeRecord, maker));
    const early: unknown[] = [];
    const { batches } = run.source;
    run.source.batches = async function* told() {
      early.push(headOf(run).totals?.records ?? null);
      yield* batches.call(run.source);
    };
    await run.read();
    expect(early).toEqual([expected]);
    expect(headOf(run).totals).toBe(null);
    if (expected !== null) expect(run.totals).toMatchObject({ intents: 200, orders: run.index.actors.orders.count });
    await run.source.close();
  });
});
