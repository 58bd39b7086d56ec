// Polymarket's conformance card, PM-01 to PM-13. Goal: rules and fees are those of the venue, to the micro. Method: the
// fee tables of its documentation, its refusals word for word, and its formula against decimal.js.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AssertionFailed } from '../../../src/kernel/assert.ts';
import { parseMicros, printMicros } from '../../../src/money/decimal.ts';
import {
  cancelRejectAnswer,
  checkCancel,
  checkOrder,
  rejectAnswer,
  usualTerms,
} from '../../../src/venues/definitions/admission.ts';
import { isOnGrid } from '../../../src/venues/definitions/grid.ts';
import { polymarketFees } from '../../../src/venues/definitions/polymarket/fees.ts';
import { polymarketFeeRates, polymarketRules } from '../../../src/venues/definitions/polymarket/rules.ts';
import type { PolymarketCategory } from '../../../src/venues/definitions/polymarket/rules.ts';
import { curve, fillOf, firstFee, microsAt } from './fee-oracle.ts';
import { answerTo, goodOrder, NOW_US, reasonFor, statusesOf } from './orders.ts';

const anyFill = fc.record({
  qty: fc.bigInt({ min: 1n, max: 10n ** 12n }),
  px: fc.bigInt({ min: 1n, max: 999_999n }),
});

describe('Polymarket: fees', () => {
  it.each([
    ['crypto', '1.75'],
    ['sports', '1.25'],
    ['politics', '1'],
    ['geopolitics', '0'],
  ] as const)('PM-01 100 shares at 0.50 in %s cost %s', (category, fee) => {
    expect(printMicros(firstFee(polymarketFees({ category }), fillOf(100_000_000n, 500_000n)))).toBe(fee);
  });

  const rates: Readonly<Record<PolymarketCategory, string>> = {
    crypto: '0.07',
    sports: '0.05',
    finance: '0.04',
    politics: '0.04',
    mentions: '0.04',
    tech: '0.04',
    economics: '0.05',
    culture: '0.05',
    weather: '0.05',
    other: '0.05',
    geopolitics: '0',
  };

  it.each(Object.entries(rates))(
    'PM-02 a taker in %s pays C × %s × p × (1 − p), down to 5 decimals',
    (category, rate) => {
      const name = Object.keys(polymarketFeeRates).find((known) => known === category) as PolymarketCategory;
      const model = polymarketFees({ category: name });
      fc.assert(
        fc.property(anyFill, ({ qty, px }) => {
          expect(firstFee(model, fillOf(qty, px))).toBe(microsAt(curve(rate, qty, px), 5, 'floor'));
        }),
      );
    },
  );

  it('PM-03 a market that states a rate and an exponent is charged by them', () => {
    fc.assert(
      fc.property(
        anyFill,
        fc.bigInt({ min: 0n, max: 250_000n }),
        fc.integer({ min: 1, max: 3 }),
        (fill, rate, exponent) => {
          const exact = curve(printMicros(rate), fill.qty, fill.px, exponent);
          expect(firstFee(polymarketFees({ rate, exponent }), fillOf(fill.qty, fill.px))).toBe(
            microsAt(exact, 5, 'floor'),
          );
        },
      ),
    );
    expect(() => polymarketFees({ rate: 70_000n, exponent: 0.5 })).toThrow(AssertionFailed);
  });

  it('PM-04 a maker pays nothing, and less than 0.00001 is nothing', () => {
    const model = polymarketFees({ category: 'crypto' });
    expect(firstFee(model, fillOf(100_000_000n, 500_000n, { liquidity: 'maker' }))).toBe(0n);
    expect(printMicros(firstFee(model, fillOf(parseMicros('0.0005'), 500_000n)))).toBe('0');
    expect(printMicros(firstFee(model, fillOf(parseMicros('0.0006'), 500_000n)))).toBe('0.00001');
  });
});

describe('Polymarket: the bound on fees', () => {
  it('PM-04 is the exact fee of the whole order, up to the micro', () => {
    fc.assert(
      fc.property(anyFill, ({ qty, px }) => {
        expect(polymarketFees({ category: 'sports' }).worstFee({ qty, px })).toBe(
          microsAt(curve('0.05', qty, px), 6, 'ceil'),
        );
      }),
    );
  });
});

describe('Polymarket: orders', () => {
  it.each(['0.1', '0.01', '0.005', '0.0025', '0.001', '0.0001'])(
    'PM-05 the tick %s goes from one tick to one below 1',
    (tick) => {
      const { grid } = usualTerms(polymarketRules, tick);
      const step = parseMicros(tick);
      expect([grid.min, grid.max]).toEqual([step, 1_000_000n - step]);
      expect(isOnGrid(grid, step * 3n)).toBe(true);
      expect(isOnGrid(grid, step * 3n + step / 2n)).toBe(false);
      expect(answerTo(polymarketRules, { price: step * 3n + step / 2n }, { grid })).toEqual({
        reason: 'priceOffTick',
        http: 400,
        body: '{"error":"order {id} is invalid. Price ({price}) breaks minimum tick size rule: {tick}"}',
      });
      expect(reasonFor(polymarketRules, { price: step - 1n }, { grid })).toBe('priceOutOfBounds');
      expect(reasonFor(polymarketRules, { price: 1_000_000n - step + 1n }, { grid })).toBe('priceOutOfBounds');
    },
  );

  it('PM-06 5 shares are enough and fewer are not; a buy that fills at once is worth 1 at least', () => {
    expect(reasonFor(polymarketRules, { orderQty: 5_000_000n })).toBe(null);
    expect(answerTo(polymarketRules, { orderQty: 4_990_000n })).toMatchObject({
      reason: 'belowMinimumSize',
      http: 400,
    });
    expect(reasonFor(polymarketRules, { orderQty: 10_000_000n, price: 90_000n })).toBe(null);
    expect(reasonFor(polymarketRules, { orderQty: 10_000_000n, price: 90_000n, isMarketable: true })).toBe(
      'belowMinimumNotional',
    );
    expect(reasonFor(polymarketRules, { orderQty: 10_000_000n, price: 100_000n, isMarketable: true })).toBe(null);
    expect(
      reasonFor(polymarketRules, {
        side: 'sell',
        timeInForce: 'IOC',
        orderQty: 19_000_000n,
        price: 10_000n,
        isMarketable: true,
      }),
    ).toBe(null);
    expect(reasonFor(polymarketRules, { orderQty: 5_005_000n })).toBe('quantityOffStep');
    expect(reasonFor(polymarketRules, { orderQty: 0n })).toBe('invalidOrder');
  });

  it('PM-07 GTC, GTD, FOK and FAK are orders, market orders are FOK or FAK, and post-only goes with what may rest', () => {
    expect(
      polymarketRules.orders.kinds.map(({ value }) => [value.kind, value.timesInForce.map(({ word }) => word)]),
    ).toEqual([
      ['limit', ['GTC', 'GTD', 'FAK', 'FOK']],
      ['market', ['FAK', 'FOK']],
    ]);
    expect(reasonFor(polymarketRules, { kind: 'market', price: null })).toBe('unsupportedTimeInForce');
    expect(reasonFor(polymarketRules, { kind: 'market', price: null, timeInForce: 'FOK' })).toBe(null);
    expect(reasonFor(polymarketRules, { price: null })).toBe('invalidOrder');
    expect(reasonFor(polymarketRules, { isPostOnly: true })).toBe(null);
    expect(answerTo(polymarketRules, { isPostOnly: true, timeInForce: 'FOK' })).toMatchObject({
      reason: 'unsupportedPostOnly',
      body: 'postOnly is not supported for FOK/FAK orders',
    });
    expect(answerTo(polymarketRules, { isPostOnly: true, isMarketable: true })).toMatchObject({
      reason: 'postOnlyCross',
      body: '{"error":"invalid post-only order: order crosses book"}',
    });
    expect(reasonFor(polymarketRules, { isReduceOnly: true })).toBe('unsupportedReduceOnly');
  });

  it('PM-08 an expiry is 3 minutes ahead at least, and takes effect a minute early', () => {
    const dated = { timeInForce: 'GTD', expireTimeUs: NOW_US + 180_000_000 } as const;
    expect(reasonFor(polymarketRules, dated)).toBe(null);
    expect(answerTo(polymarketRules, { ...dated, expireTimeUs: NOW_US + 179_999_999 })).toMatchObject({
      reason: 'expiryTooNear',
      http: 400,
      body: '{"error":"invalid expiration"}',
    });
    expect(polymarketRules.orders.expiry.value?.earlyUs).toBe(60_000_000);
  });

  it('PM-09 each restricted mode takes what it says, and says so', () => {
    expect(reasonFor(polymarketRules, {}, { state: 'postOnly' })).toBe('postOnlyMode');
    expect(reasonFor(polymarketRules, { isPostOnly: true }, { state: 'postOnly' })).toBe(null);
    expect(checkCancel(polymarketRules, 'postOnly')).toBe(null);
    expect(answerTo(polymarketRules, {}, { state: 'cancelOnly' })).toMatchObject({ reason: 'cancelOnly', http: 503 });
    expect(checkCancel(polymarketRules, 'cancelOnly')).toBe(null);
    expect(answerTo(polymarketRules, {}, { state: 'halted' })).toMatchObject({ reason: 'venueHalted', http: 503 });
    expect(checkCancel(polymarketRules, 'halted')).toMatchObject({ reason: 'venueHalted', http: 503 });
    expect(answerTo(polymarketRules, {}, { state: 'restarting' })).toMatchObject({
      reason: 'venueRestarting',
      http: 425,
    });
    expect(answerTo(polymarketRules, {}, { state: 'unopened' })).toMatchObject({ reason: 'marketNotOpen', http: 400 });
    expect(reasonFor(polymarketRules, {}, { state: 'closed' })).toBe('marketClosed');
  });

  it('PM-10 an order is known by its hash before it is sent, and a copy of it is refused though the first may live', () => {
    expect(polymarketRules.orders.venueOrderId.value).toBe('beforeSubmit');
    expect(polymarketRules.orders.duplicates.value.by).toBe('orderHash');
    expect(rejectAnswer(polymarketRules, 'duplicate')).toMatchObject({
      http: 400,
      body: '{"error":"order {id} is invalid. Duplicated."}',
    });
    expect(cancelRejectAnswer(polymarketRules, 'notFound').body).toContain('Order not found or already canceled');
  });

  it('PM-11 its statuses are ours, and a word in capitals is a status of the channel', () => {
    expect(statusesOf(polymarketRules)).toEqual({
      live: ['submitted'],
      matched: ['partial', 'filled'],
      delayed: ['pending'],
      unmatched: ['submitted'],
      LIVE: ['submitted', 'partial'],
      MATCHED: ['filled'],
      CANCELED: ['cancelled'],
      INVALID: ['cancelled'],
    });
  });

  it('PM-12 a fill settles on chain, and FAILED is a failure', () => {
    const { value } = polymarketRules.settlement;
    expect(
      value.kind === 'onChain' ? Object.fromEntries(value.statuses.map((row) => [row.word, row.means])) : null,
    ).toEqual({
      MATCHED: 'matched',
      MATCHED_NOT_BROADCASTED: 'matched',
      MINED: 'mined',
      RETRYING: 'retrying',
      CONFIRMED: 'confirmed',
      FAILED: 'failed',
    });
  });

  it('PM-13 limits by address delay, limits by signer refuse; taker delays are 50 and 250 ms, beats 10 s apart at most', () => {
    for (const { scope, whenEmpty } of polymarketRules.rateLimits)
      expect(whenEmpty.value).toBe(scope === 'address' ? 'delayed' : 'refused');
    const signer = polymarketRules.rateLimits.find(({ name }) => name === 'orders of a signer');
    expect(signer?.tiers[0]).toMatchObject({
      tier: 'Standard',
      size: { value: { capacity: 60, refillPerSecond: 40 } },
    });
    expect(polymarketRules.timing.takerDelays.map(({ value }) => value.delayUs)).toEqual([50_000, 250_000, 3_000_000]);
    expect(polymarketRules.timing.heartbeat.value).toEqual({ silenceUsMax: 10_000_000, checkUs: 5_000_000 });
    expect(checkOrder(polymarketRules, usualTerms(polymarketRules), goodOrder, NOW_US)).toBe(null);
  });
});
