// A market with a market maker: the pool, the own orders that rest, and what the pool offers as levels of the price grid.
// To sell an outcome is to buy the other, because pairs are redeemed at 1. Knows no orders' lives and no account.
import type { Side } from '../../../../machines/order/types.ts';
import { assert } from '../../../kernel/assert.ts';
import type { BookLevel, BookSide } from '../../../market-data/types.ts';
import { MICROS_PER_UNIT } from '../../../money/micros.ts';
import { divideRounded } from '../../../money/rounding.ts';
import { ceilToGrid, floorToGrid, floorToStep } from '../../definitions/grid.ts';
import { buy, buyShares, type BalanceOf, type BetResult, type LimitOrder } from '../../definitions/manifold/bets.ts';
import { PoolLadder } from '../../definitions/manifold/ladder.ts';
import { probFraction, probOf } from '../../definitions/manifold/market-maker.ts';
import type { ManifoldOutcome, Pool } from '../../definitions/manifold/market-maker.ts';
import type { Market, PoolTerms } from '../../definitions/market.ts';
import type { Bettor } from './bettors.ts';

/** What of an order says where it stands. */
export interface PlacedOrder {
  readonly outcome: string;
  readonly side: Side;
  readonly price: bigint;
}

/** An order as the market maker sees it: what it buys, and the worst probability of the first outcome that it takes. */
export interface PoolOrder {
  readonly buys: ManifoldOutcome;
  readonly limitProb: bigint;
}

/** What the pool gives an order: at `px` on average, rounded to a micro against the taker. */
export interface PoolOffer {
  readonly qty: bigint;
  readonly px: bigint;
  readonly pool: Pool;
}

/** A market with a market maker at rest: plain data. */
export interface PoolMarketState {
  readonly pool: Pool;
  readonly resting: readonly string[];
}

/** A market with a market maker. */
export class PoolMarket {
  readonly terms: Market;
  readonly beganAt: bigint;
  /** The keys of the own orders that rest, oldest first. */
  readonly resting: Set<string>;
  private readonly ladder = new PoolLadder();
  private pool: Pool;

  constructor(terms: Market, { prob, liquidity }: PoolTerms, state?: PoolMarketState) {
    assert(prob > 0n && prob < MICROS_PER_UNIT && liquidity > 0n, () => `${terms.market} begins with no price`);
    this.terms = terms;
    this.beganAt = prob;
    this.pool = state?.pool ?? { yes: liquidity, no: liquidity, p: prob };
    this.resting = new Set(state?.resting);
  }

  /** An order as the market maker sees it. */
  placeOf({ outcome, side, price }: PlacedOrder): PoolOrder {
    const isFirst = outcome === this.terms.outcomes[0];
    return {
      buys: isFirst === (side === 'buy') ? 'yes' : 'no',
      limitProb: isFirst ? price : MICROS_PER_UNIT - price,
    };
  }

  /** Whether the pool is better than the limit of an order. */
  isMarketable(placed: PlacedOrder): boolean {
    const { buys, limitProb } = this.placeOf(placed);
    const { over, under } = probFraction(this.pool);
    const [here, limit] = [over * MICROS_PER_UNIT, limitProb * under];
    return buys === 'yes' ? here < limit : here > limit;
  }

  /** What the pool gives an order of so many shares, up to a probability; null where that is nothing. */
  offer(placed: PlacedOrder, qty: bigint, limitProb: bigint): PoolOffer | null {
    const { buys } = this.placeOf(placed);
    const step = this.terms.qtyStep;
    const { shares, spent, pool } = buyShares(this.pool, [], { outcome: buys, shares: qty, limitProb, step }, nobody);
    if (shares === 0n) return null;
    const isBuy = placed.side === 'buy';
    const cash = isBuy ? spent : shares - spent;
    const px = divideRounded(cash * MICROS_PER_UNIT, shares, isBuy ? 'ceil' : 'floor');
    // So few shares can be had that a micro more or less passes the limit.
    if (isBuy ? px > placed.price : px < placed.price) return null;
    return { qty: shares, px, pool };
  }

  /** The pool after an offer was taken. */
  take({ pool }: PoolOffer): void {
    this.pool = pool;
  }

  /** Somebody bets towards an opinion, and meets the orders that rest on its way. */
  bet({ opinionProb, purse }: Bettor, makers: readonly LimitOrder[], balanceOf: BalanceOf): BetResult | null {
    const prob = probOf(this.pool);
    if (prob === opinionProb) return null;
    const outcome = opinionProb > prob ? 'yes' : 'no';
    const result = buy(this.pool, makers, { outcome, amount: purse, limitProb: opinionProb }, balanceOf);
    this.pool = result.pool;
    return result;
  }

  /**
   * What can be had of an outcome on a side, best first: at each price of the grid, the shares by which the pool comes to
   * stand there. The average price of a level's shares is better than the price of the level.
   */
  depthOf(outcome: string, side: BookSide, levelsMax: number): readonly BookLevel[] {
    const { grid, qtyStep } = this.terms;
    const takes = side === 'ask' ? 'buy' : 'sell';
    const { buys } = this.placeOf({ outcome, side: takes, price: 0n });
    const isFirst = outcome === this.terms.outcomes[0];
    const prob = probOf(this.pool, isFirst === (side === 'ask') ? 'ceil' : 'floor');
    const px = isFirst ? prob : MICROS_PER_UNIT - prob;
    const levels: BookLevel[] = [];
    let had = 0n;
    let next = side === 'ask' ? ceilToGrid(grid, px) : floorToGrid(grid, px);
    while (next !== null && levels.length < levelsMax) {
      const price = takes === 'buy' ? next : MICROS_PER_UNIT - next;
      const qty = floorToStep(this.ladder.sharesUpTo(this.pool, buys, price), qtyStep);
      if (qty > had) levels.push({ px: next, qty: qty - had });
      had = qty;
      next = side === 'ask' ? ceilToGrid(grid, next + 1n) : floorToGrid(grid, next - 1n);
    }
    return levels;
  }

  /** The market as plain data. */
  save(): PoolMarketState {
    return { pool: this.pool, resting: [...this.resting] };
  }
}

const nobody: BalanceOf = () => 0n;
