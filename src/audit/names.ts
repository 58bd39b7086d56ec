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
