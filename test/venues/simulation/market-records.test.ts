// What a venue says of its markets: with what they are listed, when their prices take another step, and their status in its own
// word. Goal: each is written where it is known and where it changes, and nowhere else.
import { describe, expect, it } from 'vitest';
import { marketListed } from '../../../src/venues/simulation/market-listed.ts';
import { recordsOf } from './add-up.ts';
import { createWorld, marketsOf, usualBook, usualProfile, VENUE, type Plan, type Sending } from './world.ts';

const book = { ...usualBook, queue: 'proportional' } as const;

const plan = (name: Plan['name'], sendings: readonly Sending[], changes: Partial<Plan> = {}): Plan => ({
  ...{ name, seed: '1', opening: 100_000_000n, closesAtUs: null, profile: usualProfile, faults: [] },
  ...{ book, sendings },
  ...changes,
});

const tick = (atUs: number, tickPx: bigint): Sending => ({
  ...{ atUs, what: 'move' },
  update: { what: 'tick', tickPx, atUs, venue: VENUE, market: 'FED' },
});

const changesIn = (wanted: Plan) => {
  const world = createWorld(wanted);
  world.run();
  return recordsOf(world.truth, 'market.changed').map(({ market, tick: px, status }) => [market, px ?? status]);
};

describe('a market', () => {
  it('says a step of prices that is another, and no step that is none or the same', () => {
    const ticks = [10_000n, 1_000n, 1_000n, 30_000n, 0n, 10_000n].map((px, index) => tick(index * 1_000, px));
    expect(changesIn(plan('polymarket', ticks))).toEqual([
      ['FED', 1_000n],
      ['FED', 10_000n],
    ]);
  });

  it('says its status in the word of its venue, at each stage of its result', () => {
    const payouts = [1_000_000n, 0n];
    const resolves = { atUs: 500_000, payouts, disputedForUs: 100_000, finalPayouts: payouts, paysAfterUs: 50_000 };
    const words = (name: Plan['name']) =>
      changesIn(plan(name, [], { closesAtUs: 300_000, resolves })).map(([, word]) => word);
    expect(words('kalshi')).toEqual(['closed', 'determined', 'disputed', 'finalized']);
    expect(words('polymarket')).toEqual(['closed', 'market_resolved']);
  });

  it('is listed with what is known of it', () => {
    const [fed, game] = marketsOf(plan('polymarket', [], { closesAtUs: 300_000 }));
    const { tick: step, qtyMin, qtyStep, closesAtUs, makerFees } = marketListed(game!);
    expect([step, qtyMin, qtyStep, closesAtUs, makerFees]).toEqual([
      10_000n,
      5_000_000n,
      game!.qtyStep,
      300_000,
      'none',
    ]);
    expect(marketListed(fed!).closesAtUs).toBeUndefined();
  });

  it('is free to makers only where no fill of a maker can cost anything', () => {
    const [fed] = marketsOf(plan('kalshi', []));
    const feesWith = (fees: object, grid = fed!.grid) =>
      marketListed({ ...fed!, grid, fees: { venue: 'kalshi', ...fees } as never }).makerFees;
    const whole = { ranges: [{ from: 0n, to: 1_000_000n, step: 10_000n }], min: 10_000n, max: 990_000n };
    const fine = { ranges: [{ from: 0n, to: 1_000_000n, step: 1_000n }], min: 1_000n, max: 999_000n };
    expect(feesWith({}, whole)).toBe('none');
    expect(feesWith({}, fine)).toBeUndefined();
    expect(feesWith({ membership: 'nonDirectMember' }, whole)).toBeUndefined();
    expect(feesWith({ feeType: 'quadratic_with_maker_fees' }, whole)).toBeUndefined();
  });
});
