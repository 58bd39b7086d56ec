// Numbers in names, read by hand: a name is met for each order and each trade, and neither cut nor put together for it.

/** The whole number above 0 that stands in `text` from `from` to before `to`; 0 where there is none, or not written plainly. */
export const numberIn = (text: string, from: number, to: number): number => {
  let number = 0;
  for (let at = from; at < to; at += 1) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9 || (digit === 0 && at === from)) return 0;
    number = number * 10 + digit;
  }
  return Number.isSafeInteger(number) ? number : 0;
};

/** Where the digits of a whole number, which end before `end`, begin in `text`; -1 where others stand there. */
const digitsBefore = (text: string, end: number, number: number): number => {
  let at = end;
  for (let rest = number; ; rest = Math.floor(rest / 10)) {
    at -= 1;
    if (at < 0 || text.charCodeAt(at) !== 48 + (rest % 10)) return -1;
    if (rest < 10) return at;
  }
};

/** Whether `text` is the one number, the mark and the other, one behind the other: whether it is `7.u2`, without making that. */
export const isMadeOf = (text: string, number: number, mark: string, count: number): boolean => {
  const behind = digitsBefore(text, text.length, count);
  return (
    behind >= mark.length &&
    text.startsWith(mark, behind - mark.length) &&
    digitsBefore(text, behind - mark.length, number) === 0
  );
};
