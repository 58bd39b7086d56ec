// Lists that are replaced and never changed, and are short: most hold one or two.

/**
 * The list with one more, as long as it must be. An array that grows makes room for sixteen: with lists that were
 * pushed to, what a run remembers of an arbitrage was 0.9 KB larger.
 */
export const withOne = <T>(list: readonly T[], one: T): readonly T[] => {
  if (list.length === 0) return [one];
  return list.length === 1 ? [list[0]!, one] : [...list, one];
};
