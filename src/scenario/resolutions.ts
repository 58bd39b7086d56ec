// How the markets of a scenario end: the outcome that comes true, or all alike, and what a dispute makes of it.
import { printMicros } from '../money/decimal.ts';
import { MICROS_PER_UNIT } from '../money/micros.ts';
import type { Resolution } from '../venues/definitions/market.ts';
import type { MarketFile } from './file/market.ts';
import { choicesText, quoted, type Path } from './problem.ts';
import type { Reader } from './reader.ts';

/** How a result is written in which both of two outcomes pay the same. */
const EVEN = '50/50';

/** Reads how a market ends; null where it says something that cannot be. */
export const resolutionOf = (
  reader: Reader,
  path: Path,
  file: NonNullable<MarketFile['resolves']>,
  outcomes: readonly string[],
  qtyStep: bigint,
): Resolution | null => {
  const here = [...path, 'resolves'];
  const { at, to, paysAfter, disputedFor, finally: inTheEnd } = file;
  if (inTheEnd !== undefined && disputedFor === undefined)
    reader.report(
      [...here, 'finally'],
      'finally says what a dispute makes of the result, but nothing is disputed: say disputedFor.',
    );
  const payoutsOf = (key: 'to' | 'finally', result: string): readonly bigint[] | null => {
    if (result === EVEN) {
      const each = MICROS_PER_UNIT / BigInt(outcomes.length);
      if (outcomes.length !== 2) {
        reader.report(
          [...here, key],
          `${key} can be ${EVEN} where there are two outcomes, and here there are ${outcomes.length}.`,
        );
        return null;
      }
      if ((qtyStep * each) % MICROS_PER_UNIT === 0n) return outcomes.map(() => each);
      reader.report(
        [...here, key],
        `${key} can be ${EVEN} where half a share's payout is whole, but the market's step is ${printMicros(qtyStep)}: give it a step such as 0.01.`,
      );
      return null;
    }
    if (outcomes.includes(result)) return outcomes.map((outcome) => (outcome === result ? MICROS_PER_UNIT : 0n));
    reader.report([...here, key], `${key} cannot be ${quoted(result)}: ${choicesText(result, [...outcomes, EVEN])}`);
    return null;
  };
  const payouts = payoutsOf('to', to);
  const finalPayouts = inTheEnd === undefined ? payouts : payoutsOf('finally', inTheEnd);
  if (payouts === null || finalPayouts === null) return null;
  return { atUs: at, payouts, disputedForUs: disputedFor ?? null, finalPayouts, paysAfterUs: paysAfter };
};
