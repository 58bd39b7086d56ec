// Goal: numbers read well, and never as other numbers.
import { describe, expect, test } from 'vitest';
import { countText, durationText, manyText, moneyText, percentText, priceText } from '../../src/text/units.ts';
import { barText, tableLines } from '../../src/text/table.ts';

describe('text of', () => {
  test.each([
    [0n, '0.00'],
    [1_204_503_112n, '1,204.50'],
    [-1_204_505_000n, '-1,204.51'],
    [4_000n, '0.004'],
    [-788n, '-0.0008'],
    [9_999n, '0.01'],
    [-45n, '-0.00005'],
    [1n, '0.000001'],
    [1_000_000_000_000n, '1,000,000.00'],
  ])('money: %d is %s', (micros, text) => {
    expect(moneyText(micros)).toBe(text);
  });

  test.each([
    [400_000n, '0.40'],
    [275_918n, '0.275918'],
    [1_000_000n, '1.00'],
  ])('a price: %d is %s', (micros, text) => {
    expect(priceText(micros)).toBe(text);
  });

  test('money with its sign', () => {
    expect(moneyText(12_400_000n, { isSigned: true })).toBe('+12.40');
    expect(moneyText(0n, { isSigned: true })).toBe('0.00');
  });

  test.each([
    [0, '0 µs'],
    [999, '999 µs'],
    [1_000, '1 ms'],
    [4_249, '4.2 ms'],
    [9_949, '9.9 ms'],
    [9_950, '10 ms'],
    [999_499, '999 ms'],
    [999_500, '1 s'],
    [1_234_567, '1.23 s'],
    [59_990_000, '59.99 s'],
    [59_999_999, '1 min 0 s'],
    [125_000_000, '2 min 5 s'],
    [3_599_600_000, '1 h 0 min'],
    [90_000_000_000, '25 h 0 min'],
    [172_739_000_000, '47 h 59 min'],
    [172_800_000_000, '2 d 0 h'],
    [1_807_200_000_000, '20 d 22 h'],
    [1_810_799_000_000, '20 d 23 h'],
    [86_400_000_000_000, '1,000 d 0 h'],
  ])('a duration: %d µs is %s', (us, text) => {
    expect(durationText(us)).toBe(text);
  });

  test.each([
    [0, 0, '0 %'],
    [1, 0, '0 %'],
    [1, 1_742, '0.1 %'],
    [1, 100_000, '<0.1 %'],
    [41, 1_000, '4.1 %'],
    [1_604, 1_742, '92 %'],
    [7, 7, '100 %'],
  ])('a part: %d of %d is %s', (part, whole, text) => {
    expect(percentText(part, whole)).toBe(text);
  });

  test('counts, with their thousands apart and their words in the right number', () => {
    expect(countText(1_234_567)).toBe('1,234,567');
    expect([manyText(1, 'leg'), manyText(2, 'leg'), manyText(0, 'anomaly', 'anomalies')]).toEqual([
      '1 leg',
      '2 legs',
      '0 anomalies',
    ]);
  });

  test('a bar shows that there is something, however little, and never more than there is room', () => {
    expect([barText(0, 10, 4), barText(1, 1_000, 4), barText(5, 10, 4), barText(10, 10, 4), barText(0, 0, 4)]).toEqual([
      '····',
      '█···',
      '██··',
      '████',
      '····',
    ]);
  });

  test('a table is measured before it is painted', () => {
    const paint = (text: string): string => `<${text}>`;
    expect(
      tableLines(
        [
          ['a', { text: '1', paint }, 'x'],
          ['bbb', '22', 'y'],
        ],
        { right: [1] },
      ),
    ).toEqual(['  a    < 1>  x', '  bbb  22  y']);
  });
});
