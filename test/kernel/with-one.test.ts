import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withOne } from '../../src/kernel/with-one.ts';

describe('a list with one more', () => {
  it('holds what the list held and the one behind it, and leaves the list as it was', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { maxLength: 5 }), fc.integer(), (list, one) => {
        const before = [...list];
        expect(withOne(list, one)).toEqual([...before, one]);
        expect(list).toEqual(before);
      }),
    );
  });
});
