// What a book offers is taken once: fills that fit into what was left pass, anything more is found.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Findings } from '../../src/audit/findings.ts';
import { judgeOffered, offers } from '../../src/audit/invariants/offers.ts';
import type { OrderState } from '../../src/audit/state/order.ts';
import { MarketState, VenueState } from '../../src/audit/state/venue.ts';
import type { BodyOf } from '../../src/audit/types.ts';

type Fill = BodyOf<'venue.filled'>;

const judged = (fills: readonly Partial<Fill>[]): number => {
  const findings = new Findings(offers.index + 1, 1_000);
  const market = new MarketState('M', new VenueState('here'));
  const order = { clOrdId: '1.1', market, isBuy: true } as unknown as OrderState;
  for (const fill of fills) judgeOffered(order, { lastPx: fill.offeredPx, leavesQty: 0n, ...fill } as Fill, findings);
  return findings.violationCount;
};

/** Takes that fit: of each price what is left, until the book moves. */
const anyTakes = fc
  .array(
    fc.record({ moves: fc.boolean(), px: fc.bigInt(1n, 3n), offered: fc.bigInt(1n, 50n), share: fc.bigInt(1n, 100n) }),
    { minLength: 1, maxLength: 30 },
  )
  .map((draws) => {
    let bookMove = 1;
    let left = new Map<bigint, bigint>();
    return draws.flatMap(({ moves, px, offered, share }) => {
      if (moves) {
        bookMove += 1;
        left = new Map();
      }
      const offeredQty = left.get(px) ?? offered;
      const lastQty = (offeredQty * share + 99n) / 100n;
      if (lastQty === 0n) return [];
      left.set(px, offeredQty - lastQty);
      return [{ lastQty, offeredQty, offeredPx: px, bookMove }];
    });
  });

describe('what a book offers', () => {
  it('may be taken, each unit once', () => {
    fc.assert(
      fc.property(anyTakes, (takes) => {
        expect(judged(takes)).toBe(0);
      }),
    );
  });

  it('may not be taken again before the book moves, nor taken beyond what is offered', () => {
    fc.assert(
      fc.property(anyTakes, fc.nat(), (takes, at) => {
        const again = takes[at % takes.length];
        if (again === undefined) return;
        const more = { ...again, lastQty: again.offeredQty + 1n };
        expect(judged(takes.map((take) => (take === again ? more : take)))).toBeGreaterThan(0);
        // The very same fill again, at once: what it took is gone.
        expect(judged(takes.flatMap((take) => (take === again ? [take, take] : [take])))).toBeGreaterThan(0);
      }),
    );
  });

  it('is not asked of fills that come of no book', () => {
    expect(judged([{ lastQty: 5n }, { lastQty: 5n }])).toBe(0);
  });
});
