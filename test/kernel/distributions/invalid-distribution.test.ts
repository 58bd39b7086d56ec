import { describe, expect, test } from 'vitest';
import {
  describeValue,
  InvalidDistribution,
  requireKnownKeys,
  requireNumber,
} from '../../../src/kernel/distributions/invalid-distribution.ts';
import { expectRefused } from './sampling.ts';

describe('a refusal', () => {
  test('says which limits a number has to keep', () => {
    const refused = (limits: Parameters<typeof requireNumber>[3]) => (): void =>
      requireNumber('a test', 'size', Number.NaN, limits);
    const sentence = (limits: string): string => `size of a test must be a number ${limits}, but it is NaN.`;
    expectRefused(refused({ above: 1, below: 2 }), 'size', sentence('above 1 and below 2'));
    expectRefused(refused({ atLeast: 1, atMost: 2 }), 'size', sentence('at least 1 and at most 2'));
    expectRefused(refused({ atLeast: 1, atMost: 1 }), 'size', sentence('equal to 1'));
    expectRefused(refused({ atMost: 2 }), 'size', sentence('at most 2'));
  });

  test('is for numbers beyond a limit, and not for numbers on one that is included', () => {
    const accepts = (value: number, limits: Parameters<typeof requireNumber>[3]): boolean => {
      try {
        requireNumber('a test', 'size', value, limits);
        return true;
      } catch (error) {
        if (error instanceof InvalidDistribution) return false;
        throw error;
      }
    };
    for (const value of [1, 1.5, 2]) expect(accepts(value, { atLeast: 1, atMost: 2 })).toBe(true);
    for (const value of [0.9, 2.1]) expect(accepts(value, { atLeast: 1, atMost: 2 })).toBe(false);
    for (const value of [1, 2]) expect(accepts(value, { above: 1, below: 2 })).toBe(false);
    expect(accepts(Infinity, {})).toBe(false);
  });

  test('names the value it found', () => {
    expect([undefined, null, 'x', [1], {}, 5, true, 5n].map(describeValue)).toEqual([
      'missing',
      'null',
      '"x"',
      'a list',
      'an object',
      '5',
      'true',
      '5',
    ]);
  });

  test('is for keys that are not known, with the place they are in', () => {
    expect(() => requireKnownKeys('a test', { size: 1 }, ['size', 'other'])).not.toThrow();
    expectRefused(
      () => requireKnownKeys('a test', { size: 1, seize: 2 }, ['size', 'other'], 'tests[3].'),
      'tests[3].seize',
      'tests[3].seize is not a key of a test: its keys are size, other.',
    );
  });
});
