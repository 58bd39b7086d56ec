// Recordings as files: plain, gzipped, cut, damaged. Goal: nothing crashes the reader, nothing damaged goes unreported, and
// what a book shows after a damage that its frames reveal is stale or right. Method: a made-up recording, then chance.
import { readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeUpdate, canonicalHead } from '../../src/market-data/canonical.ts';
import { hashOfFile, readLinesOf, readRecording } from '../../src/market-data/recording.ts';
import type { ReadReport } from '../../src/market-data/read/tally.ts';
import { RecordedBooks } from '../../src/market-data/recorded-book.ts';
import { syntheticRecording } from '../../src/market-data/synthetic/recording.ts';
import type { MarketUpdate } from '../../src/market-data/types.ts';
import { writeCanonical } from '../../src/market-data/write-canonical.ts';
import { createFolder } from '../cli/folder.ts';

const folder = createFolder();
const made = syntheticRecording({ seed: 3, durationMs: 4_000 });
const clean = readLinesOf(made.lines, made.options);
const canonical = [canonicalHead, ...clean.updates.map((update, index) => encodeUpdate(update, index + 1))];

const collected = async (path: string) => {
  const recording = readRecording(path, made.options);
  const updates: MarketUpdate[] = [];
  for await (const batch of recording.batches()) updates.push(...batch);
  return { updates, report: recording.report };
};

const faultsOf = ({ faults }: ReadReport): number => Object.values(faults).reduce((sum, count) => sum + count, 0);

/** Books in which nothing that is not stale is torn: a reader must never show such a book. */
const applied = (updates: readonly MarketUpdate[]): RecordedBooks => {
  const books = new RecordedBooks();
  for (const update of updates) books.apply(update);
  return books;
};

const written = (name: string, content: string | Buffer): string => {
  writeFileSync(folder.path(name), content);
  return folder.path(name);
};

describe('a recording', () => {
  it('is read alike plain, gzipped, with and without its last line break', async () => {
    const text = made.lines.join('\n');
    const ways = [written('a.jsonl', text), written('b.jsonl', `${text}\r\n`), written('c', gzipSync(text))];
    for (const path of ways) {
      const { updates, report } = await collected(path);
      expect(updates).toEqual(clean.updates);
      expect(faultsOf(report)).toBe(0);
    }
  });

  it('tells how far it is read, up to its whole size', async () => {
    const seen: number[][] = [];
    const onProgress = (...far: number[]) => void seen.push(far);
    const path = written('progress.jsonl', made.lines.join('\n'));
    for await (const _ of readRecording(path, { ...made.options, onProgress })) continue;
    expect(seen.at(-1)?.[0]).toBe(seen.at(-1)?.[1]);
  });

  it('converts to the canonical form and back to the same bytes, gzipped or not', async () => {
    await writeCanonical(
      folder.path('one.jsonl'),
      readRecording(written('in.jsonl', made.lines.join('\n')), made.options).batches(),
    );
    await writeCanonical(folder.path('two.jsonl.gz'), readRecording(folder.path('one.jsonl')).batches());
    await writeCanonical(folder.path('three.jsonl'), readRecording(folder.path('two.jsonl.gz')).batches());
    expect(folder.read('one.jsonl')).toBe(`${canonical.join('\n')}\n`);
    expect(folder.read('three.jsonl')).toBe(folder.read('one.jsonl'));
    expect(await hashOfFile(folder.path('three.jsonl'))).toBe(await hashOfFile(folder.path('one.jsonl')));
  });

  it('that is gzipped and cut anywhere is read up to there, and reported', async () => {
    const packed = gzipSync(made.lines.join('\n'));
    const few = gzipSync(made.lines.slice(0, 3).join('\n'));
    await fc.assert(
      fc.asyncProperty(fc.nat(packed.length - 3), async (bytes) => {
        const { updates, report } = await collected(written('cut', packed.subarray(0, bytes + 2)));
        expect(report.faults.cut).toBe(1);
        expect(updates.length).toBeLessThanOrEqual(clean.updates.length + 4);
        for (const book of applied(updates)) expect(book.isStale).toBe(true);
      }),
      { numRuns: 30 },
    );
    for (let bytes = 2; bytes < few.length; bytes += 7)
      expect((await collected(written('cut', few.subarray(0, bytes)))).report.faults.cut).toBe(1);
  });

  it('that is cut keeps what came before', async () => {
    const packed = gzipSync(made.lines.join('\n'), { level: 0 });
    const { updates } = await collected(written('half', packed.subarray(0, packed.length >> 1)));
    expect(updates.length).toBeGreaterThan(clean.updates.length / 3);
  });

  it('never throws and never hides it, whatever happened to its bytes', async () => {
    const bytes = Buffer.from(made.lines.slice(0, 60).join('\n'));
    const packed = gzipSync(bytes);
    const wound = fc.tuple(fc.double({ min: 0, max: 0.999, noNaN: true }), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(bytes, packed),
        fc.array(wound, { minLength: 1, maxLength: 5 }),
        async (whole, wounds) => {
          const torn = Buffer.from(whole);
          for (const [at, byte] of wounds) torn[Math.floor(at * torn.length)] = byte;
          const { updates, report } = await collected(written('torn', torn));
          applied(updates);
          if (whole === packed && !torn.equals(packed) && updates.length < 58)
            expect(faultsOf(report)).toBeGreaterThan(0);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('never throws, whatever JSON its lines are', () => {
    const keys = fc.constantFrom(
      ...[
        'event_type',
        'type',
        'sid',
        'seq',
        'msg',
        'market',
        'asset_id',
        'bids',
        'asks',
        'timestamp',
        'price_changes',
        'price',
        'size',
      ],
      ...[
        'side',
        'what',
        'n',
        'atUs',
        'frame',
        'receivedUs',
        'yes_dollars_fp',
        'market_ticker',
        'px',
        'qty',
        'recording',
        '__proto__',
      ],
    );
    const words = fc.constantFrom(
      'book',
      'price_change',
      'orderbook_delta',
      'orderbook_snapshot',
      'trade',
      'level',
      'BUY',
      '0.5',
      '.5',
      '1',
    );
    const leaf = fc.oneof(
      words,
      fc.constantFrom(1, 2, -1, 0.5, 1e300, null, true),
      fc.constant(String(1_781_159_489_957)),
      fc.string(),
    );
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        leaf,
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(keys, tie('value'), { maxKeys: 8 }),
      ),
    }));
    const lines = fc.array(
      fc.oneof(
        value.map((each) => JSON.stringify(each)),
        fc.string(),
        fc.constantFrom(...made.lines.slice(0, 20)),
      ),
    );
    fc.assert(
      fc.property(lines, (each) => {
        const { updates, report } = readLinesOf(each, made.options);
        applied(updates);
        expect(report.lines).toBe(each.length);
      }),
      { numRuns: 500 },
    );
  });

  it('that lost, doubled or moved lines says so, and shows no book that is wrong and not stale', () => {
    // Kalshi's frames and canonical lines are numbered: of them every loss must show.
    const kalshi = made.lines.filter((line) => line.includes('orderbook_'));
    for (const whole of [kalshi, canonical.slice(1)]) {
      const truth = new Map<number, string>();
      const books = new RecordedBooks();
      for (const update of readLinesOf(whole, made.options).updates) {
        const book = books.apply(update);
        truth.set(
          update.receivedUs ?? 0,
          JSON.stringify([book.venue, book.best('bid'), book.best('ask')], (_, value) => String(value)),
        );
      }
      const move = fc.tuple(
        fc.nat(whole.length - 2),
        fc.nat(whole.length - 2),
        fc.constantFrom('lose', 'double', 'swap'),
      );
      fc.assert(
        fc.property(fc.array(move, { minLength: 1, maxLength: 4 }), (moves) => {
          const lines = [...whole];
          for (const [at, to, how] of moves) {
            if (how === 'lose') lines.splice(at, 1);
            else if (how === 'double') lines.splice(Math.max(at, to), 0, lines[at]!);
            else [lines[at], lines[to]] = [lines[to]!, lines[at]!];
          }
          const { updates, report } = readLinesOf(lines, made.options);
          if (lines.slice(0, -1).join() !== whole.slice(0, lines.length - 1).join())
            expect(faultsOf(report)).toBeGreaterThan(0);
          const seen = new RecordedBooks();
          for (const update of updates) {
            const book = seen.apply(update);
            if (book.isStale || update.what !== 'level') continue;
            const shown = JSON.stringify([book.venue, book.best('bid'), book.best('ask')], (_, value) => String(value));
            expect(shown).toBe(truth.get(update.receivedUs ?? 0));
          }
        }),
        { numRuns: 60 },
      );
    }
  });

  it('with a line without end is read on behind it', () => {
    const path = written('long', `${'x'.repeat((1 << 24) + 5)}\n${made.lines.join('\n')}`);
    return collected(path).then(({ updates, report }) => {
      expect(updates).toEqual(clean.updates);
      expect(report.faults.broken).toBe(1);
    });
  });

  it('that cannot be opened throws what the system says', async () => {
    await expect(collected(folder.path('none'))).rejects.toThrow(/ENOENT/);
  });

  it('has the hash of its bytes', async () => {
    const path = written('hashed', 'abc');
    expect(await hashOfFile(path)).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(readFileSync(path, 'utf8')).toBe('abc');
  });
});
