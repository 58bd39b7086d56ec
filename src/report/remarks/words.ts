// Words that several remarks use.
import type { Counts } from '../summary-types.ts';
import { countText } from '../../text/units.ts';

const NAMES_SHOWN = 4;

/** `a, b, c and 3 more`. */
export const namesText = (names: readonly string[]): string => {
  const shown = names.slice(0, NAMES_SHOWN);
  const more = names.length - shown.length;
  if (more > 0) return `${shown.join(', ')} and ${countText(more)} more`;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
};

/** All of them together. */
export const totalOf = (counts: Counts): number => Object.values(counts).reduce((sum, count) => sum + count, 0);

/** `42,344 of 56,653`. */
export const partText = (part: number, whole: number): string => `${countText(part)} of ${countText(whole)}`;
