// Manifold's automated market maker (Maniswap CPMM): a pool of YES and NO shares, and the curve that keeps
// `yes^p × no^(1 − p)`. By the formulas of others.md 3.1, from the venue's own source. Mana and shares are micros.
//
// Whatever is put in, so many YES and NO are minted for it; the pool keeps one kind and gives of the other what the curve
// leaves over. The only rounding is that of what the pool keeps, up to the micro: the curve never falls, and no mana and
// no share comes from nowhere. It knows no bettors and no limit orders.
import { assert } from '../../../kernel/assert.ts';
import { MICROS_PER_UNIT } from '../../../money/micros.ts';
import { scaledPower, type Fraction } from '../../../money/power.ts';
import { divideRounded, type Rounding } from '../../../money/rounding.ts';

/** The two outcomes of a Manifold market. */
export type ManifoldOutcome = 'yes' | 'no';

/** The market maker at rest. */
export interface Pool {
  readonly yes: bigint;
  readonly no: bigint;
  /** The parameter of the curve, in micros: between 0 and 1,000,000. */
  readonly p: bigint;
}

/** What the pool gave for so much mana, and what it is then. */
export interface PoolTrade {
  readonly shares: bigint;
  readonly amount: bigint;
  readonly pool: Pool;
}

/** The probability as a fraction, exact: `p·no / ((1 − p)·yes + p·no)`. */
export const probFraction = ({ yes, no, p }: Pool): Fraction => {
  const forNo = p * no;
  return { over: forNo, under: (MICROS_PER_UNIT - p) * yes + forNo };
};

/** The probability in micros. */
export const probOf = (pool: Pool, rounding: Rounding = 'halfEven'): bigint => {
  const { over, under } = probFraction(pool);
  return divideRounded(over * MICROS_PER_UNIT, under, rounding);
};

/** The same market with its outcomes' names exchanged: what holds for YES here holds for NO there. */
export const mirrored = ({ yes, no, p }: Pool): Pool => ({ yes: no, no: yes, p: MICROS_PER_UNIT - p });

/** Buys an outcome for so much mana. */
export const buyFromPool = (pool: Pool, outcome: ManifoldOutcome, amount: bigint): PoolTrade => {
  assert(amount >= 0n, () => `${amount} micros buy nothing`);
  if (outcome === 'no') return back(buyFromPool(mirrored(pool), 'yes', amount));
  if (amount === 0n) return { shares: 0n, amount, pool };
  // yes' = (k·(no + b)^(p − 1))^(1/p), which is yes·(no / (no + b))^((1 − p)/p).
  const { yes, no, p } = pool;
  const exponent = { over: MICROS_PER_UNIT - p, under: p };
  const curve = scaledPower(yes, { over: no, under: no + amount }, exponent, 'ceil');
  // A pool that has nothing left of an outcome would have no price: it keeps a micro.
  const kept = curve > 0n ? curve : 1n;
  return { shares: yes + amount - kept, amount, pool: { yes: kept, no: no + amount, p } };
};

/**
 * The most mana that buying an outcome may cost before its probability is above `prob`, in micros of 1; nothing where it
 * already is there.
 */
export const amountToProb = (pool: Pool, outcome: ManifoldOutcome, prob: bigint): bigint => {
  assert(prob > 0n && prob < MICROS_PER_UNIT, () => `no market is brought to a probability of ${prob}`);
  if (outcome === 'no') return amountToProb(mirrored(pool), 'yes', prob);
  const { yes, no, p } = pool;
  // With r = p(q − 1) / ((p − 1)q): b = r^(−p)·(k − no·r^p), which is no·(yes / (no·r))^p − no.
  const base = { over: yes * (MICROS_PER_UNIT - p) * prob, under: no * p * (MICROS_PER_UNIT - prob) };
  if (base.over <= base.under) return 0n;
  return scaledPower(no, base, { over: p, under: MICROS_PER_UNIT }, 'floor') - no;
};

/** Buys exactly so many shares, for the least mana that gives as many; a micro too many stays in the pool. */
export const buySharesFromPool = (pool: Pool, outcome: ManifoldOutcome, shares: bigint): PoolTrade => {
  assert(shares >= 0n, () => `${shares} shares are none to be bought`);
  // Newton's steps, from below: what is missing costs at least what a share costs where the pool stands by then, so that
  // no step goes too far, and the last ones are of a micro.
  let bought: PoolTrade = { shares: 0n, amount: 0n, pool };
  while (bought.shares < shares) {
    const { over, under } = probFraction(outcome === 'yes' ? bought.pool : mirrored(bought.pool));
    const step = ((shares - bought.shares) * over) / under;
    bought = buyFromPool(pool, outcome, bought.amount + (step > 0n ? step : 1n));
  }
  const kept = bought.shares - shares;
  const { yes, no, p } = bought.pool;
  const after = outcome === 'yes' ? { yes: yes + kept, no, p } : { yes, no: no + kept, p };
  return { shares, amount: bought.amount, pool: after };
};

/** Sells shares: as many of the other outcome are bought, and the pairs are redeemed at 1. `amount` is what comes of it. */
export const sellToPool = (pool: Pool, outcome: ManifoldOutcome, shares: bigint): PoolTrade => {
  const bought = buySharesFromPool(pool, outcome === 'yes' ? 'no' : 'yes', shares);
  return { shares, amount: shares - bought.amount, pool: bought.pool };
};

const back = ({ pool, ...trade }: PoolTrade): PoolTrade => ({ ...trade, pool: mirrored(pool) });
