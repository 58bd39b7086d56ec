// Goal: a filter never denies a text that was added, denies nearly all others while it is young, and is the same when restored.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TextFilter } from '../../src/kernel/text-filter.ts';

describe('a filter of texts', () => {
  it('has every text that was added, in a saved filter too', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 12 }), { maxLength: 200 }), (texts) => {
        const filter = new TextFilter();
        for (const text of texts) filter.add(text);
        const restored = new TextFilter();
        restored.restore(filter.save());
        for (const text of texts) expect([filter.mayHave(text), restored.mayHave(text)]).toEqual([true, true]);
        expect(restored.save()).toEqual(filter.save());
      }),
    );
  });

  it('denies everything while it is empty', () => {
    fc.assert(fc.property(fc.string(), (text) => !new TextFilter().mayHave(text)));
  });

  it('takes few others for its own: of 100,000 ids fewer than 1 in 100', () => {
    const filter = new TextFilter();
    for (let number = 1; number <= 50_000; number += 1) for (const leg of [1, 2]) filter.add(`${number}.${leg}`);
    const others = Array.from({ length: 20_000 }, (_, index) => [`${50_001 + index}.1`, `${1 + index}.3`, `u${index}`]);
    const taken = others.flat().filter((text) => filter.mayHave(text));
    expect(taken.length).toBeLessThan(600);
  });
});
