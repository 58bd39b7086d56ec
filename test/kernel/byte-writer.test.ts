// What is written byte by byte is what strings and JSON would have given.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteWriter, isPlain, literalOf } from '../../src/kernel/byte-writer.ts';

const written = (write: (writer: ByteWriter) => void, before = 0): string => {
  const writer = new ByteWriter();
  writer.text('x'.repeat(before));
  write(writer);
  return writer.bytes.toString('utf8', before, writer.used);
};
const anyText = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('', '"', '\\', '\u007f', '\n', 'é', '\ud800', '😀'),
);
// Around the size at which the buffer has to grow.
const anyBefore = fc.oneof(fc.constant(0), fc.integer({ min: 65_500, max: 65_540 }));

describe('a byte writer', () => {
  it('writes numbers and bigints as String does', () => {
    const anyNumber = fc.oneof(
      fc.maxSafeInteger(),
      fc.integer(),
      fc.double(),
      fc.constantFrom(0, 9, 10, 999_999_999, 1_000_000_000, 2 ** 31, 2 ** 53 - 1),
    );
    fc.assert(
      fc.property(anyNumber, anyBefore, (value, before) => {
        expect(written((writer) => writer.number(value), before)).toBe(String(value));
      }),
      { numRuns: 300 },
    );
    const anyBigint = fc.oneof(
      fc.bigInt(),
      fc.bigInt({ min: -(2n ** 54n), max: 2n ** 54n }),
      fc.constantFrom(2n ** 53n),
    );
    fc.assert(
      fc.property(anyBigint, anyBefore, (value, before) => {
        expect(written((writer) => writer.bigint(value), before)).toBe(String(value));
      }),
      { numRuns: 300 },
    );
  });

  it('writes text as UTF-8, and as JSON has it', () => {
    fc.assert(
      fc.property(anyText, anyBefore, (text, before) => {
        expect(written((writer) => writer.text(text), before)).toBe(Buffer.from(text).toString());
        expect(`"${written((writer) => writer.jsonText(text), before)}"`).toBe(JSON.stringify(text));
        expect(isPlain(text)).toBe(/^[\x20-\x7e]*$/.test(text) && JSON.stringify(text) === `"${text}"`);
      }),
      { numRuns: 300 },
    );
  });

  it('writes a literal again and again, and takes only printable ASCII for one', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), anyBefore, (first, second, before) => {
        const [one, other] = [literalOf(first), literalOf(second)];
        const all = written((writer) => {
          for (const literal of [one, other, one]) writer.literal(literal);
        }, before);
        expect(all).toBe(first + second + first);
      }),
    );
    expect(() => literalOf('é')).toThrow(/printable ASCII/);
  });

  it('keeps what was written when it grows', () => {
    const writer = new ByteWriter();
    for (let index = 0; index < 50_000; index += 1) writer.number(index);
    expect(writer.bytes.toString('utf8', 0, writer.used)).toBe(Array.from({ length: 50_000 }, (_, at) => at).join(''));
  });
});
