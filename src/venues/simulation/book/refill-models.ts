// When what we have taken of the market outside is there again. A recording knows nothing of us: it goes on showing
// what we have taken. Never before a newer update speaks of the level does any of it come back. Pure functions.

/** How much of a level still counts as taken by us, once a newer update shows `shownQty` there. */
export type RefillModel = (takenQty: bigint, shownQty: bigint) => bigint;

/** The refill models by name, the most careful first. */
export const refillModels = {
  /** What we took stays missing as long as anything is shown there; only what the level grows by is new. */
  whenGrown: (takenQty, shownQty) => (takenQty < shownQty ? takenQty : shownQty),
  /** A newer update is the truth: what it shows is there, whoever took what before. */
  whenShown: () => 0n,
} as const satisfies Readonly<Record<string, RefillModel>>;

/** The name of a refill model. */
export type RefillModelName = keyof typeof refillModels;
