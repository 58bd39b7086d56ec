// A record and its row are the same: what goes to a database by COPY comes back as the same canonical line. Each type in
// itself, without a database; all of them through one.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeRecord } from '../../../src/journal/encode.ts';
import { Journal } from '../../../src/journal/journal.ts';
import { RunningDigest } from '../../../src/kernel/digest.ts';
import { CopyReader } from '../../../src/persistence/read/copy-reader.ts';
import { CopyWriter } from '../../../src/persistence/store/copy-writer.ts';
import { Dictionary } from '../../../src/persistence/write/dictionary.ts';
import { advanceMark, copiesOfRange } from '../../../src/persistence/write/flush.ts';
import { readRecords } from '../../../src/persistence/read/read-journal.ts';
import { PieceReader, tablesOf } from '../../../src/persistence/read/read-pieces.ts';
import { tablesOfRecords } from '../../../src/persistence/write/record-columns.ts';
import { createReadRow } from '../../../src/persistence/read/row-readers.ts';
import { createWriteRow } from '../../../src/persistence/write/row-writers.ts';
import { insertRun, readDictionary } from '../../../src/persistence/write/run-rows.ts';
import { Segment } from '../../../src/persistence/write/segment.ts';
import { openStore, type Store } from '../../../src/persistence/store/store.ts';
import { withoutMadeCode } from '../../kernel/without-made-code.ts';
import { anyRecord, anyRecordOf, recordTypes } from '../any-record.ts';
import { startPostgres, whyNoPostgres, type TestServer } from '../postgres.ts';

const rowsMax = 400;

describe('a record and its row', () => {
  it.each(recordTypes)('are the same: %s', (type) => {
    fc.assert(
      fc.property(anyRecordOf(type), fc.integer({ min: 1 }), fc.nat(), (body, seq, atUs) => {
        const dictionary = new Dictionary();
        const segment = new Segment(1);
        segment.append(body, seq, atUs, 1, dictionary);
        const { seq: _, atUs: __, ...read } = segment.recordAt(0, dictionary);
        expect(encodeRecord(read, seq, atUs)).toBe(encodeRecord(body, seq, atUs));
      }),
      { numRuns: 50 },
    );
  });

  it.each(recordTypes)('are the same where code may not be made from strings: %s', (type) => {
    const table = tablesOfRecords.find((each) => each.type === type)!;
    const [writePlain, readPlain] = withoutMadeCode(() => [createWriteRow(table), createReadRow(table)] as const);
    const write = createWriteRow(table);
    fc.assert(
      fc.property(anyRecordOf(type), fc.integer({ min: 1 }), fc.nat(), (body, seq, atUs) => {
        const dictionary = new Dictionary();
        const [made, plain] = [new CopyWriter(), new CopyWriter()];
        write(made, body, seq, atUs, 1, dictionary);
        writePlain(plain, body, seq, atUs, 1, dictionary);
        expect(plain.bytes.subarray(0, plain.used)).toEqual(made.bytes.subarray(0, made.used));
        const reader = new CopyReader();
        reader.begin(plain.bytes, 2);
        const { seq: _, atUs: __, ...read } = readPlain(reader, dictionary);
        expect(encodeRecord(read, seq, atUs)).toBe(encodeRecord(body, seq, atUs));
      }),
      { numRuns: 20 },
    );
  });

  it('are found again at any place of a segment', () => {
    fc.assert(
      fc.property(fc.array(anyRecord, { minLength: 1, maxLength: 20 }), (bodies) => {
        const dictionary = new Dictionary();
        const segment = new Segment(20);
        for (const [index, body] of bodies.entries()) segment.append(body, index + 5, index, 1, dictionary);
        for (const [index, body] of bodies.entries()) {
          const record = segment.recordAt(index, dictionary);
          expect(encodeRecord(record, record.seq, record.atUs)).toBe(encodeRecord(body, index + 5, index));
          expect(segment.range(index, index + 1)).toEqual([expect.objectContaining({ table: expect.any(Number) })]);
        }
        expect(segment.range(0, 0)).toEqual([]);
        for (const row of [-1, bodies.length])
          expect(() => segment.recordAt(row, dictionary)).toThrow(`there is no row ${row}`);
      }),
      { numRuns: 50 },
    );
  });
});

const promises = (open: () => Promise<Store>): void => {
  let store: Store;
  beforeAll(async () => {
    store = await open();
    await store.migrate();
  }, 120_000);
  afterAll(async () => {
    await store.close();
  });

  it('gives back every line of any journal, and its digest, whatever the ranges it was flushed in', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyRecord, { minLength: 1, maxLength: rowsMax }),
        fc.integer({ min: 1, max: 60 }),
        async (bodies, step) => {
          const lines: string[] = [];
          const dictionary = new Dictionary();
          const segment = new Segment(rowsMax);
          const clock = { nowUs: 0 };
          const journal = new Journal(clock as never);
          const run = await store.borrow((session) =>
            insertRun(session, { name: 'any', seed: '', scenarioHash: '', engineVersion: '', inputs: '' }),
          );
          journal.consume((body, seq, atUs) => {
            lines.push(encodeRecord(body, seq, atUs));
            segment.append(body, seq, atUs, run, dictionary);
          });
          for (const body of bodies) {
            clock.nowUs += 7;
            journal.append(body);
          }
          const read = await store.borrow(async (session) => {
            for (let from = 0; from < bodies.length; from += step) {
              const to = Math.min(bodies.length, from + step);
              const copies = copiesOfRange(segment, from, to, run, dictionary);
              await session.write(advanceMark({ run, epoch: 1 }, from, to), copies);
            }
            const digest = new RunningDigest();
            const found: string[] = [];
            const dictionaryRead = await readDictionary(session, run);
            for (const record of await readRecords(session, run, dictionaryRead, 1, bodies.length)) {
              found.push(encodeRecord(record, record.seq, record.atUs));
              digest.append(found.at(-1)!);
            }
            const pieces = new PieceReader(run, await tablesOf(session, run), dictionaryRead);
            const inPieces: string[] = [];
            for (let from = 1; from <= bodies.length; from += step)
              for (const record of await pieces.read(session, from, from + step - 1))
                inPieces.push(encodeRecord(record, record.seq, record.atUs));
            return { found, inPieces, digest: digest.value() };
          });
          expect(read.found).toEqual(lines);
          expect(read.inPieces).toEqual(lines);
          expect(read.digest).toBe(journal.digestHex());
        },
      ),
      { numRuns: 12 },
    );
  });
};

describe('records through PGlite', () => {
  promises(() => openStore('memory'));
});

describe.skipIf(whyNoPostgres !== null)('records through a Postgres server', () => {
  let server: TestServer;
  afterAll(() => server.remove());
  promises(() => {
    server = startPostgres();
    return openStore(server.url);
  });
});
