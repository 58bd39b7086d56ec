// Manifold's conformance card, MAN-01 to MAN-05. Goal: its rules are those of its own source. Method: its refusals word
// for word.
import { describe, expect, it } from 'vitest';
import { cancelRejectAnswer, checkCancel } from '../../../src/venues/definitions/admission.ts';
import { manifoldFees } from '../../../src/venues/definitions/manifold/fees.ts';
import { manifoldFeeNumbers, manifoldRules } from '../../../src/venues/definitions/manifold/rules.ts';
import { fillOf, firstFee } from './fee-oracle.ts';
import { answerTo, NOW_US, reasonFor, statusesOf } from './orders.ts';

describe('Manifold', () => {
  it('MAN-01 costs nothing, maker or taker', () => {
    expect(firstFee(manifoldFees(), fillOf(100_000_000n, 500_000n))).toBe(0n);
    expect(firstFee(manifoldFees(), fillOf(100_000_000n, 500_000n, { liquidity: 'maker' }))).toBe(0n);
    // The formula is written for these figures: another figure is another formula.
    expect(Object.values(manifoldFeeNumbers).map(({ value }) => value)).toEqual([0n, 0n]);
    expect(manifoldFees().worstFee({ qty: 100_000_000n, px: 500_000n })).toBe(0n);
  });

  it('MAN-02 takes limits of whole percent from 1 to 99', () => {
    expect(
      [10_000n, 500_000n, 990_000n].map((price) => reasonFor(manifoldRules, { price, orderQty: 100_000_000n })),
    ).toEqual([null, null, null]);
    expect(answerTo(manifoldRules, { price: 505_000n })).toEqual({
      reason: 'priceOffTick',
      http: 400,
      body: '{"message":"limitProb must be in increments of 0.01 (i.e. whole percentage points)"}',
    });
    expect(answerTo(manifoldRules, { price: 1_000_000n })).toMatchObject({ reason: 'priceOutOfBounds', http: 400 });
  });

  it('MAN-03 takes bets of 1 mana at least, in any fraction of shares', () => {
    expect(reasonFor(manifoldRules, { orderQty: 2_000_000n })).toBe(null);
    expect(reasonFor(manifoldRules, { orderQty: 1_999_999n })).toBe('belowMinimumNotional');
    expect(reasonFor(manifoldRules, { orderQty: 2_000_001n })).toBe(null);
  });

  it('MAN-04 takes limits that rest or expire, and bets without a limit; nothing else', () => {
    expect(reasonFor(manifoldRules, { kind: 'market', price: null, timeInForce: 'IOC' })).toBe(null);
    expect(reasonFor(manifoldRules, { timeInForce: 'IOC' })).toBe('unsupportedTimeInForce');
    expect(reasonFor(manifoldRules, { timeInForce: 'FOK' })).toBe('unsupportedTimeInForce');
    expect(reasonFor(manifoldRules, { isPostOnly: true })).toBe('unsupportedPostOnly');
    expect(answerTo(manifoldRules, { timeInForce: 'GTD', expireTimeUs: NOW_US - 1 })).toMatchObject({
      reason: 'expiryTooNear',
      body: '{"message":"Bet cannot expire in the past."}',
    });
    expect(answerTo(manifoldRules, {}, { state: 'closed' })).toMatchObject({
      http: 403,
      body: '{"message":"Trading is closed."}',
    });
    expect(answerTo(manifoldRules, {}, { state: 'resolved' })).toMatchObject({
      http: 403,
      body: '{"message":"Market is resolved."}',
    });
    expect(checkCancel(manifoldRules, 'closed')).toBe(null);
    // A state that it does not have still takes no orders.
    expect(reasonFor(manifoldRules, {}, { state: 'halted' })).toBe('venueHalted');
  });

  it('MAN-05 says of a bet whether it is filled, cancelled or open, and of a cancelled one that it is', () => {
    expect(Object.values(statusesOf(manifoldRules))).toEqual([['submitted', 'partial'], ['filled'], ['cancelled']]);
    expect(cancelRejectAnswer(manifoldRules, 'notFound')).toMatchObject({
      http: 404,
      body: '{"message":"Bet not found"}',
    });
    expect(cancelRejectAnswer(manifoldRules, 'alreadyCancelled').body).toBe('{"message":"Bet already cancelled"}');
  });
});
