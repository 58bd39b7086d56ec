import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AssertionFailed } from '../../src/kernel/assert.ts';
import {
  isSequenceUuid,
  sequenceOfUuid,
  uuidOfSequence,
  uuidsOfRun,
  uuidTailOfRun,
} from '../../src/kernel/deterministic-uuid.ts';

const layout = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

const runKey = fc.oneof(fc.string(), fc.uuid(), fc.bigInt());
// Uniform over the range, small, and on both sides of every border between two fields of the layout.
const sequence = fc.oneof(
  fc.maxSafeNat(),
  fc.nat(10_000),
  fc
    .tuple(fc.constantFrom(2 ** 12, 2 ** 28, 2 ** 31, 2 ** 32, 2 ** 52), fc.integer({ min: -2, max: 2 }))
    .map(([border, offset]) => border + offset),
  fc.constant(Number.MAX_SAFE_INTEGER),
);

describe('uuidOfSequence', () => {
  test('has the layout, version and variant of a UUIDv7', () => {
    fc.assert(
      fc.property(runKey, sequence, (run, number) => {
        expect(uuidOfSequence(run, number)).toMatch(layout);
      }),
    );
  });

  test('sorts as text by sequence', () => {
    fc.assert(
      fc.property(runKey, fc.array(sequence, { maxLength: 30 }), (run, numbers) => {
        const sorted = numbers.toSorted((left, right) => left - right);
        expect(numbers.map(uuidsOfRun(run)).toSorted()).toEqual(sorted.map(uuidsOfRun(run)));
      }),
    );
  });

  test('is undone by sequenceOfUuid, in either case, so that no two sequences share an identifier', () => {
    fc.assert(
      fc.property(runKey, sequence, (run, number) => {
        const uuid = uuidOfSequence(run, number);
        expect(sequenceOfUuid(uuid)).toBe(number);
        expect(sequenceOfUuid(uuid.toUpperCase())).toBe(number);
      }),
    );
  });

  test('differs from run to run', () => {
    fc.assert(
      fc.property(runKey, runKey, sequence, (left, right, number) => {
        fc.pre(String(left) !== String(right));
        expect(uuidOfSequence(left, number)).not.toBe(uuidOfSequence(right, number));
      }),
    );
  });

  test('takes a bigint and its decimal string for the same run', () => {
    fc.assert(
      fc.property(fc.bigInt(), sequence, (run, number) => {
        expect(uuidOfSequence(run, number)).toBe(uuidOfSequence(String(run), number));
      }),
    );
  });

  test('is the sequence in hex around the version, and then the tail of the run', () => {
    // sha256('run') begins with acba25512100f80b; the variant turns its first byte, 10101100, into the same.
    expect(uuidTailOfRun('run')).toBe('acba-25512100f80b');
    expect(uuidOfSequence('run', 0x1_2345_6789_abcd)).toBe('00123456-789a-7bcd-acba-25512100f80b');
    expect(uuidOfSequence('run', 1)).toBe('00000000-0000-7001-acba-25512100f80b');
  });

  test('refuses what is not a sequence', () => {
    for (const number of [-1, 0.5, Number.NaN, 2 ** 53]) {
      expect(() => uuidOfSequence('run', number)).toThrow(AssertionFailed);
    }
  });
});

describe('sequenceOfUuid', () => {
  test('refuses what isSequenceUuid does not recognise', () => {
    const valid = uuidOfSequence('run', Number.MAX_SAFE_INTEGER);
    expect(isSequenceUuid(valid)).toBe(true);
    const refused = [
      '',
      ` ${valid}`,
      `${valid}\n`,
      valid.replaceAll('-', ''),
      valid.replace('-7', '-4'),
      valid.replace('-acba', '-ccba'),
      // One above the largest sequence, and what a clock would write.
      '02000000-0000-7000-acba-25512100f80b',
      'ffffffff-ffff-7fff-bfff-ffffffffffff',
    ];
    for (const text of refused) {
      expect(isSequenceUuid(text)).toBe(false);
      expect(() => sequenceOfUuid(text)).toThrow(AssertionFailed);
    }
  });
});
