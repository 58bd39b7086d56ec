// What a pool gives on its way to each price of a grid. A power for each price is what costs there, and it depends on the
// parameter of the curve alone: it is worked out once, and one more for each state of the pool.
import { MICROS_PER_UNIT } from '../../../money/micros.ts';
import { POWER_UNIT, powerOf } from '../../../money/power.ts';
import { divideRounded } from '../../../money/rounding.ts';
import { mirrored, type ManifoldOutcome, type Pool } from './market-maker.ts';

/** More than what the powers are short of, in all: they have 22 right digits at least, and a pool has 13. */
const A_LITTLE = POWER_UNIT / 1_000_000n;

/** The ladder of the pools of one market: all have its parameter. */
export class PoolLadder {
  private readonly odds: Readonly<Record<ManifoldOutcome, Map<bigint, bigint>>> = { yes: new Map(), no: new Map() };
  private readonly states: Record<ManifoldOutcome, { readonly of: Pool; readonly power: bigint } | null> = {
    yes: null,
    no: null,
  };

  /**
   * So many shares of an outcome can be had before it costs more than `price`, in micros of 1: never more than there are,
   * and short by as many micros as one micro of mana buys there. Nothing where it costs as much already.
   */
  sharesUpTo(pool: Pool, outcome: ManifoldOutcome, price: bigint): bigint {
    // With the pool seen from its side: no' = no·(yes·(1 − p) / (no·p))^p·(q / (1 − q))^p, by which b = no' − no.
    const seen = outcome === 'yes' ? pool : mirrored(pool);
    const { yes, no, p } = seen;
    const rest = MICROS_PER_UNIT - price;
    const isThere = p * no * rest >= (MICROS_PER_UNIT - p) * yes * price;
    if (isThere) return 0n;
    const noUnits = (no * this.stateOf(pool, seen, outcome) * this.oddsAt(seen, outcome, price)) / POWER_UNIT;
    const noAfter = noUnits / POWER_UNIT;
    // yes' = no'·p·(1 − q) / ((1 − p)·q), no' taken a little higher; and a micro of mana less leaves (1 − q) / q of a share more.
    const yesAfter =
      divideRounded((noUnits + A_LITTLE) * p * rest, (MICROS_PER_UNIT - p) * price * POWER_UNIT, 'ceil') +
      divideRounded(rest, price, 'ceil') +
      1n;
    const shares = yes + noAfter - no - yesAfter;
    return shares > 0n ? shares : 0n;
  }

  private stateOf(of: Pool, { yes, no, p }: Pool, outcome: ManifoldOutcome): bigint {
    const known = this.states[outcome];
    if (known?.of === of) return known.power;
    const base = { over: yes * (MICROS_PER_UNIT - p), under: no * p };
    const power = powerOf(base, { over: p, under: MICROS_PER_UNIT });
    this.states[outcome] = { of, power };
    return power;
  }

  private oddsAt({ p }: Pool, outcome: ManifoldOutcome, price: bigint): bigint {
    const known = this.odds[outcome].get(price);
    if (known !== undefined) return known;
    const power = powerOf({ over: price, under: MICROS_PER_UNIT - price }, { over: p, under: MICROS_PER_UNIT });
    this.odds[outcome].set(price, power);
    return power;
  }
}
