// Goal: ids are found as a search through all of them finds them, whatever they look like, in a restored table too.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OrderIds } from '../../../src/inspect/index/order-ids.ts';

const anyId = fc.oneof(
  fc
    .tuple(fc.integer({ min: 1, max: 40 }), fc.constantFrom('.1', '.2', '.u1', ''))
    .map(([number, rest]) => `${number}${rest}`),
  fc.string({ unit: 'binary', maxLength: 20 }),
);

describe('ids of orders', () => {
  it('are found by text and by place, the last of the same ones', () => {
    fc.assert(
      fc.property(fc.array(anyId, { maxLength: 80 }), fc.array(anyId, { maxLength: 20 }), (ids, others) => {
        const table = new OrderIds();
        ids.forEach((id, place) => expect(table.add(id)).toBe(place));
        const restored = new OrderIds();
        restored.add('something else');
        restored.restore(table.save());
        for (const each of [table, restored]) {
          expect(ids.map((_, place) => each.at(place))).toEqual(ids);
          for (const id of [...ids, ...others]) expect(each.find(id)).toBe(ids.lastIndexOf(id));
        }
      }),
    );
  });

  it('are found when the table has grown', () => {
    const table = new OrderIds();
    const ids = Array.from({ length: 5_000 }, (_, index) => `${index >> 1}.${1 + (index & 1)}`);
    for (const id of ids) table.add(id);
    expect(ids.every((id, place) => table.find(id) === place && table.at(place) === id)).toBe(true);
    expect(table.find('5000.1')).toBe(-1);
  });
});
