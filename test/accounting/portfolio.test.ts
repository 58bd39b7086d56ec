// Goal: the portfolio is what the journal says, at every record. Method: journals of real order charts that receive any
// events of a venue; after each record the portfolio is compared with a twin that counts everything anew.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Portfolio } from '../../src/accounting/portfolio.ts';
import { AssertionFailed } from '../../src/kernel/assert.ts';
import {
  anySteps,
  emptyModel,
  happen,
  opened,
  opening,
  rateAt,
  venues,
  type Happening,
  type IntentRecord,
  type Model,
  type Step,
} from './journals.ts';
import * as naive from './naive-portfolio.ts';

const unit = 1_000_000n;

const intent: IntentRecord = {
  type: 'intent.received',
  intent: 1,
  strategy: 's',
  pair: 'p',
  sets: unit,
  expectedEdge: 0n,
  roiBps: 0,
  outcomes: 2,
  mode: 'parallel',
  policy: 'hold',
  legs: ['yes', 'no'].map((outcome, at) => ({
    venue: 'kalshi',
    market: 'M',
    outcome,
    paysIn: 1 << at,
    side: 'buy',
    price: 450_000n,
    qty: unit,
    worstFee: 0n,
  })),
};

const openPortfolio = (): Portfolio => {
  const portfolio = new Portfolio();
  for (const record of opening) portfolio.observe(record);
  return portfolio;
};

const tell = (portfolio: Portfolio, happening: Happening): void => {
  if ('forget' in happening) portfolio.forget(happening.forget);
  else portfolio.observe(happening.record);
};

/** Lives a journal through, and looks after each event. */
const live = (
  steps: readonly Step[],
  look: (portfolio: Portfolio, model: Model, happening: Happening) => void,
): Portfolio => {
  const portfolio = openPortfolio();
  const model = emptyModel();
  for (const step of steps) {
    const happening = happen(model, step);
    if (happening === null) continue;
    tell(portfolio, happening);
    look(portfolio, model, happening);
  }
  return portfolio;
};

const happeningsOf = (steps: readonly Step[]): Happening[] => {
  const happenings: Happening[] = [];
  live(steps, (_books, _model, happening) => happenings.push(happening));
  return happenings;
};

const holds = (look: (portfolio: Portfolio, model: Model, happening: Happening) => void): void =>
  fc.assert(
    fc.property(anySteps(60), (steps) => void live(steps, look)),
    { numRuns: 60 },
  );

describe('the portfolio of a run', () => {
  it('conserve cash and shares, and have what the orders have traded, to the micro', () => {
    holds((portfolio, model) => {
      portfolio.accounts.assertBalanced();
      const balances = portfolio.results().balances.map(({ venue, asset, amount }): [string, bigint] => {
        return [asset.includes(':') ? `${venue} ${asset}` : venue, amount];
      });
      expect(new Map(balances)).toEqual(naive.balancesOf(model, venues));
    });
  });

  it('count the fees of the trades that stand, venue by venue', () => {
    holds((portfolio, model) => {
      const orders = naive.ordersOf(model, true);
      for (const { venue, amount } of portfolio.results().feesByVenue) {
        const own = orders.filter(({ created }) => created.venue === venue);
        expect(amount).toBe(own.reduce((sum, order) => sum + naive.flowOf(order).fees, 0n));
      }
    });
  });

  it('tie up exactly what open orders may cost at worst, and nothing when none is open', () => {
    holds((portfolio, model) => {
      for (const venue of venues) {
        const tiedUp = naive.tiedUpAt(model, venue);
        const cash = naive.balancesOf(model, venues).get(venue) ?? 0n;
        expect(portfolio.atWork(venue)).toBe(naive.ceil((opened - cash + tiedUp) * rateAt(venue), unit));
        expect(portfolio.accounts.fundsOf(venue)).toBe(cash > tiedUp ? cash - tiedUp : 0n);
      }
      const isOpen = naive.ordersOf(model, false).some((order) => naive.openQtyOf(order) > 0n);
      const reserved = portfolio.save().arbitrages.flatMap(({ orders }) => orders.map((order) => order.reserved));
      if (!isOpen) expect(reserved.filter((amount) => amount !== 0n)).toEqual([]);
    });
  });

  it('count of a position what is held and what open buys may add', () => {
    holds((portfolio, model) => {
      const positions = new Map<string, bigint>();
      for (const order of naive.ordersOf(model, true)) {
        const { venue, market, outcome, side } = order.created;
        const isForgotten = model.arbitrages.get(order.created.ownerId)!.isForgotten;
        const onOrder = side === 'buy' && !isForgotten ? naive.openQtyOf(order) : 0n;
        const name = `${venue} ${market} ${outcome}`;
        positions.set(name, (positions.get(name) ?? 0n) + naive.flowOf(order).shares + onOrder);
      }
      for (const [name, amount] of positions) {
        const [venue = '', market = '', outcome = ''] = name.split(' ');
        expect(portfolio.accounts.positionOf(portfolio.accounts.holdingOf(venue, market, outcome))).toBe(amount);
      }
    });
  });

  it('know the exposure of each arbitrage as an enumeration over outcomes and fills does', () => {
    holds((portfolio, model) => {
      for (const [number, arbitrage] of model.arbitrages) {
        if (arbitrage.isForgotten) continue;
        const { payoffs, lockedPayout, worstCase } = portfolio.exposureOf(number);
        expect(payoffs).toEqual(naive.payoffsOf(arbitrage));
        expect(lockedPayout).toBe(naive.lockedPayoutOf(arbitrage));
        expect(worstCase).toBe(naive.worstCaseOf(arbitrage));
        const hasFilled = arbitrage.orders.some(({ actor }) => actor.getSnapshot().context.cumQty !== 0n);
        expect(portfolio.arbitrageOf(number).hasFilled).toBe(hasFilled);
      }
    });
  });

  it('explain what was made of what was expected, exactly, and know the worst and how far it has fallen', () => {
    const made = new Map<Model, { last: Map<number, bigint>; peak: bigint }>();
    holds((portfolio, model) => {
      const results = portfolio.results();
      const ended = [...model.arbitrages.values()].filter(({ end }) => end !== null);
      const realised = ended.map(naive.realisedOf);
      expect(results.captured).toBe(realised.reduce((sum, amount) => sum + amount, 0n));
      expect(results.expected).toBe(ended.map(naive.expectedOf).reduce((sum, amount) => sum + amount, 0n));
      const causes = results.differences.reduce((sum, { amount }) => sum + amount, 0n);
      expect(causes).toBe(results.captured - results.expected);
      expect(results.worstArbitrage).toBe(realised.reduce((worst, one) => (one < worst ? one : worst), 0n));
      const history = made.get(model) ?? { last: new Map<number, bigint>(), peak: 0n };
      made.set(model, history);
      for (const arbitrage of ended) history.last.set(arbitrage.intent.intent, naive.realisedOf(arbitrage));
      const total = [...history.last.values()].reduce((sum, amount) => sum + amount, 0n);
      if (total > history.peak) history.peak = total;
      expect(portfolio.drawdown).toBe(history.peak - total);
    });
  });

  it('add up the worst cases of what lives or ended exposed, and count what lives', () => {
    holds((portfolio, model) => {
      let [exposure, liveCount] = [0n, 0];
      for (const arbitrage of model.arbitrages.values()) {
        // Alive again, and no record has said yet what that puts at risk.
        if (arbitrage.risk === null) {
          const worst = naive.worstCaseOf(arbitrage);
          arbitrage.risk = worst > 0n ? worst : 0n;
        }
        exposure += arbitrage.risk;
        if (arbitrage.end === null) liveCount += 1;
      }
      expect(portfolio.openExposure).toBe(exposure);
      expect(portfolio.liveArbitrages).toBe(liveCount);
    });
  });

  it('know what a leg costs at most in the currency of the run', () => {
    holds((portfolio, _model, happening) => {
      if (!('record' in happening) || happening.record.type !== 'intent.received') return;
      const { intent, legs } = happening.record;
      legs.forEach(({ venue, side, price, qty, worstFee }, leg) => {
        const cost = side === 'buy' ? naive.ceil(price * qty, unit) + worstFee : worstFee;
        expect(portfolio.costOfLeg(intent, leg)).toBe(naive.ceil(cost * rateAt(venue), unit));
      });
    });
  });

  it('have the same results before and after an arbitrage is forgotten', () => {
    fc.assert(
      fc.property(anySteps(60), (steps) => {
        const portfolio = live(steps, () => {});
        const [results, exposure, drawdown] = [portfolio.results(), portfolio.openExposure, portfolio.drawdown];
        for (const { intent, hasEnded } of portfolio.save().arbitrages) if (hasEnded) portfolio.forget(intent.intent);
        expect(portfolio.results()).toEqual(results);
        expect(portfolio.openExposure).toBe(exposure);
        expect(portfolio.drawdown).toBe(drawdown);
        expect(portfolio.save().arbitrages.every(({ hasEnded }) => !hasEnded)).toBe(true);
      }),
    );
  });

  it('resume from what was saved at any record as if they had never stopped', () => {
    fc.assert(
      fc.property(anySteps(60), fc.nat(60), (steps, at) => {
        const happenings = happeningsOf(steps);
        const whole = openPortfolio();
        let parted = openPortfolio();
        happenings.forEach((happening, index) => {
          if (index === at % happenings.length) {
            const state = parted.save();
            parted = new Portfolio(structuredClone(state));
            expect(parted.save()).toEqual(state);
          }
          tell(whole, happening);
          tell(parted, happening);
          expect([parted.openExposure, parted.liveArbitrages, parted.drawdown]).toEqual([
            whole.openExposure,
            whole.liveArbitrages,
            whole.drawdown,
          ]);
        });
        expect(parted.save()).toEqual(whole.save());
        expect(parted.results()).toEqual(whole.results());
        for (const venue of venues) expect(parted.atWork(venue)).toBe(whole.atWork(venue));
        for (const { intent } of whole.save().arbitrages)
          expect(parted.exposureOf(intent.intent)).toEqual(whole.exposureOf(intent.intent));
      }),
    );
  });

  it('share nothing with what they have saved', () => {
    fc.assert(
      fc.property(anySteps(60), fc.nat(60), (steps, at) => {
        const happenings = happeningsOf(steps);
        const portfolio = openPortfolio();
        for (const happening of happenings.slice(0, at)) tell(portfolio, happening);
        const state = portfolio.save();
        const copy = structuredClone(state);
        const restored = new Portfolio(state);
        for (const happening of happenings.slice(at)) tell(restored, happening);
        for (const happening of happenings.slice(at)) tell(portfolio, happening);
        expect(state).toEqual(copy);
      }),
    );
  });

  it('are the same when they are built anew from the journal', () => {
    fc.assert(
      fc.property(anySteps(60), (steps) => {
        const portfolio = live(steps, () => {});
        const again = openPortfolio();
        for (const happening of happeningsOf(steps)) tell(again, happening);
        expect(again.save()).toEqual(portfolio.save());
      }),
      { numRuns: 30 },
    );
  });

  it('know what a plan in the currency of the run puts at risk: the dearest legs that do not pay, and all fees', () => {
    const portfolio = openPortfolio();
    const [first, second] = intent.legs;
    const legs = [
      { ...first!, worstFee: 3n },
      { ...second!, price: 460_001n, worstFee: 4n },
    ];
    portfolio.observe({ ...intent, legs });
    expect(portfolio.openExposure).toBe(460_001n + 7n);
  });

  it.each([
    // What a bust takes is lost to settlement: an edge of 0.1, and 0.45 for the other leg. What is corrected has never been.
    ['venue.tradeBusted', { cumQty: 0n, tradeId: 't' }, -550_000n],
    ['venue.tradeCorrected', { cumQty: unit, tradeId: 't', lastQty: unit, lastPx: 450_000n }, 0n],
  ])('hold a settlement that failed apart from a trade that was corrected: %s', (event, change, failures) => {
    const portfolio = openPortfolio();
    portfolio.observe(intent);
    for (const [index, { venue, market, outcome, side, price }] of intent.legs.entries()) {
      const clOrdId = `1.${index + 1}`;
      const order = {
        venue,
        account: 'main',
        market,
        outcome,
        side,
        orderQty: unit,
        price,
        timeInForce: 'GTC',
      } as const;
      portfolio.observe({ type: 'order.created', clOrdId, owner: 'leg', ownerId: 1, leg: index + 1, ...order });
      const filled = { from: 'new', to: 'filled', cumQty: unit, leavesQty: 0n, tradeId: 't' } as const;
      portfolio.observe({
        type: 'order.moved',
        clOrdId,
        event: 'venue.traded',
        ...filled,
        lastQty: unit,
        lastPx: price,
      });
    }
    portfolio.observe({
      type: 'order.moved',
      clOrdId: '1.1',
      event,
      from: 'filled',
      to: 'filled',
      leavesQty: 0n,
      ...change,
    });
    portfolio.observe({ type: 'arbitrage.moved', arbitrage: 1, event: 'any', from: 'legging', to: 'failed' });
    expect(portfolio.results().differences).toContainEqual({ name: 'failures', amount: failures });
  });

  it.each([
    // Of corrections that come before their trade, the last one stands; what it leaves open is as the one before had it.
    ['keeps its fee', [7n, undefined], undefined, 7n],
    ['takes the later fee', [7n, 9n], undefined, 9n],
    ['takes a later fee of nothing', [7n, 0n], 5n, 0n],
    ['takes the fee of the trade where none has one', [undefined, undefined], 5n, 5n],
  ])('a trade that is corrected twice before it is reported %s', (_, fees, feeOfTrade, booked) => {
    const bought = (...moves: readonly { event: string; px: bigint; fee: bigint | undefined }[]) => {
      const portfolio = openPortfolio();
      portfolio.observe(intent);
      const clOrdId = '1.1';
      const { venue, market, outcome, side, price } = intent.legs[0]!;
      const order = {
        venue,
        account: 'main',
        market,
        outcome,
        side,
        orderQty: unit,
        price,
        timeInForce: 'GTC',
      } as const;
      portfolio.observe({ type: 'order.created', clOrdId, owner: 'leg', ownerId: 1, leg: 1, ...order });
      for (const { event, px, fee } of moves) {
        const isTrade = event === 'venue.traded';
        const cumQty = isTrade ? unit : 0n;
        const moved = { from: 'new', to: isTrade ? 'filled' : 'new', cumQty, leavesQty: unit - cumQty } as const;
        const trade = { tradeId: 't', lastQty: unit, lastPx: px, ...(fee === undefined ? {} : { fee }) };
        const anomaly = isTrade ? {} : { anomaly: 'unknownTrade' };
        portfolio.observe({ type: 'order.moved', clOrdId, event, ...moved, ...trade, ...anomaly });
      }
      return [portfolio.results(), portfolio.costOfLeg(1, 0)];
    };
    const corrections = fees.map((fee, index) => ({
      event: 'venue.tradeCorrected',
      px: 440_000n - BigInt(index) * 10_000n,
      fee,
    }));
    const corrected = bought(...corrections, { event: 'venue.traded', px: 450_000n, fee: feeOfTrade });
    expect(corrected).toEqual(bought({ event: 'venue.traded', px: 430_000n, fee: booked }));
    expect(corrected).not.toEqual(bought({ event: 'venue.traded', px: 430_000n, fee: booked + 1n }));
  });

  it('reckon with an order that the venue has live though we hold it for dead, until its end is reported', () => {
    const portfolio = openPortfolio();
    portfolio.observe(intent);
    const order = { venue: 'kalshi', market: 'M', outcome: 'yes', side: 'buy', orderQty: unit, price: 450_000n };
    const clOrdId = '1.1';
    const owner = { owner: 'leg', ownerId: 1, leg: 1, account: 'main' } as const;
    portfolio.observe({ type: 'order.created', clOrdId, ...owner, ...order, timeInForce: 'GTC' });
    const move = (event: string, to: string, anomaly?: string): void =>
      portfolio.observe({ type: 'order.moved', clOrdId, event, from: 'new', to, cumQty: 0n, leavesQty: 0n, anomaly });
    expect(portfolio.atWork('kalshi')).toBe(450_000n);
    move('order.refused', 'rejected');
    expect(portfolio.atWork('kalshi')).toBe(0n);
    move('venue.acked', 'rejected', 'zombie');
    move('venue.cancelRejected', 'rejected');
    expect(portfolio.atWork('kalshi')).toBe(450_000n);
    expect(portfolio.exposureOf(1).worstCase).toBe(450_000n);
    expect(new Portfolio(portfolio.save()).atWork('kalshi')).toBe(450_000n);
    move('venue.cancelled', 'rejected', 'illegalMove');
    expect(portfolio.atWork('kalshi')).toBe(0n);
  });

  it('leave alone what is none of their business, and refuse what cannot be', () => {
    const portfolio = openPortfolio();
    const before = portfolio.save();
    const moved = { event: 'order.sent', from: 'pendingNew', to: 'pendingNew', cumQty: 0n, leavesQty: unit };
    portfolio.observe({ type: 'order.moved', clOrdId: 'mine', ...moved });
    portfolio.observe({ type: 'arbitrage.moved', arbitrage: 7, event: 'any', from: 'legging', to: 'completed' });
    portfolio.observe({ type: 'intent.refused', intent: 7, by: 'plan', reason: 'noEdge' });
    portfolio.observe({ type: 'fault.injected', venue: 'kalshi', fault: 'ackLost' });
    portfolio.forget(7);
    expect(portfolio.save()).toEqual(before);
    portfolio.observe(intent);
    expect(() => portfolio.forget(1)).toThrow(AssertionFailed);
    expect(() => portfolio.costOfLeg(1, 2)).toThrow(AssertionFailed);
    expect(() => portfolio.exposureOf(2)).toThrow(AssertionFailed);
  });
});
