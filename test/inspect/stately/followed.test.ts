// Goal: what a person writes to choose actors chooses these, and what cannot be understood is not guessed at.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FOLLOWED_USUALLY, parseFollowed } from '../../../src/inspect/stately/followed.ts';

const anySpan = fc.tuple(fc.integer({ min: 1, max: 200 }), fc.nat({ max: 50 }));

describe('the actors that are followed', () => {
  test('are those of the numbers and spans that are written', () => {
    fc.assert(
      fc.property(fc.array(anySpan, { minLength: 1, maxLength: 5 }), (spans) => {
        const text = spans.map(([from, more]) => (more === 0 ? `${from}` : ` ${from}-${from + more}`)).join(',');
        const followed = parseFollowed(text);
        for (let number = 1; number < 300; number += 1) {
          const isMeant = spans.some(([from, more]) => from <= number && number <= from + more);
          expect(`${number} ${followed?.has(number)}`).toBe(`${number} ${isMeant}`);
        }
        expect(followed?.isAll).toBe(false);
        expect(parseFollowed(followed?.text ?? '')?.text).toBe(followed?.text);
      }),
    );
  });

  test('are all of them where that is said, and some where nothing is', () => {
    expect([1, 20, 1e9].map((number) => parseFollowed(' all ')?.has(number))).not.toContain(false);
    expect(parseFollowed('all')?.isAll).toBe(true);
    expect([20, 21].map((number) => parseFollowed(FOLLOWED_USUALLY)?.has(number))).toEqual([true, false]);
  });

  test.each(['', ' ', 'everything', '0', '-1', '5-3', '1,', '1.5', '1-2-3', '1 2', 'arb:3', '9'.repeat(16)])(
    'are not guessed from %j',
    (text) => {
      expect(parseFollowed(text)).toBeNull();
    },
  );
});
