// Goal: bytes that are no UTF-8 are found where they stand. Oracle: the decoder of the platform, and where we broke it.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { badByteText, badPlaceIn } from '../../src/kernel/utf8.ts';

const isFatal = (bytes: Uint8Array): boolean => {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return false;
  } catch {
    return true;
  }
};

it.each([
  [[0xff], 1, 1, 0xff],
  [[0x61, 0x0a, 0x62, 0x80], 2, 2, 0x80],
  [[0xc3, 0xa9, 0xe2, 0x82], 1, 2, 0xe2],
  [[0xc0, 0xaf], 1, 1, 0xc0],
  [[0x61, 0x0a, 0x0a, 0xed, 0xa0, 0x80], 3, 1, 0xed],
  [[0xf0, 0x9f, 0x8e, 0x0a], 1, 1, 0xf0],
])('%j stops being UTF-8 at line %i, column %i', (bytes, line, column, byte) => {
  expect(badPlaceIn(Uint8Array.from(bytes))).toEqual({ line, column, byte });
});

it('finds what a decoder refuses, and the first byte of it', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 30 }), (bytes) => {
      expect(badPlaceIn(bytes) === null).toBe(!isFatal(bytes));
    }),
  );
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(0xff, 0xc1, 0x80),
      fc.string(),
      (before, byte, after) => {
        const bytes = Buffer.concat([Buffer.from(before), Buffer.from([byte]), Buffer.from(after)]);
        const lines = before.split('\n');
        expect(badPlaceIn(bytes, 7)).toEqual({
          line: 6 + lines.length,
          column: [...(lines.at(-1) ?? '')].length + 1,
          byte,
        });
      },
    ),
  );
});

it('is said in a sentence', () => {
  expect(badByteText({ line: 1, column: 1, byte: 0x0f })).toBe(
    'The byte 0x0f here is no UTF-8: save the file as UTF-8',
  );
});
