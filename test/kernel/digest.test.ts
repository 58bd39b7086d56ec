// The digest against its naive twin, which keeps all records and hashes the chain from the beginning.
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AssertionFailed } from '../../src/kernel/assert.ts';
import { RunningDigest, type DigestState } from '../../src/kernel/digest.ts';

const naiveDigest = (records: readonly Uint8Array[], recordsPerBlock: number): string => {
  let chain = Buffer.alloc(32);
  for (let from = 0; from < records.length; from += recordsPerBlock) {
    const hash = createHash('sha256').update(chain);
    for (const record of records.slice(from, from + recordsPerBlock)) {
      hash.update(new Uint8Array(Uint32Array.of(record.length).buffer)).update(record);
    }
    chain = hash.digest();
  }
  return chain.toString('hex');
};

const appendAll = (digest: RunningDigest, records: readonly (Uint8Array | string)[]): RunningDigest => {
  for (const record of records) digest.append(record);
  return digest;
};

const recordsPerBlock = fc.integer({ min: 1, max: 7 });
const records = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 40, size: 'max' });
const texts = fc.array(fc.string({ unit: 'binary', maxLength: 20 }), { maxLength: 40 });

describe('RunningDigest', () => {
  test('is the chain sha256(previous digest, block), with the open block counted as it stands', () => {
    fc.assert(
      fc.property(recordsPerBlock, records, (perBlock, appended) => {
        const digest = new RunningDigest(perBlock);
        appended.forEach((record, index) => {
          digest.append(record);
          expect(digest.value()).toBe(naiveDigest(appended.slice(0, index + 1), perBlock));
        });
        expect(digest.value()).toBe(naiveDigest(appended, perBlock));
        expect(digest.records).toBe(appended.length);
      }),
    );
  });

  test('does not depend on being read, or on being saved and restored, at any point', () => {
    fc.assert(
      fc.property(recordsPerBlock, records, fc.infiniteStream(fc.nat(2)), (perBlock, appended, disturbances) => {
        let digest = new RunningDigest(perBlock);
        for (const record of appended) {
          digest.append(record);
          const disturbance = disturbances.next().value;
          if (disturbance === 1) digest.value();
          if (disturbance === 2) digest = RunningDigest.restore(JSON.parse(JSON.stringify(digest.save())));
        }
        const undisturbed = appendAll(new RunningDigest(perBlock), appended);
        expect(digest.save()).toEqual(undisturbed.save());
        expect(digest.value()).toBe(undisturbed.value());
      }),
    );
  });

  test('counts a string as its UTF-8 bytes', () => {
    fc.assert(
      fc.property(texts, (appended) => {
        const fromText = appendAll(new RunningDigest(5), appended);
        const bytes = appended.map((text) => new TextEncoder().encode(text));
        expect(fromText.value()).toBe(appendAll(new RunningDigest(5), bytes).value());
      }),
    );
  });

  test('tells sequences of records apart, also when their bytes are the same in a row', () => {
    fc.assert(
      fc.property(recordsPerBlock, texts, texts, (perBlock, left, right) => {
        const valueOf = (appended: readonly string[]): string =>
          appendAll(new RunningDigest(perBlock), appended).value();
        expect(valueOf(left) === valueOf(right)).toBe(JSON.stringify(left) === JSON.stringify(right));
        expect(valueOf([...left, 'ab', 'c'])).not.toBe(valueOf([...left, 'a', 'bc']));
        expect(valueOf([...left, ''])).not.toBe(valueOf(left));
      }),
    );
  });

  test('takes records of any size', () => {
    const sizes = [0, 1, 65_499, 65_500, 65_501, 200_000, 3];
    const bytes = sizes.map((size, index) => new Uint8Array(size).fill(index + 1));
    expect(appendAll(new RunningDigest(4), bytes).value()).toBe(naiveDigest(bytes, 4));
    const wide = sizes.map((size) => '€'.repeat(size));
    const wideBytes = wide.map((text) => new TextEncoder().encode(text));
    expect(appendAll(new RunningDigest(4), wide).value()).toBe(naiveDigest(wideBytes, 4));
  });

  test('restores an open block that is larger than the room a new digest has', () => {
    const digest = appendAll(new RunningDigest(), ['x'.repeat(150_000), 'y'.repeat(150_000)]);
    const restored = RunningDigest.restore(digest.save());
    expect(appendAll(restored, ['z']).value()).toBe(appendAll(digest, ['z']).value());
  });

  test('refuses a block of no records, and a saved digest that contradicts itself', () => {
    for (const perBlock of [0, -1, 1.5, Number.NaN]) expect(() => new RunningDigest(perBlock)).toThrow(AssertionFailed);
    const sound = appendAll(new RunningDigest(4), ['a', 'b', 'c', 'd', 'e', 'ffff']).save();
    const broken: DigestState[] = [
      { ...sound, records: 7 },
      { ...sound, records: -2 },
      { ...sound, closed: sound.closed.slice(2) },
      { ...sound, closed: `zz${sound.closed.slice(2)}` },
      { ...sound, open: '' },
      { ...sound, open: sound.open.slice(0, 8) },
      { ...sound, open: sound.open.slice(0, 16) },
    ];
    for (const state of broken) expect(() => RunningDigest.restore(state)).toThrow(AssertionFailed);
  });
});
