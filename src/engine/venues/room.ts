// How much room in its lane an order takes, from the admission of its leg on.

/** Room kept for each order's risk-critical messages: its cancel, a query, an unwind, and one to spare. */
export const TICKETS_PER_ORDER = 4;

/** Room kept for each planned leg from its admission on: its submit, which may be long in coming, and its tickets. */
export const ROOM_PER_LEG = 1 + TICKETS_PER_ORDER;

/** How many legs go to the venue of that one; 0 where an earlier leg has counted it. */
export const ordersOf = (legs: readonly { readonly venue: string }[], index: number): number => {
  const { venue } = legs[index]!;
  let orders = 1;
  for (let before = 0; before < index; before += 1) if (legs[before]!.venue === venue) return 0;
  for (let after = index + 1; after < legs.length; after += 1) if (legs[after]!.venue === venue) orders += 1;
  return orders;
};
