// What can go wrong with money. Each error is one sentence: what is wrong, and what would be right.

/** Which of the money errors it is, for code that switches instead of asking `instanceof`. */
export type MoneyErrorKind =
  'overflow' | 'underflow' | 'divisionByZero' | 'scaleOutOfRange' | 'notADecimal' | 'tooPrecise';

/** The base of every error that `money/` throws on purpose. */
export abstract class MoneyError extends Error {
  abstract readonly kind: MoneyErrorKind;
}

/** A value is above the largest that fits a signed 64-bit integer, which is what the database holds. */
export class MoneyOverflow extends MoneyError {
  override readonly name = 'MoneyOverflow';
  override readonly kind = 'overflow';

  /** `value` and `maximum` are written in the same unit. */
  constructor(value: string, maximum: string) {
    super(`${excerpt(value)} is too large: it must be at most ${maximum} to fit 64 bits.`);
  }
}

/** A value is below the smallest that fits a signed 64-bit integer, which is what the database holds. */
export class MoneyUnderflow extends MoneyError {
  override readonly name = 'MoneyUnderflow';
  override readonly kind = 'underflow';

  /** `value` and `minimum` are written in the same unit. */
  constructor(value: string, minimum: string) {
    super(`${excerpt(value)} is too small: it must be at least ${minimum} to fit 64 bits.`);
  }
}

/** A division whose divisor is zero. */
export class DivisionByZero extends MoneyError {
  override readonly name = 'DivisionByZero';
  override readonly kind = 'divisionByZero';

  constructor(numerator: bigint) {
    super(`${excerpt(numerator.toString())} cannot be divided by 0: the divisor must be another number.`);
  }
}

/** A number of decimals that is not a whole number from 0 to 18. */
export class ScaleOutOfRange extends MoneyError {
  override readonly name = 'ScaleOutOfRange';
  override readonly kind = 'scaleOutOfRange';

  /** `subject` names the scale at fault, and begins the sentence. */
  constructor(scale: number, subject: string) {
    super(`${subject} is ${scale}, but it must be a whole number from 0 to 18.`);
  }
}

/** A text that is not a plain decimal number, or a decimal that is not a finite number. */
export class NotADecimal extends MoneyError {
  override readonly name = 'NotADecimal';
  override readonly kind = 'notADecimal';

  constructor(text: string) {
    super(
      `"${excerpt(text)}" is not a plain decimal number: ` +
        `write digits, with a minus sign or a decimal point where needed, such as "-0.25".`,
    );
  }
}

/** A text with more decimals than the scale can hold: reading it would lose digits. */
export class TooPrecise extends MoneyError {
  override readonly name = 'TooPrecise';
  override readonly kind = 'tooPrecise';

  constructor(text: string, decimalsMax: number) {
    super(`"${excerpt(text)}" has more than ${decimalsMax} decimals: round it to ${decimalsMax} first.`);
  }
}

const EXCERPT_LENGTH_MAX = 60;

// A message stays one readable line whatever was passed in.
const excerpt = (text: string): string =>
  text.length <= EXCERPT_LENGTH_MAX ? text : `${text.slice(0, EXCERPT_LENGTH_MAX)}…`;
