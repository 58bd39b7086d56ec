// The opportunities of a run: every time that all legs of a pair together are seen to cost less than they pay, it is
// journaled, whether or not a strategy takes it. Knows no fees: what is left after them is the strategies' business.
import { MICROS_PER_UNIT } from '../../money/micros.ts';
import type { Quote } from '../../strategies/types.ts';
import type { World } from '../../world/world.ts';

/** The last opportunity that was written down of each pair, while it stands: plain data. */
export type OpportunitiesState = readonly (readonly [pair: string, opportunity: string])[];

/** The opportunities of one run. */
export class Opportunities {
  private readonly world: Pick<World<never>, 'record'>;
  private readonly standing: Map<string, string>;

  constructor(world: Pick<World<never>, 'record'>, state?: OpportunitiesState) {
    this.world = world;
    this.standing = new Map(state);
  }

  /** Looks at what the legs of a pair are asked for; the same opportunity is written down once while it stands. */
  look(pair: string, quotes: readonly Quote[], ageUs: number): void {
    let edgePx = MICROS_PER_UNIT;
    let sets: bigint | null = null;
    for (const { askPx, askQty } of quotes) {
      edgePx -= askPx ?? MICROS_PER_UNIT;
      sets = sets === null || askQty < sets ? askQty : sets;
    }
    if (edgePx <= 0n || sets === null || sets <= 0n) {
      this.standing.delete(pair);
      return;
    }
    const legs = quotes.map(({ venue, market, outcome, askPx, askQty }) => {
      return { venue, market, outcome, price: askPx ?? 0n, qty: askQty };
    });
    const opportunity = legs.map(({ price, qty }) => `${price} ${qty}`).join(' ');
    if (this.standing.get(pair) === opportunity) return;
    this.standing.set(pair, opportunity);
    this.world.record({ type: 'opportunity.seen', pair, edgePx, sets, ageUs, legs });
  }

  /** What stands as plain data. */
  save(): OpportunitiesState {
    return [...this.standing];
  }
}
