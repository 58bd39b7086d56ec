// How many decimals a fixed-point number may have.

import { ScaleOutOfRange } from './errors.ts';

/** The most decimals there are: a 64-bit integer has 18 digits that are free to take any value. */
export const SCALE_MAX = 18;

/** `scale` itself, where it is a whole number from 0 to 18. Throws `ScaleOutOfRange`, which begins with `subject`. */
export const checkedScale = (scale: number, subject = 'The scale'): number => {
  if (!Number.isInteger(scale) || scale < 0 || scale > SCALE_MAX) throw new ScaleOutOfRange(scale, subject);
  return scale;
};
