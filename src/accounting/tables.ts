// Two helpers of everything here that is found by names and saved in their order.

/** Orders text by its code units: the same everywhere, in every locale. */
export const compareText = (left: string, right: string): number => {
  if (left === right) return 0;
  return left < right ? -1 : 1;
};

/** The map under a key, made where there is none. */
export const innerMap = <K, V>(outer: Map<string, Map<K, V>>, key: string): Map<K, V> => {
  let inner = outer.get(key);
  if (inner === undefined) {
    inner = new Map();
    outer.set(key, inner);
  }
  return inner;
};
