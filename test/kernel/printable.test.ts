// Goal: text of others is shown and never obeyed, and is still the same text to who reads JSON.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printable, printableLines } from '../../src/kernel/printable.ts';

const control = /[\p{Cc}\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/u;
const anyText = fc.string({ unit: 'binary', maxLength: 40 });

describe('printable text', () => {
  it.each([
    ['\u001B[2J', '\\u001b[2J'],
    ['\u001B]0;title\u0007', '\\u001b]0;title\\u0007'],
    ['\u009B31m', '\\u009b31m'],
    ['\u007F\r\n\t\0', '\\u007f\\u000d\\u000a\\u0009\\u0000'],
    ['abc\u202Edef\u2066\u200F', 'abc\\u202edef\\u2066\\u200f'],
    ['Ærø, 東京, 🎈, שלום', 'Ærø, 東京, 🎈, שלום'],
  ])('shows %j as %j', (text, shown) => expect(printable(text)).toBe(shown));

  it('has no control, and shown once is shown', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(printable(text)).not.toMatch(control);
        expect(printable(printable(text))).toBe(printable(text));
      }),
    );
  });

  it('keeps the lines of a page, and what JSON says', () => {
    fc.assert(
      fc.property(fc.array(anyText), (texts) => {
        expect(printableLines(texts.map(printable).join('\n'))).toBe(texts.map(printable).join('\n'));
        expect(JSON.parse(printableLines(JSON.stringify(texts, null, 2)))).toEqual(texts);
      }),
    );
  });
});
