import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createConstant } from '../../../src/kernel/distributions/constant.ts';
import { anyUnit, asWritten, expectRefused } from './sampling.ts';

test('a constant distribution has one value, which is its mean and every quantile', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e12 }), anyUnit, (valueUs, unit) => {
      const distribution = createConstant({ kind: 'constant', valueUs });
      expect(distribution.mean).toBe(valueUs);
      expect(distribution.quantile(unit)).toBe(valueUs);
    }),
  );
});

test('a constant distribution refuses a value that is no latency', () => {
  const sentence =
    'valueUs of a constant distribution must be a number at least 0 and at most 31536000000000, but it is';
  expectRefused(() => createConstant({ kind: 'constant', valueUs: -1 }), 'valueUs', `${sentence} -1.`);
  expectRefused(() => createConstant({ kind: 'constant', valueUs: Number.NaN }), 'valueUs', `${sentence} NaN.`);
  expectRefused(() => createConstant({ kind: 'constant', valueUs: 1e15 }), 'valueUs', `${sentence} 1000000000000000.`);
  expectRefused(() => createConstant(asWritten('{"kind":"constant"}')), 'valueUs', `${sentence} missing.`);
  expectRefused(() => createConstant(asWritten('{"kind":"constant","valueUs":"9"}')), 'valueUs', `${sentence} "9".`);
  expectRefused(
    () => createConstant(asWritten('{"kind":"constant","valueUs":9,"valueMs":9}')),
    'valueMs',
    'valueMs is not a key of a constant distribution: its keys are kind, valueUs, burst.',
  );
});
