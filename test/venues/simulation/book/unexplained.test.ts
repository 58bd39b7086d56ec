// What waits at a level for the other channel. Goal: each micro that was lost is explained once or overdue once, the oldest
// first; method: examples at their edges, and any flow against a list of single micros.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Unexplained } from '../../../../src/venues/simulation/book/unexplained.ts';

const WINDOW_US = 10;

describe('a level that became smaller', () => {
  it('waits for its print, the oldest loss first, and names the joins of then', () => {
    const waits = new Unexplained();
    waits.lose(3n, 9n, 4, 100);
    waits.lose(1n, 6n, 7, 101);
    expect(waits.explain(2n)).toEqual({ qty: 2n, joins: 4 });
    expect(waits.explain(2n)).toEqual({ qty: 1n, joins: 4 });
    expect(waits.explain(1n)).toEqual({ qty: 1n, joins: 7 });
    expect([waits.explain(1n), waits.isEmpty]).toEqual([null, true]);
  });

  it('was cancelled when the window is over, and not at its last microsecond', () => {
    const waits = new Unexplained();
    waits.lose(3n, 9n, 4, 100);
    waits.lose(1n, 6n, 7, 101);
    expect(waits.takeOverdue(110, WINDOW_US)).toBeUndefined();
    expect(waits.takeOverdue(111, WINDOW_US)).toEqual({ atUs: 100, levelQty: 9n, joins: 4, qty: 3n });
    expect(waits.takeOverdue(111, WINDOW_US)).toBeUndefined();
    expect(waits.takeOverdue(112, WINDOW_US)).toEqual({ atUs: 101, levelQty: 6n, joins: 7, qty: 1n });
    expect([waits.takeOverdue(112, WINDOW_US), waits.isEmpty]).toEqual([undefined, true]);
  });

  it('was announced by the prints that came before, to the last micro', () => {
    const waits = new Unexplained();
    waits.await(2n, 100);
    waits.await(1n, 101);
    waits.lose(1n, 9n, 4, 102);
    expect(waits.save()).toEqual({
      losses: [],
      prints: [
        { atUs: 100, qty: 1n },
        { atUs: 101, qty: 1n },
      ],
    });
    waits.lose(3n, 8n, 5, 103);
    expect(waits.save()).toEqual({ losses: [{ atUs: 103, levelQty: 8n, joins: 5, qty: 1n }], prints: [] });
  });

  it('was not announced by a print whose window is over', () => {
    const lostAt = (us: number): bigint => {
      const waits = new Unexplained();
      waits.await(2n, 100);
      waits.takeOverdue(us, WINDOW_US);
      waits.lose(2n, 9n, 4, us);
      return waits.lostSince(0);
    };
    expect([lostAt(110), lostAt(111)]).toEqual([0n, 2n]);
  });

  it('may have lost what stood before an order that had joined by then', () => {
    const waits = new Unexplained();
    waits.lose(3n, 9n, 4, 100);
    waits.lose(1n, 6n, 7, 101);
    expect([4, 5, 7, 8].map((joins) => waits.lostSince(joins))).toEqual([4n, 1n, 1n, 0n]);
  });
});

it('is empty with neither losses nor prints, and is saved apart from what comes later', () => {
  const waits = new Unexplained();
  expect([waits.isEmpty, waits.save()]).toEqual([true, { losses: [], prints: [] }]);
  waits.await(2n, 100);
  expect(waits.isEmpty).toBe(false);
  const printed = new Unexplained(waits.save());
  waits.lose(3n, 9n, 4, 101);
  expect(waits.isEmpty).toBe(false);
  const saved = waits.save();
  const again = new Unexplained(saved);
  waits.explain(1n);
  expect([waits.isEmpty, printed.isEmpty]).toEqual([true, false]);
  expect(saved).toEqual({ losses: [{ atUs: 101, levelQty: 9n, joins: 4, qty: 1n }], prints: [] });
  expect(again.explain(5n)).toEqual({ qty: 1n, joins: 4 });
  expect(saved).toEqual({ losses: [{ atUs: 101, levelQty: 9n, joins: 4, qty: 1n }], prints: [] });
  printed.lose(1n, 9n, 1, 102);
  expect([printed.save().prints, printed.isEmpty]).toEqual([[{ atUs: 100, qty: 1n }], false]);
});

const anyAct = fc.record({
  what: fc.constantFrom('lose', 'await', 'explain', 'overdue'),
  qty: fc.bigInt({ min: 1n, max: 4n }),
  afterUs: fc.nat({ max: 6 }),
});

it('does what a list of single micros does', () => {
  fc.assert(
    fc.property(fc.array(anyAct, { maxLength: 40, size: 'max' }), (acts) => {
      let waits = new Unexplained();
      let losses: { readonly atUs: number; readonly joins: number }[] = [];
      let prints: number[] = [];
      let us = 0;
      acts.forEach(({ what, qty, afterUs }, joins) => {
        us += afterUs;
        const units = Array.from({ length: Number(qty) }, () => us);
        const expire = (): number => {
          for (let taken = waits.takeOverdue(us, WINDOW_US); taken; taken = waits.takeOverdue(us, WINDOW_US))
            for (let unit = 0n; unit < taken.qty; unit += 1n)
              expect(losses.shift()).toEqual({ atUs: taken.atUs, joins: taken.joins });
          prints = prints.filter((atUs) => atUs + WINDOW_US >= us);
          return losses.filter(({ atUs }) => atUs + WINDOW_US < us).length;
        };
        if (what === 'lose') {
          waits.lose(qty, 9n, joins, us);
          const announced = Math.min(prints.length, units.length);
          prints = prints.slice(announced);
          losses = [...losses, ...units.slice(announced).map((atUs) => ({ atUs, joins }))];
        } else if (what === 'await') {
          waits.await(qty, us);
          prints = [...prints, ...units];
        } else if (what === 'explain') {
          const part = waits.explain(qty);
          const [first] = losses;
          const same = losses.filter((unit) => unit.joins === first?.joins).length;
          const explained = Math.min(same, units.length);
          expect(part).toEqual(first === undefined ? null : { qty: BigInt(explained), joins: first.joins });
          losses = losses.slice(explained);
        } else expect(expire()).toBe(0);
        expect(waits.isEmpty).toBe(losses.length + prints.length === 0);
        for (const at of [0, joins - 3, joins])
          expect(waits.lostSince(at)).toBe(BigInt(losses.filter((unit) => unit.joins >= at).length));
        if (joins % 5 === 0) waits = new Unexplained(waits.save());
      });
    }),
    { numRuns: 300 },
  );
});
