// Colours where somebody looks and has not asked for none, and where they are asked for.
import picocolors from 'picocolors';
import { plainPaint, type Paint } from '../../text/paint.ts';
import { ownEscape } from './own-escapes.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Whether words are painted: NO_COLOR forbids it, FORCE_COLOR demands or (as 0) forbids it, and else a terminal decides. */
const isPainted = (isTty: boolean, environment: Environment): boolean => {
  if ((environment['NO_COLOR'] ?? '') !== '') return false;
  const forced = environment['FORCE_COLOR'] ?? '';
  if (forced !== '') return forced !== '0' && forced !== 'false';
  return isTty && environment['TERM'] !== 'dumb';
};

/** How words are painted on a terminal, or into what is no terminal. */
export const paintFor = (isTty: boolean, environment: Environment): Paint => {
  if (!isPainted(isTty, environment)) return plainPaint;
  const { bold, dim, green, red, yellow } = picocolors.createColors(true);
  return { bold: own(bold), dim: own(dim), good: own(green), bad: own(red), odd: own(yellow) };
};

/** The same paint by escapes of ours: what a name brings along is none of them. */
const own = (paint: (text: string) => string): ((text: string) => string) => {
  const [open = '', close = ''] = paint('|').split('|').map(ownEscape);
  return (text) => `${open}${text}${close}`;
};
