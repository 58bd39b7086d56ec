// A tape of choices: everything random about a chart is read from it, one number after the other. Past its end
// every choice is the first one, the plainest: so a shorter tape of smaller numbers is a simpler chart, and
// fast-check shrinks a counterexample by shrinking the tape.
import fc from 'fast-check';

/** Where random choices are read from. */
export interface Tape {
  /** A whole number from 0 to `count` - 1. */
  readonly below: (count: number) => number;
  /** True in about `percent` of a hundred; false past the end. */
  readonly chance: (percent: number) => boolean;
  /** One of the list, which must not be empty. */
  readonly pick: <T>(list: readonly T[]) => T;
  /** As many results of `make` as a choice from 0 to `countMax` says. */
  readonly several: <T>(countMax: number, make: () => T) => T[];
}

const CHOICE_MAX = 9_999;

/** The choices of a chart and its events. */
export const choicesArbitrary = (lengthMax: number): fc.Arbitrary<number[]> =>
  fc.noBias(fc.array(fc.nat(CHOICE_MAX), { maxLength: lengthMax, size: 'max' }));

/** Reads the choices from the first to the last. */
export const tapeOf = (choices: readonly number[]): Tape => {
  let position = 0;
  const below = (count: number): number => {
    const choice = choices[position] ?? 0;
    position += 1;
    return choice % count;
  };
  return {
    below,
    chance: (percent) => below(100) >= 100 - percent,
    pick: (list) => {
      const chosen = list[below(list.length)];
      if (chosen === undefined) throw new Error('Nothing to pick from.');
      return chosen;
    },
    several: (countMax, make) => Array.from({ length: below(countMax + 1) }, make),
  };
};
