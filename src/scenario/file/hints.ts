// What was probably meant by a value that cannot be read: the end of a sentence that has said what would be right. A hint
// is written as it would stand in the file.

const DECIMAL = /^-?\d+(\.\d+)?$/;

/** Digits with separators, a sign of a currency or a percent: the number as the file has it; null where it is none. */
const plainNumber = (text: string): string | null => {
  const bare = text
    .trim()
    .replace(/^[$€£]/, '')
    .replace(/ ?(USD|USDC|pUSD|mana)$/i, '');
  if (/^-?\d{1,3}([,_' ]\d{3})+(\.\d+)?$/.test(bare)) return bare.replaceAll(/[,_' ]/g, '');
  if (/^-?\d+,\d+$/.test(bare)) return bare.replace(',', '.');
  if (/^-?\d+(_\d+)+$/.test(bare)) return bare.replaceAll('_', '');
  const [, digits, thousands] = /^(\d{1,6})(k|m)$/i.exec(bare) ?? [];
  if (digits !== undefined) return `${digits}${thousands?.toLowerCase() === 'k' ? '000' : '000000'}`;
  const [, base, exponent] = /^(\d{1,3})e\+?(\d)$/i.exec(bare) ?? [];
  if (base !== undefined) return `${base}${'0'.repeat(Number(exponent))}`;
  return DECIMAL.test(bare) && bare !== text.trim() ? bare : null;
};

/** Hundredths as a decimal: `36` is `0.36`, `5` is `0.05`. */
const hundredths = (digits: string): string => {
  const [whole = '', fraction = ''] = digits.split('.');
  return `0.${whole.padStart(2, '0')}${fraction}`;
};

/** For an amount: separators, currencies, and powers of ten are written out. */
export const amountHint = (text: string): string | undefined => {
  const plain = plainNumber(text);
  return plain === null ? undefined : `write ${plain}.`;
};

/** For a price: what is above 1 was meant in cents, or in percent. */
export const priceHint = (text: string): string | undefined => {
  const [, digits, unit] = /^(\d{1,2}(?:\.\d{1,4})?) ?(%|c|¢|ct|cents?)?$/.exec(text.trim()) ?? [];
  if (digits !== undefined && (unit !== undefined || Number(digits) > 1))
    return `prices are parts of 1, so ${digits} ${unit === '%' ? '%' : 'cents'} are ${hundredths(digits)}.`;
  const plain = plainNumber(text);
  return plain === null ? undefined : `write ${plain}.`;
};

/** For basis points: a percent has 100 of them. */
export const basisPointsHint = (text: string): string | undefined => {
  const [, whole, fraction = ''] = /^(-?\d{1,3})(?:\.(\d{1,2}))? ?%$/.exec(text.trim()) ?? [];
  if (whole !== undefined)
    return `${text.trim()} are ${String(Number(`${whole}${fraction.padEnd(2, '0')}`))} basis points.`;
  return amountHint(text);
};

const units: Readonly<Record<string, string>> = {
  ...{ usec: 'us', usecs: 'us', microsecond: 'us', microseconds: 'us', micros: 'us' },
  ...{ msec: 'ms', msecs: 'ms', millis: 'ms', millisecond: 'ms', milliseconds: 'ms' },
  ...{ sec: 's', secs: 's', second: 's', seconds: 's' },
  ...{ m: 'min', mins: 'min', minute: 'min', minutes: 'min' },
  ...{ hr: 'h', hrs: 'h', hour: 'h', hours: 'h' },
};

/** For a duration: another word for its unit, days, or none at all. */
export const durationHint = (text: string): string | undefined => {
  const [, digits, unit = ''] = /^(\d{1,9}(?:\.\d{1,6})?) ?([a-zµ]*)$/i.exec(text.trim()) ?? [];
  if (digits === undefined) return undefined;
  const word = unit.toLowerCase();
  if (/^(d|days?)$/.test(word) && /^\d{1,4}$/.test(digits)) return `write ${String(Number(digits) * 24)}h.`;
  if (word === '') return `say in which unit, such as ${digits}ms or ${digits}s.`;
  const known = units[word] ?? (['us', 'µs', 'ms', 's', 'min', 'h'].includes(word) ? word : undefined);
  const meant = `${digits}${known ?? ''}`;
  return known === undefined || meant === text.trim() ? undefined : `write ${meant}.`;
};
