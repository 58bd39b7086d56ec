// Invariant 34: what a set was expected to make is what its prices and worst fees leave.
import { divideRounded } from '../../money/rounding.ts';
import type { Findings } from '../findings.ts';
import type { RateOf } from '../holdings.ts';
import { nameOf, type ArbitrageState } from '../state/arbitrage.ts';
import type { Invariant } from '../types.ts';

/** The expected edge of what goes out is what its sets pay less what they cost at worst, and its return is of that cost. */
export const edges: Invariant = {
  index: 33,
  name: 'edges',
  says: 'what is started expects what its sets pay at least, less their prices and worst fees, and more than nothing',
};

const MICROS = 1_000_000n;
const BPS = 10_000n;

/** What a leg costs at worst in its venue's currency: its price, rounded up, and its worst fee. */
const costOf = ({ price, qty, worstFee }: ArbitrageState['legs'][number]): bigint => {
  const picos = price * qty;
  const whole = picos / MICROS;
  return (whole * MICROS === picos ? whole : whole + 1n) + worstFee;
};

/** What the legs cost at worst, in the run's currency, rounded up. */
const worstOf = ({ legs }: ArbitrageState, rateOf: RateOf, isAtPar: boolean): bigint => {
  let cost = 0n;
  for (const leg of legs) cost += isAtPar ? costOf(leg) : costOf(leg) * rateOf(leg.venue);
  return isAtPar ? cost : divideRounded(cost, MICROS, 'ceil');
};

/** The figures with which an arbitrage begins are those of its legs. What is sold as a leg has no such figures. */
export const judgeEdge = (arbitrage: ArbitrageState, rateOf: RateOf, findings: Findings): void => {
  const { sets, legs, expectedEdge, roiBps } = arbitrage;
  let isAtPar = true;
  let leastRate = MICROS;
  for (let index = 0; index < legs.length; index += 1) {
    const { side, venue } = legs[index]!;
    if (side !== 'buy') return;
    const rate = rateOf(venue);
    if (rate !== MICROS) isAtPar = false;
    if (index === 0 || rate < leastRate) leastRate = rate;
  }
  const cost = worstOf(arbitrage, rateOf, isAtPar);
  const edge = (isAtPar ? sets : divideRounded(leastRate * sets, MICROS, 'floor')) - cost;
  const isTrue = expectedEdge > 0n && expectedEdge === edge && cost > 0n && roiBps === Number((edge * BPS) / cost);
  if (findings.fails(edges, isTrue))
    findings.add(
      edges,
      nameOf(arbitrage),
      `expects ${expectedEdge}, ${roiBps} bps, and its legs leave ${edge} of ${cost}`,
    );
};
