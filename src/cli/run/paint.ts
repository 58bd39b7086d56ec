// Colours where somebody looks and has not asked for none.
import picocolors from 'picocolors';
import { plainPaint, type Paint } from '../../report/text/paint.ts';

/** How words are painted on a terminal: not at all where it is none, or where NO_COLOR is set. */
export const paintFor = (isTty: boolean, environment: Readonly<Record<string, string | undefined>>): Paint => {
  const isWanted = isTty && (environment['NO_COLOR'] ?? '') === '' && environment['TERM'] !== 'dumb';
  if (!isWanted) return plainPaint;
  const { bold, dim, green, red, yellow } = picocolors.createColors(true);
  return { bold, dim, good: green, bad: red, odd: yellow };
};
