// Texts and words: whatever a program can write as text, a column can hold, and gives back.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Dictionary } from '../../../src/persistence/write/dictionary.ts';
import { storedText, textOfStored } from '../../../src/persistence/store/texts.ts';

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 8 }).map((units) => String.fromCharCode(...units)),
  fc.constantFrom('', '"', '"a"', '\0', '\ud800', '\udc00', '😀', '\ud83d\ud83d\ude00'),
);

describe('a text in a column', () => {
  it('comes back as it was, and never holds what Postgres refuses', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const stored = storedText(text);
        expect(textOfStored(stored)).toBe(text);
        expect(stored.includes('\0')).toBe(false);
        expect(Buffer.from(stored, 'utf8').toString('utf8')).toBe(stored);
      }),
      { numRuns: 500 },
    );
  });

  it('is written as it is, but for the few that cannot be', () => {
    for (const text of ['', 'polymarket', 'wörd', '😀', 'a"b', '\\', '\n']) expect(storedText(text)).toBe(text);
  });
});

describe('a dictionary', () => {
  it('numbers texts in the order in which they come first, and continues where it was', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', ''), { maxLength: 30 }),
        fc.nat(30),
        (texts, cut) => {
          const whole = new Dictionary();
          const numbers = texts.map((text, index) => whole.numberOf(text, index + 1));
          const firsts = [...new Set(texts)];
          expect(numbers).toEqual(texts.map((text) => firsts.indexOf(text) + 1));
          expect(numbers.map((number) => whole.textOf(number))).toEqual(texts);
          const before = new Dictionary();
          for (const [index, text] of texts.slice(0, cut).entries()) before.numberOf(text, index + 1);
          const after = new Dictionary(before.between(1, cut));
          expect(texts.slice(cut).map((text, index) => after.numberOf(text, cut + index + 1))).toEqual(
            numbers.slice(cut),
          );
        },
      ),
    );
  });

  it('knows which words a range of records brought', () => {
    const dictionary = new Dictionary();
    for (const [index, text] of ['a', 'b', 'a', 'c', 'b', 'd'].entries()) dictionary.numberOf(text, index + 1);
    const between = (first: number, last: number) => dictionary.between(first, last).map(({ text }) => text);
    expect([between(1, 6), between(2, 4), between(5, 5), between(3, 3), between(7, 9)]).toEqual([
      ['a', 'b', 'c', 'd'],
      ['b', 'c'],
      [],
      [],
      [],
    ]);
  });

  it('refuses words that are not the next, and numbers that it never gave', () => {
    expect(() => new Dictionary([{ seq: 1, word: 2, text: 'b' }])).toThrow(/is not the next/);
    expect(() => new Dictionary().textOf(1)).toThrow(/no text has the number 1/);
  });
});
