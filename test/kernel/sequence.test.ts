import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AssertionFailed } from '../../src/kernel/assert.ts';
import { SequenceGenerator } from '../../src/kernel/sequence.ts';

describe('SequenceGenerator', () => {
  test('gives 1, 2, 3, … and is not disturbed by a save and restore at any point', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 60 }), (restores) => {
        let generator = new SequenceGenerator();
        expect(generator.last).toBe(0);
        restores.forEach((isRestored, index) => {
          if (isRestored) generator = SequenceGenerator.restore(generator.save());
          expect(generator.next()).toBe(index + 1);
          expect(generator.last).toBe(index + 1);
        });
      }),
    );
  });

  test('gives the last safe integer and then refuses to continue', () => {
    const generator = SequenceGenerator.restore({ last: Number.MAX_SAFE_INTEGER - 1 });
    expect(generator.next()).toBe(Number.MAX_SAFE_INTEGER);
    expect(() => generator.next()).toThrow(AssertionFailed);
    expect(generator.last).toBe(Number.MAX_SAFE_INTEGER);
  });

  test('refuses to continue after what is not a count', () => {
    for (const last of [-1, 0.5, Number.NaN, 2 ** 53, Infinity]) {
      expect(() => SequenceGenerator.restore({ last })).toThrow(AssertionFailed);
    }
  });
});
