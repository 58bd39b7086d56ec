// What could be had is written down once while it stands: where all legs together cost less than they pay.
import { describe, expect, it } from 'vitest';
import { Opportunities } from '../../../src/engine/intents/opportunities.ts';
import type { Quote } from '../../../src/strategies/types.ts';
import { quietWorld } from '../fakes.ts';
import { quote } from './small-scenario.ts';

const seenOf = (looks: readonly (readonly Quote[])[]) => {
  const { world, recordsOf } = quietWorld();
  const opportunities = new Opportunities(world);
  looks.forEach((quotes, ageUs) => opportunities.look('FED', quotes, ageUs));
  return { opportunities, world, seen: recordsOf('opportunity.seen') };
};
const [cheap, dear, none] = [quote('kalshi', 450_000n, 7n), quote('kalshi', 600_000n, 7n), quote('kalshi', null, 7n)];
const leg = quote('polymarket', 400_000n, 9n);

describe('an opportunity', () => {
  it.each([
    ['legs that cost less than they pay', [leg, cheap], [150_000n, 7n]],
    ['the smaller of two sizes, wherever it stands', [cheap, leg], [150_000n, 7n]],
    ['a millionth less', [leg, quote('kalshi', 599_999n, 7n)], [1n, 7n]],
    ['a millionth of a share', [leg, quote('kalshi', 450_000n, 1n)], [150_000n, 1n]],
    ['legs that cost what they pay', [leg, dear], null],
    ['a leg that nobody offers', [leg, none], null],
    ['a leg of which nothing is offered', [leg, quote('kalshi', 450_000n, 0n)], null],
    ['no legs', [], null],
  ] as const)('is seen in %s, or not', (_in, quotes, found) => {
    const { seen } = seenOf([quotes]);
    expect(seen.map(({ edgePx, sets }) => [edgePx, sets])).toEqual(found === null ? [] : [found]);
  });

  it('is written down with its legs and the age of what was seen', () => {
    const legs = [leg, cheap].map(({ venue, market, outcome, askPx, askQty }) => {
      return { venue, market, outcome, price: askPx, qty: askQty };
    });
    const first = { type: 'opportunity.seen', pair: 'FED', edgePx: 150_000n, sets: 7n, ageUs: 0, legs };
    expect(seenOf([[leg, cheap]]).seen).toEqual([first]);
  });

  it.each([
    [
      'once while it stands',
      [
        [leg, cheap],
        [leg, cheap],
      ],
      [0],
    ],
    [
      'again when its price moves',
      [
        [leg, cheap],
        [leg, quote('kalshi', 440_000n, 7n)],
      ],
      [0, 1],
    ],
    [
      'again when its size moves',
      [
        [leg, cheap],
        [leg, quote('kalshi', 450_000n, 6n)],
      ],
      [0, 1],
    ],
    [
      'again when it was gone',
      [
        [leg, cheap],
        [leg, dear],
        [leg, cheap],
      ],
      [0, 2],
    ],
  ] as const)('is written down %s', (_once, looks, ages) => {
    expect(seenOf(looks).seen.map(({ ageUs }) => ageUs)).toEqual(ages);
  });

  it('stands for its own pair, and in what was saved', () => {
    const { opportunities, seen } = seenOf([[leg, cheap]]);
    opportunities.look('OTHER', [leg, cheap], 1);
    const { world, recordsOf } = quietWorld();
    const restored = new Opportunities(world, structuredClone(opportunities.save()));
    restored.look('FED', [leg, cheap], 2);
    restored.look('OTHER', [leg, cheap], 2);
    expect([seen.length, recordsOf('opportunity.seen')]).toEqual([1, []]);
    expect(restored.save()).toEqual(opportunities.save());
  });
});
