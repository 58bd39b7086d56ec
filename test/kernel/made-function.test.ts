// Functions made from text, and what serves where code may not be made from strings.
import { describe, expect, it } from 'vitest';
import { makeFunction } from '../../src/kernel/made-function.ts';
import { withoutMadeCode } from './without-made-code.ts';

describe('a made function', () => {
  it('is what its text returns, with what it knows by name', () => {
    const add = makeFunction<(value: number) => number>(
      'return (value) => value + known;',
      { known: 40 },
      () => () => 0,
    );
    expect(add(2)).toBe(42);
  });

  it('is replaced where code may not be made from strings', () => {
    const make = () => makeFunction<() => string>('return () => "made";', {}, () => () => 'otherwise');
    expect([make()(), withoutMadeCode(make)()]).toEqual(['made', 'otherwise']);
  });

  it('is not replaced where its text is wrong', () => {
    expect(() => makeFunction('return (;', {}, () => () => 'otherwise')).toThrow(SyntaxError);
  });
});
