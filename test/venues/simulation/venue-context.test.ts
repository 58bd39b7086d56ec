// A venue under its own rules: what it refuses, what it ties up, what a fill moves, and what closes. Each promise is one
// of the venue's rules; the latencies are constant, so that every line of a story has its time.
import { describe, expect, it } from 'vitest';
import type { RecordBody } from '../../../src/journal/records.ts';
import { feesOf, venueCatalogue } from '../../../src/venues/definitions/catalogue.ts';
import { NO_FEE_STATE } from '../../../src/venues/definitions/fees.ts';
import type { VenueName } from '../../../src/venues/definitions/words.ts';
import type { StochasticProfile } from '../../../src/venues/simulation/stochastic-profile.ts';
import type { VenueOrderRequest } from '../../../src/venues/simulation/types.ts';
import { createVenueContext } from '../../../src/venues/simulation/venue-context.ts';
import { createWorld, marketsOf, VENUE, type Plan, type Sending } from './world.ts';

const constant = (valueUs: number) => ({ kind: 'constant', valueUs }) as const;
/** An order arrives after 10 ms and fills whole 30 ms later, or half and then the rest; a trade is final after 200 ms. */
const sure: StochasticProfile = {
  ackLatency: constant(20_000),
  fillLatency: constant(30_000),
  reportLatency: constant(5_000),
  cancelLatency: constant(20_000),
  rejectBps: 0,
  noFillBps: 0,
  partialBps: 0,
};
const onChain = { latency: constant(100_000), failBps: 0, retryBps: 0 };
const resting: Partial<StochasticProfile> = { fillLatency: constant(10_000_000) };

const order: VenueOrderRequest = {
  clOrdId: '1.1',
  market: 'FED',
  outcome: 'yes',
  side: 'buy',
  orderQty: 10_000_000n,
  price: 400_000n,
  timeInForce: 'GTC',
};

const submit = (clOrdId: string, changes: Partial<VenueOrderRequest> = {}, atUs = 0): Sending => ({
  atUs,
  what: 'submit',
  order: { ...order, clOrdId, ...changes },
});

interface Setting {
  readonly opening?: bigint;
  readonly closesAtUs?: number;
  readonly profile?: Partial<StochasticProfile>;
}

const worldOf = (name: VenueName, sendings: readonly Sending[], { opening, closesAtUs, profile }: Setting = {}) => {
  const plan: Plan = {
    name,
    seed: '7',
    opening: opening ?? 100_000_000n,
    closesAtUs: closesAtUs ?? null,
    profile: { ...sure, ...profile },
    faults: [],
    sendings,
  };
  const world = createWorld(plan);
  const until = (atUs: number): void => {
    while ((world.calendar.peekTimeUs ?? Infinity) <= atUs) world.run(1);
  };
  const toldOf = (clOrdId: string): readonly string[] =>
    world.told.flatMap((entry) => {
      if (entry.kind !== 'report' || entry.clOrdId !== clOrdId) return [];
      const { event } = entry;
      return ['reason' in event ? `${event.type} ${event.reason}` : event.type];
    });
  const trading = (market: string, to: 'open' | 'paused' | 'halted'): void =>
    world.venue.handle({ kind: 'venue', venue: VENUE, type: 'trading', market, to });
  const held = () => world.venue.balances().map(({ asset, amount }) => `${amount} ${asset}`);
  return { ...world, until, toldOf, trading, held };
};

const fillsOf = (truth: readonly RecordBody[]) =>
  truth.filter((body): body is Extract<RecordBody, { type: 'venue.filled' }> => body.type === 'venue.filled');

describe('an order', () => {
  it.each<[VenueName, Partial<VenueOrderRequest>, string]>([
    ['kalshi', { market: 'NONE' }, 'unknownMarket'],
    ['kalshi', { outcome: 'maybe' }, 'unknownMarket'],
    ['kalshi', { price: 401_000n }, 'priceOffTick'],
    ['kalshi', { price: 1_000_000n }, 'priceOutOfBounds'],
    ['kalshi', { orderQty: 1_001n }, 'quantityOffStep'],
    ['kalshi', { timeInForce: 'GTD' }, 'unsupportedExpiry'],
    ['polymarket', { orderQty: 4_000_000n }, 'belowMinimumSize'],
    ['polymarket', { timeInForce: 'IOC', price: 10_000n }, 'belowMinimumNotional'],
    ['manifold', { timeInForce: 'FOK' }, 'unsupportedTimeInForce'],
    ['opinion', { isPostOnly: true, timeInForce: 'IOC', kind: 'market' }, 'unsupportedPostOnly'],
    ['gemini', { orderQty: 1_500_000n }, 'quantityOffStep'],
    ['polymarket', { orderQty: 1_000_000_000n }, 'insufficientFunds'],
    ['polymarket', { side: 'sell' }, 'insufficientShares'],
    ['manifold', { side: 'sell', kind: 'market', timeInForce: 'IOC' }, 'insufficientShares'],
    ['manifold', { orderQty: 1_000_000_000n }, 'insufficientFunds'],
  ])('at %s with %o is refused: %s', (name, changes, reason) => {
    const { run, toldOf, truth, held } = worldOf(name, [submit('1.1', changes)]);
    run();
    expect(toldOf('1.1')).toEqual([`venue.rejected ${reason}`]);
    expect(truth).toEqual([
      { type: 'venue.ended', venue: VENUE, clOrdId: '1.1', status: 'rejected', cumQty: 0n, reason },
    ]);
    expect(held()).toHaveLength(1);
  });

  it('at Manifold sells with a limit what is not held as a bet on the other outcome', () => {
    const sell = { side: 'sell', price: 400_000n } as const;
    const { run, toldOf, held } = worldOf('manifold', [submit('1.1', sell), submit('1.2', sell, 200_000)]);
    run();
    expect([toldOf('1.1'), toldOf('1.2')]).toEqual([
      ['venue.acked', 'venue.traded'],
      ['venue.acked', 'venue.traded'],
    ]);
    // Ten NO at 0.60, twice.
    expect(held()).toEqual(['88000000 mana', '20000000 FED:no']);
  });

  it('at Manifold ends when it is met and its bet is not covered any more', () => {
    // Each bet on NO costs six, and both are taken: a limit order ties up nothing.
    const sell = { side: 'sell', price: 400_000n } as const;
    const { run, toldOf, held } = worldOf('manifold', [submit('1.1', sell), submit('1.2', sell)], {
      opening: 10_000_000n,
    });
    run();
    expect([toldOf('1.1'), toldOf('1.2')]).toContainEqual(['venue.acked', 'venue.traded']);
    expect([toldOf('1.1'), toldOf('1.2')].flat()).toContain('venue.cancelled venue');
    expect(held()).toEqual(['4000000 mana', '10000000 FED:no']);
  });

  it.each<[VenueName, 'IOC' | 'FOK', readonly string[]]>([
    ['polymarket', 'FOK', ['venue.rejected fokUnfilled']],
    ['polymarket', 'IOC', ['venue.rejected iocUnmatched']],
    ['kalshi', 'FOK', ['venue.rejected fokUnfilled']],
    ['kalshi', 'IOC', ['venue.cancelled iocRemainder', 'venue.acked']],
    ['gemini', 'FOK', ['venue.cancelled fokUnfilled', 'venue.acked']],
  ])('that comes to nothing ends at %s with %s as the venue ends it', (name, timeInForce, expected) => {
    const { run, toldOf } = worldOf(name, [submit('1.1', { timeInForce })], { profile: { noFillBps: 10_000 } });
    run();
    expect(toldOf('1.1')).toEqual(expected);
  });

  it('that comes twice is refused where an id is used up, and is two orders where no id is kept', () => {
    const both = [submit('1.1'), submit('1.1', {}, 100_000)];
    const kalshi = worldOf('kalshi', both);
    const manifold = worldOf('manifold', both);
    for (const { run } of [kalshi, manifold]) run();
    expect(kalshi.toldOf('1.1')).toEqual(['venue.acked', 'venue.traded', 'venue.rejected duplicate']);
    expect(manifold.toldOf('1.1')).toEqual(['venue.acked', 'venue.traded', 'venue.acked', 'venue.traded']);
    expect(manifold.held()).toEqual(['92000000 mana', '20000000 FED:yes']);
  });

  it('that comes twice where no id is kept is asked for and cancelled one copy after the other', () => {
    const { until, send, toldOf, venue } = worldOf('manifold', [submit('1.1'), submit('1.1', {}, 100_000)], {
      profile: resting,
    });
    until(200_000);
    expect(venue.live).toBe(2);
    for (const atUs of [300_000, 400_000, 500_000]) {
      send({ atUs, what: 'cancel', clOrdId: '1.1' });
      until(atUs);
    }
    expect(venue.live).toBe(0);
    expect(toldOf('1.1').slice(2)).toEqual([
      'venue.cancelled requested',
      'venue.cancelled requested',
      'venue.cancelRejected alreadyCancelled',
    ]);
  });

  it('that is good till a date ends by itself', () => {
    const dated = submit('1.1', { timeInForce: 'GTD', expireTimeUs: 200_000_000 });
    const { run, toldOf, calendar } = worldOf('polymarket', [dated], { profile: { noFillBps: 10_000 } });
    run();
    expect(toldOf('1.1')).toEqual(['venue.acked', 'venue.cancelled expired']);
    // It takes effect a minute before the time that the order says.
    expect(calendar.nowUs).toBe(140_005_000);
  });

  it.each<[VenueName, string]>([
    ['kalshi', 'notFound'],
    ['polymarket', 'alreadyFilled'],
    ['other', 'alreadyFilled'],
  ])('that has filled is cancelled in vain at %s: %s', (name, reason) => {
    const { run, toldOf } = worldOf(name, [submit('1.1'), { atUs: 100_000, what: 'cancel', clOrdId: '1.1' }]);
    run();
    expect(toldOf('1.1').at(-1)).toBe(`venue.cancelRejected ${reason}`);
  });
});

describe('a replace', () => {
  const replace = (orderQty: bigint, price?: bigint): Sending => ({
    atUs: 50_000,
    what: 'replace',
    clOrdId: '1.1',
    orderQty,
    price,
  });

  it('is refused where orders cannot be changed', () => {
    const { until, toldOf } = worldOf('polymarket', [submit('1.1'), replace(12_000_000n)], { profile: resting });
    until(200_000);
    expect(toldOf('1.1').at(-1)).toBe('venue.replaceRejected unsupportedAmend');
  });

  it('is written down, and ties up what the order may then cost', () => {
    const { until, truth, toldOf, run, held } = worldOf(
      'kalshi',
      [submit('1.1'), replace(20_000_000n, 450_000n), submit('1.2', { orderQty: 225_000_000n }, 100_000)],
      {
        profile: resting,
      },
    );
    until(200_000);
    expect(truth).toContainEqual({
      type: 'venue.replaced',
      venue: VENUE,
      clOrdId: '1.1',
      orderQty: 20_000_000n,
      price: 450_000n,
    });
    // 90 of 100 would have been there beside 4, and are not beside 9 and the fees.
    expect(toldOf('1.2')).toEqual(['venue.rejected insufficientFunds']);
    run();
    expect(fillsOf(truth).map(({ lastQty, lastPx }) => [lastQty, lastPx])).toEqual([
      [10_000_000n, 450_000n],
      [10_000_000n, 450_000n],
    ]);
    expect(held().at(-1)).toBe('20000000 FED:yes');
  });

  it('that is not funded, or off the grid, changes nothing', () => {
    for (const [wanted, reason] of [
      [replace(1_000_000_000n), 'insufficientFunds'],
      [replace(10_000_000n, 455_555n), 'priceOffTick'],
    ] as const) {
      const another = submit('1.2', { orderQty: 230_000_000n }, 100_000);
      const { run, truth, toldOf, venue } = worldOf('kalshi', [submit('1.1'), wanted, another], { profile: resting });
      run();
      expect(toldOf('1.2')).toEqual(['venue.rejected insufficientFunds']);
      expect(toldOf('1.1')).toContain(`venue.replaceRejected ${reason}`);
      expect(fillsOf(truth).map(({ lastQty, lastPx }) => [lastQty, lastPx])).toEqual([[10_000_000n, 400_000n]]);
      expect(venue.live).toBe(0);
    }
  });

  it('to less than has filled leaves just that', () => {
    const half = { partialBps: 10_000, fillLatency: constant(30_000) };
    const { run, truth, toldOf } = worldOf('kalshi', [submit('1.1'), replace(10_000n)], { profile: half });
    run();
    const [first, ...others] = fillsOf(truth);
    expect([toldOf('1.1').at(-1), others]).toEqual(['venue.replaced', []]);
    expect(truth.at(-1)).toMatchObject({ type: 'venue.replaced', orderQty: first?.lastQty });
  });
});

describe('the account', () => {
  it('ties up the worst case of what is open, and frees it at the end', () => {
    const sendings = [
      submit('1.1', { orderQty: 200_000_000n }),
      submit('1.2', { orderQty: 100_000_000n }, 50_000),
      { atUs: 100_000, what: 'cancel', clOrdId: '1.1' } as const,
      submit('1.3', { orderQty: 100_000_000n }, 150_000),
    ];
    const { until, toldOf } = worldOf('gemini', sendings, { profile: resting });
    until(1_000_000);
    expect([toldOf('1.2'), toldOf('1.3')]).toEqual([['venue.rejected insufficientFunds'], ['venue.acked']]);
  });

  it('ties up nothing where the venue does not: who cannot pay when it fills is cancelled', () => {
    const sendings = [submit('1.1', { orderQty: 200_000_000n }), submit('1.2', { orderQty: 200_000_000n })];
    const { run, toldOf, held } = worldOf('manifold', sendings);
    run();
    expect(toldOf('1.1')).toEqual(['venue.acked', 'venue.traded']);
    expect(toldOf('1.2')).toEqual(['venue.acked', 'venue.cancelled venue']);
    expect(held()).toEqual(['20000000 mana', '200000000 FED:yes']);
  });

  it("pays each fill by the venue's formula, with what the order carries from fill to fill", () => {
    const half = { profile: { partialBps: 10_000 } };
    const { run, truth, held } = worldOf('kalshi', [submit('1.1', { orderQty: 9_990_000n, price: 370_000n })], half);
    run();
    const model = feesOf({ venue: 'kalshi', membership: 'nonDirectMember' });
    let state = NO_FEE_STATE;
    let cash = 100_000_000n;
    const fills = fillsOf(truth);
    expect(fills).toHaveLength(2);
    for (const { lastQty: qty, lastPx: px, fee } of fills) {
      const charge = model.feeOf({ qty, px, side: 'buy', liquidity: 'taker' }, state);
      expect(fee).toBe(charge.fee);
      state = charge.state;
      cash -= (qty * px) / 1_000_000n + fee;
    }
    expect(state).not.toBe(NO_FEE_STATE);
    expect(held()).toEqual([`${cash} USD`, '9990000 FED:yes']);
  });

  it('cannot sell tokens whose buy has not settled, and can once it has', () => {
    const sell = { side: 'sell', price: 500_000n } as const;
    const sendings = [submit('1.1'), submit('1.2', sell, 100_000), submit('1.3', sell, 400_000)];
    const { run, toldOf, held } = worldOf('polymarket', sendings, { profile: { settlement: onChain } });
    run();
    expect([toldOf('1.2'), toldOf('1.3')]).toEqual([
      ['venue.rejected insufficientShares'],
      ['venue.acked', 'venue.traded'],
    ]);
    // 0.07 × 10 × 0.4 × 0.6 and 0.07 × 10 × 0.5 × 0.5 are the fees.
    expect(held()).toEqual(['100657000 pUSD']);
  });

  it('cannot spend what a sale brings before it has settled, and can once it has', () => {
    const opening = 10_000_000n;
    const sendings = [
      submit('1.1', { price: 900_000n }),
      submit('1.2', { side: 'sell', price: 500_000n }, 400_000),
      submit('1.3', {}, 500_000),
      submit('1.4', {}, 800_000),
    ];
    const { run, toldOf } = worldOf('polymarket', sendings, { opening, profile: { settlement: onChain } });
    run();
    expect(toldOf('1.2')).toEqual(['venue.acked', 'venue.traded']);
    expect(toldOf('1.3')).toEqual(['venue.rejected insufficientFunds']);
    expect(toldOf('1.4')).toEqual(['venue.acked', 'venue.traded']);
  });

  it('has its money back, and no shares, when a settlement fails; a query says so', () => {
    const query = { atUs: 900_000, what: 'query', clOrdId: '1.1' } as const;
    const failing = { profile: { settlement: { ...onChain, failBps: 10_000 } } };
    const { run, truth, told, held } = worldOf('polymarket', [submit('1.1'), query], failing);
    run();
    expect(truth.flatMap((body) => (body.type === 'venue.settled' ? [body.status] : []))).toEqual([
      'retrying',
      'failed',
    ]);
    expect(held()).toEqual(['100000000 pUSD']);
    const notices = told.flatMap((entry) => (entry.kind === 'notice' ? [entry] : []));
    expect(notices).toMatchObject([
      { status: 'retrying' },
      { status: 'failed', tradeId: `${VENUE}-T1`, clOrdId: '1.1' },
      // The answer to the query says it once more.
      { status: 'failed', tradeId: `${VENUE}-T1`, clOrdId: '1.1', isAnswer: true },
    ]);
    const answer = told.slice(-4).flatMap((entry) => (entry.kind === 'report' ? [entry.event] : []));
    expect(answer).toMatchObject([
      { type: 'venue.traded', tradeId: `${VENUE}-T1` },
      { type: 'venue.tradeBusted', tradeId: `${VENUE}-T1` },
      { type: 'order.reconciled', found: true, status: 'filled', cumQty: 0n },
    ]);
  });

  it('buys NO by selling YES where the venue nets, and has money for every pair', () => {
    const sell = submit('1.1', { side: 'sell', price: 600_000n });
    const short = worldOf('kalshi', [sell]);
    short.run();
    // 6 received, 10 paid for the sets, 0.168 of fee rounded so that the balance is whole cents.
    expect(short.held()).toEqual(['95830000 USD', '10000000 FED:no']);
    const flat = worldOf('kalshi', [submit('1.0', { outcome: 'no', price: 400_000n }), submit('1.1', {}, 100_000)]);
    flat.run();
    expect(flat.held()).toEqual(['101660000 USD']);
  });
});

describe('a market', () => {
  it('closes: what rests is cancelled, and neither orders nor cancels are taken', () => {
    const inGame = { market: 'GAME' };
    const sendings = [
      submit('1.1', inGame),
      submit('1.2', inGame, 600_000),
      { atUs: 600_000, what: 'cancel', clOrdId: '1.1' } as const,
      submit('1.3', {}, 600_000),
    ];
    const { until, toldOf, truth, told } = worldOf('kalshi', sendings, { closesAtUs: 500_000, profile: resting });
    until(1_000_000);
    expect(toldOf('1.1')).toEqual(['venue.acked', 'venue.cancelled marketClosed', 'venue.cancelRejected marketClosed']);
    expect(toldOf('1.2')).toEqual(['venue.rejected marketClosed']);
    expect(toldOf('1.3')).toEqual(['venue.acked']);
    expect(truth).toContainEqual({ type: 'venue.market', venue: VENUE, market: 'GAME', from: 'open', to: 'closed' });
    expect(told).toContainEqual({
      kind: 'notice',
      venue: VENUE,
      type: 'trading',
      market: 'GAME',
      state: 'closed',
      cancelsAllowed: false,
    });
  });

  it('pauses: cancels are taken, orders are not, and a fill waits until it trades again', () => {
    const { until, send, run, toldOf, trading } = worldOf('kalshi', [submit('1.1'), submit('1.2')]);
    until(15_000);
    trading('', 'paused');
    send(submit('1.3'));
    send({ atUs: 0, what: 'cancel', clOrdId: '1.1' });
    until(900_000);
    expect([toldOf('1.1'), toldOf('1.2'), toldOf('1.3')]).toEqual([
      ['venue.acked', 'venue.cancelled requested'],
      ['venue.acked'],
      ['venue.rejected marketPaused'],
    ]);
    trading('', 'open');
    run();
    expect(toldOf('1.2')).toEqual(['venue.acked', 'venue.traded']);
  });

  it('is halted: not even cancels are taken, and a market that is over stays over', () => {
    const sendings = [submit('1.1'), submit('1.2', { market: 'GAME' }, 600_000)];
    const { until, send, toldOf, trading, venue } = worldOf('kalshi', sendings, {
      closesAtUs: 500_000,
      profile: resting,
    });
    until(100_000);
    trading('', 'halted');
    send({ atUs: 0, what: 'cancel', clOrdId: '1.1' });
    until(900_000);
    expect(toldOf('1.1')).toEqual(['venue.acked', 'venue.cancelRejected venueHalted']);
    expect(toldOf('1.2')).toEqual(['venue.rejected marketClosed']);
    expect([venue.stateOf('GAME'), venue.stateOf('FED')]).toEqual(['closed', 'halted']);
  });
});

describe('a fee without what an order carries', () => {
  it('is a taker’s, or a maker’s where the order may only rest, unless the fill says which', () => {
    const rules = venueCatalogue.kalshi;
    const markets = marketsOf({ name: 'kalshi', closesAtUs: null });
    const context = createVenueContext({
      rules,
      markets,
      accounts: [{ account: 'main', currency: 'USD', opening: 0n }],
    });
    const fees = feesOf(markets[0]!.fees);
    const fill = { qty: 10_000_000n, px: 400_000n, side: 'buy' } as const;
    const [maker, taker] = (['maker', 'taker'] as const).map(
      (liquidity) => fees.feeOf({ ...fill, liquidity }, NO_FEE_STATE).fee,
    );
    expect(maker).not.toBe(taker);
    const feeOf = (isPostOnly: boolean, liquidity?: 'maker' | 'taker') =>
      context.fee({ ...order, isPostOnly }, fill.qty, fill.px, liquidity);
    expect([feeOf(false), feeOf(true)]).toEqual([taker, maker]);
    expect([feeOf(false, 'maker'), feeOf(true, 'taker')]).toEqual([maker, taker]);
    expect(() => context.fee({ ...order, market: 'NONE' }, fill.qty, fill.px)).toThrow('no market NONE');
  });
});

describe('what is forgotten', () => {
  it('is an order that has ended and settled, and no other', () => {
    const sendings = [submit('1.1'), submit('1.2', { market: 'GAME', price: 10_000n }, 10_000)];
    const { until, run, venue, send, toldOf } = worldOf('polymarket', sendings, { profile: { settlement: onChain } });
    until(30_000);
    venue.forget('1.1');
    expect(venue.isLive('1.1')).toBe(true);
    until(120_000);
    venue.forget('1.1');
    const answerTo = (clOrdId: string) => {
      send({ atUs: 0, what: 'cancel', clOrdId });
      run();
      return toldOf(clOrdId).at(-1);
    };
    expect(answerTo('1.1')).toBe('venue.cancelRejected alreadyFilled');
    venue.forget('1.1');
    expect(answerTo('1.1')).toBe('venue.cancelRejected notFound');
    expect(answerTo('1.2')).toBe('venue.cancelRejected alreadyFilled');
  });
});
