// Kalshi's conformance card, KAL-01 to KAL-15. Goal: rules and fees are those of the venue, to the micro. Method: its
// worked examples and recorded fills as they were published, and its written rules against decimal.js.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AssertionFailed } from '../../../src/kernel/assert.ts';
import { parseMicros, printMicros } from '../../../src/money/decimal.ts';
import {
  cancelRejectAnswer,
  checkCancel,
  rejectAnswer,
  takesAmend,
  usualTerms,
} from '../../../src/venues/definitions/admission.ts';
import { NO_FEE_STATE } from '../../../src/venues/definitions/fees.ts';
import { isOnGrid } from '../../../src/venues/definitions/grid.ts';
import { kalshiFees, roundKalshiFill } from '../../../src/venues/definitions/kalshi/fees.ts';
import { kalshiRules } from '../../../src/venues/definitions/kalshi/rules.ts';
import { anyFilledOrder, curve, decimalOf, feesAlong, fillOf, firstFee, microsAt, sum } from './fee-oracle.ts';
import { answerTo, NOW_US, reasonFor, statusesOf } from './orders.ts';

const cent = parseMicros('0.01');
const contracts = (count: string): bigint => parseMicros(count);

// The documentation's three worked examples, fill by fill: what comes in, and the row of its table. The balance change of
// the table leaves the rebate out.
interface RoundingRow {
  readonly revenue: string;
  readonly tradeFee: string;
  readonly rounding: string;
  readonly accumulator: string;
  readonly rebate: string;
  readonly netFee: string;
  readonly balanceChange: string;
}

const rowsOf = (
  revenue: string,
  tradeFee: string,
  rows: readonly (readonly [string, string, string, string, string])[],
) =>
  rows.map(([rounding, accumulator, rebate, netFee, balanceChange]): RoundingRow => ({
    revenue,
    tradeFee,
    rounding,
    accumulator,
    rebate,
    netFee,
    balanceChange,
  }));

const workedExamples: readonly (readonly [string, readonly RoundingRow[]])[] = [
  [
    'sub-cent prices: 3 contracts at 0.055 in three fills',
    rowsOf('-0.055', '0.0085', [
      ['0.0065', '0.0065', '0', '0.015', '-0.07'],
      ['0.0065', '0.013', '0.01', '0.005', '-0.07'],
      ['0.0065', '0.0095', '0', '0.015', '-0.07'],
    ]),
  ],
  [
    'fractional contracts: 0.90 contracts at 0.50 in three fills',
    rowsOf('-0.15', '0.0041', [
      ['0.0059', '0.0059', '0', '0.01', '-0.16'],
      ['0.0059', '0.0118', '0.01', '0', '-0.16'],
      ['0.0059', '0.0077', '0', '0.01', '-0.16'],
    ]),
  ],
  [
    'both: 0.09 contracts at 0.3301 in three fills',
    rowsOf('-0.009903', '0.0005', [
      ['0.009597', '0.009597', '0', '0.010097', '-0.02'],
      ['0.009597', '0.019194', '0.01', '0.000097', '-0.02'],
      ['0.009597', '0.018791', '0.01', '0.000097', '-0.02'],
    ]),
  ],
];

describe('Kalshi: fees', () => {
  it.each(workedExamples)('KAL-01 the rows of a worked example come out to the micro: %s', (_title, rows) => {
    let state = NO_FEE_STATE;
    for (const row of rows) {
      const result = roundKalshiFill(parseMicros(row.revenue), parseMicros(row.tradeFee), cent, state);
      expect({
        revenue: row.revenue,
        tradeFee: row.tradeFee,
        rounding: printMicros(result.roundingFee),
        accumulator: printMicros(state + result.roundingFee),
        rebate: printMicros(result.rebate),
        netFee: printMicros(result.fee),
        balanceChange: printMicros(result.balanceDelta - result.rebate),
      }).toEqual(row);
      state = result.state;
    }
  });

  it.each([
    ['0.52', '1', '0.0175'],
    ['0.99', '1', '0.0007'],
  ])('KAL-02 a recorded fill at %s of %s contract costs %s', (px, qty, fee) => {
    expect(printMicros(firstFee(kalshiFees(), fillOf(contracts(qty), parseMicros(px))))).toBe(fee);
    expect(printMicros(firstFee(kalshiFees(), fillOf(contracts(qty), parseMicros(px), { side: 'sell' })))).toBe(fee);
  });

  const anyFill = fc.record({
    qty: fc.bigInt({ min: 1n, max: 10_000_000n }).map((steps) => steps * 10_000n),
    px: fc.bigInt({ min: 1n, max: 9_999n }).map((steps) => steps * 100n),
  });

  it('KAL-03 the trade fee is 0.07 × multiplier × C × P × (1 − P), up to 0.0001', () => {
    fc.assert(
      fc.property(anyFill, fc.constantFrom('0.5', '1', '2'), ({ qty, px }, multiplier) => {
        const model = kalshiFees({ feeMultiplier: parseMicros(multiplier) });
        const tradeFee = microsAt(curve('0.07', qty, px).times(multiplier), 4, 'ceil');
        const revenue = decimalOf(px).times(decimalOf(qty));
        const rounded = microsAt(revenue.negated().minus(decimalOf(tradeFee)), 4, 'floor');
        expect(firstFee(model, fillOf(qty, px))).toBe(-microsAt(revenue, 6, 'floor') - rounded);
      }),
    );
  });

  it.each([
    ['quadratic', '0'],
    ['quadratic_with_maker_fees', '0.25'],
    ['quadratic_with_combo_maker_fees', '0.5'],
  ] as const)('KAL-04 a maker pays, under %s, %s of the taker', (feeType, share) => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10_000n }), fc.bigInt({ min: 1n, max: 99n }), (count, cents) => {
        const [qty, px] = [count * 1_000_000n, cents * cent];
        const expected = microsAt(curve('0.07', qty, px).times(share), 4, 'ceil');
        expect(firstFee(kalshiFees({ feeType }), fillOf(qty, px, { liquidity: 'maker' }))).toBe(expected);
        const taker = kalshiFees({ feeType }).feeOf(fillOf(qty, px), NO_FEE_STATE).fee;
        expect(taker).toBe(microsAt(curve('0.07', qty, px), 4, 'ceil'));
      }),
    );
  });

  it.each(['directMember', 'nonDirectMember'] as const)(
    'KAL-05 over an order of a %s: balances stay on their precision, money is conserved, and what was overpaid stays within a cent',
    (membership) => {
      const precision = membership === 'directMember' ? 100n : 10_000n;
      const terms = { membership, feeType: 'quadratic_with_maker_fees' } as const;
      fc.assert(
        fc.property(anyFilledOrder({ tick: 100n, qtyStep: 10_000n }), ({ side, fills }) => {
          const model = kalshiFees(terms);
          let state = NO_FEE_STATE;
          let tradeFees = 0n;
          let paid = 0n;
          for (const fill of fills) {
            const value = (fill.px * fill.qty) / 1_000_000n;
            const revenue = side === 'buy' ? -value : value;
            const rate = fill.liquidity === 'taker' ? '0.07' : '0.0175';
            const tradeFee = microsAt(curve(rate, fill.qty, fill.px), 4, 'ceil');
            const row = roundKalshiFill(revenue, tradeFee, precision, state);
            expect(model.feeOf(fill, state)).toEqual({ fee: row.fee, state: row.state });
            expect(row.balanceDelta).toBe(revenue - row.fee);
            expect(row.balanceDelta % precision).toBe(0n);
            expect(row.roundingFee >= 0n && row.roundingFee < precision).toBe(true);
            // A fill may give back more than it costs, but never a whole cent more.
            expect(row.fee > -cent).toBe(true);
            ({ state } = row);
            tradeFees += tradeFee;
            paid += row.fee;
            expect(state >= 0n && state <= cent).toBe(true);
            expect(paid).toBe(tradeFees + state);
          }
        }),
      );
    },
  );

  it('KAL-06 an order in many fills costs no more than a cent and the rounding of its trade fees over one in a single fill', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 99n }), fc.integer({ min: 2, max: 60 }), (cents, count) => {
        const model = kalshiFees({ membership: 'nonDirectMember' });
        const fill = fillOf(1_000_000n, cents * cent);
        const many = sum(
          feesAlong(
            model,
            Array.from({ length: count }, () => fill),
          ).fees,
        );
        const exact = curve('0.07', fill.qty * BigInt(count), fill.px);
        expect(many <= microsAt(exact, 6, 'ceil') + 100n * BigInt(count) + cent).toBe(true);
      }),
    );
  });

  it('KAL-06 a rebate comes when more than a cent was overpaid, and not at a cent', () => {
    expect(roundKalshiFill(-5_000n, 0n, cent, 5_000n)).toMatchObject({ rebate: 0n, state: cent });
    expect(roundKalshiFill(-4_999n, 0n, cent, 5_000n)).toMatchObject({ rebate: cent, state: 1n });
  });

  it('KAL-07 a fill that no Kalshi order can have is refused, and so is an overpayment that was never given back', () => {
    expect(() => firstFee(kalshiFees(), fillOf(1n, 1n))).toThrow(AssertionFailed);
    expect(() => roundKalshiFill(0n, 0n, cent, cent + 1n)).toThrow(AssertionFailed);
    expect(() => roundKalshiFill(0n, 0n, cent, -1n)).toThrow(AssertionFailed);
  });
});

describe('Kalshi: orders', () => {
  it.each([
    ['linear_cent', ['0.01', '0.5', '0.99'], ['0', '0.005', '1', '0.555']],
    ['deci_cent', ['0.001', '0.555', '0.999'], ['0.0005', '0.5555']],
    ['tapered_deci_cent', ['0.001', '0.099', '0.1', '0.11', '0.9', '0.901'], ['0.101', '0.899', '0.105']],
    ['center_whole_edge_half_cent', ['0.005', '0.095', '0.5', '0.905'], ['0.001', '0.505']],
    ['center_whole_edge_quint_cent', ['0.002', '0.098', '0.12', '0.902'], ['0.102', '0.001']],
    ['center_half_edge_half_cent', ['0.005', '0.505', '0.995'], ['0.002', '0.502']],
    ['center_half_edge_quint_cent', ['0.002', '0.505', '0.998'], ['0.502', '0.005']],
    ['center_half_edge_deci_cent', ['0.001', '0.505', '0.999'], ['0.502', '0.0005']],
    ['center_quint_edge_quint_cent', ['0.002', '0.502'], ['0.001', '0.505']],
    ['center_quint_edge_deci_cent', ['0.001', '0.502'], ['0.501', '0.0005']],
    ['center_centi_edge_centi_cent', ['0.0001', '0.5555', '0.9999'], ['0.00005']],
    ['center_deci_edge_centi_cent', ['0.0001', '0.0099', '0.555', '0.9901'], ['0.5555', '0.0105']],
  ])('KAL-08 the grid %s has its prices and no others', (name, on, off) => {
    const { grid } = usualTerms(kalshiRules, name);
    for (const px of on) expect(isOnGrid(grid, parseMicros(px)), px).toBe(true);
    for (const px of off) expect(isOnGrid(grid, parseMicros(px)), px).toBe(false);
    for (const px of off.filter((text) => parseMicros(text) > grid.min && parseMicros(text) < grid.max))
      expect(answerTo(kalshiRules, { price: parseMicros(px) }, { grid })).toMatchObject({
        http: 400,
        body: '{"error":{"code":"invalid_price","message":"invalid price","service":"exchange"}}',
      });
  });

  it('KAL-09 the grids are the twelve that the venue names', () => {
    expect(Object.keys(kalshiRules.grids)).toHaveLength(12);
  });

  it('KAL-10 a whole order is taken, and one that is wrong in one way is refused for that', () => {
    expect(reasonFor(kalshiRules)).toBe(null);
    expect(reasonFor(kalshiRules, { orderQty: contracts('0.01') })).toBe(null);
    expect(reasonFor(kalshiRules, { orderQty: contracts('0.005') })).toBe('quantityOffStep');
    expect(reasonFor(kalshiRules, { orderQty: contracts('1.5') }, { qtyStep: 1_000_000n })).toBe('quantityOffStep');
    expect(reasonFor(kalshiRules, { price: 0n })).toBe('priceOutOfBounds');
    expect(reasonFor(kalshiRules, { price: 555_000n })).toBe('priceOffTick');
    expect(reasonFor(kalshiRules, { kind: 'market', price: null })).toBe('unsupportedOrderKind');
    expect(reasonFor(kalshiRules, { isPostOnly: true, timeInForce: 'IOC' })).toBe('unsupportedPostOnly');
    expect(reasonFor(kalshiRules, { isPostOnly: true, isMarketable: true })).toBe('postOnlyCross');
    expect(reasonFor(kalshiRules, { isPostOnly: true })).toBe(null);
    expect(reasonFor(kalshiRules, { isReduceOnly: true })).toBe('unsupportedReduceOnly');
    expect(reasonFor(kalshiRules, { isReduceOnly: true, timeInForce: 'FOK' })).toBe(null);
    expect(reasonFor(kalshiRules, { timeInForce: 'GTD', expireTimeUs: NOW_US })).toBe(null);
    expect(reasonFor(kalshiRules, { timeInForce: 'GTD', expireTimeUs: NOW_US - 1 })).toBe('expiryTooNear');
    expect(reasonFor(kalshiRules, { timeInForce: 'GTD' })).toBe('unsupportedExpiry');
    expect(reasonFor(kalshiRules, { expireTimeUs: NOW_US })).toBe('unsupportedExpiry');
  });

  it('KAL-11 a pause takes cancels, a halt and a closed market take nothing', () => {
    expect(reasonFor(kalshiRules, {}, { state: 'paused' })).toBe('marketPaused');
    expect(checkCancel(kalshiRules, 'paused')).toBe(null);
    expect(answerTo(kalshiRules, {}, { state: 'halted' })).toMatchObject({
      reason: 'venueHalted',
      body: 'EXCHANGE_PAUSED',
    });
    expect(checkCancel(kalshiRules, 'halted')).toMatchObject({ reason: 'venueHalted', body: 'EXCHANGE_PAUSED' });
    expect(answerTo(kalshiRules, {}, { state: 'closed' })).toMatchObject({ body: 'MARKET_INACTIVE' });
    expect(checkCancel(kalshiRules, 'closed')).toMatchObject({ reason: 'marketClosed', body: 'MARKET_INACTIVE' });
    expect([takesAmend(kalshiRules, 'open'), takesAmend(kalshiRules, 'paused')]).toEqual([true, false]);
    expect(checkCancel(kalshiRules, 'open')).toBe(null);
  });

  it('KAL-12 a cancel of a cancelled, a filled and an unknown order is answered in the same bytes', () => {
    const bodies = (['notFound', 'alreadyCancelled', 'alreadyFilled'] as const).map((reason) => {
      const { http, body } = cancelRejectAnswer(kalshiRules, reason);
      return `${http} ${body}`;
    });
    expect(new Set(bodies)).toEqual(
      new Set(['404 {"error":{"code":"not_found","message":"not found","service":"exchange"}}']),
    );
    expect(kalshiRules.orders.cancel.value.notFoundCovers).toEqual(['unknown', 'cancelled', 'filled']);
  });

  it('KAL-13 a client order id is used up for ever, and a fill-or-kill that is killed is refused, not cancelled', () => {
    expect(kalshiRules.orders.duplicates.value).toEqual({ by: 'clientOrderId', usedUp: 'forever' });
    expect(rejectAnswer(kalshiRules, 'duplicate')).toMatchObject({ http: 409 });
    expect(rejectAnswer(kalshiRules, 'duplicate').body).toContain('order_already_exists');
    expect(rejectAnswer(kalshiRules, 'fokUnfilled')).toMatchObject({ http: 409 });
    expect(kalshiRules.orders.endings.fokUnfilled.value).toBe('rejected');
    expect(kalshiRules.orders.endings.iocUnmatched.value).toBe('cancelled');
  });

  it('KAL-14 its three statuses are ours, and none of them is pending', () => {
    expect(statusesOf(kalshiRules)).toEqual({
      resting: ['submitted', 'partial'],
      canceled: ['cancelled'],
      executed: ['filled'],
    });
  });

  it('KAL-15 the basic account has 100 tokens a second to write, for 10 creates or 50 cancels, and reads lag by 360 ms', () => {
    const write = kalshiRules.rateLimits.find(({ name }) => name === 'write');
    expect(write?.tiers[0]?.size.value).toEqual({ capacity: 100, refillPerSecond: 100 });
    expect(write?.costs.value).toMatchObject({ submit: 10, cancel: 2 });
    expect(write?.whenEmpty.value).toBe('refused');
    expect(kalshiRules.timing.visibilityUs.value).toBe(360_000);
  });
});
