// What shares are worth once the results of their markets are final, and what arbitrages have made of it. An arbitrage is
// counted by the least that it pays until then; what its markets pay in the end is the same, or more, or, where two venues
// resolve the same event differently, less.
//
// It knows no orders and no ledger. Arbitrages that are forgotten are kept summed, one sum a pair: bounded by the pairs.
import { MICROS_PER_UNIT } from '../money/micros.ts';
import type { Micros } from '../money/micros.ts';
import { divideRounded } from '../money/rounding.ts';
import type { BookedArbitrage, BookedInstrument } from './booked-arbitrage.ts';
import { nameOfHolding, type Holding, type HoldingName } from './holdings.ts';
import { lockedPayoutOf } from './payoff.ts';

/** What is held of one instrument by arbitrages of a pair, and what its currency is worth. Micros. */
interface Held {
  readonly holding: Holding;
  readonly rate: Micros;
  qty: bigint;
}

/** All arbitrages of one pair: what they hold, and what it was counted as. */
interface PairSum {
  readonly held: Map<Holding, Held>;
  counted: bigint;
}

/** The sums at rest: plain data. */
export interface PayoutsState {
  readonly forgotten: readonly {
    readonly pair: string;
    readonly counted: bigint;
    readonly held: readonly (HoldingName & { readonly rate: bigint; readonly qty: bigint })[];
  }[];
}

/** Where holdings are found by their names. */
type HoldingOf = (venue: string, market: string, outcome: string) => Holding;

/** What final results have made of the arbitrages that have ended. */
export class Payouts {
  private readonly forgotten = new Map<string, PairSum>();

  constructor(holdingOf: HoldingOf, state?: PayoutsState) {
    for (const { pair, counted, held } of state?.forgotten ?? []) {
      const sum: PairSum = { held: new Map(), counted };
      for (const { venue, market, outcome, rate, qty } of held) {
        const holding = holdingOf(venue, market, outcome);
        sum.held.set(holding, { holding, rate, qty });
      }
      this.forgotten.set(pair, sum);
    }
  }

  /** Releases an arbitrage that has ended: what it holds is added to what others of its pair hold. */
  forget(arbitrage: BookedArbitrage): void {
    addTo(this.forgotten, arbitrage);
  }

  /**
   * Returns by how much what the markets pay differs from what was counted, over those released and over `ended`. While
   * the result of a pair's market is not final, what is held of the pair counts as the least that it pays.
   */
  difference(ended: Iterable<BookedArbitrage>, payoutOf: (holding: Holding) => bigint | undefined): Micros {
    const sums = new Map<string, PairSum>();
    for (const [pair, { held, counted }] of this.forgotten)
      sums.set(pair, { counted, held: new Map([...held].map(([holding, each]) => [holding, { ...each }])) });
    for (const arbitrage of ended) addTo(sums, arbitrage);
    let difference = 0n;
    for (const { held, counted } of sums.values()) {
      let paidPicos: bigint | null = 0n;
      for (const { holding, rate, qty } of held.values()) {
        if (qty === 0n || paidPicos === null) continue;
        const payout = payoutOf(holding);
        // Micros of a share, × what one pays × what that is worth: 10⁻¹⁸.
        paidPicos = payout === undefined ? null : paidPicos + qty * payout * rate;
      }
      if (paidPicos !== null) difference += divideRounded(paidPicos, MICROS_PER_UNIT ** 2n, 'floor') - counted;
    }
    return difference;
  }

  /** The sums as plain data. */
  save(): PayoutsState {
    return {
      forgotten: [...this.forgotten].map(([pair, { counted, held }]) => ({
        pair,
        counted,
        held: [...held.values()].map(({ holding, rate, qty }) => ({ ...nameOfHolding(holding), rate, qty })),
      })),
    };
  }
}

const addTo = (sums: Map<string, PairSum>, { intent, instruments }: BookedArbitrage): void => {
  if (instruments.every(({ qty }) => qty === 0n)) return;
  const sum: PairSum = sums.get(intent.pair) ?? { held: new Map(), counted: 0n };
  sums.set(intent.pair, sum);
  sum.counted += lockedPayoutOf(intent.outcomes, instruments);
  for (const instrument of instruments) add(sum, instrument);
};

const add = ({ held }: PairSum, { holding, rate, qty }: BookedInstrument): void => {
  const known = held.get(holding);
  if (known === undefined) held.set(holding, { holding, rate, qty });
  else known.qty += qty;
};
