// Goal: a night looks where no change is waited for, and each of its steps can be had again. Method: the list of steps with
// seeds that count up, against the scripts that there are.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fcSeed } from '../fc-seed.ts';
import { commandOf, propertyFiles, stepsOf } from './steps.ts';

const steps = () => {
  let seed = 100;
  return stepsOf({ mutants: 400, rounds: 2, runs: 1_000, drawSeed: () => (seed += 1) });
};

describe('the steps of a night', () => {
  it('are scripts that exist', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      readonly scripts: Record<string, string>;
    };
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(steps().map(({ script }) => script)));
    expect(scripts['nightly']).toBe('tsx test/nightly/run.ts');
  });

  it('have each a seed of its own, which is in the command that runs it again', () => {
    const seeded = steps().filter(({ script }) => script !== 'test:mutants');
    const seeds = seeded.map((step) => /\b10\d\b/.exec(commandOf(step))?.[0]);
    expect(seeds).toEqual(seeded.map((_, index) => String(101 + index)));
  });

  it('are named differently', () => {
    const names = steps().map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('the files of properties', () => {
  it('are those that look at random cases, by themselves or by a helper, and no others', () => {
    const files = propertyFiles();
    expect(files).toContain('test/accounting/portfolio.test.ts');
    expect(files).toContain('test/machines/order.test.ts');
    expect(files).not.toContain('test/tidy.test.ts');
  });
});

describe('the seed of properties', () => {
  it.each([
    [undefined, '7'],
    ['', '7'],
    ['0', '0'],
    ['2147483647', '2147483647'],
    ['random', '42'],
  ])('of FC_SEED=%s is %s', (asked, seed) => {
    expect(fcSeed(asked, () => 42)).toBe(seed);
  });

  it.each(['x', '-1', '1.5', '2147483648', '99999999999'])('of FC_SEED=%s is refused with a sentence', (asked) => {
    expect(() => fcSeed(asked)).toThrow(`FC_SEED is 'random' or a whole number up to 2147483647, not '${asked}'.`);
  });

  it('is the one that fast-check has', async () => {
    const { default: fc } = await import('fast-check');
    expect(fc.readConfigureGlobal().seed).toBe(Number(process.env['FC_SEED']));
  });
});
