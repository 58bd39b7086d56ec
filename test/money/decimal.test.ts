// Goal: text and micros are two spellings of one number, and nothing is read that was not meant. Method:
// round trips over all 64-bit integers, the grammar by generation and by example, decimal.js as oracle.

import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimalOfMicros, EdgeDecimal, microsOfDecimal, parseMicros, printMicros } from '../../src/money/decimal.ts';
import { INT64_MAX, INT64_MIN, MICROS_DECIMALS } from '../../src/money/micros.ts';
import type { Rounding } from '../../src/money/rounding.ts';
import { anyInt64, anyRounding, exactOf, ExactDecimal, expectInt64, expectMoneyError, wholeAt } from './oracle.ts';

const notADecimal = (text: string): string =>
  `"${text}" is not a plain decimal number: ` +
  `write digits, with a minus sign or a decimal point where needed, such as "-0.25".`;

const digits = (minLength: number, maxLength: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength, maxLength });

describe('parseMicros', () => {
  it('reads back whatever printMicros prints', () => {
    fc.assert(
      fc.property(anyInt64, fc.integer({ min: 0, max: 18 }), (value, minDecimals) => {
        expect(parseMicros(printMicros(value))).toBe(value);
        expect(parseMicros(printMicros(value, { minDecimals }))).toBe(value);
      }),
      { numRuns: 1_000 },
    );
  });

  it('meets what decimal.js prints, however long', () => {
    const edge = fc.bigInt(-20n, 20n).map((step) => 2n ** 53n + step);
    const micros = fc.oneof(anyInt64, fc.bigInt(-2_000_000n, 2_000_000n), edge);
    fc.assert(
      fc.property(micros, fc.integer({ min: 0, max: 8 }), (value, minDecimals) => {
        const decimal = decimalOfMicros(value);
        const text = decimal.toFixed(Math.max(minDecimals, decimal.decimalPlaces()));
        expect(printMicros(value, { minDecimals })).toBe(text);
        expect(parseMicros(text)).toBe(value);
      }),
      { numRuns: 1_000 },
    );
  });

  it('reads every plain decimal of at most 6 decimals as decimal.js does, or refuses what leaves 64 bits', () => {
    fc.assert(
      fc.property(fc.constantFrom('', '-'), digits(1, 16), digits(0, 6), (sign, whole, decimals) => {
        const text = `${sign}${whole}${decimals === '' ? '' : '.'}${decimals}`;
        expectInt64(() => parseMicros(text), wholeAt(new ExactDecimal(text), MICROS_DECIMALS, 'floor'));
      }),
      { numRuns: 1_000 },
    );
  });

  it('refuses every digit behind the sixth decimal but zeros', () => {
    fc.assert(
      fc.property(anyInt64, digits(1, 30), (value, tail) => {
        const text = `${printMicros(value, { minDecimals: MICROS_DECIMALS })}${tail}`;
        if (/^0+$/.test(tail)) expect(parseMicros(text)).toBe(value);
        else expect(() => parseMicros(text)).toThrow(expect.objectContaining({ kind: 'tooPrecise' }));
      }),
    );
    expectMoneyError(
      () => parseMicros('0.0000001'),
      'tooPrecise',
      'TooPrecise',
      '"0.0000001" has more than 6 decimals: round it to 6 first.',
    );
  });

  it.each([
    ['0.5', 500_000n],
    ['-1', -1_000_000n],
    ['-0', 0n],
    ['-0.000000', 0n],
    ['0.000001', 1n],
    ['007', 7_000_000n],
    ['00023.230', 23_230_000n],
    ['0.50000000', 500_000n],
    ['9223372036854.775807', INT64_MAX],
    ['-9223372036854.775808', INT64_MIN],
  ])('reads %j', (text, value) => {
    expect(parseMicros(text)).toBe(value);
  });

  it.each([
    '',
    ' ',
    ' 1',
    '1 ',
    '1\n',
    '+1',
    '--1',
    '-',
    '.',
    '.5',
    '-.5',
    '5.',
    '1..2',
    '1.2.3',
    '1,000',
    '1_000',
    '$1',
    '1%',
    '1e3',
    '1E-6',
    '0x10',
    '0b1',
    '0o7',
    'NaN',
    'Infinity',
    '-Infinity',
    'null',
    '1n',
    '１',
    '٣',
    '−1',
  ])('refuses %j', (text) => {
    expectMoneyError(() => parseMicros(text), 'notADecimal', 'NotADecimal', notADecimal(text));
  });

  it('refuses what is not a text, even where it would print as one', () => {
    for (const value of [7, 7n, null, undefined, ['7'], new ExactDecimal('7')]) {
      const untyped = value as unknown as string;
      expectMoneyError(() => parseMicros(untyped), 'notADecimal', 'NotADecimal', notADecimal(String(value)));
    }
  });

  it('refuses what leaves 64 bits, in the unit it was written in and in one short line', () => {
    expectMoneyError(
      () => parseMicros('9223372036854.775808'),
      'overflow',
      'MoneyOverflow',
      '9223372036854.775808 is too large: it must be at most 9223372036854.775807 to fit 64 bits.',
    );
    expectMoneyError(
      () => parseMicros('-9223372036854.775809'),
      'underflow',
      'MoneyUnderflow',
      '-9223372036854.775809 is too small: it must be at least -9223372036854.775808 to fit 64 bits.',
    );
    expectMoneyError(
      () => parseMicros('x'.repeat(100_000)),
      'notADecimal',
      'NotADecimal',
      notADecimal(`${'x'.repeat(60)}…`),
    );
    expect(() => parseMicros('9'.repeat(100_000))).toThrow(expect.objectContaining({ kind: 'overflow' }));
  });
});

describe('printMicros', () => {
  it('prints the exact number, as short as it can be, without exponent and never as -0', () => {
    fc.assert(
      fc.property(anyInt64, (value) => {
        const text = printMicros(value);
        expect(new ExactDecimal(text).equals(exactOf(value, MICROS_DECIMALS))).toBe(true);
        expect(text).toMatch(/^(?:0|-?[1-9]\d*|-?(?:0|[1-9]\d*)\.\d{0,5}[1-9])$/);
      }),
      { numRuns: 1_000 },
    );
  });

  it('fills up with zeros to the decimals that are wanted, and never cuts', () => {
    fc.assert(
      fc.property(anyInt64, fc.integer({ min: 0, max: 18 }), (value, minDecimals) => {
        const shortest = printMicros(value);
        const text = printMicros(value, { minDecimals });
        expect(text.startsWith(shortest)).toBe(true);
        expect(text.slice(shortest.length)).toMatch(/^\.?0*$/);
        const decimalsOf = (printed: string): number => printed.split('.')[1]?.length ?? 0;
        expect(decimalsOf(text)).toBe(Math.max(minDecimals, decimalsOf(shortest)));
      }),
    );
  });

  it('prints in the order of the numbers, read as decimals', () => {
    fc.assert(
      fc.property(anyInt64, anyInt64, (left, right) => {
        const order = new ExactDecimal(printMicros(left)).comparedTo(printMicros(right));
        expect(order < 0).toBe(left < right);
        expect(order > 0).toBe(left > right);
      }),
    );
  });

  it.each<[bigint, number, string]>([
    [0n, 0, '0'],
    [0n, 2, '0.00'],
    [1n, 0, '0.000001'],
    [-1n, 2, '-0.000001'],
    [-12_000_000n, 0, '-12'],
    [12_500_000n, 2, '12.50'],
    [INT64_MIN, 0, '-9223372036854.775808'],
    [10n ** 60n, 0, `1${'0'.repeat(54)}`],
  ])('prints %s with %s decimals at least as %s', (value, minDecimals, text) => {
    expect(printMicros(value, { minDecimals })).toBe(text);
  });

  it('refuses decimals that are not a whole number from 0 to 18', () => {
    for (const minDecimals of [-1, 19, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      expectMoneyError(
        () => printMicros(1n, { minDecimals }),
        'scaleOutOfRange',
        'ScaleOutOfRange',
        `minDecimals is ${minDecimals}, but it must be a whole number from 0 to 18.`,
      );
    }
  });
});

describe('decimalOfMicros and microsOfDecimal', () => {
  it('are each other’s inverse, under every rounding', () => {
    fc.assert(
      fc.property(anyInt64, anyRounding, (value, rounding) => {
        expect(microsOfDecimal(decimalOfMicros(value), rounding)).toBe(value);
        expect(decimalOfMicros(value).equals(exactOf(value, MICROS_DECIMALS).toFixed())).toBe(true);
      }),
    );
  });

  it('round any decimal as decimal.js does, or refuse what leaves 64 bits', () => {
    const anyScale = fc.integer({ min: 0, max: 60 });
    fc.assert(
      fc.property(fc.oneof(anyInt64, fc.bigInt()), anyScale, anyRounding, (value, scale, rounding) => {
        const exact = exactOf(value, scale);
        expectInt64(() => microsOfDecimal(exact, rounding), wholeAt(exact, MICROS_DECIMALS, rounding));
      }),
      { numRuns: 1_000 },
    );
  });

  it.each<[string, Rounding, bigint]>([
    ['1e-30', 'ceil', 1n],
    ['1e-30', 'halfEven', 0n],
    ['-1e-30', 'floor', -1n],
    ['-1e-30', 'ceil', 0n],
    ['0.0000005', 'halfEven', 0n],
    ['0.0000015', 'halfEven', 2n],
    ['-0.0000015', 'halfEven', -2n],
    ['-0', 'floor', 0n],
  ])('round %s by %s to %s', (text, rounding, value) => {
    expect(microsOfDecimal(new EdgeDecimal(text), rounding)).toBe(value);
  });

  it('refuse what is not a finite number, and what is far too large to write out', () => {
    for (const text of ['NaN', 'Infinity', '-Infinity']) {
      const decimal = new EdgeDecimal(text);
      expectMoneyError(() => microsOfDecimal(decimal, 'floor'), 'notADecimal', 'NotADecimal', notADecimal(text));
    }
    expectMoneyError(
      () => microsOfDecimal(new EdgeDecimal('1e9000000'), 'floor'),
      'overflow',
      'MoneyOverflow',
      '1e+9000000 is too large: it must be at most 9223372036854.775807 to fit 64 bits.',
    );
    expectMoneyError(
      () => microsOfDecimal(new EdgeDecimal('-1e9000000'), 'floor'),
      'underflow',
      'MoneyUnderflow',
      '-1e+9000000 is too small: it must be at least -9223372036854.775808 to fit 64 bits.',
    );
  });

  it('refuse a rounding that untyped code made up', () => {
    expect(() => microsOfDecimal(new EdgeDecimal('1'), 'up' as unknown as Rounding)).toThrow(TypeError);
  });

  it('keep 40 digits and no exponent, whatever is set on the shared constructor', () => {
    Decimal.set({ precision: 3 });
    try {
      expect(new EdgeDecimal('3').sqrt().toString()).toBe('1.732050807568877293527446341505872366943');
      expect(new EdgeDecimal('1e-39').toString()).toBe(`0.${'0'.repeat(38)}1`);
      expect(new EdgeDecimal('1e39').toString()).toBe(`1${'0'.repeat(39)}`);
    } finally {
      Decimal.set({ defaults: true });
    }
  });
});
