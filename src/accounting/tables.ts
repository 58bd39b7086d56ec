// A helper of everything here that is found by two names.

/** The map under a key, made where there is none. */
export const innerMap = <K, V>(outer: Map<string, Map<K, V>>, key: string): Map<K, V> => {
  let inner = outer.get(key);
  if (inner === undefined) {
    inner = new Map();
    outer.set(key, inner);
  }
  return inner;
};
