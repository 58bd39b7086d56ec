// What is written into a buffer that grows is there, all of it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteWriter } from '../../src/kernel/byte-writer.ts';
import { putNumber } from '../../src/kernel/put-bytes.ts';
import { anyText } from './texts.ts';

describe('a byte writer', () => {
  it('writes text as UTF-8, around the size at which its buffer has to grow too', () => {
    const anyBefore = fc.oneof(fc.constant(0), fc.integer({ min: 65_500, max: 65_540 }));
    fc.assert(
      fc.property(anyText, anyBefore, (text, before) => {
        const writer = new ByteWriter();
        writer.text('x'.repeat(before));
        writer.text(text);
        expect(writer.bytes.toString('utf8', before, writer.used)).toBe(Buffer.from(text).toString());
      }),
      { numRuns: 300 },
    );
  });

  it('keeps what was written when it grows, and has room for what was asked', () => {
    const writer = new ByteWriter();
    let leastRoom = Number.MAX_SAFE_INTEGER;
    for (let index = 0; index < 50_000; index += 1) {
      writer.reserve(32);
      leastRoom = Math.min(leastRoom, writer.bytes.length - writer.used);
      writer.used = putNumber(writer.bytes, writer.view, writer.used, index);
    }
    expect(leastRoom).toBeGreaterThanOrEqual(32);
    expect(writer.bytes.toString('utf8', 0, writer.used)).toBe(Array.from({ length: 50_000 }, (_, at) => at).join(''));
  });
});
