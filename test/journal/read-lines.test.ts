// Goal: the fast reader of a journal reads what its naive twin reads, and judges nothing that was not written so.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWholeRecord } from '../../src/journal/check-record.ts';
import { decodeRecord, encodeRecord } from '../../src/journal/encode.ts';
import { createLineReader } from '../../src/journal/read-lines.ts';
import { journalOf } from '../inspect/sample-runs.ts';
import { anyRecord } from '../persistence/any-record.ts';

const journal = journalOf('storm', 60, '5');
const lines = journal.map((record) => encodeRecord(record, record.seq, record.atUs));
const anyPlace = fc.tuple(fc.integer({ min: 1 }), fc.nat());

/** What is judged to be a record by the slow reader; null if it is none. */
const slowly = (line: string): object | null => {
  try {
    const record = decodeRecord(line);
    return isWholeRecord(record) ? record : null;
  } catch {
    return null;
  }
};

describe('the fast reader of lines', () => {
  it('reads every line of a run, wherever it stands among others', () => {
    const read = createLineReader();
    const bytes = Buffer.from(lines.join('\n'));
    let start = 0;
    for (const line of lines) {
      const end = start + Buffer.byteLength(line);
      expect(read(bytes, start, end)).toEqual(decodeRecord(line));
      start = end + 1;
    }
  });

  it('reads any record as its twin does, or leaves it to it', () => {
    const read = createLineReader();
    fc.assert(
      fc.property(anyRecord, anyPlace, (body, [seq, atUs]) => {
        const bytes = Buffer.from(encodeRecord(body, seq, atUs));
        const record = read(bytes, 0, bytes.length);
        if (record !== null) expect(encodeRecord(record, record.seq, record.atUs)).toBe(bytes.toString());
      }),
      { numRuns: 500 },
    );
  });

  it('takes no line in which anything was changed, unless its twin reads the same', () => {
    const read = createLineReader();
    const anyChange = fc.tuple(
      fc.constantFrom(...lines),
      fc.nat(),
      fc.constantFrom(...'"{}[]:,-0123456789.eE\\ ntx\u0000ü'),
    );
    fc.assert(
      fc.property(anyChange, fc.boolean(), ([line, where, unit], isCut) => {
        const at = where % line.length;
        const changed = isCut ? line.slice(0, at) : `${line.slice(0, at)}${unit}${line.slice(at + 1)}`;
        const bytes = Buffer.from(changed);
        const record = read(bytes, 0, bytes.length);
        if (record !== null) expect(record).toEqual(slowly(changed));
      }),
      { numRuns: 3_000 },
    );
  });
});
