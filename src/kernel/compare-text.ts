// The one order of names: wherever order has no meaning of its own, this order takes its place.

/** Orders text by its code units: the same everywhere, in every locale. */
export const compareText = (left: string, right: string): number => {
  if (left === right) return 0;
  return left < right ? -1 : 1;
};
