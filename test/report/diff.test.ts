// Goal: two journals differ at the first record that is not the same in both, and only there.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeRecord } from '../../src/journal/encode.ts';
import type { JournalRecord } from '../../src/journal/records.ts';
import { RunningDigest } from '../../src/kernel/digest.ts';
import { diffJournals, diffStreams, NotARecord, subjectOf } from '../../src/report/diff.ts';
import { smallRun } from './journals.ts';

const lineOf = (record: JournalRecord): string => encodeRecord(record, record.seq, record.atUs);
const lines = smallRun.map(lineOf);

describe('two journals', () => {
  test('that are the same are identical, with their digest', () => {
    const digest = new RunningDigest();
    for (const line of lines) digest.append(line);
    expect(diffJournals(lines, lines)).toEqual({ kind: 'identical', records: lines.length, digest: digest.value() });
    expect(diffJournals([], [])).toMatchObject({ kind: 'identical', records: 0 });
  });

  test('part where one record was changed, field by field, whichever it is', () => {
    fc.assert(
      fc.property(fc.nat(smallRun.length - 1), fc.boolean(), (at, isSwapped) => {
        const changed = lines.with(at, lineOf({ ...smallRun[at]!, atUs: 999 }));
        const found = isSwapped ? diffJournals(changed, lines) : diffJournals(lines, changed);
        const was = String(smallRun[at]?.atUs);
        const sides = isSwapped ? { left: '999', right: was } : { left: was, right: '999' };
        expect(found).toMatchObject({ kind: 'different', line: at + 1, fields: [{ field: 'atUs', ...sides }] });
      }),
    );
  });

  test('part where one of them ends', () => {
    const shorter = lines.slice(0, 10);
    expect(diffJournals(shorter, lines)).toMatchObject({ kind: 'different', line: 11, left: null });
    expect(diffJournals(lines, shorter)).toMatchObject({ kind: 'different', line: 11, right: null });
  });

  const runAs = (change: object, records = smallRun): readonly JournalRecord[] =>
    records.map((record) => (record.type === 'run.started' ? { ...record, ...change } : record));
  const renumbered = (records: readonly JournalRecord[]): readonly JournalRecord[] =>
    records.map((record, index) => ({ ...record, seq: index + 1 }));

  test('of another seed are compared behind their frames, which differ in the seed', () => {
    const other = runAs({ seed: '8', scenarioHash: 'another' });
    const at = smallRun.findIndex(({ type }) => type === 'venue.filled');
    const changed = other.with(at, { ...other[at]!, atUs: 1 });
    expect(diffJournals(lines, changed.map(lineOf))).toMatchObject({
      kind: 'different',
      isInFrame: false,
      frame: [
        { field: 'scenarioHash', left: 'none', right: 'another' },
        { field: 'seed', left: '7', right: '8' },
      ],
      line: at + 1,
      rightLine: at + 1,
      fields: [{ field: 'atUs', right: '1' }],
    });
    expect(diffJournals(lines, other.map(lineOf))).toMatchObject({ kind: 'different', isInFrame: true, line: 1 });
  });

  test('of which one has an account more are compared behind it, wherever their records stand then', () => {
    const account = smallRun.find(({ type }) => type === 'account.opened')!;
    const more = renumbered([smallRun[0]!, { ...account, venue: 'gemini' } as JournalRecord, ...smallRun.slice(1)]);
    const frame = [{ field: 'account.opened gemini', left: undefined, right: 'record 2' }];
    expect(diffJournals(lines, more.map(lineOf))).toMatchObject({ isInFrame: true, frame });
    const at = smallRun.length - 3;
    const changed = more.with(at + 1, { ...more[at + 1]!, atUs: 1 });
    const found = diffJournals(lines, changed.map(lineOf));
    expect(found).toMatchObject({ isInFrame: false, frame, line: at + 1, rightLine: at + 2 });
    expect(found).toMatchObject({ fields: [{ field: 'atUs', right: '1' }] });
  });

  test('that are given by and by are found to differ in the same', async () => {
    const other = runAs({ seed: '8' }).map(lineOf).slice(0, -1);
    const stream = async function* (text: readonly string[]): AsyncGenerator<string> {
      yield* text;
    };
    expect(await diffStreams(stream(lines), stream(other))).toEqual(diffJournals(lines, other));
    expect(await diffStreams(stream(other), stream(lines))).toEqual(diffJournals(other, lines));
  });

  test('share what they last said of the order that they part about', () => {
    const at = smallRun.findLastIndex((record) => record.type === 'order.moved' && record.clOrdId === '2.1');
    const changed = lines.with(at, lineOf({ ...smallRun[at]!, atUs: 1 }));
    const found = diffJournals(lines, changed);
    if (found.kind === 'identical') throw new Error('they differ');
    expect(found.subject).toBe('order 2.1');
    expect(found.context).toHaveLength(5);
    for (const record of found.context) expect(subjectOf(record)).toBe('order 2.1');
    expect(found.context.at(-1)?.seq).toBeLessThan(at + 1);
  });

  test('that part at their first record share nothing', () => {
    const changed = lines.with(0, lineOf({ ...smallRun[0]!, atUs: 1 }));
    expect(diffJournals(lines, changed)).toMatchObject({ line: 1, context: [] });
  });

  test('a line that is no record is reported with its side and its number', () => {
    const garbled = lines.with(4, '{"type":"order.mov');
    expect(() => diffJournals(lines, garbled)).toThrow(expect.objectContaining({ side: 'right', line: 5 }) as Error);
    expect(() => diffJournals(garbled, lines)).toThrow(NotARecord);
    expect(() => diffJournals(['garbage'], ['garbage'])).toThrow(NotARecord);
  });

  test('are released when they differ: both files can be closed', () => {
    const closed: string[] = [];
    const of = function* (name: string, text: readonly string[]): Generator<string> {
      try {
        yield* text;
      } finally {
        closed.push(name);
      }
    };
    diffJournals(of('left', lines), of('right', lines.with(3, lines[2]!)));
    expect(closed).toEqual(['left', 'right']);
  });
});
