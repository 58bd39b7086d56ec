// Goal: an intent is stopped by the first limit that it breaks, and by nothing else. Method: the portfolio of random
// journals, limits on and around what the portfolio says, and a twin that measures every limit from the orders themselves.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Portfolio } from '../../src/accounting/portfolio.ts';
import { breachOfIntent, breachOfRun } from '../../src/risk/check-limits.ts';
import { noLimits, type LimitBreach, type RiskLimits } from '../../src/risk/limits.ts';
import { anySteps, emptyModel, happen, opened, opening, rateAt, venues, type Model } from '../accounting/journals.ts';
import { balancesOf, ceil, flowOf, openQtyOf, ordersOf, tiedUpAt } from '../accounting/naive-portfolio.ts';

const unit = 1_000_000n;

interface World {
  readonly portfolio: Portfolio;
  readonly model: Model;
}

/** A journal that ends with an intent of which no order has been created. */
const anyWorld: fc.Arbitrary<World> = fc
  .tuple(
    anySteps(40),
    anySteps(1).map(([step]) => ({ ...step!, kind: 'intent' as const })),
  )
  .map(([steps, last]) => {
    const portfolio = new Portfolio();
    const model = emptyModel();
    for (const record of opening) portfolio.observe(record);
    for (const step of [...steps, last]) {
      const happening = happen(model, step);
      if (happening === null) continue;
      if ('forget' in happening) portfolio.forget(happening.forget);
      else portfolio.observe(happening.record);
    }
    return { portfolio, model };
  });

/** Every limit with what the last intent would bring it to, in the order in which they are asked. */
const measuresOf = ({ portfolio, model }: World): { limit: keyof RiskLimits; value: bigint }[] => {
  const { legs } = model.arbitrages.get(model.intents)!.intent;
  const positions = legs.flatMap((leg, index) => {
    if (leg.side === 'sell') return [];
    const isSame = (one: { venue: string; market: string; outcome: string }): boolean =>
      one.venue === leg.venue && one.market === leg.market && one.outcome === leg.outcome;
    let value = 0n;
    for (const order of ordersOf(model, true).filter(({ created }) => isSame(created))) {
      const isOpenBuy = order.created.side === 'buy' && ordersOf(model, false).includes(order);
      value += flowOf(order).shares + (isOpenBuy ? openQtyOf(order) : 0n);
    }
    for (const one of legs.slice(0, index + 1)) if (one.side === 'buy' && isSame(one)) value += one.qty;
    return [{ limit: 'marketPositionMax' as const, value }];
  });
  const atVenues = [...new Set(legs.map(({ venue }) => venue))].map((venue) => {
    const inUse = opened - (balancesOf(model, venues).get(venue) ?? 0n) + tiedUpAt(model, venue);
    let value = ceil(inUse * rateAt(venue), unit);
    for (const leg of legs.filter((one) => one.venue === venue)) {
      const cost = leg.side === 'buy' ? ceil(leg.price * leg.qty, unit) : 0n;
      value += ceil((cost + leg.worstFee) * rateAt(venue), unit);
    }
    return { limit: 'venuePositionMax' as const, value };
  });
  const live = [...model.arbitrages.values()].filter(({ end }) => end === null).length;
  return [
    { limit: 'liveArbitragesMax', value: BigInt(live) * unit },
    { limit: 'openExposureMax', value: portfolio.openExposure },
    ...positions,
    ...atVenues,
  ];
};

const maxOf = (limits: RiskLimits, limit: keyof RiskLimits): bigint | null => {
  const max = limits[limit];
  return typeof max === 'number' ? BigInt(max) * unit : max;
};

const firstBroken = (world: World, limits: RiskLimits): LimitBreach | null => {
  for (const { limit, value } of measuresOf(world)) {
    const max = maxOf(limits, limit);
    if (max !== null && value > max) return { limit: limit.slice(0, -3) as LimitBreach['limit'], value, max };
  }
  return null;
};

/** Limits on what they are measured by, one micro below it, or far away; or none. */
const limitsNear = (world: World, choices: readonly number[]): RiskLimits => {
  const near = (limit: keyof RiskLimits, choice: number): bigint | null => {
    const values = measuresOf(world).filter((measure) => measure.limit === limit);
    const { value } = values[choice % Math.max(1, values.length)] ?? { value: 0n };
    return [null, value, value - 1n, value + 10_000n * unit][choice % 4]!;
  };
  const [market = 0, venue = 0, exposure = 0, live = 0] = choices;
  const liveArbitrages = measuresOf(world)[0]!.value / unit;
  return {
    marketPositionMax: near('marketPositionMax', market),
    venuePositionMax: near('venuePositionMax', venue),
    openExposureMax: near('openExposureMax', exposure),
    liveArbitragesMax: [null, Number(liveArbitrages), Number(liveArbitrages) - 1, 1_000][live % 4]!,
    drawdownMax: 0n,
  };
};

const anyChoices = fc.array(fc.nat(11), { minLength: 4, maxLength: 4 });

describe('the limits of a run', () => {
  it('stop an intent at the first that it breaks, with what it would come to, and at nothing else', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(anyWorld, anyChoices, (world, choices) => {
        const limits = limitsNear(world, choices);
        const breach = breachOfIntent(limits, world.portfolio, world.model.intents);
        expect(breach).toEqual(firstBroken(world, limits));
        seen.add(breach?.limit ?? 'none');
      }),
      { numRuns: 200 },
    );
    expect([...seen].toSorted()).toEqual(['liveArbitrages', 'marketPosition', 'none', 'openExposure', 'venuePosition']);
  });

  it('stop nothing where there are none', () => {
    fc.assert(
      fc.property(anyWorld, ({ portfolio, model }) => {
        expect(breachOfIntent(noLimits, portfolio, model.intents)).toBeNull();
        expect(breachOfRun(noLimits, portfolio)).toBeNull();
      }),
      { numRuns: 50 },
    );
  });

  it('count two legs that buy the same outcome together', () => {
    const portfolio = new Portfolio();
    for (const record of opening) portfolio.observe(record);
    const leg = { venue: 'kalshi', market: 'M', side: 'buy', price: 300_000n, qty: 6n * unit, worstFee: 0n };
    const wanted = { strategy: 's', pair: 'p', sets: 6n * unit, expectedEdge: 0n, roiBps: 0, outcomes: 2 };
    const [yes, no] = [
      { ...leg, outcome: 'yes', paysIn: 1 },
      { ...leg, outcome: 'no', paysIn: 2 },
    ];
    const legs = [yes, no, yes];
    portfolio.observe({ type: 'intent.received', intent: 1, ...wanted, mode: 'parallel', policy: 'hold', legs });
    const limits = { ...noLimits, marketPositionMax: 11n * unit };
    expect(breachOfIntent(limits, portfolio, 1)).toEqual({
      limit: 'marketPosition',
      value: 12n * unit,
      max: 11n * unit,
    });
    expect(breachOfIntent({ ...limits, marketPositionMax: 12n * unit }, portfolio, 1)).toBeNull();
  });

  it('stop the run when it has fallen further from its highest than it may, and not before', () => {
    fc.assert(
      fc.property(anyWorld, ({ portfolio }) => {
        const { drawdown } = portfolio;
        expect(breachOfRun({ ...noLimits, drawdownMax: drawdown }, portfolio)).toBeNull();
        const max = drawdown - 1n;
        const breach = { limit: 'drawdown', value: drawdown, max };
        expect(breachOfRun({ ...noLimits, drawdownMax: max }, portfolio)).toEqual(breach);
      }),
      { numRuns: 50 },
    );
  });
});
