// What is put byte by byte is what strings and JSON would have given, and nothing before its place is touched.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bytesPerUnitMax,
  isPlain,
  numberBytesMax,
  putBigint,
  putJsonText,
  putNumber,
  stepBytes,
  stepsOfLiteral,
} from '../../src/kernel/put-bytes.ts';
import { anyText } from './texts.ts';

const before = '<before>';

/** What is put behind existing bytes, with exactly so much room. */
const put = (room: number, write: (bytes: Buffer, view: DataView, at: number) => number): string => {
  const bytes = Buffer.alloc(before.length + room);
  bytes.write(before);
  const end = write(bytes, new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), before.length);
  expect(bytes.toString('utf8', 0, before.length)).toBe(before);
  return bytes.toString('utf8', before.length, end);
};

describe('bytes are put', () => {
  it('of numbers and bigints as String gives them', () => {
    const anyNumber = fc.oneof(
      fc.maxSafeInteger(),
      fc.integer(),
      fc.integer({ min: 0, max: 10 }).chain((digits) => fc.integer({ min: 10 ** digits - 2, max: 10 ** digits + 2 })),
      fc.double(),
      fc.constantFrom(0, 9, 10, 999_999_999, 1_000_000_000, 2 ** 31, 2 ** 53 - 1, -1.234_567_890_123_456_7e-6),
    );
    fc.assert(
      fc.property(anyNumber, (value) => {
        expect(put(numberBytesMax, (bytes, view, at) => putNumber(bytes, view, at, value))).toBe(String(value));
      }),
      { numRuns: 600 },
    );
    const anyBigint = fc.oneof(
      fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
      fc.bigInt({ min: -(2n ** 54n), max: 2n ** 54n }),
      fc.constantFrom(2n ** 53n, -(2n ** 63n)),
    );
    const putMicros = (value: bigint): string =>
      put(numberBytesMax, (bytes, view, at) => putBigint(bytes, view, at, value));
    fc.assert(
      fc.property(anyBigint, (value) => {
        expect(putMicros(value)).toBe(String(value));
      }),
      { numRuns: 300 },
    );
    expect(() => putMicros(10n ** 40n)).toThrow(/is no int64/);
  });

  it('of text as JSON has it', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const json = put(bytesPerUnitMax * text.length, (bytes, _view, at) => putJsonText(bytes, at, text));
        expect(`"${json}"`).toBe(JSON.stringify(text));
        expect(isPlain(text)).toBe(/^[\x20-\x7e]*$/.test(text) && JSON.stringify(text) === `"${text}"`);
      }),
      { numRuns: 300 },
    );
  });

  it('of a literal by its steps, which are made of printable ASCII only', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const written = put(text.length + stepBytes, (_bytes, view, at) => {
          // As a made function has them: through the text of a number.
          stepsOfLiteral(text).forEach((step, index) =>
            view.setFloat64(at + stepBytes * index, Number(String(step)), true),
          );
          return at + text.length;
        });
        expect(written).toBe(text);
      }),
    );
    expect(() => stepsOfLiteral('é')).toThrow(/printable ASCII/);
  });
});
